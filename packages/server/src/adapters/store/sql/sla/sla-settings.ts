// What a site's clocks run by: its service levels, its teams' hours, its customers' tiers (K70).
import { desk } from '@throughline/types/decode';
import type { TeamDoc } from '@throughline/types';
import type { Policy } from '../../../../domain/sla/policy.js';
import type { Calendar } from '../../../../domain/time/calendar.js';
import { siteKnowledge } from '../engine/site-knowledge.js';
import type { UnreadableDocument } from '../../../../ports/store-sla.js';
import type { Tx } from '../operation.js';
import { calendarOfTeam } from '../routing/desk-settings.js';
import { readDocument } from '../settings/read-document.js';

export interface SlaSettings {
  policies: Policy[];
  /** The policy that a team names; null: none. */
  policyOf(teamId: string | null): string | null;
  /** Policies and teams that were left out. */
  unreadable: UnreadableDocument[];
  /** Hours of a team, else the site's; null: always open. */
  calendarOf(teamId: string | null): Calendar | null;
}

const NO_TEAM = { hours: null, department: null } as const;

/** Without any service level, `policies` is empty. */
export async function slaSettings(tx: Tx, siteId: string): Promise<SlaSettings> {
  const rows = await tx.db
    .selectFrom('settings_objects')
    .select(['kind', 'id', 'doc'])
    .where('site_id', '=', siteId)
    .where('kind', 'in', ['sla_policy', 'team'])
    .execute();
  const policies: Policy[] = [];
  const teams = new Map<string, TeamDoc>();
  const unreadable: UnreadableDocument[] = [];
  for (const { kind, id, doc } of rows) {
    const policy = kind === 'sla_policy' ? readDocument(desk.SlaPolicyDoc, doc) : null;
    const team = kind === 'team' ? readDocument(desk.TeamDoc, doc) : null;
    if (policy !== null) policies.push({ id, doc: policy });
    else if (team !== null) teams.set(id, team);
    else unreadable.push({ siteId, kind, id });
  }
  const knowledge = await siteKnowledge(tx, siteId);
  const teamOf = (teamId: string | null): TeamDoc | undefined => (teamId === null ? undefined : teams.get(teamId));
  return {
    ...{ policies, unreadable },
    policyOf: (teamId) => teamOf(teamId)?.slaPolicyId ?? null,
    calendarOf: (teamId) => calendarOfTeam(knowledge, teamOf(teamId) ?? NO_TEAM),
  };
}
