// A list as an address carries it (K17, K18): `mine`, `team:tm_1`, `saved/vw_1?tag=refund&sort=sla`. Pure. A route keeps this text, so that
// the list one goes back to is the list one left, its filter and order included. What it does not understand is left out, never an error.
import { conversationFilter } from '@throughline/types/decode';
import type { ConversationFilter, ListSort, ListView } from '@throughline/types';

/** Below `/v/`. */
export type ListAddress = string;

/** What an address asks for. */
export interface ListPlace {
  /** `saved`: what the saved view asks for. */
  view: ListView;
  /** Of a saved view, its id. */
  saved: string | null;
  filter: ConversationFilter;
  /** Null: the order the view has by itself. */
  sort: ListSort | null;
}

const SAVED = /^saved\/([\w-]{1,64})$/;
const NUMBERS = new Set(['waitingLongerThanMinutes']);
const isFilterKey = (name: string): name is keyof ConversationFilter => Object.hasOwn(conversationFilter.ConversationFilter.shape, name);

function valueOf(name: keyof ConversationFilter, text: string): unknown {
  if (name === 'state') return text.split(',');
  if (name === 'verified') return text === 'true' ? true : text === 'false' ? false : text;
  return NUMBERS.has(name) ? Number(text) : text;
}

function filterOf(query: URLSearchParams): ConversationFilter {
  const asked = new Map([...query].filter(([name]) => isFilterKey(name)).map(([name, text]) => [name, text] as const));
  for (;;) {
    const raw = Object.fromEntries([...asked].map(([name, text]) => [name, isFilterKey(name) ? valueOf(name, text) : text]));
    const decoded = conversationFilter.ConversationFilter.safeParse(raw);
    if (decoded.success) return decoded.data;
    for (const { path } of decoded.error.issues) asked.delete(String(path[0]));
  }
}

/** The list of an address; null when it names no view. */
export function parseList(address: ListAddress): ListPlace | null {
  const at = address.indexOf('?');
  const name = at < 0 ? address : address.slice(0, at);
  const query = new URLSearchParams(at < 0 ? '' : address.slice(at + 1));
  const saved = SAVED.exec(name)?.[1] ?? null;
  const view = saved !== null ? 'saved' : conversationFilter.ListView.safeParse(name).data;
  if (view === undefined) return null;
  return { view, saved, filter: filterOf(query), sort: conversationFilter.ListSort.safeParse(query.get('sort')).data ?? null };
}

/** The line of one team. */
export const teamView = (teamId: string): ListView => `team:${teamId}`;
export const savedAddress = (id: string): ListAddress => `saved/${id}`;

/** The address of a list: the same list always has the same one. */
export function formatList({ view, saved, filter, sort }: ListPlace): ListAddress {
  const query = new URLSearchParams(
    Object.entries(filter)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]): [string, string] => [name, String(value)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  if (sort !== null) query.set('sort', sort);
  const text = query.toString();
  return `${view === 'saved' ? savedAddress(saved ?? '') : view}${text === '' ? '' : `?${text}`}`;
}

/** Nothing is asked beyond the view itself. */
export const isPlain = ({ filter }: ListPlace): boolean => Object.keys(filter).length === 0;
