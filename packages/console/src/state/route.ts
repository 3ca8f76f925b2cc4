// Every state of the console has an address (K17). Pure: turns addresses into routes and back; nothing else parses a path.
// An address nobody knows is the inbox, never an error page.
import type { Ref } from '@throughline/types';
import { formatList, parseList } from './list-address.js';
import type { ListAddress } from './list-address.js';

/** What a statement rests on, as an address can carry it. */
export interface SourceKey {
  type: Ref['type'];
  id: string;
}

export interface InboxRoute {
  page: 'inbox';
  /** The list beside it, its filter and order included (list-address.ts); on every other page the list one goes back to. */
  view: ListAddress;
  conv: string | null;
  /** Entry of the conversation to scroll to. */
  entry: string | null;
  /** Sources shown in the side sheet; empty: closed. */
  sources: readonly SourceKey[];
}
/** Every open alert, of every customer (C34). */
export interface AlertsRoute {
  page: 'alerts';
  view: ListAddress;
}
/** What was searched for (K75). */
export interface SearchRoute {
  page: 'search';
  view: ListAddress;
  q: string;
}
/** Everybody the site knows (K90). */
export interface CustomersRoute {
  page: 'customers';
  view: ListAddress;
  /** Search, filters and columns as the page understands them, without the question mark. */
  query: string;
}
/** One customer without a conversation (K91). */
export interface CustomerRoute {
  page: 'customer';
  view: ListAddress;
  id: string;
  sources: readonly SourceKey[];
}
/** What is decided about the widget, the desk, the site and oneself (§17). */
export interface SettingsRoute {
  page: 'settings';
  view: ListAddress;
  section: SettingsSection;
  /** One thing of a desk section, its id: `/settings/teams/tm_1`. */
  item: string | null;
}
/** Before there is an account: the claim of the installation (S30), or an invitation; the token is in the fragment. */
export interface SetupRoute {
  page: 'setup';
  invited?: true;
}
export type Route = SetupRoute | InboxRoute | AlertsRoute | SearchRoute | CustomersRoute | CustomerRoute | SettingsRoute;

/** `/settings/widget/<section>` */
export const WIDGET_SECTIONS = ['install', 'appearance', 'chat', 'hours', 'form', 'survey'] as const;
/** `/settings/<section>` and `/settings/<section>/<item>` */
export const DESK_SECTIONS = [
  'teams',
  'routing',
  'sla',
  'replies',
  'tags',
  'reasons',
  'facts',
  'views',
  'sites',
  'identity',
  'sources',
  'keys',
  'webhooks',
  'people',
  'privacy',
  'audit',
  'system',
  'account',
  'preferences',
] as const;
export type WidgetSection = (typeof WIDGET_SECTIONS)[number];
export type DeskSection = (typeof DESK_SECTIONS)[number];
export type SettingsSection = WidgetSection | DeskSection;
export const isWidgetSection = (section: SettingsSection): section is WidgetSection => WIDGET_SECTIONS.some((one) => one === section);

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

export const viewRoute = (view: ListAddress): InboxRoute => ({ page: 'inbox', view, conv: null, entry: null, sources: [] });
export const convRoute = (view: ListAddress, conv: string): InboxRoute => ({ ...viewRoute(view), conv });
export const searchRoute = (view: ListAddress, q: string): SearchRoute => ({ page: 'search', view, q });
export const customersRoute = (view: ListAddress, query = ''): CustomersRoute => ({ page: 'customers', view, query });
export const customerRoute = (view: ListAddress, id: string): CustomerRoute => ({ page: 'customer', view, id, sources: [] });
export const settingsRoute = (view: ListAddress, section: SettingsSection = 'install', item: string | null = null): SettingsRoute => ({
  page: 'settings',
  view,
  section,
  item,
});
/** Where the console opens: everything that is not closed, so that no new conversation is behind a click. */
export const HOME: InboxRoute = viewRoute('all');

/** The list, when the address names one. */
function listAt(path: string, search: string): ListAddress | null {
  const place = parseList(`${path}${search}`);
  return place === null ? null : formatList(place);
}

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

function settingsAt(parts: readonly string[], lastView: ListAddress): SettingsRoute | null {
  const [first = 'widget', second, third] = parts;
  if (third !== undefined) return null;
  if (first === 'widget') return settingsRoute(lastView, WIDGET_SECTIONS.find((section) => section === second) ?? 'install');
  const section = DESK_SECTIONS.find((one) => one === first);
  if (section === undefined) return null;
  return settingsRoute(lastView, section, second === undefined ? null : decodeSegment(second));
}

/**
 * The route of an address below `/console`.
 * @param path pathname, with everything up to and including `/console` cut off
 * @param search `location.search`: the filter of a list, the open sources, what is searched for
 * @param hash `location.hash`; names an entry of a conversation
 * @param lastView the list that stays beside an open conversation
 */
export function parseRoute({ path, search, hash }: { path: string; search: string; hash: string }, lastView: ListAddress): Route {
  const parts = path.split('/').filter((part) => part !== '');
  const [first, second, ...rest] = parts;
  if (first === 'v') {
    const view = listAt(parts.slice(1).map(decodeSegment).join('/'), search);
    return viewRoute(view ?? lastView);
  }
  if (first === 'settings') return settingsAt(parts.slice(1), lastView) ?? viewRoute(lastView);
  if (rest.length > 0) return viewRoute(lastView);
  if (second === undefined) {
    if (first === 'setup') return { page: 'setup' };
    if (first === 'invite') return { page: 'setup', invited: true };
    if (first === 'alerts') return { page: 'alerts', view: lastView };
    if (first === 'search') return searchRoute(lastView, new URLSearchParams(search).get('q') ?? '');
    if (first === 'customers') return customersRoute(lastView, search.replace(/^\?/, ''));
    return viewRoute(lastView);
  }
  const id = decodeSegment(second);
  if (id !== null && first === 'c') {
    const entry = decodeSegment(hash.replace(/^#/, ''));
    return { ...convRoute(lastView, id), entry: entry === '' ? null : entry, sources: parseSources(search) };
  }
  if (id !== null && first === 'customers') return { ...customerRoute(lastView, id), sources: parseSources(search) };
  return viewRoute(lastView);
}

function queryOf(sources: readonly SourceKey[]): string {
  const query = new URLSearchParams(sources.map(({ type, id }): [string, string] => ['source', `${type}.${id}`])).toString();
  return query === '' ? '' : `?${query}`;
}

function settingsAddress({ section, item }: SettingsRoute): string {
  if (isWidgetSection(section)) return `/settings/widget/${section}`;
  return `/settings/${section}${item === null ? '' : `/${encodeURIComponent(item)}`}`;
}

/** The address of a route, below `/console`. */
export function formatRoute(route: Route): string {
  switch (route.page) {
    case 'setup':
      return route.invited === true ? '/invite' : '/setup';
    case 'alerts':
      return '/alerts';
    case 'search':
      return `/search${route.q === '' ? '' : `?${new URLSearchParams({ q: route.q }).toString()}`}`;
    case 'settings':
      return settingsAddress(route);
    case 'customers':
      return `/customers${route.query === '' ? '' : `?${route.query}`}`;
    case 'customer':
      return `/customers/${encodeURIComponent(route.id)}${queryOf(route.sources)}`;
    case 'inbox':
      if (route.conv === null) return `/v/${route.view}`;
      return `/c/${encodeURIComponent(route.conv)}${queryOf(route.sources)}${route.entry === null ? '' : `#${encodeURIComponent(route.entry)}`}`;
  }
}
