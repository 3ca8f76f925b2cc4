// What a decision of routing leaves in the log (K22), and what those who are connected are told: tags and priority of the rules, the assignment
// with its reason, and for whoever got it the same as a claim by hand: they join, and read the context before the thread.
import type { RoutingDecision } from '../../../../domain/routing/model.js';
import type { RoutedTo } from '../../../../ports/store-routing.js';
import { newestJoin } from '../delivery/assign-targets.js';
import { appendRelayEntries } from '../delivery/append-relay-entries.js';
import type { RelayDraft } from '../delivery/append-relay-entries.js';
import { appendSnapshot } from '../delivery/append-snapshot.js';
import { listRow } from '../delivery/conversation-state.js';
import { nameCustomer } from '../delivery/customer-names.js';
import { handoffOf } from '../delivery/handoff-view.js';
import { freezeHandoff, newestHandoff } from '../handoff.js';
import type { Tx } from '../operation.js';
import type { ConversationsTable } from '../schema.js';

export interface Decided {
  decision: RoutingDecision;
  agent: { id: string; name: string } | null;
  team: { id: string; name: string } | null;
  now: number;
}

function draftsOf(row: ConversationsTable, { decision, agent }: Decided): RelayDraft[] {
  const { tags, priority, how, teamId, agentId, reason } = decision;
  const drafts: RelayDraft[] = [];
  if (tags.length > 0) drafts.push({ lane: 'int', kind: 'tag', body: { add: [...tags], remove: [] } });
  if (priority !== null) drafts.push({ lane: 'int', kind: 'priority', body: { ...priority } });
  if (how !== null) {
    drafts.push({ lane: 'int', kind: 'assign', body: { how, agentId, teamId, ifVersion: row.assign_version, reason } });
  }
  if (agent !== null) {
    const { id, name } = agent;
    drafts.push({ lane: 'pub', kind: 'join', body: { agentId: id, name }, author: { type: 'agent', id, name } });
  }
  return drafts;
}

/** Null: nothing was written. `row`: as it is afterwards. */
export async function routedTo(
  tx: Tx,
  row: ConversationsTable,
  decided: Decided,
): Promise<{ row: ConversationsTable; told: RoutedTo } | null> {
  const drafts = draftsOf(row, decided);
  if (drafts.length === 0) return null;
  const { agent, team, now } = decided;
  const wasWithSomebody = agent !== null && (await newestJoin(tx, row.site_id, row.id)) !== null;
  const appended = await appendRelayEntries(tx, row, { drafts, now });
  const told: RoutedTo = {
    siteId: row.site_id,
    epoch: tx.epoch,
    entries: appended.entries,
    row: listRow(appended.row, await nameCustomer(tx, row.site_id, row.customer_id)),
    handoff: null,
  };
  if (agent === null) return { row: appended.row, told };
  const seen = await newestHandoff(tx, row.site_id, row.id);
  if (seen === null) return { row: appended.row, told };
  // Frozen when it arrived: whoever is the first to have it reads that.
  if (!wasWithSomebody) return { row: appended.row, told: { ...told, handoff: await handoffOf(tx, { row: appended.row, context: seen }) } };
  const context = await freezeHandoff(tx, {
    siteId: row.site_id,
    conv: row.id,
    kind: 'transfer',
    ...(team === null ? {} : { from: { type: 'team', ...team }, toTeamId: team.id }),
    online: seen.live.online,
    now,
  });
  const snapshot = await appendSnapshot(tx, row, context);
  const handoff = await handoffOf(tx, { row: snapshot.row, context });
  return { row: snapshot.row, told: { ...told, entries: [...appended.entries, snapshot.entry], row: handoff.row, handoff } };
}
