// Which open edge an edge that a merge opened has become: the same one, or what later merges made of it. Null when it was given back,
// released to somebody else or split off since (ID17).
import type { Tx } from '../operation.js';
import type { EdgesTable } from '../schema.js';
import { isObject, jsonOf } from '../context/rows.js';

const MERGES_DEEP = 100; // a chain longer than this is a damaged store

export function movedOf(text: string): { closed: string; opened: string }[] {
  const list = jsonOf(text);
  if (!Array.isArray(list)) throw new Error('A merge without its list of edges');
  return list.flatMap((item) => {
    if (!isObject(item)) return [];
    const { closed, opened } = item;
    return typeof closed === 'string' && typeof opened === 'string' ? [{ closed, opened }] : [];
  });
}

export async function whereItIsNow(tx: Tx, siteId: string, opened: string): Promise<EdgesTable | null> {
  let id = opened;
  for (let depth = 0; depth < MERGES_DEEP; depth += 1) {
    const edge = await tx.db.selectFrom('identity_edges').selectAll().where('site_id', '=', siteId).where('id', '=', id).executeTakeFirst();
    if (edge === undefined || edge.until === null) return edge ?? null;
    const later = await tx.db
      .selectFrom('merges')
      .select('edges_moved')
      .where('site_id', '=', siteId)
      .where('from_id', '=', edge.customer_id)
      .where('undone_at', 'is', null)
      .orderBy('at', 'desc')
      .execute();
    const next = later.flatMap(({ edges_moved }) => movedOf(edges_moved)).find(({ closed }) => closed === edge.id);
    if (next === undefined) return null;
    id = next.opened;
  }
  throw new Error('A merge chain without an end');
}
