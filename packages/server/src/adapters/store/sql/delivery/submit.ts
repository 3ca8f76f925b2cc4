// `submit` in the order of P31: find or create, lock, duplicates, guard, heads, entries. One transaction; refused means nothing was written.
import type { Refusal, SubmitAccepted } from '@throughline/types';
import { decodeCommand } from '../../../../domain/conversation/command-body.js';
import type { Actor, Surroundings } from '../../../../domain/conversation/decide.js';
import { planBatch } from '../../../../domain/conversation/plan-batch.js';
import type { Incoming, Plan } from '../../../../domain/conversation/plan-batch.js';
import type { DeliveryOps, SubmitArgs, SubmitOutcome } from '../../../../ports/store-delivery.js';
import type { OperationsOf, Tx } from '../operation.js';
import type { ConversationsTable } from '../schema.js';
import { addEffects } from '../engine/effects.js';
import { elsewhere, NOTHING_FOLLOWED } from '../engine/consequences-of.js';
import { isErased } from '../erasure/erase-conversation.js';
import { appendEntries } from './append-entries.js';
import { recordReAsks } from './ask-again-events.js';
import { assignTargets, newestJoin } from './assign-targets.js';
import { bodyHash } from './body-hash.js';
import { currentPrincipal } from './current-principal.js';
import { follow } from './consequences.js';
import { listRow, stateOf } from './conversation-state.js';
import { nameCustomer } from './customer-names.js';
import { writable } from './find-conversation.js';
import { insertConversation, newConversation } from './new-conversation.js';
import { nothingStored, readStanding, writeStanding } from './standing.js';
import type { StreamStanding } from './standing.js';

const RACES_MAX = 3; // a lost race to create a conversation finds it on the next look; more would be a bug

const refused = (answer: Refusal): SubmitOutcome => ({ answer, publish: [], row: null, handoff: null, followed: NOTHING_FOLLOWED });

async function submit(tx: Tx, asked: SubmitArgs): Promise<SubmitOutcome> {
  const principal = await currentPrincipal(tx, asked.principal);
  if (principal === null) return refused({ ok: false, code: 'forbidden' });
  const args = { ...asked, principal };
  for (let race = 0; race < RACES_MAX; race += 1) {
    const target = await writable(tx, args.principal, args.submit);
    if (target === null) return refused({ ok: false, code: 'forbidden' });
    if ('found' in target) return submitTo(tx, args, { row: target.found, created: false });
    if (principal.type !== 'visitor') return refused({ ok: false, code: 'forbidden' });
    const { openingRefusedForMs } = asked;
    if (openingRefusedForMs !== undefined) return refused({ ok: false, code: 'rate_limited', retry_ms: openingRefusedForMs });
    const row = newConversation(tx, principal, target.absent, args.now);
    const outcome = await submitTo(tx, args, { row, created: true });
    if (outcome !== 'race') return outcome;
  }
  throw new Error('A conversation was created again and again by others and never found');
}

async function submitTo(tx: Tx, args: SubmitArgs, target: { row: ConversationsTable; created: false }): Promise<SubmitOutcome>;
async function submitTo(tx: Tx, args: SubmitArgs, target: { row: ConversationsTable; created: true }): Promise<SubmitOutcome | 'race'>;
async function submitTo(
  tx: Tx,
  args: SubmitArgs,
  { row, created }: { row: ConversationsTable; created: boolean },
): Promise<SubmitOutcome | 'race'> {
  if (isErased(row)) return refused({ ok: false, code: 'erased' });
  const { principal, submit: batch } = args;
  const key = { siteId: principal.siteId, conv: row.id, principalId: principal.id, stream: batch.stream };
  const messages = decodeMessages(args, row.hash_key);
  const standing = created
    ? nothingStored()
    : await readStanding(tx, key, {
        from: messages[0]?.n ?? 1,
        to: messages.at(-1)?.n ?? 1,
        origins: messages.flatMap(({ cid, reofferOf }) => (reofferOf === null ? [cid] : [reofferOf, cid])),
      });
  const plan = planBatch({
    messages,
    ifPubHead: batch.if_pub_head ?? null,
    standing: {
      state: stateOf(row),
      pubHead: row.pub_head,
      intHead: row.int_head,
      lastTs: row.last_ts,
      lastN: standing.lastN,
      skipped: new Set(standing.skipped),
      byN: standing.byN,
      byOrigin: standing.byOrigin,
    },
    actor: actorOf(args),
    around: await surroundings(tx, args, row),
    now: args.now,
    newEntryId: () => tx.newId('entry'),
  });
  if (!plan.ok) return refused(plan);
  if (created && !(await insertConversation(tx, row))) return 'race';
  return write(tx, args, { row, standing, plan, redacted: redactedIn(messages) });
}

/** The plan is good: entries, stream, then what follows from them. */
async function write(
  tx: Tx,
  args: SubmitArgs,
  { row, standing, plan, redacted }: { row: ConversationsTable; standing: StreamStanding; plan: Plan; redacted: ReadonlySet<number> },
): Promise<SubmitOutcome> {
  const { principal, submit: batch, online, now } = args;
  const key = { siteId: row.site_id, conv: row.id, principalId: principal.id, stream: batch.stream };
  const appended = plan.append.map(({ entry }) => entry);
  let written = row;
  if (appended.length > 0) {
    const entries = plan.append.map(({ entry, own }) => ({
      entry,
      submitted: own === null ? null : { stream: batch.stream, n: own.n, hash: own.hash },
    }));
    written = await appendEntries(tx, { row, principalId: principal.id, entries, after: plan.after });
  }
  if (plan.after.lastN > standing.lastN) {
    await writeStanding(tx, key, { lastN: plan.after.lastN, skipped: [...standing.skipped, ...plan.skips] });
  }
  const asked = principal.type === 'agent' ? await recordReAsks(tx, written, { entries: appended, agentId: principal.id, now }) : null;
  const followed = await follow(tx, { principal, online, now }, { row: written, consequences: plan.consequences });
  if (asked !== null) addEffects(followed.effects, asked);
  const again = plan.results.filter(({ dup }) => dup).map(({ entry }) => entry);
  return {
    answer: acceptedAnswer(tx, row.id, plan, redacted),
    publish: [...again, ...appended, ...followed.entries], // stored ones again: heals a crash between commit and publish (P36)
    row: followed.handoff?.row ?? (await shownRow(tx, followed.row)),
    handoff: followed.handoff,
    followed: await elsewhere(tx, row, followed.effects),
  };
}

/** A conversation in which nothing was said yet has no customer and no row. */
async function shownRow(tx: Tx, row: ConversationsTable) {
  return row.customer_id === '' ? null : listRow(row, await nameCustomer(tx, row.site_id, row.customer_id));
}

/** The n whose text was changed before storing (C18): the sender has to fetch what is stored. */
function redactedIn(messages: readonly Incoming[]): ReadonlySet<number> {
  return new Set(
    messages.filter(({ decoded }) => decoded.ok && 'redacted' in decoded.command && decoded.command.redacted).map(({ n }) => n),
  );
}

function acceptedAnswer(tx: Tx, conv: string, plan: Plan, redacted: ReadonlySet<number>): SubmitAccepted {
  const results = plan.results.map(({ n, entry, dup }) => {
    const { lane, seq, id, ts } = entry;
    return { n, lane, seq, id, ts, ...(dup ? { dup } : {}), ...(redacted.has(n) ? { redacted: true } : {}) };
  });
  return { ok: true, conv, epoch: tx.epoch, last_n: plan.after.lastN, results };
}

function decodeMessages({ principal, submit: { stream, msgs } }: SubmitArgs, hashKey: string): Incoming[] {
  return msgs.map(({ n, kind, body, reoffer_of: reofferOf }) => {
    const decoded = decodeCommand(principal.type, kind, body);
    return {
      n,
      decoded,
      hash: decoded.ok ? bodyHash(hashKey, decoded.command) : '',
      cid: `${stream}:${n}`,
      reofferOf: reofferOf ?? null,
    };
  });
}

function actorOf({ principal }: SubmitArgs): Actor {
  return principal.type === 'visitor' ? { type: 'visitor', id: principal.id } : { type: 'agent', id: principal.id, name: principal.name };
}

/** Only what the batch can depend on is read. */
async function surroundings(tx: Tx, { principal, submit: { msgs } }: SubmitArgs, row: ConversationsTable): Promise<Surroundings> {
  const assigns = principal.type === 'agent' && msgs.some(({ kind }) => kind === 'assign');
  const speaks = principal.type === 'agent' && msgs.some(({ kind }) => kind === 'message');
  return {
    channel: row.channel,
    joinedAgentId: speaks ? ((await newestJoin(tx, row.site_id, row.id))?.agentId ?? null) : null,
    targets: assigns ? await assignTargets(tx, row.site_id) : { agentIds: new Set(), teamIds: new Set() },
  };
}

export const submitOperations: OperationsOf<Pick<DeliveryOps, 'submit'>> = { submit: { kind: 'write', run: submit } };
