// The lists every agent has, in their order (K18), and what each asks the relay for. Pure.
import { defaultSort, statesOf, teamOfView } from '@throughline/types';
import type { ConversationFilter, ListQuery, ListSort, SavedViewDoc } from '@throughline/types';
import type { ListPlace } from './list-address.js';
import { t } from './t.js';

export const VIEWS = ['mine', 'unassigned', 'all', 'mentions', 'snoozed', 'closed'] as const;
export type PlainView = (typeof VIEWS)[number];
export const isPlainView = (view: string): view is PlainView => VIEWS.some((one) => one === view);

export const PAGE_ROWS = 100;
export const ROWS_ASKED_MAX = 500; // most rows one question may name, and one answer may hold

export function viewWords(view: PlainView): string {
  switch (view) {
    case 'mine':
      return t('Mine');
    case 'unassigned':
      return t('Unassigned');
    case 'all':
      return t('All open');
    case 'mentions':
      return t('Mentions');
    case 'snoozed':
      return t('Snoozed');
    case 'closed':
      return t('Closed');
  }
}

export function sortWords(sort: ListSort): string {
  switch (sort) {
    case 'wait':
      return t('Longest wait first');
    case 'sla':
      return t('Due first');
    case 'newest':
      return t('Last moved first');
    case 'oldest':
      return t('First opened first');
    case 'wake':
      return t('Waking first');
    case 'closed':
      return t('Last closed first');
  }
}

/** A saved view as the console holds it. */
export interface SavedView {
  id: string;
  version: number;
  ownerId: string;
  doc: SavedViewDoc;
}

/** What a place asks the relay for; null while its saved view is not known. */
export function queryFor(place: ListPlace, saved: readonly SavedView[] | null): ListQuery | null {
  if (place.view !== 'saved')
    return { view: place.view, filter: place.filter, sort: place.sort ?? defaultSort(place.view), limit: PAGE_ROWS };
  const doc = saved?.find((one) => one.id === place.saved)?.doc;
  if (doc === undefined) return null;
  const filter = Object.keys(place.filter).length > 0 ? place.filter : doc.filter;
  return { view: 'all', filter, sort: place.sort ?? doc.sort, limit: PAGE_ROWS };
}

/** The whole of a place as one filter, for a view that is saved. Mentions cannot be: they are read and gone. */
export function wholeFilter({ view, filter }: ListPlace): ConversationFilter {
  if (view === 'saved') return filter;
  const states = { ...filter, state: [...statesOf({ view, filter })] };
  switch (view) {
    case 'mine':
      return { ...states, assigneeId: 'me' };
    case 'unassigned':
      return { ...states, assigneeId: 'none' };
    case 'snoozed':
    case 'closed':
      return states;
    case 'all':
    case 'mentions':
      return filter;
    default:
      return { ...states, teamId: teamOfView(view) ?? view };
  }
}
