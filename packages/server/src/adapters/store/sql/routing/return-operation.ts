// What waits for somebody who is gone goes back to the line (K58). Once per absence: the row says whether there is something to return.
import type { RoutedTo, RoutingOps } from '../../../../ports/store-routing.js';
import { appendRelayEntries } from '../delivery/append-relay-entries.js';
import { listRow } from '../delivery/conversation-state.js';
import { nameCustomer } from '../delivery/customer-names.js';
import { lockConversations } from '../delivery/find-conversation.js';
import { isErased } from '../erasure/erase-conversation.js';
import type { Tx } from '../operation.js';
import { unindexed } from '../own-index.js';
import { prepared } from '../prepared.js';
import type { AgentPresenceTable } from '../schema-routing.js';
import type { ConversationsTable } from '../schema.js';
import { deskSettings } from './desk-settings.js';
import { remember, remembered } from './routing-memory.js';

const GONE = 'agent offline';
const SIGNED_OFF = 'agent signed off';
/** Of all people together in one transaction, which chat messages wait for; the rest follows in the next. */
const AT_ONCE = 20;
const AT_HAND = ['open', 'waiting'];

const owed = prepared<{ siteId: string; agentId: string; limit: number }, { id: string }>((db, place, dialect) =>
  db
    .selectFrom('conversations')
    .select('id')
    .where('site_id', '=', place('siteId'))
    .where('assignee_id', '=', place('agentId'))
    .where('status', '=', 'open')
    .where('status', '<>', 'closed') // says that the index of what is assigned and not closed has it
    .where('waiting_since', 'is not', null)
    .where('customer_id', '<>', '')
    .orderBy(unindexed(dialect, 'id'))
    .limit(place('limit')),
);

/**
 * Customers who wait for an answer of this agent. Whoever owes the customer nothing keeps the conversation. `isAll`: there are no others, and
 * none of them is held by somebody else at present.
 */
async function unanswered(
  tx: Tx,
  { site_id, agent_id }: AgentPresenceTable,
  limit: number,
): Promise<{ rows: ConversationsTable[]; isAll: boolean }> {
  const found = await owed(tx, { siteId: site_id, agentId: agent_id, limit });
  const locked = await lockConversations(
    tx,
    site_id,
    found.map(({ id }) => id),
  );
  const isTheirs = (row: ConversationsTable): boolean =>
    row.status === 'open' && row.assignee_id === agent_id && row.waiting_since !== null && !isErased(row);
  return { rows: [...locked.values()].filter(isTheirs), isAll: found.length < limit && locked.size === found.length };
}

async function requeue(tx: Tx, row: ConversationsTable, { reason, now }: { reason: string; now: number }): Promise<RoutedTo> {
  const { named } = await remembered(tx, row, now);
  const body = { how: 'requeue', agentId: null, teamId: row.team_id, ifVersion: row.assign_version, reason };
  const { row: after, entries } = await appendRelayEntries(tx, row, { drafts: [{ lane: 'int', kind: 'assign', body }], now });
  await remember(tx, after, { named, passed: [], inLineSince: now });
  const customer = await nameCustomer(tx, row.site_id, row.customer_id);
  return { siteId: row.site_id, epoch: tx.epoch, entries, row: listRow(after, customer), handoff: null };
}

export async function returnToLine(
  tx: Tx,
  { now, limit }: Parameters<RoutingOps['returnToLine']>[0],
): ReturnType<RoutingOps['returnToLine']> {
  const gone = await tx.db
    .selectFrom('agent_presence')
    .selectAll()
    .where('to_return', '=', 1)
    .where('offline_at', '<=', now)
    .orderBy('site_id')
    .orderBy('agent_id')
    .limit(limit)
    .$if(tx.dialect === 'postgres', (query) => query.forUpdate().skipLocked())
    .execute();
  const returned: RoutedTo[] = [];
  const isRouted = new Map<string, boolean>();
  for (const siteId of new Set(gone.map(({ site_id }) => site_id))) isRouted.set(siteId, (await deskSettings(tx, siteId, now)) !== null);
  const seen = new Set<string>();
  let done = 0;
  for (const row of gone) {
    if (returned.length >= AT_ONCE) break;
    seen.add(row.site_id);
    const routed = isRouted.get(row.site_id) === true;
    const { rows, isAll } = routed ? await unanswered(tx, row, AT_ONCE - returned.length) : { rows: [], isAll: true };
    for (const conversation of rows) returned.push(await requeue(tx, conversation, { reason: GONE, now }));
    if (!isAll) continue; // the next look sees to the rest
    await nothingLeft(tx, row);
    done += 1;
  }
  return { returned, sites: [...seen], more: returned.length >= AT_ONCE || (gone.length >= limit && done > 0) };
}

/** Whoever signs off hands over all they have at hand, answered or not; what sleeps wakes for somebody else by itself. */
export async function putBack(
  tx: Tx,
  { siteId, agentId, limit, now }: Parameters<RoutingOps['putBack']>[0],
): ReturnType<RoutingOps['putBack']> {
  const held = await tx.db
    .selectFrom('conversations')
    .select('id')
    .where('site_id', '=', siteId)
    .where('assignee_id', '=', agentId)
    .where('status', 'in', AT_HAND)
    .where('status', '<>', 'closed') // says that the index of what is assigned and not closed has it
    .where('customer_id', '<>', '')
    .orderBy('id')
    .limit(limit)
    .execute();
  const locked = await lockConversations(
    tx,
    siteId,
    held.map(({ id }) => id),
  );
  const theirs = [...locked.values()].filter((row) => row.assignee_id === agentId && AT_HAND.includes(row.status) && !isErased(row));
  const returned: RoutedTo[] = [];
  for (const row of theirs) returned.push(await requeue(tx, row, { reason: SIGNED_OFF, now }));
  return { returned, more: held.length === limit || theirs.length < held.length };
}

async function nothingLeft(tx: Tx, { site_id, agent_id }: AgentPresenceTable): Promise<void> {
  await tx.db.updateTable('agent_presence').set({ to_return: 0 }).where('site_id', '=', site_id).where('agent_id', '=', agent_id).execute();
}
