// By which edges an interaction was filed (ID17 "whose Identifiers all belong to the restored Customer"). Kept only where an undo could ask:
// one of the edges came by a merge, nothing new was attached and nobody merged. Edge ids, no values.
import type { Identifier, Resolution } from '../../../../domain/identity/model.js';
import { sameIdentifier } from '../../../../domain/identity/model.js';
import type { Tx } from '../operation.js';
import type { LoadedView } from './load-view.js';

const PARAMETERS_MAX = 400; // of one list in a query, far below both stores' limits

export async function keepInteractionEdges(
  tx: Tx,
  { siteId, interactionId }: { siteId: string; interactionId: string },
  { resolution, view }: { resolution: Resolution; view: LoadedView },
): Promise<void> {
  if (resolution.attach.length > 0 || resolution.merges.length > 0) return;
  const edges = view.touched.filter((edge) => edge.id !== '' && resolution.refresh.some((each) => sameIdentifier(each, edge)));
  if (!edges.some(({ rule }) => rule === 'merge')) return;
  const rows = edges.map(({ id }) => ({ site_id: siteId, interaction_id: interactionId, edge_id: id }));
  await tx.db.insertInto('interaction_edges').values(rows).execute();
}

export interface FiledInteraction {
  id: string;
  receivedAt: number;
  owner: string;
  filedBy: Identifier[];
}

/** Interactions received since that any of these identifiers filed, with everything else that filed them. */
export async function interactionsFiledBy(
  tx: Tx,
  siteId: string,
  { identifiers, since }: { identifiers: readonly Identifier[]; since: number },
): Promise<FiledInteraction[]> {
  const ids = new Set<string>();
  for (const { type, value } of identifiers) {
    const rows = await tx.db
      .selectFrom('identity_edges as edge')
      .innerJoin('interaction_edges as filed', (join) =>
        join.onRef('filed.site_id', '=', 'edge.site_id').onRef('filed.edge_id', '=', 'edge.id'),
      )
      .select('filed.interaction_id')
      .where('edge.site_id', '=', siteId)
      .where('edge.type', '=', type)
      .where('edge.value', '=', value)
      .execute();
    for (const row of rows) ids.add(row.interaction_id);
  }
  const found = new Map<string, FiledInteraction>();
  const all = [...ids].sort();
  for (let at = 0; at < all.length; at += PARAMETERS_MAX) {
    const rows = await tx.db
      .selectFrom('interaction_edges as filed')
      .innerJoin('interactions as item', (join) =>
        join.onRef('item.site_id', '=', 'filed.site_id').onRef('item.id', '=', 'filed.interaction_id'),
      )
      .innerJoin('identity_edges as edge', (join) =>
        join.onRef('edge.site_id', '=', 'filed.site_id').onRef('edge.id', '=', 'filed.edge_id'),
      )
      .select(['item.id', 'item.received_at', 'item.customer_id', 'edge.type', 'edge.value'])
      .where('filed.site_id', '=', siteId)
      .where('filed.interaction_id', 'in', all.slice(at, at + PARAMETERS_MAX))
      .where('item.received_at', '>=', since)
      .execute();
    for (const row of rows) {
      const item = found.get(row.id) ?? { id: row.id, receivedAt: row.received_at, owner: row.customer_id, filedBy: [] };
      item.filedBy.push({ type: row.type, value: row.value });
      found.set(row.id, item);
    }
  }
  return [...found.values()];
}
