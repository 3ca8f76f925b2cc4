// Keeps what was said about a customer, by whom and when (ID15). The same statement again only renews its time, so that a page which
// identifies on every view does not fill the table; which value counts is decided when it is read.
import type { Json, Visibility } from '@throughline/types';
import { canonicalJson } from '../../../../domain/identity/traits.js';
import type { Tx } from '../operation.js';

export const TRAIT_VALUE_MAX_CHARS = 2_000; // longer ones stay with their interaction
const TRAITS_PER_CALL_MAX = 100;
const KEY_MAX_CHARS = 100;

export interface TraitStatement {
  siteId: string;
  customerId: string;
  sourceId: string;
  trust: number;
  at: number;
  /** Who may see it (C54). */
  department: string | null;
  visibility: Visibility;
}

export async function storeTraits(
  tx: Tx,
  traits: Record<string, Json>,
  { siteId, customerId, sourceId, trust, at, department, visibility }: TraitStatement,
): Promise<void> {
  const said = Object.entries(traits)
    .map(([key, value]) => ({ key, value: canonicalJson(value) }))
    .filter(({ key, value }) => key !== '' && key.length <= KEY_MAX_CHARS && value !== 'null' && value.length <= TRAIT_VALUE_MAX_CHARS)
    .slice(0, TRAITS_PER_CALL_MAX);
  if (said.length === 0) return;
  const earlier = await tx.db
    .selectFrom('traits')
    .select(['key', 'value', 'at'])
    .where('visibility', '=', visibility)
    .where('department', department === null ? 'is' : '=', department)
    .where('site_id', '=', siteId)
    .where('customer_id', '=', customerId)
    .where(
      'key',
      'in',
      said.map(({ key }) => key),
    )
    .where('source_id', '=', sourceId)
    .where('trust', '=', trust)
    .execute();
  for (const { key, value } of said) {
    const same = earlier.find((row) => row.key === key && row.value === value);
    if (same !== undefined && same.at >= at) continue;
    if (same === undefined) {
      await tx.db
        .insertInto('traits')
        .values({ site_id: siteId, customer_id: customerId, key, value, source_id: sourceId, trust, at, department, visibility })
        .execute();
      continue;
    }
    await tx.db
      .updateTable('traits')
      .set({ at })
      .where('site_id', '=', siteId)
      .where('customer_id', '=', customerId)
      .where('key', '=', key)
      .where('source_id', '=', sourceId)
      .where('trust', '=', trust)
      .where('at', '=', same.at)
      .where('visibility', '=', visibility)
      .where('department', department === null ? 'is' : '=', department)
      .where('value', '=', value)
      .execute();
  }
}
