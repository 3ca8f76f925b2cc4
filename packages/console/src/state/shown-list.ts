// The list on screen (K18, K20): the ids of one query in their order, as far as they are loaded, and how a pushed row changes it. Pure.
// Invariant: every id has a row; the order depends on the rows alone.
import { compareBy, defaultSort, inList } from '@throughline/types';
import type { ConversationRow, ListQuery, ListReader } from '@throughline/types';
import { PAGE_ROWS } from './lists.js';

export interface ShownList {
  ids: readonly string[];
  /** How many the list has altogether; null until the relay said so. */
  total: number | null;
  /** Where its next page begins; null: all of it is here. */
  next: string | null;
}
export const NO_LIST: ShownList = { ids: [], total: null, next: null };

type Rows = ReadonlyMap<string, ConversationRow>;

/** The first place whose row comes after `row`. */
function placeOf(
  ids: readonly string[],
  rows: Rows,
  row: ConversationRow,
  compare: (a: ConversationRow, b: ConversationRow) => number,
): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = rows.get(ids[middle] ?? '');
    if (other !== undefined && compare(other, row) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface Folding {
  query: ListQuery;
  reader: ListReader;
}

/** The list as far as the held rows tell, until the relay answers. */
export function startList(rows: Rows, { query, reader }: Folding): ShownList {
  const compare = compareBy(query.sort ?? defaultSort(query.view));
  const ids = [...rows.values()].filter((row) => inList(row, query, reader) === true).sort(compare);
  return { ids: ids.slice(0, PAGE_ROWS).map((row) => row.id), total: null, next: null };
}

/** `unsure`: a row alone does not say whether it belongs, the relay has to be asked. Such a row stays where it was. */
export interface Folded {
  list: ShownList;
  unsure: boolean;
}

/**
 * The list after `changed` rows came by themselves.
 * @param rows what is held now, the changed ones included
 * @param before what was held before
 */
export function foldRows(
  list: ShownList,
  changed: Iterable<ConversationRow>,
  rows: Rows,
  before: Rows,
  { query, reader }: Folding,
): Folded {
  const compare = compareBy(query.sort ?? defaultSort(query.view));
  const belongs = (row: ConversationRow | undefined): boolean | null => (row === undefined ? false : inList(row, query, reader));
  const ids = [...list.ids];
  let { total } = list;
  let moved = false;
  let unsure = false;
  for (const row of changed) {
    const at = ids.indexOf(row.id);
    const fits = belongs(row);
    if (fits === null) {
      unsure = true;
      continue;
    }
    if (at >= 0) ids.splice(at, 1);
    const place = fits ? placeOf(ids, rows, row, compare) : -1;
    // After the last one that is loaded, it comes with its page.
    const shown = fits && (place < ids.length || list.next === null);
    if (shown) ids.splice(place, 0, row.id);
    moved ||= at >= 0 ? !shown || place !== at : shown;
    const was = at >= 0 || belongs(before.get(row.id)) === true;
    if (total !== null && was !== fits) total = Math.max(0, total + (fits ? 1 : -1));
  }
  const same = !moved && total === list.total;
  return { list: same ? list : { ids: moved ? ids : list.ids, total, next: list.next }, unsure };
}
