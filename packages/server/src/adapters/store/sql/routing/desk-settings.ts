// What the site set up for routing: teams with their hours, rules, and people's skills (K55, K59).
import { desk } from '@throughline/types/decode';
import type { AgentProfileDoc, SiteSettings, TeamDoc } from '@throughline/types';
import { calendarOf } from '../../../../domain/time/calendar.js';
import type { Calendar } from '../../../../domain/time/calendar.js';
import { openingAt } from '../../../../domain/time/opening.js';
import type { Opening } from '../../../../domain/time/opening.js';
import type { RoutingRule, RoutingTeam } from '../../../../domain/routing/model.js';
import { siteKnowledge } from '../engine/site-knowledge.js';
import type { SiteKnowledge } from '../engine/site-knowledge.js';
import type { Tx } from '../operation.js';
import { readDocument } from '../settings/read-document.js';

const ALWAYS: Opening = { open: true, changesAt: null };
const NO_PROFILE = desk.AgentProfileDoc.parse({});

export interface DeskSettings {
  teams: RoutingTeam[];
  rules: RoutingRule[];
  /** Outside the site's own hours; a site without hours is always open. */
  outsideHours: boolean;
}

function documents(tx: Tx, siteId: string, kinds: readonly string[]): Promise<{ kind: string; id: string; doc: string }[]> {
  return tx.db
    .selectFrom('settings_objects')
    .select(['kind', 'id', 'doc'])
    .where('site_id', '=', siteId)
    .where('kind', 'in', kinds)
    .orderBy('id')
    .execute();
}

/** Null: the site has neither teams nor rules, so that nothing is routed. */
export async function deskSettings(tx: Tx, siteId: string, now: number): Promise<DeskSettings | null> {
  const rows = await documents(tx, siteId, ['team', 'routing_rule']);
  if (rows.length === 0) return null;
  const knowledge = await siteKnowledge(tx, siteId);
  const teams = rows.flatMap(({ kind, id, doc }): RoutingTeam[] => {
    if (kind !== 'team') return [];
    const team = readDocument(desk.TeamDoc, doc);
    if (team === null) return []; // service levels, which read it too, say so in the log
    const calendar = calendarOfTeam(knowledge, team);
    return [{ id, doc: team, ...(calendar === null ? ALWAYS : openingAt(calendar, now)) }];
  });
  const rules = rows.flatMap(({ kind, id, doc }): RoutingRule[] => {
    const rule = kind === 'routing_rule' ? readDocument(desk.RoutingRuleDoc, doc) : null;
    return rule === null ? [] : [{ id, doc: rule }];
  });
  const outsideHours = knowledge.settings.hours !== undefined && !openingAt(knowledge.calendar, now).open;
  return { teams, rules, outsideHours };
}

/** The team's own hours, else its department's, else the site's; null: it is always open. */
export function calendarOfTeam(
  { settings, calendar, calendarFor: ofDepartment }: SiteKnowledge,
  { hours, department }: Pick<TeamDoc, 'hours' | 'department'>,
): Calendar | null {
  if (hours !== null) return calendarOf(calendar.zone, hours, settings.holidays);
  return settings.hours !== undefined || hasOwnHours(settings, department) ? ofDepartment(department) : null;
}

function hasOwnHours({ departments }: SiteSettings, department: string | null): boolean {
  if (department === null) return false;
  const asked = department.trim().toLowerCase();
  return departments.some(({ id, name, hours }) => hours !== undefined && [id, name].some((one) => one.trim().toLowerCase() === asked));
}

/** What routing knows of a person; who has no profile has the defaults. */
export async function profilesOf(tx: Tx, siteId: string): Promise<(agentId: string) => AgentProfileDoc> {
  const rows = await documents(tx, siteId, ['agent_profile']);
  const profiles = new Map(rows.map(({ id, doc }) => [id, readDocument(desk.AgentProfileDoc, doc) ?? NO_PROFILE]));
  return (agentId) => profiles.get(agentId) ?? NO_PROFILE;
}
