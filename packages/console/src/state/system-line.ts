// One line of words for every entry that is not a message or a note (K26). Pure; a kind it does not know is null and draws nothing.
import type { Entry } from '@throughline/types';
import type { Names } from './names.js';
import { methodWords, sentence } from './words.js';

export interface SystemLine {
  words: string;
  /** A second, quoted line: the note of a transfer. */
  detail: string | null;
}

const string = (value: unknown): string => (typeof value === 'string' ? value : '');
const line = (words: string, detail = ''): SystemLine => ({ words, detail: detail === '' ? null : detail });

function assignLine(entry: Entry, names: Names): SystemLine {
  const by = entry.author.name ?? (entry.author.type === 'agent' ? names.agent(entry.author.id) : null);
  const agentId = string(entry.body['agentId']);
  const teamId = string(entry.body['teamId']);
  const to = agentId !== '' ? names.agent(agentId) : teamId !== '' ? names.team(teamId) : 'the queue';
  const note = string(entry.body['note']);
  switch (entry.body['how']) {
    case 'claim':
      return line(`${to} took this conversation`);
    case 'transfer':
      return line(by === null ? `Handed over to ${to}` : `${by} handed over to ${to}`, note);
    default:
      return line(by === null ? `Put in ${to}` : `${by} put this conversation back in ${to}`, note);
  }
}

export function systemLine(entry: Entry, names: Names): SystemLine | null {
  const body = entry.body;
  switch (entry.kind) {
    case 'open':
      return line(
        body['reopened'] === true
          ? entry.author.type === 'agent'
            ? `${entry.author.name ?? 'An agent'} reopened the conversation`
            : 'Conversation reopened'
          : 'Conversation started',
      );
    case 'close':
      return line(`${entry.author.name ?? 'The relay'} closed the conversation`);
    case 'wrap_up':
      return line(`Outcome: ${string(body['outcome'])}`);
    case 'join':
      return line(`${string(body['name']) || 'An agent'} joined`);
    case 'leave':
      return line(`${string(body['name']) || 'An agent'} left`);
    case 'assign':
      return assignLine(entry, names);
    case 'identity_verified':
      return line(`Identity verified${string(body['method']) === '' ? '' : ` by ${methodWords(string(body['method']))}`}`);
    case 'context_snapshot': {
      const kind = string(body['kind']);
      const revision = typeof body['revision'] === 'number' ? ` · revision ${body['revision']}` : '';
      return line(`Context handed over${kind === '' || kind === 'new' ? '' : ` · ${sentence(kind).toLowerCase()}`}${revision}`);
    }
    default:
      return null;
  }
}
