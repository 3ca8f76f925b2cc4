// Who works here, as the session knows them: for pickers of people and teams.
import type { Agent, Team } from '@throughline/types';
import { useConsole } from '../console-context.js';

const NOBODY: { me: Agent | null; agents: readonly Agent[]; teams: readonly Team[] } = { me: null, agents: [], teams: [] };

export function useColleagues(): { me: Agent | null; agents: readonly Agent[]; teams: readonly Team[] } {
  const { store } = useConsole();
  const session = store.session.value;
  if (session.state !== 'signed_in') return NOBODY;
  return { me: session.session.agent, agents: session.session.agents, teams: session.session.teams };
}

/** What an id of the site is called: a team, a person, the site itself; anything else as it is. */
export function useNameOf(): (id: string) => string {
  const { store } = useConsole();
  const session = store.session.value;
  if (session.state !== 'signed_in') return (id) => id;
  const { site, agents, teams } = session.session;
  const names = new Map([site, ...teams, ...agents].map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
