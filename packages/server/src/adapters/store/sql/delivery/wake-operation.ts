// Conversations whose snooze is over (K71): the clock wakes them, once, however many relays look at the same time.
import type { DeliveryOps, Woken } from '../../../../ports/store-delivery.js';
import type { OperationsOf, Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ConversationsTable } from '../schema.js';
import { unindexed } from '../own-index.js';
import { appendRelayEntries } from './append-relay-entries.js';
import type { RelayDraft } from './append-relay-entries.js';
import { listRow } from './conversation-state.js';
import { nameCustomer } from './customer-names.js';
import { ownerIsThere } from './owner-is-there.js';

const BY_TIME: RelayDraft = { lane: 'int', kind: 'wake', body: { because: 'time' } };

/** It wakes to the same agent, else to the team. */
async function draftsOf(tx: Tx, row: ConversationsTable, now: number): Promise<RelayDraft[]> {
  const { site_id: siteId, assignee_id: agentId, team_id: teamId, assign_version: ifVersion } = row;
  if (agentId === null || (await ownerIsThere(tx, { siteId, agentId, now }))) return [BY_TIME];
  const body = { how: 'requeue', agentId: null, teamId, ifVersion, reason: 'its owner is away' };
  return [BY_TIME, { lane: 'int', kind: 'assign', body }];
}

const due = prepared<{ now: number; limit: number }, ConversationsTable>((db, place, dialect) =>
  db
    .selectFrom('conversations')
    .selectAll()
    .where('snoozed_until', '<=', place('now'))
    .where(unindexed(dialect, 'status'), '=', 'snoozed')
    .orderBy('snoozed_until')
    .orderBy(unindexed(dialect, 'site_id'))
    .orderBy(unindexed(dialect, 'id'))
    .limit(place('limit'))
    .$if(dialect === 'postgres', (query) => query.forUpdate().skipLocked()),
);

export const wakeOperations: OperationsOf<Pick<DeliveryOps, 'wakeDue'>> = {
  wakeDue: {
    kind: 'write',
    async run(tx, { now, limit }) {
      const rows = await due(tx, { now, limit });
      const woken: Woken[] = [];
      for (const held of rows) {
        const { row, entries } = await appendRelayEntries(tx, held, { drafts: await draftsOf(tx, held, now), now });
        const shown = listRow(row, await nameCustomer(tx, row.site_id, row.customer_id));
        woken.push({ siteId: row.site_id, epoch: tx.epoch, entries, row: shown });
      }
      return { woken, more: rows.length >= limit };
    },
  },
};
