// What follows from a batch besides its entries, in the same transaction: timeline events, the frozen context, and the entry that says so.
// Order matters: the event is recorded before the context is frozen, so that the agent's first paint already shows it (C51).
import type { Entry, Handoff } from '@throughline/types';
import type { Caused } from '../../../../domain/conversation/plan-batch.js';
import type { SubmitArgs } from '../../../../ports/store-delivery.js';
import { addEffects, newEffects } from '../engine/effects.js';
import type { Effects } from '../engine/effects.js';
import { freezeHandoff } from '../handoff.js';
import { refreshCustomers } from '../search/customer-documents.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ConversationsTable } from '../schema.js';
import { appendSnapshot } from './append-snapshot.js';
import { handoffOf } from './handoff-view.js';
import { channelOf } from '../context/rows.js';
import { identifiersOf, identifiersOfOpener, recordRelayEvent } from './relay-events.js';
import type { RelayEvent } from './relay-events.js';
import { isAnswer, recordAnswers } from './visitor-answers.js';

const setCustomer = prepared<{ siteId: string; conv: string; customerId: string }, unknown>((db, place) =>
  db
    .updateTable('conversations')
    .set({ customer_id: place('customerId') })
    .where('site_id', '=', place('siteId'))
    .where('id', '=', place('conv')),
);

export interface Followed {
  /** The row after everything. */
  row: ConversationsTable;
  handoff: Handoff | null;
  /** Entries that the consequences appended. */
  entries: Entry[];
  /** What the recorded events changed, for other conversations too. */
  effects: Effects;
}

/** Carries out `consequences` of entries that are already written. */
export async function follow(
  tx: Tx,
  { principal, online, now }: Pick<SubmitArgs, 'principal' | 'online' | 'now'>,
  { row, consequences }: { row: ConversationsTable; consequences: readonly Caused[] },
): Promise<Followed> {
  const followed: Followed = { row, handoff: null, entries: [], effects: newEffects() };
  if (consequences.length === 0) return followed;
  const owner =
    principal.type === 'visitor'
      ? { identifiers: identifiersOf(principal.anonymousId, principal.userId) }
      : await identifiersOfOpener(tx, row);
  const base = { siteId: row.site_id, conv: row.id, channel: row.channel, department: row.department, ...owner, at: row.last_ts };

  let answers = consequences.filter(isAnswer);
  const record = async (): Promise<void> => {
    if (answers.length === 0) return;
    const { channel, department, at } = base;
    const where = { conv: row.id, channel: channelOf(channel), department, owner, at };
    addEffects(followed.effects, await recordAnswers(tx, row.site_id, { where, answers }));
    answers = [];
  };
  for (const { consequence, cause } of consequences) {
    if (consequence.type === 'details' || consequence.type === 'survey') continue;
    const { customerId, effects } = await recordRelayEvent(tx, { ...base, entryId: cause.id, ...eventOf({ consequence, cause }) });
    addEffects(followed.effects, effects);
    if (consequence.type === 'closed') continue;
    if (consequence.kind === 'new') {
      await setCustomer(tx, { siteId: row.site_id, conv: row.id, customerId });
      await refreshCustomers(tx, row.site_id, [customerId]); // somebody with a conversation now (K90)
    }
    await record(); // given together with the first message: the agent's first paint shows them too
    const context = await freezeHandoff(tx, {
      siteId: row.site_id,
      conv: row.id,
      kind: consequence.kind,
      ...(consequence.from === undefined ? {} : { from: consequence.from }),
      ...(consequence.toTeamId === undefined ? {} : { toTeamId: consequence.toTeamId }),
      online,
      now,
    });
    const snapshot = await appendSnapshot(tx, row, context);
    followed.entries.push(snapshot.entry);
    followed.handoff = await handoffOf(tx, { row: snapshot.row, context });
    followed.row = snapshot.row;
  }
  await record();
  return followed;
}

type Reached = Exclude<Caused['consequence'], { type: 'details' | 'survey' }>;

function eventOf({ consequence, cause }: { consequence: Reached; cause: Entry }): Pick<RelayEvent, 'what' | 'data'> {
  if (consequence.type === 'closed') return { what: 'closed', data: consequence.outcome === null ? {} : { outcome: consequence.outcome } };
  const text = cause.kind === 'message' ? cause.body['text'] : undefined;
  const said = typeof text === 'string' && text !== '' ? { text } : {}; // empty beside files
  switch (consequence.kind) {
    case 'transfer': {
      const by = consequence.from?.name;
      return { what: 'transferred', data: { kind: 'transfer', ...(by === undefined ? {} : { from: by }) } };
    }
    case 'reopen':
      return { what: 'reopened', data: said };
    default:
      return { what: 'started', data: said };
  }
}
