// People and teams named in a note with `@` (K65), and in a reply by mistake (K30). Pure. A name is found whole, the longest first, so that
// "@Ana Lima" is not "@Ana".
import type { NoteBody } from '@throughline/types';
import type { Session } from './store.js';

export interface Mentionable {
  type: 'agent' | 'team';
  id: string;
  name: string;
}

/** Colleagues and teams of the site; empty when nobody is signed in. */
export function peopleOf(session: Session): readonly Mentionable[] {
  if (session.state !== 'signed_in') return [];
  const { agents, teams } = session.session;
  return [
    ...agents.map(({ id, name }) => ({ type: 'agent' as const, id, name })),
    ...teams.map(({ id, name }) => ({ type: 'team' as const, id, name })),
  ];
}

const LETTER = /[\p{L}\p{N}_]/u;

/** Where somebody is named: `[start, end)` of `text`, in order; never inside a word or an address. */
export function namesIn(text: string, people: readonly Mentionable[]): { start: number; end: number; who: Mentionable }[] {
  const longest = people.filter(({ name }) => name !== '').toSorted((a, b) => b.name.length - a.name.length);
  const lower = text.toLowerCase();
  const found: { start: number; end: number; who: Mentionable }[] = [];
  for (let at = lower.indexOf('@'); at >= 0; at = lower.indexOf('@', at + 1)) {
    if (at > 0 && LETTER.test(text.charAt(at - 1))) continue;
    const who = longest.find(({ name }) => {
      const end = at + 1 + name.length;
      return lower.startsWith(name.toLowerCase(), at + 1) && !LETTER.test(text.charAt(end));
    });
    if (who !== undefined) found.push({ start: at, end: at + 1 + who.name.length, who });
  }
  return found;
}

/** Each once, in the order they are named. */
export function mentionsIn(text: string, people: readonly Mentionable[]): NonNullable<NoteBody['mentions']> {
  const seen = new Map(namesIn(text, people).map(({ who }) => [`${who.type} ${who.id}`, { type: who.type, id: who.id }]));
  return [...seen.values()].slice(0, 20);
}

/** A reply that begins by speaking to a colleague is meant to be a note (K30). */
export const speaksTo = (text: string, people: readonly Mentionable[]): Mentionable | null => {
  const start = text.length - text.trimStart().length;
  return namesIn(text, people).find((one) => one.start === start)?.who ?? null;
};
