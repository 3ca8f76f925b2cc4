// Customers as the rest of the relay asks for them: by id, by identifier, with everything that was merged into them (ID14).
import type { CustomerView } from '@throughline/types';
import { accessTo } from '../../../domain/context/access.js';
import type { AgentScope } from '../../../domain/context/access.js';
import { nameOf } from '../../../domain/identity/display-name.js';
import { normaliseIdentifier } from '../../../domain/identity/normalise.js';
import { effectiveTraits } from '../../../domain/identity/traits.js';
import type { EffectiveTrait } from '../../../domain/identity/traits.js';
import type { CustomerOps } from '../../../ports/store-customers.js';
import { visibilityOf } from './context/rows.js';
import { trustOf } from './identity/trust.js';
import type { Operation, OperationsOf, Tx } from './operation.js';
import type { MembersOf } from './seams.js';
import { question, together } from './together.js';

/** The customer and all that were merged into it, in no order. */
export const askMembers = question<{ siteId: string; rootId: string }, { id: string }>(['id'], (db, place) =>
  db.selectFrom('customers').select('id').where('site_id', '=', place('siteId')).where('root_id', '=', place('rootId')),
);

/** The customer and all that were merged into it; its own id first. */
export const membersOf: MembersOf = async (tx, siteId, rootId) => {
  const [rows] = await together(tx, [askMembers({ siteId, rootId })]);
  return [rootId, ...rows.map(({ id }) => id).filter((id) => id !== rootId)];
};

/** Effective traits over all members (ID15), of those that `seenBy` may read in full. */
async function traitsOfCustomer(
  tx: Tx,
  siteId: string,
  { members, seenBy }: { members: readonly string[]; seenBy: AgentScope | undefined },
): Promise<Map<string, EffectiveTrait>> {
  const rows = await tx.db
    .selectFrom('traits')
    .select(['key', 'value', 'trust', 'at', 'department', 'visibility'])
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .execute();
  return effectiveTraits(
    seenBy === undefined
      ? rows
      : rows.filter(({ department, visibility }) => accessTo({ department, visibility: visibilityOf(visibility) }, seenBy) === 'full'),
  );
}

async function customerView(
  tx: Tx,
  siteId: string,
  { root, seenBy }: { root: { id: string; user_id: string | null; created_at: number }; seenBy: AgentScope | undefined },
): Promise<CustomerView> {
  const members = await membersOf(tx, siteId, root.id);
  const traits = await traitsOfCustomer(tx, siteId, { members, seenBy });
  const edges = await tx.db
    .selectFrom('identity_edges')
    .select(['type', 'value', 'trust'])
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .where('until', 'is', null)
    .orderBy('trust', 'desc')
    .orderBy('type')
    .orderBy('value')
    .execute();
  return {
    id: root.id,
    userId: root.user_id,
    name: nameOf(traits, root.user_id, root.id),
    createdAt: new Date(root.created_at).toISOString(),
    identifiers: edges.map(({ type, value, trust }) => ({ type, value, trust: trustOf(trust) })),
    traits: Object.fromEntries([...traits].map(([key, { value }]) => [key, JSON.parse(value)])),
  };
}

const ROOT_COLUMNS = ['id', 'root_id', 'user_id', 'created_at'] as const;

const customer: Operation<Parameters<CustomerOps['customer']>[0], Awaited<ReturnType<CustomerOps['customer']>>> = {
  kind: 'read',
  async run(tx, { siteId, id, seenBy }) {
    const row = await tx.db
      .selectFrom('customers')
      .select(ROOT_COLUMNS)
      .where('site_id', '=', siteId)
      .where('id', '=', id)
      .where('status', '!=', 'erased')
      .executeTakeFirst();
    if (row === undefined) return null;
    return row.root_id === id ? { customer: await customerView(tx, siteId, { root: row, seenBy }) } : { redirected: row.root_id };
  },
};

const findCustomers: Operation<Parameters<CustomerOps['findCustomers']>[0], CustomerView[]> = {
  kind: 'read',
  async run(tx, { siteId, type, value, minTrust, seenBy }) {
    const normalised = normaliseIdentifier(type, value);
    if (normalised === null) return [];
    const rows = await tx.db
      .selectFrom('identity_edges as edge')
      .innerJoin('customers as owner', (join) =>
        join.onRef('owner.site_id', '=', 'edge.site_id').onRef('owner.id', '=', 'edge.customer_id'),
      )
      .innerJoin('customers as root', (join) => join.onRef('root.site_id', '=', 'owner.site_id').onRef('root.id', '=', 'owner.root_id'))
      .select(['root.id as id', 'root.user_id as user_id', 'root.created_at as created_at'])
      .where('edge.site_id', '=', siteId)
      .where('edge.type', '=', type)
      .where('edge.value', '=', normalised)
      .where('edge.until', 'is', null)
      .where('edge.shared', '=', 0) // a shared device names nobody (ID12)
      .where('edge.trust', '>=', minTrust)
      .execute();
    const views: CustomerView[] = [];
    for (const row of rows) views.push(await customerView(tx, siteId, { root: row, seenBy }));
    return views;
  },
};

export const customerOperations: OperationsOf<Pick<CustomerOps, 'customer' | 'findCustomers'>> = { customer, findCustomers };
