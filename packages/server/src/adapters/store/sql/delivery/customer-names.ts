// What lists call the customer of a conversation: the root it belongs to now and that person's name (ID14, C45).
import { sql } from 'kysely';
import { nameOf } from '../../../../domain/identity/display-name.js';
import { effectiveTraits } from '../../../../domain/identity/traits.js';
import type { TraitValue } from '../../../../domain/identity/traits.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';

/** Traits that name a person; see display-name. */
const NAMING_TRAITS = ['name', 'fullName', 'firstName', 'first_name', 'lastName', 'last_name', 'email'];

export interface NamedCustomer {
  id: string;
  name: string;
}

interface NamingRow {
  root_id: string;
  user_id: string | null;
  key: string;
  /** `trust at value` of the member's best statement of `key`; null when it made none. */
  best: string | null;
}

const namingKeys = sql<{ key: string }>`(${sql.join(
  NAMING_TRAITS.map((key) => sql`select ${sql.lit(key)} as key`),
  sql` union all `,
)})`;

/**
 * Every member of the asked customer's tree brings its traits: a merge rewrites nothing. Of each key only the member's best statement is
 * read (ID15), by index: a page that identifies under a thousand names costs no more than one that does so under a single name.
 */
const namingRows = prepared<{ siteId: string; customerId: string }, NamingRow>((db, place) =>
  db
    .selectFrom('customers as asked')
    .innerJoin('customers as root', (join) => join.onRef('root.site_id', '=', 'asked.site_id').onRef('root.id', '=', 'asked.root_id'))
    .innerJoin('customers as member', (join) =>
      join.onRef('member.site_id', '=', 'asked.site_id').onRef('member.root_id', '=', 'asked.root_id'),
    )
    .innerJoin(namingKeys.as('naming'), (join) => join.onTrue())
    .select((eb) => [
      'root.id as root_id',
      'root.user_id as user_id',
      'naming.key as key',
      eb
        .selectFrom('traits')
        .select(sql<string>`cast(traits.trust as text) || ' ' || cast(traits.at as text) || ' ' || traits.value`.as('statement'))
        .whereRef('traits.site_id', '=', 'member.site_id')
        .whereRef('traits.customer_id', '=', 'member.id')
        .whereRef('traits.key', '=', 'naming.key')
        .where('traits.visibility', '!=', 'restricted') // lists are shown to every agent (C54)
        .orderBy('traits.trust', 'desc')
        .orderBy('traits.at', 'desc')
        .orderBy('traits.value')
        .limit(1)
        .as('best'),
    ])
    .where('asked.site_id', '=', place('siteId'))
    .where('asked.id', '=', place('customerId')),
);

const STATEMENT = /^(\d+) (-?\d+) (.*)$/s;

function statementOf({ key, best }: NamingRow): TraitValue[] {
  const [, trust, at, value] = STATEMENT.exec(best ?? '') ?? [];
  return value === undefined ? [] : [{ key, value, trust: Number(trust), at: Number(at) }];
}

/** The root customer of `customerId` with the name to show. */
export async function nameCustomer(tx: Tx, siteId: string, customerId: string): Promise<NamedCustomer> {
  const rows = await namingRows(tx, { siteId, customerId });
  const first = rows[0];
  if (first === undefined) throw new Error(`The conversation's customer ${customerId} does not exist`);
  return { id: first.root_id, name: nameOf(effectiveTraits(rows.flatMap(statementOf)), first.user_id, first.root_id) };
}

/** The same for a list; each customer is looked up once. */
export async function nameCustomers(tx: Tx, siteId: string, customerIds: readonly string[]): Promise<Map<string, NamedCustomer>> {
  const named = new Map<string, NamedCustomer>();
  for (const id of new Set(customerIds)) named.set(id, await nameCustomer(tx, siteId, id));
  return named;
}
