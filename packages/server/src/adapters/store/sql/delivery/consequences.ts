// What follows from a batch besides its entries, in the same transaction: timeline events, the frozen context, and the entry that says so.
// Order matters: the event is recorded before the context is frozen, so that the agent's first paint already shows it (C51).
import type { Entry, Handoff } from '@throughline/types';
import type { Caused } from '../../../../domain/conversation/plan-batch.js';
import type { SubmitArgs } from '../../../../ports/store-delivery.js';
import { addEffects, newEffects } from '../engine/effects.js';
import type { Effects } from '../engine/effects.js';
import { freezeHandoff } from '../handoff.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ConversationsTable } from '../schema.js';
import { appendSnapshot } from './append-snapshot.js';
import { handoffOf } from './handoff-view.js';
import { identifiersOf, identifiersOfOpener, recordRelayEvent } from './relay-events.js';
import type { RelayEvent } from './relay-events.js';

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

  for (const { consequence, cause } of consequences) {
    const { customerId, effects } = await recordRelayEvent(tx, { ...base, entryId: cause.id, ...eventOf({ consequence, cause }) });
    addEffects(followed.effects, effects);
    if (consequence.type === 'closed') continue;
    if (consequence.kind === 'new') await setCustomer(tx, { siteId: row.site_id, conv: row.id, customerId });
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
  return followed;
}

function eventOf({ consequence, cause }: Caused): Pick<RelayEvent, 'what' | 'data'> {
  if (consequence.type === 'closed') return { what: 'closed', data: consequence.outcome === null ? {} : { outcome: consequence.outcome } };
  const text = cause.kind === 'message' ? cause.body['text'] : undefined;
  switch (consequence.kind) {
    case 'transfer': {
      const by = consequence.from?.name;
      return { what: 'transferred', data: { kind: 'transfer', ...(by === undefined ? {} : { from: by }) } };
    }
    case 'reopen':
      return { what: 'reopened', data: typeof text === 'string' ? { text } : {} };
    default:
      return { what: 'started', data: typeof text === 'string' ? { text } : {} };
  }
}
