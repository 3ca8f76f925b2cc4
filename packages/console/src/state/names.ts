// Names of people and teams by id: entries carry ids, people read names.
import type { Agent, Team } from '@throughline/types';
import { t } from './t.js';

export interface Names {
  /** Of the conversation at hand, where it is known. */
  customer?: string;
  agent(id: string): string;
  team(id: string): string;
}

/** Someone who left the site is still named, so that no line of a log turns empty. */
export function namesOf(agents: readonly Agent[], teams: readonly Team[]): Names {
  const agentNames = new Map(agents.map((agent) => [agent.id, agent.name]));
  const teamNames = new Map(teams.map((team) => [team.id, team.name]));
  return { agent: (id) => agentNames.get(id) ?? t('a former agent'), team: (id) => teamNames.get(id) ?? t('a former team') };
}
