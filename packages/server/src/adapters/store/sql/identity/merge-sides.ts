// The two customers of a requested merge, as its decision and its preview need them (ID16).
import { maskIdentifier } from '../../../../domain/identity/mask.js';
import type { Identifier, OpenEdge, RootCustomer } from '../../../../domain/identity/model.js';
import { effectiveTraits } from '../../../../domain/identity/traits.js';
import type { TraitValue } from '../../../../domain/identity/traits.js';
import type { MergeCounts, TraitChange } from '../../../../ports/store-identity.js';
import { rootOrNull } from '../context/root-or-null.js';
import { membersOf } from '../customers.js';
import type { Tx } from '../operation.js';
import { trustOf } from './trust.js';

const CLAIMED_KEYS = ['email', 'phone', 'phone_number'];
const TRAITS_SHOWN = 100;
const IDENTIFIERS_SHOWN = 50;

export interface Side {
  customer: RootCustomer;
  members: string[];
  edges: OpenEdge[];
  traits: TraitValue[];
  /** Every identifier that pointed here by itself, closed ones included; not those a merge brought. */
  seen: Identifier[];
}

export async function loadSide(tx: Tx, siteId: string, customerId: string): Promise<Side | null> {
  const customer = await rootOrNull(tx, siteId, customerId);
  if (customer === null) return null;
  const members = await membersOf(tx, siteId, customer.id);
  const rows = await tx.db
    .selectFrom('identity_edges')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .execute();
  const traits = await tx.db
    .selectFrom('traits')
    .select(['key', 'value', 'trust', 'at'])
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .execute();
  const edges = rows
    .filter(({ until }) => until === null)
    .map((row) => ({
      type: row.type,
      value: row.value,
      customerId: customer.id,
      trust: trustOf(row.trust),
      shared: row.shared === 1,
      proven: row.proven === 1,
      since: row.since,
      lastSeenAt: row.last_seen_at,
    }));
  return { customer, members, edges, traits, seen: rows.filter(({ rule }) => rule !== 'merge') };
}

/** What this side said of addresses and numbers, at whatever trust. */
export function claimsOf({ traits }: Side): Identifier[] {
  return traits.flatMap(({ key, value }) => {
    const said: unknown = CLAIMED_KEYS.includes(key) ? JSON.parse(value) : null;
    return typeof said === 'string' ? [{ type: key, value: said }] : [];
  });
}

/** Keys whose value on either side is not what would count, first in code point order. */
export function traitChanges(from: Side, into: Side): TraitChange[] {
  const [a, b] = [effectiveTraits(from.traits), effectiveTraits(into.traits)];
  const changes: TraitChange[] = [];
  for (const [key, { value }] of effectiveTraits([...from.traits, ...into.traits])) {
    const [ofFrom, ofInto] = [a.get(key)?.value ?? null, b.get(key)?.value ?? null];
    if (ofFrom !== ofInto) changes.push({ key, from: ofFrom, into: ofInto, effective: value });
  }
  return changes.slice(0, TRAITS_SHOWN);
}

/** What comes along with `from`. Counters and indexes only: never a scan of interactions. */
export async function countsOf(tx: Tx, siteId: string, { members, edges }: Side): Promise<MergeCounts> {
  const conversations = await tx.db
    .selectFrom('conversations')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .executeTakeFirst();
  const facts = await tx.db
    .selectFrom('facts')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .executeTakeFirst();
  const stated = async (table: 'commitments' | 'tracked_items'): Promise<number> => {
    const row = await tx.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('site_id', '=', siteId)
      .where('customer_id', 'in', members)
      .where('state', 'is not', null)
      .executeTakeFirst();
    return Number(row?.count ?? 0);
  };
  const channels = await tx.db
    .selectFrom('customer_channels')
    .select((eb) => eb.fn.sum<number>('count').as('count'))
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .executeTakeFirst();
  return {
    interactions: Number(channels?.count ?? 0),
    conversations: Number(conversations?.count ?? 0),
    identifiers: edges.length,
    facts: Number(facts?.count ?? 0),
    commitments: await stated('commitments'),
    items: await stated('tracked_items'),
  };
}

export const maskedOf = (identifiers: readonly Identifier[]): { type: string; masked: string }[] =>
  identifiers.slice(0, IDENTIFIERS_SHOWN).map(({ type, value }) => ({ type, masked: maskIdentifier(type, value) }));
