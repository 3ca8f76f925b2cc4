// Lists by keyset (at, id), newest first. A cursor is opaque to callers; one that is none starts at the newest.
import type { PageOf } from '../../../../ports/store-engine.js';

export const PAGE_MAX = 200;

export interface Key {
  at: number;
  id: string;
}

export const pageLimit = (limit: number): number => Math.min(Math.max(1, limit), PAGE_MAX);

export const encodeKey = ({ at, id }: Key): string => Buffer.from(JSON.stringify([at, id])).toString('base64url');

export function decodeKey(cursor: string | undefined): Key | null {
  if (cursor === undefined) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(value)) return null;
    const [at, id]: unknown[] = value;
    return typeof at === 'number' && Number.isSafeInteger(at) && typeof id === 'string' && !id.includes('\0') ? { at, id } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null; // not one of ours
    throw error;
  }
}

/** `rows`: one more than the limit when there are more. */
export function pageOf<Row extends Key, Item>(rows: readonly Row[], limit: number, itemOf: (row: Row) => Item): PageOf<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(itemOf), cursor: rows.length > limit && last !== undefined ? encodeKey(last) : null };
}
