// Loads what identity resolution has to know about the identifiers of one event (ID11): a bounded number of rows by key.
import type { IdentityView, OpenEdge, RootCustomer, SeenIdentifier } from '../../../../domain/identity/model.js';
import { ruleOf } from '../../../../domain/identity/identifier-types.js';
import { sameIdentifier } from '../../../../domain/identity/model.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import { trustOf } from './trust.js';

interface EdgeRow {
  type: string;
  value: string;
  root_id: string;
  trust: number;
  shared: number;
  proven: number;
  since: number;
  last_seen_at: number;
}
interface TouchedRow extends EdgeRow {
  edge_id: string;
  rule: string;
  user_id: string | null;
  created_at: number;
}
const EDGE_COLUMNS = [
  'edge.type as type',
  'edge.value as value',
  'owner.root_id as root_id',
  'edge.trust as trust',
  'edge.shared as shared',
  'edge.proven as proven',
  'edge.since as since',
  'edge.last_seen_at as last_seen_at',
] as const;

const touchedEdge = prepared<{ siteId: string; type: string; value: string }, TouchedRow>((db, place) =>
  db
    .selectFrom('identity_edges as edge')
    .innerJoin('customers as owner', (join) => join.onRef('owner.site_id', '=', 'edge.site_id').onRef('owner.id', '=', 'edge.customer_id'))
    .innerJoin('customers as root', (join) => join.onRef('root.site_id', '=', 'owner.site_id').onRef('root.id', '=', 'owner.root_id'))
    .select([...EDGE_COLUMNS, 'edge.id as edge_id', 'edge.rule as rule', 'root.user_id as user_id', 'root.created_at as created_at'])
    .where('edge.site_id', '=', place('siteId'))
    .where('edge.type', '=', place('type'))
    .where('edge.value', '=', place('value'))
    .where('edge.until', 'is', null),
);

/** An open edge as the store keeps it. */
export interface TouchedEdge extends OpenEdge {
  id: string;
  /** `merge`: a merge moved it here, so an undo may take it back (ID17). */
  rule: string;
}
export interface LoadedView extends IdentityView {
  touched: TouchedEdge[];
}

/** The customer a redeemed resume code points at, as the edge it stands for during one event (CH36). */
export interface CodeLink {
  identifier: SeenIdentifier;
  customer: RootCustomer;
  /** The code of a conversation, on a device (ID20). */
  lent: boolean;
}

export interface ViewQuestion {
  /** Normalised. */
  identifiers: readonly SeenIdentifier[];
  code: CodeLink | null;
  /** A customer the event names by id. */
  pointed: RootCustomer | null;
  now: number;
}

export async function loadIdentityView(tx: Tx, siteId: string, { identifiers, code, pointed, now }: ViewQuestion): Promise<LoadedView> {
  const others = [...(code === null ? [] : [code.customer]), ...(pointed === null ? [] : [pointed])];
  const stored = await storedView(tx, siteId, { identifiers, pointed: others });
  if (code === null) return stored;
  const { type, value, trust, proven } = code.identifier;
  const lent = code.lent && code.customer.userId === null;
  const edge = {
    type,
    value,
    trust,
    proven,
    lent,
    customerId: code.customer.id,
    shared: false,
    since: now,
    lastSeenAt: now,
    id: '',
    rule: type,
  };
  return { ...stored, touched: [...stored.touched, edge] };
}

async function storedView(
  tx: Tx,
  siteId: string,
  { identifiers, pointed }: { identifiers: readonly SeenIdentifier[]; pointed: readonly RootCustomer[] },
): Promise<LoadedView> {
  const empty: LoadedView = { touched: [], customers: [], owned: [], neverMerge: [] };
  if (identifiers.length === 0 && pointed.length === 0) return empty;
  const rows: TouchedRow[] = [];
  for (const { type, value } of identifiers) rows.push(...(await touchedEdge(tx, { siteId, type, value })));
  if (rows.length === 0 && pointed.length === 0) return empty;
  const touched: TouchedEdge[] = [];
  const somebody = identifiers.some(({ type }) => ruleOf(type).kind === 'person');
  for (const row of rows) {
    const lent = somebody && (await isLent(tx, siteId, row));
    touched.push({ ...openEdge(row), id: row.edge_id, rule: row.rule, ...(lent ? { lent } : {}) });
  }
  const customers = rootCustomers(rows, pointed);
  const roots = customers.map(({ id }) => id);
  // Limits and unmerged pairs only matter when something may be attached or merged: not for the visitor's every page view.
  const allKnown = identifiers.every((identifier) => touched.some((edge) => sameIdentifier(edge, identifier)));
  if (roots.length === 1 && allKnown) return { ...empty, touched, customers };
  return { touched, customers, owned: await edgesOfRoots(tx, siteId, roots), neverMerge: await unmergedPairs(tx, siteId, roots) };
}

const codeOfDevice = prepared<{ siteId: string; device: string; at: number }, { id: string }>((db, place) =>
  db
    .selectFrom('resume_codes')
    .select('id')
    .where('site_id', '=', place('siteId'))
    .where('device', '=', place('device'))
    .where('used_at', '=', place('at'))
    .where('object_type', '=', 'conversation')
    .limit(1),
);

/** True for the device of an anonymous customer that joined it by the code of a conversation, and by nothing else: in that very event. */
async function isLent(tx: Tx, siteId: string, { type, value, since, user_id: userId }: TouchedRow): Promise<boolean> {
  if (ruleOf(type).kind !== 'device' || userId !== null) return false;
  return (await codeOfDevice(tx, { siteId, device: value, at: since })).length > 0;
}

const openEdge = (row: EdgeRow): OpenEdge => ({
  type: row.type,
  value: row.value,
  customerId: row.root_id,
  trust: trustOf(row.trust),
  shared: row.shared === 1,
  proven: row.proven === 1,
  since: row.since,
  lastSeenAt: row.last_seen_at,
});

/** Each once, by id: equal views are spelt alike. */
function rootCustomers(rows: readonly TouchedRow[], pointed: readonly RootCustomer[]): RootCustomer[] {
  const roots = new Map(pointed.map((root) => [root.id, root]));
  for (const row of rows) roots.set(row.root_id, { id: row.root_id, userId: row.user_id, createdAt: row.created_at });
  return [...roots.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function edgesOfRoots(tx: Tx, siteId: string, roots: string[]): Promise<OpenEdge[]> {
  const rows = await tx.db
    .selectFrom('customers as owner')
    .innerJoin('identity_edges as edge', (join) =>
      join.onRef('edge.site_id', '=', 'owner.site_id').onRef('edge.customer_id', '=', 'owner.id'),
    )
    .select(EDGE_COLUMNS)
    .where('owner.site_id', '=', siteId)
    .where('owner.root_id', 'in', roots)
    .where('edge.until', 'is', null)
    .execute();
  return rows.map(openEdge);
}

async function unmergedPairs(tx: Tx, siteId: string, roots: string[]): Promise<{ a: string; b: string }[]> {
  if (roots.length < 2) return [];
  return tx.db
    .selectFrom('never_merge as pair')
    .innerJoin('customers as one', (join) => join.onRef('one.site_id', '=', 'pair.site_id').onRef('one.id', '=', 'pair.a_id'))
    .innerJoin('customers as two', (join) => join.onRef('two.site_id', '=', 'pair.site_id').onRef('two.id', '=', 'pair.b_id'))
    .select(['one.root_id as a', 'two.root_id as b'])
    .where('pair.site_id', '=', siteId)
    .where('one.root_id', 'in', roots)
    .where('two.root_id', 'in', roots)
    .execute();
}
