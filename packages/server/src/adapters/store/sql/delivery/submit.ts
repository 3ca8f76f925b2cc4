// `submit` in the order of P31: find or create, lock, duplicates, guard, heads, entries. One transaction; refused means nothing was written.
import type { Surroundings } from '../../../../domain/conversation/decision.js';
import { originsOf, planBatch } from '../../../../domain/conversation/plan-batch.js';
import type { Incoming, Plan } from '../../../../domain/conversation/plan-batch.js';
import type { DeliveryOps, SubmitArgs, SubmitOutcome } from '../../../../ports/store-delivery.js';
import type { OperationsOf, Tx } from '../operation.js';
import type { ConversationsTable } from '../schema.js';
import { addEffects } from '../engine/effects.js';
import { elsewhere } from '../engine/consequences-of.js';
import { isErased } from '../erasure/erase-conversation.js';
import { appendEntries } from './append-entries.js';
import { recordReAsks } from './ask-again-events.js';
import { assignTargets, newestJoin } from './assign-targets.js';
import { currentPrincipal } from './current-principal.js';
import { follow } from './consequences.js';
import { listRow, stateOf } from './conversation-state.js';
import { nameCustomer } from './customer-names.js';
import { attachable, attachFiles } from '../files/attach-files.js';
import { recordMentions } from './mentions.js';
import { lockForMerge, mergingOf, writeElsewhere } from './merging.js';
import { insertConversation, newConversation } from './new-conversation.js';
import { blankNotes, notesOf } from './notes.js';
import { ownerIsThere } from './owner-is-there.js';
import { nothingStored, readStanding, writeStanding } from './standing.js';
import type { StreamStanding } from './standing.js';
import { owedAgain } from '../routing/owed-again.js';
import { formOf } from '../widget/form-of.js';
import { closingOf } from './visitor-answers.js';
import { acceptedAnswer, actorOf, decodeMessages, refused } from './submit-parts.js';
import { isContinued, targetOf } from './target-of.js';

const RACES_MAX = 3; // a lost race to create a conversation finds it on the next look; more would be a bug

async function submit(tx: Tx, asked: SubmitArgs): Promise<SubmitOutcome> {
  const principal = await currentPrincipal(tx, asked.principal);
  if (principal === null) return refused({ ok: false, code: 'forbidden' });
  const args = { ...asked, principal };
  const held = await lockForMerge(tx, args);
  for (let race = 0; race < RACES_MAX; race += 1) {
    const target = await targetOf(tx, args);
    if (target === null) return refused({ ok: false, code: 'forbidden' });
    if ('found' in target) return submitTo(tx, args, { row: target.found, created: false, held });
    if (principal.type !== 'visitor') return refused({ ok: false, code: 'forbidden' });
    const { openingRefusedForMs } = asked;
    if (openingRefusedForMs !== undefined) return refused({ ok: false, code: 'rate_limited', retry_ms: openingRefusedForMs });
    const row = newConversation(tx, principal, { convKey: target.absent, continues: target.continues, now: args.now });
    const outcome = await submitTo(tx, args, { row, created: true, held });
    if (outcome !== 'race') return outcome;
  }
  throw new Error('A conversation was created again and again by others and never found');
}

interface Target<Created extends boolean> {
  row: ConversationsTable;
  created: Created;
  /** Locked for merges, by id. */
  held: ReadonlyMap<string, ConversationsTable>;
}

async function submitTo(tx: Tx, args: SubmitArgs, target: Target<false>): Promise<SubmitOutcome>;
async function submitTo(tx: Tx, args: SubmitArgs, target: Target<true>): Promise<SubmitOutcome | 'race'>;
async function submitTo(tx: Tx, args: SubmitArgs, { row, created, held }: Target<boolean>): Promise<SubmitOutcome | 'race'> {
  if (isErased(row)) return refused({ ok: false, code: 'erased' });
  const { principal, submit: batch } = args;
  const key = { siteId: principal.siteId, conv: row.id, principalId: principal.id, stream: batch.stream };
  const messages = decodeMessages(args, row.hash_key);
  const standing = created
    ? nothingStored()
    : await readStanding(tx, key, {
        from: messages[0]?.n ?? 1,
        to: messages.at(-1)?.n ?? 1,
        origins: messages.flatMap(originsOf),
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
    around: {
      ...(await surroundings(tx, args, { row, messages })),
      ...(await mergingOf(tx, args, { row, held })),
      files: await attachable(tx, principal, messages),
    },
    now: args.now,
    newEntryId: () => tx.newId('entry'),
  });
  if (!plan.ok) return refused(plan);
  if (created && !(await insertConversation(tx, row))) return 'race';
  return write(tx, args, { row, standing, plan, messages });
}

/** The plan is good: entries, stream, then what follows from them. */
async function write(
  tx: Tx,
  args: SubmitArgs,
  { row, standing, plan, messages }: { row: ConversationsTable; standing: StreamStanding; plan: Plan; messages: readonly Incoming[] },
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
    await attachFiles(tx, { siteId: row.site_id, conv: row.id, entries: appended });
    written = await appendEntries(tx, { row, principalId: principal.id, entries, after: plan.after });
  }
  if (plan.after.lastN > standing.lastN) {
    await writeStanding(tx, key, { lastN: plan.after.lastN, skipped: [...standing.skipped, ...plan.skips] });
  }
  if (principal.type === 'visitor') await owedAgain(tx, row.site_id, { changes: [{ before: row, after: plan.after.state }], now });
  await blankNotes(tx, written, appended);
  const named = await recordMentions(tx, written, appended);
  const asked = principal.type === 'agent' ? await recordReAsks(tx, written, { entries: appended, agentId: principal.id, now }) : null;
  const followed = await follow(tx, { principal, online, now }, { row: written, consequences: plan.consequences });
  if (asked !== null) addEffects(followed.effects, asked);
  const again = plan.results.filter(({ dup }) => dup).map(({ entry }) => entry);
  return {
    answer: acceptedAnswer(tx, row.id, { plan, messages }),
    publish: [...again, ...appended, ...followed.entries], // stored ones again: heals a crash between commit and publish (P36)
    row: followed.handoff?.row ?? (await shownRow(tx, followed.row)),
    handoff: followed.handoff,
    followed: await elsewhere(tx, row, followed.effects),
    others: await writeElsewhere(tx, args, plan.elsewhere),
    named,
  };
}

/** A conversation in which nothing was said yet has no customer and no row. */
async function shownRow(tx: Tx, row: ConversationsTable) {
  return row.customer_id === '' ? null : listRow(row, await nameCustomer(tx, row.site_id, row.customer_id));
}

/** Only what the batch can depend on is read. */
async function surroundings(
  tx: Tx,
  { principal, submit: { msgs }, now }: SubmitArgs,
  { row, messages }: { row: ConversationsTable; messages: readonly Incoming[] },
): Promise<Omit<Surroundings, 'now'>> {
  const { site_id: siteId, id: conv, assignee_id: agentId } = row;
  const has = (...kinds: string[]): boolean => msgs.some(({ kind }) => kinds.includes(kind));
  const isAgent = principal.type === 'agent';
  const names = isAgent && (has('assign', 'consult') || msgs.some(({ kind, body }) => kind === 'note' && body['mentions'] !== undefined));
  const goesOn = !isAgent && (row.status === 'closed' || row.status === 'snoozed') && agentId !== null;
  const closing = has('survey') ? await closingOf(tx, { siteId, conv, now }) : undefined;
  return {
    ...(has('details') ? { form: await formOf(tx, siteId) } : {}),
    ...(closing === undefined ? {} : { closing }),
    ...(isAgent ? { notes: await notesOf(tx, row, messages) } : {}),
    ...(goesOn ? { ownerIsThere: await ownerIsThere(tx, { siteId, agentId, now }) } : {}),
    channel: row.channel,
    ...(row.continues === null ? {} : { continues: row.continues }),
    ...(isAgent && has('open') ? { isContinued: await isContinued(tx, siteId, conv) } : {}),
    joinedAgentId: isAgent && has('message') ? ((await newestJoin(tx, siteId, conv))?.agentId ?? null) : null,
    targets: names ? await assignTargets(tx, row) : { agentIds: new Set(), teamIds: new Set() },
  };
}

export const submitOperations: OperationsOf<Pick<DeliveryOps, 'submit'>> = { submit: { kind: 'write', run: submit } };
