// What lists say of customers, read for several roots at once: everybody who was merged into one counts as that one (ID14). Joins are crossed
// so that SQLite begins with the few members, never with all conversations of the site.
import { ruleOf } from '../../../../domain/identity/identifier-types.js';
import type { Tx } from '../operation.js';

export interface CustomerEdge {
  root_id: string;
  type: string;
  value: string;
  trust: number;
}

/** Open identifiers, best first. */
export async function edgesOf(tx: Tx, siteId: string, roots: readonly string[]): Promise<Map<string, CustomerEdge[]>> {
  const rows = await tx.db
    .selectFrom('customers as member')
    .crossJoin('identity_edges as edge')
    .whereRef('edge.site_id', '=', 'member.site_id')
    .whereRef('edge.customer_id', '=', 'member.id')
    .select(['member.root_id as root_id', 'edge.type as type', 'edge.value as value', 'edge.trust as trust'])
    .where('member.site_id', '=', siteId)
    .where('member.root_id', 'in', roots)
    .where('edge.until', 'is', null)
    .execute();
  const rank = ({ type }: CustomerEdge): number => ruleOf(type).priority;
  rows.sort((a, b) => b.trust - a.trust || rank(a) - rank(b) || (a.value < b.value ? -1 : 1));
  return byRoot(rows);
}

/** A device is nobody's name. */
export const namesSomebody = ({ type }: Pick<CustomerEdge, 'type'>): boolean => ruleOf(type).kind !== 'device';

export async function channelsOf(
  tx: Tx,
  siteId: string,
  roots: readonly string[],
): Promise<Map<string, { root_id: string; channel: string; last_at: number }[]>> {
  const rows = await tx.db
    .selectFrom('customers as member')
    .crossJoin('customer_channels as through')
    .whereRef('through.site_id', '=', 'member.site_id')
    .whereRef('through.customer_id', '=', 'member.id')
    .select(['member.root_id as root_id', 'through.channel as channel', 'through.last_at as last_at'])
    .where('member.site_id', '=', siteId)
    .where('member.root_id', 'in', roots)
    .orderBy('through.last_at', 'desc')
    .orderBy('through.channel')
    .execute();
  return byRoot(rows);
}

export async function talksOf(
  tx: Tx,
  siteId: string,
  roots: readonly string[],
): Promise<Map<string, { root_id: string; n: number; last_at: number }[]>> {
  const rows = await tx.db
    .selectFrom('customers as member')
    .crossJoin('conversations as c')
    .whereRef('c.site_id', '=', 'member.site_id')
    .whereRef('c.customer_id', '=', 'member.id')
    .select((eb) => ['member.root_id as root_id', eb.fn.countAll<number>().as('n'), eb.fn.max('c.last_at').as('last_at')])
    .where('member.site_id', '=', siteId)
    .where('member.root_id', 'in', roots)
    .where('c.pub_head', '>', 0)
    .groupBy('member.root_id')
    .execute();
  return byRoot(rows.map((row) => ({ ...row, n: Number(row.n) })));
}

function byRoot<Row extends { root_id: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const held = groups.get(row.root_id);
    if (held === undefined) groups.set(row.root_id, [row]);
    else held.push(row);
  }
  return groups;
}
