// What the word at the end of the search box may become (K75): the name of an operator, or one of its values.
import type { Store } from '../../state/store.js';
import { CHANNELS } from '../../state/words.js';

const OPERATORS = ['from:', 'to:', 'team:', 'tag:', 'state:', 'channel:', 'has:', 'before:', 'after:'];
const STATES = ['queued', 'open', 'waiting', 'snoozed', 'closed'];
const SHOWN_MAX = 6;

export interface Completion {
  /** What is added, as it is written. */
  words: string;
  /** The whole box, when it is taken. */
  text: string;
  /** Tab takes it: something of it was typed. */
  exact: boolean;
}

const quoted = (value: string): string => (/\s/.test(value) ? `"${value}"` : value);

function valuesOf(operator: string, store: Store): readonly string[] {
  const session = store.session.value;
  const { agents, teams } = session.state === 'signed_in' ? session.session : { agents: [], teams: [] };
  switch (operator) {
    case 'from:':
      return ['me', 'customer', 'agent', ...agents.map(({ name }) => name)];
    case 'to:':
      return ['me', 'none', ...agents.map(({ name }) => name)];
    case 'team:':
      return teams.map(({ name }) => name);
    case 'tag:':
      return [...new Set([...store.rows.value.values()].flatMap(({ tags }) => tags))].sort();
    case 'state:':
      return STATES;
    case 'channel:':
      return CHANNELS;
    case 'has:':
      return ['file', 'note', 'promise', 'order'];
    default:
      return [];
  }
}

export function completionsOf(typed: string, store: Store): Completion[] {
  const last = /\S*$/.exec(typed)?.[0] ?? '';
  const before = typed.slice(0, typed.length - last.length);
  const operator = OPERATORS.find((one) => last.toLowerCase().startsWith(one));
  const offered = operator === undefined ? OPERATORS : valuesOf(operator, store).map((value) => `${operator}${quoted(value)}`);
  return offered
    .filter((one) => last !== '' && one !== last && one.toLowerCase().startsWith(last.toLowerCase()))
    .slice(0, SHOWN_MAX)
    .map((one) => ({ words: one, text: `${before}${one}${one.endsWith(':') ? '' : ' '}`, exact: true }));
}
