// Who is a member of which team: what an agent's reach hangs on (K107). The members stand in the teams' documents.
import { desk } from '@throughline/types/decode';
import type { TeamsOfAgent } from '../../../../domain/conversation/authorise.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import { readDocument } from '../settings/read-document.js';

const Members = desk.TeamDoc.pick({ members: true }).strip();

const teamDocs = prepared<{ siteId: string }, { id: string; doc: string }>((db, place) =>
  db.selectFrom('settings_objects').select(['id', 'doc']).where('site_id', '=', place('siteId')).where('kind', '=', 'team').orderBy('id'),
);

/** Teams of an agent, in the order of their ids. A document that cannot be read is a team without members: it lets nobody see more. */
export async function membershipsOf(tx: Tx, siteId: string): Promise<(agentId: string) => TeamsOfAgent> {
  const teams = await teamDocs(tx, { siteId });
  if (teams.length === 0) return () => null;
  const byAgent = new Map<string, string[]>();
  for (const { id, doc } of teams) {
    for (const agentId of readDocument(Members, doc)?.members ?? []) byAgent.set(agentId, [...(byAgent.get(agentId) ?? []), id]);
  }
  return (agentId) => byAgent.get(agentId) ?? [];
}
