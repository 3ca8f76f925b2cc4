// Messages into open conversations, many at once: what is by far the most frequent is read and written with statements for all of them
// together. The decision is planBatch's, as for one alone. Invariant: an answer given here is the one that `submit` gives alone; whatever
// is not plain (new, closed, sent before, anything but a message) gets none here and is left to it, with nothing written.
import { mayAsk } from '@throughline/types';
import { authorise } from '../../../../domain/conversation/authorise.js';
import { planBatch } from '../../../../domain/conversation/plan-batch.js';
import type { Incoming, Plan } from '../../../../domain/conversation/plan-batch.js';
import type { SubmitArgs, SubmitOutcome } from '../../../../ports/store-delivery.js';
import { NOTHING_FOLLOWED } from '../engine/consequences-of.js';
import { isErased } from '../erasure/erase-conversation.js';
import type { Tx } from '../operation.js';
import { owedAgain } from '../routing/owed-again.js';
import type { ConversationsTable } from '../schema.js';
import { appendAll } from './append-all.js';
import type { PlannedAppend } from './append-all.js';
import { newestJoin } from './assign-targets.js';
import { listRow, stateOf } from './conversation-state.js';
import { lockConversations, guarded } from './find-conversation.js';
import { readGroup } from './group-standing.js';
import type { GroupStanding } from './group-standing.js';
import { acceptedAnswer, actorOf, decodeMessages, refused } from './submit-parts.js';

export type ToOne = SubmitArgs & { submit: { conv: string } };

/** True for what may be plain, as far as the request shows. Agents who may be asking again leave a note on the timeline (C26). */
export function looksPlain(args: SubmitArgs): args is ToOne {
  const { conv, msgs, go_on: goesOn } = args.submit;
  if (conv === undefined || goesOn === true) return false;
  return msgs.every(
    ({ kind, body, reoffer_of: reofferOf }) =>
      kind === 'message' &&
      reofferOf === undefined &&
      body['files'] === undefined &&
      (args.principal.type === 'visitor' || (typeof body['text'] === 'string' && !mayAsk(body['text']))),
  );
}

interface Planned {
  index: number;
  args: ToOne;
  row: ConversationsTable;
  plan: Plan;
  messages: readonly Incoming[];
}

/** One per request, in their order; null: not plain after all. The requests are of this site and name different conversations. */
export async function submitPlain(tx: Tx, siteId: string, asked: readonly ToOne[]): Promise<(SubmitOutcome | null)[]> {
  const rows = await lockConversations(
    tx,
    siteId,
    asked.map(({ submit }) => submit.conv),
  );
  const group = await readGroup(tx, siteId, { asked, rows: [...rows.values()] });
  const outcomes: (SubmitOutcome | null)[] = [];
  const planned: Planned[] = [];
  for (const [index, args] of asked.entries()) {
    const row = rows.get(args.submit.conv);
    const outcome = row === undefined ? null : await planOne(tx, args, { row, group });
    if (outcome === null || !('plan' in outcome)) outcomes.push(outcome);
    else {
      outcomes.push(null);
      planned.push({ index, ...outcome });
    }
  }
  const written = await appendAll(tx, siteId, planned.map(appendOf));
  const said = planned.filter(({ args }) => args.principal.type === 'visitor');
  const changes = said.map(({ row, plan }) => ({ before: row, after: plan.after.state }));
  await owedAgain(tx, siteId, { changes, now: Math.max(0, ...said.map(({ args }) => args.now)) });
  for (const [at, { index, args, plan, messages }] of planned.entries()) {
    const row = written[at];
    const customer = row === undefined ? undefined : group.names.get(row.customer_id);
    if (row === undefined || customer === undefined) throw new Error('A conversation of the group lost its row or its customer');
    outcomes[index] = {
      answer: acceptedAnswer(tx, args.submit.conv, { plan, messages }),
      publish: plan.append.map(({ entry }) => entry),
      row: listRow(row, customer),
      handoff: null,
      followed: NOTHING_FOLLOWED,
      others: [],
      named: [],
    };
  }
  return outcomes;
}

/** Its plan, its refusal, or null. */
async function planOne(
  tx: Tx,
  asked: ToOne,
  { row, group }: { row: ConversationsTable; group: GroupStanding },
): Promise<Omit<Planned, 'index'> | SubmitOutcome | null> {
  const principal = group.current(asked.principal);
  if (principal === null) return refused({ ok: false, code: 'forbidden' });
  const args = { ...asked, principal };
  if (!authorise(principal, guarded(row), 'pub')) return null; // its conv_key may name another one (P72)
  if (isErased(row)) return refused({ ok: false, code: 'erased' });
  if (!group.names.has(row.customer_id) || row.status === 'snoozed') return null; // a reply wakes it
  const { lastN, skipped, known } = group.standing(args);
  const first = args.submit.msgs[0]?.n ?? 0;
  if (known || first <= lastN) return null; // sent before, or offered again under another name
  const messages = decodeMessages(args, row.hash_key);
  const plan = planBatch({
    messages,
    ifPubHead: args.submit.if_pub_head ?? null,
    standing: {
      state: stateOf(row),
      pubHead: row.pub_head,
      intHead: row.int_head,
      lastTs: row.last_ts,
      lastN,
      skipped,
      byN: new Map(),
      byOrigin: new Map(),
    },
    actor: actorOf(args),
    around: {
      channel: row.channel,
      joinedAgentId: principal.type === 'agent' ? ((await newestJoin(tx, row.site_id, row.id))?.agentId ?? null) : null,
      targets: { agentIds: new Set(), teamIds: new Set() }, // only `assign` looks at them
    },
    now: args.now,
    newEntryId: () => tx.newId('entry'),
  });
  if (!plan.ok) return refused(plan);
  return plan.consequences.length > 0 || plan.append.length === 0 ? null : { args, row, plan, messages };
}

function appendOf({ args: { principal, submit }, row, plan }: Planned): PlannedAppend {
  return {
    row,
    principalId: principal.id,
    stream: submit.stream,
    entries: plan.append.map(({ entry, own }) => ({
      entry,
      submitted: own === null ? null : { stream: submit.stream, n: own.n, hash: own.hash },
    })),
    after: plan.after,
  };
}
