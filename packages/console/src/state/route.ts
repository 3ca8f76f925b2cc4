// Every state of the console has an address (K17). Pure: turns addresses into routes and back; nothing else parses a path.
// An address nobody knows is the inbox, never an error page.
import type { InboxView, Ref } from '@throughline/types';

/** What a statement rests on, as an address can carry it. */
export interface SourceKey {
  type: Ref['type'];
  id: string;
}

export interface InboxRoute {
  page: 'inbox';
  view: InboxView;
  conv: string | null;
  /** Entry of the conversation to scroll to. */
  entry: string | null;
  /** Sources shown in the side sheet; empty: closed. */
  sources: readonly SourceKey[];
}
/** Every open alert, of every customer (C34). */
export interface AlertsRoute {
  page: 'alerts';
  /** The list one goes back to. */
  view: InboxView;
}
/** One customer without a conversation (K91). */
export interface CustomerRoute {
  page: 'customer';
  view: InboxView;
  id: string;
  sources: readonly SourceKey[];
}
export type Route = { page: 'setup' } | InboxRoute | AlertsRoute | CustomerRoute;

export const INBOX_VIEWS: readonly InboxView[] = ['mine', 'unassigned', 'all', 'closed'];
const SOURCE_TYPES: readonly Ref['type'][] = [
  'interaction',
  'message',
  'conversation',
  'case',
  'tracked_item',
  'fact',
  'commitment',
  'journey',
  'trait',
  'suggestion',
];
const SOURCES_MAX = 8; // a line has at most as many

export const viewRoute = (view: InboxView): InboxRoute => ({ page: 'inbox', view, conv: null, entry: null, sources: [] });
export const convRoute = (view: InboxView, conv: string): InboxRoute => ({ ...viewRoute(view), conv });
export const customerRoute = (view: InboxView, id: string): CustomerRoute => ({ page: 'customer', view, id, sources: [] });
/** Where the console opens: everything that is not closed, so that no new conversation is behind a click. */
export const HOME: InboxRoute = viewRoute('all');

const isView = (value: string | undefined): value is InboxView => INBOX_VIEWS.some((view) => view === value);

function decodeSegment(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return null; // a hand-made address; treated as unknown
    throw error;
  }
}

function parseSources(search: string): SourceKey[] {
  const found: SourceKey[] = [];
  for (const part of new URLSearchParams(search).getAll('source')) {
    const dot = part.indexOf('.');
    const type = SOURCE_TYPES.find((known) => known === part.slice(0, dot));
    if (type !== undefined && dot < part.length - 1 && found.length < SOURCES_MAX) found.push({ type, id: part.slice(dot + 1) });
  }
  return found;
}

/**
 * The route of an address below `/console`.
 * @param path pathname, with everything up to and including `/console` cut off
 * @param search `location.search`; names the open sources
 * @param hash `location.hash`; names an entry of a conversation
 * @param lastView the view the list stays on while a conversation is open
 */
export function parseRoute({ path, search, hash }: { path: string; search: string; hash: string }, lastView: InboxView): Route {
  const [first, second, ...rest] = path.split('/').filter((part) => part !== '');
  if (rest.length > 0) return viewRoute(lastView);
  if (first === 'setup' && second === undefined) return { page: 'setup' };
  if (first === 'alerts' && second === undefined) return { page: 'alerts', view: lastView };
  if (first === 'v' && isView(second)) return viewRoute(second);
  if (first === 'c' && second !== undefined) {
    const conv = decodeSegment(second);
    const entry = decodeSegment(hash.replace(/^#/, ''));
    if (conv !== null) return { ...convRoute(lastView, conv), entry: entry === '' ? null : entry, sources: parseSources(search) };
  }
  if (first === 'customers' && second !== undefined) {
    const id = decodeSegment(second);
    if (id !== null) return { ...customerRoute(lastView, id), sources: parseSources(search) };
  }
  return viewRoute(lastView);
}

function queryOf(sources: readonly SourceKey[]): string {
  const query = new URLSearchParams(sources.map(({ type, id }): [string, string] => ['source', `${type}.${id}`])).toString();
  return query === '' ? '' : `?${query}`;
}

/** The address of a route, below `/console`. */
export function formatRoute(route: Route): string {
  if (route.page === 'setup') return '/setup';
  if (route.page === 'alerts') return '/alerts';
  if (route.page === 'customer') return `/customers/${encodeURIComponent(route.id)}${queryOf(route.sources)}`;
  if (route.conv === null) return `/v/${route.view}`;
  return `/c/${encodeURIComponent(route.conv)}${queryOf(route.sources)}${route.entry === null ? '' : `#${encodeURIComponent(route.entry)}`}`;
}
