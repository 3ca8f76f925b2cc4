// Colleagues and teams to choose from, with who is there and how much they carry (K57, K58).
import type { VNode } from 'preact';
import type { Signal } from '@preact/signals';
import type { AgentRole, AgentState } from '@throughline/types';
import { fuzzy } from '../state/fuzzy.js';
import { t } from '../state/t.js';
import { roleWords } from './settings/role-words.js';
import { useStyle } from '../ui/use-style.js';
import { useConsole } from './console-context.js';
import { PEOPLE_STYLE } from './people-style.js';

export interface Person {
  /** `agent:<id>`, `team:<id>`, `queue:`. */
  value: string;
  name: string;
  about: string;
  status: AgentState['status'] | null;
}

const ORDER = { online: 0, away: 1, offline: 2 } as const;

function aboutAgent(state: AgentState | undefined, role: AgentRole): string {
  if (state === undefined) return roleWords(role);
  if (state.status === 'offline') return t('Offline');
  const carries = t('{load} of {capacity}', { load: state.load, capacity: state.capacity });
  return state.status === 'away' ? t('Away · {load}', { load: carries }) : t('Online · {load}', { load: carries });
}

/** Who is there comes first, then by name; teams after people. `leftOut` is an agent's id. */
export function usePeople(leftOut: string | null): Person[] {
  const { store } = useConsole();
  const session = store.session.value;
  if (session.state !== 'signed_in') return [];
  const states = store.colleagues.value;
  const agents = session.session.agents
    .filter((agent) => agent.id !== leftOut)
    .map((agent) => {
      const state = states.get(agent.id);
      return {
        value: `agent:${agent.id}`,
        name: agent.id === store.agentId.value ? t('{who} (you)', { who: agent.name }) : agent.name,
        about: aboutAgent(state, agent.role),
        status: state?.status ?? null,
      };
    })
    .sort((a, b) => ORDER[a.status ?? 'offline'] - ORDER[b.status ?? 'offline'] || a.name.localeCompare(b.name));
  const teams = session.session.teams.map((team) => ({ value: `team:${team.id}`, name: team.name, about: t('Team'), status: null }));
  return [...agents, ...teams];
}

export interface PeopleFieldProps {
  legend: string;
  people: readonly Person[];
  /** The value of who is chosen; empty: nobody yet. */
  chosen: Signal<string>;
  typed: Signal<string>;
}

const SEARCHED_FROM = 6; // fewer are seen at a glance

export function PeopleField({ legend, people, chosen, typed }: PeopleFieldProps): VNode {
  useStyle(PEOPLE_STYLE);
  const found = fuzzy(people, typed.value, (one) => `${one.name} ${one.about}`);
  return (
    <>
      {people.length >= SEARCHED_FROM && (
        <div class="field">
          <input
            type="search"
            aria-label={t('Find a person or a team')}
            placeholder={t('Find a person or a team')}
            autoFocus
            value={typed.value}
            onInput={(event) => (typed.value = event.currentTarget.value)}
          />
        </div>
      )}
      <fieldset class="targets">
        <legend>{legend}</legend>
        {found.map((one) => (
          <label key={one.value} class="target">
            <input
              type="radio"
              name="target"
              value={one.value}
              required
              checked={chosen.value === one.value}
              onChange={() => (chosen.value = one.value)}
            />
            {one.status !== null && <span class={`target-status target-${one.status}`} aria-hidden="true" />}
            <bdi class="target-name">{one.name}</bdi>
            <span class="target-about">{one.about}</span>
          </label>
        ))}
        {found.length === 0 && <p class="target-about target">{t('Nobody is called that')}</p>}
      </fieldset>
    </>
  );
}

/** The ids of a chosen value. */
export function targetOf(value: string): { agentId: string | null; teamId: string | null } {
  const at = value.indexOf(':');
  const [kind, id] = [value.slice(0, at), value.slice(at + 1)];
  return { agentId: kind === 'agent' ? id : null, teamId: kind === 'team' ? id : null };
}
