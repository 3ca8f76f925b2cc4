// The people who answer for a site: whether they are there, what they carry, what they can (K57, K58). One read for all of them.
import { primitives } from '@throughline/types/decode';
import type { AgentPresence } from '@throughline/types';
import type { RoutingAgent } from '../../../../domain/routing/model.js';
import { pointsOf, sumOfPoints } from '../../../../domain/routing/points.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { AgentPresenceTable } from '../schema-routing.js';
import { profilesOf } from './desk-settings.js';

/** An analyst reads sums and answers nobody. */
const NEVER_ANSWERS = 'analyst';

export interface AgentAtDesk extends RoutingAgent {
  name: string;
}

/** By id. */
export async function agentsAtDesk(tx: Tx, siteId: string, now: number): Promise<AgentAtDesk[]> {
  const people = await tx.db
    .selectFrom('agents')
    .select(['id', 'name'])
    .where('site_id', '=', siteId)
    .where('disabled', '=', 0)
    .where('role', '<>', NEVER_ANSWERS)
    .orderBy('id')
    .execute();
  const present = await tx.db.selectFrom('agent_presence').selectAll().where('site_id', '=', siteId).execute();
  const presence = new Map(present.map((row) => [row.agent_id, row]));
  const profiles = await profilesOf(tx, siteId);
  const loads = await loadsOf(tx, siteId);
  return people.map(({ id, name }) => {
    const row = presence.get(id);
    return {
      id,
      name,
      status: statusOf(row, now),
      connected: row !== undefined && row.connected_until > now,
      load: loads.get(id) ?? 0,
      ...profiles(id),
      givenAt: row?.given_at ?? null,
    };
  });
}

/** As everybody sees it. */
function statusOf(row: AgentPresenceTable | undefined, now: number): AgentPresence {
  if (row === undefined || row.chosen === 'offline' || row.offline_at <= now) return 'offline';
  return row.chosen === 'away' || row.idle === 1 ? 'away' : 'online';
}

const carried = prepared<{ siteId: string }, { assignee_id: string | null; channel: string; count: number }>((db, place) =>
  db
    .selectFrom('conversations')
    .select(['assignee_id', 'channel'])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('site_id', '=', place('siteId'))
    .where('status', 'in', ['open', 'waiting'])
    .where('assignee_id', 'is not', null)
    .groupBy(['assignee_id', 'channel']),
);

/** Points of what each of them owns and has not closed or put away. */
async function loadsOf(tx: Tx, siteId: string): Promise<Map<string, number>> {
  const rows = await carried(tx, { siteId });
  const points = new Map<string, number[]>();
  for (const { assignee_id: id, channel, count } of rows) {
    if (id === null) continue;
    points.set(id, [...(points.get(id) ?? []), pointsOf(primitives.Channel.parse(channel)) * Number(count)]);
  }
  return new Map([...points].map(([id, each]) => [id, sumOfPoints(each)]));
}
