// Reads a lane by position (P16): a page after a cursor, or the newest page. Bounded in entries and in bytes.
import { limits, utf8Bytes } from '@throughline/types';
import type { Entry, Lane } from '@throughline/types';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { EntriesTable } from '../schema.js';
import { entryOf } from './entry-rows.js';

interface LaneKey {
  siteId: string;
  conv: string;
  lane: string;
}

const afterRows = prepared<LaneKey & { after: number; limit: number }, EntriesTable>((db, place) =>
  db
    .selectFrom('entries')
    .selectAll()
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('lane', '=', place('lane'))
    .where('seq', '>', place('after'))
    .orderBy('seq')
    .limit(place('limit')),
);

const tailRows = prepared<LaneKey & { limit: number }, EntriesTable>((db, place) =>
  db
    .selectFrom('entries')
    .selectAll()
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('lane', '=', place('lane'))
    .orderBy('seq', 'desc')
    .limit(place('limit')),
);

const idAt = prepared<LaneKey & { seq: number }, { id: string }>((db, place) =>
  db
    .selectFrom('entries')
    .select('id')
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('lane', '=', place('lane'))
    .where('seq', '=', place('seq')),
);

/** Takes entries while they fit; at least one, so that a page always makes progress. */
function fit(entries: readonly Entry[], maxBytes: number): Entry[] {
  const page: Entry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    bytes += utf8Bytes(JSON.stringify(entry));
    if (page.length > 0 && bytes > maxBytes) break;
    page.push(entry);
  }
  return page;
}

/** Entries after+1 … in seq order, at most `maxBytes` of JSON and SYNC_PAGE_MAX_EVENTS. */
export async function pageAfter(tx: Tx, key: LaneKey & { after: number; maxBytes: number }): Promise<Entry[]> {
  const { siteId, conv, lane, after, maxBytes } = key;
  return fit((await afterRows(tx, { siteId, conv, lane, after, limit: limits.SYNC_PAGE_MAX_EVENTS })).map(entryOf), maxBytes);
}

/** Up to `limit` entries after `after`, whatever their size: for exports. */
export async function entriesAfter(tx: Tx, key: LaneKey & { after: number; limit: number }): Promise<Entry[]> {
  const { siteId, conv, lane, after, limit } = key;
  return (await afterRows(tx, { siteId, conv, lane, after, limit })).map(entryOf);
}

/** The newest page of a lane, in seq order, ending at the head. */
export async function tailPage(tx: Tx, key: { siteId: string; conv: string; lane: Lane; maxBytes: number }): Promise<Entry[]> {
  const { siteId, conv, lane, maxBytes } = key;
  const newestFirst = (await tailRows(tx, { siteId, conv, lane, limit: limits.SYNC_PAGE_MAX_EVENTS })).map(entryOf);
  return fit(newestFirst, maxBytes).reverse();
}

/** Id of the entry at a position; null when there is none. */
export async function entryIdAt(tx: Tx, { siteId, conv, lane, seq }: LaneKey & { seq: number }): Promise<string | null> {
  const [row] = await idAt(tx, { siteId, conv, lane, seq });
  return row?.id ?? null;
}
