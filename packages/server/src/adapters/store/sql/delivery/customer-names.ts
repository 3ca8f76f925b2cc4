// What lists call the customer of a conversation: the root it belongs to now and that person's name (ID14, C45).
import { sql } from 'kysely';
import { nameOf } from '../../../../domain/identity/display-name.js';
import { effectiveTraits } from '../../../../domain/identity/traits.js';
import type { TraitValue } from '../../../../domain/identity/traits.js';
import { listed } from '../listed.js';
import type { Tx } from '../operation.js';
import { question, together } from '../together.js';
import type { Asked } from '../together.js';

/** Traits that name a person; see display-name. */
const NAMING_TRAITS = ['name', 'fullName', 'firstName', 'first_name', 'lastName', 'last_name', 'email'];

export interface NamedCustomer {
  id: string;
  name: string;
}

interface NamingRow {
  asked_id: string;
  root_id: string;
  user_id: string | null;
  key: string | null;
  /** `trust at value` of the member's best statement of `key`; null when it made none. */
  best: string | null;
}

const namingKeys = sql<{ key: string }>`(${sql.join(
  NAMING_TRAITS.map((key) => sql`select ${sql.lit(key)} as key`),
  sql` union all `,
)})`;

/**
 * Every member of the asked customers' trees brings its traits: a merge rewrites nothing. Of each key only the member's best statement is
 * read (ID15), by index: a page that identifies under a thousand names costs no more than one that does so under a single name. Whether a
 * member said anything at all is looked up once: most visitors never did.
 */
const askNames = question<{ siteId: string; customerIds: string }, NamingRow>(
  ['asked_id', 'root_id', 'user_id', 'key', 'best'],
  (db, place, dialect) =>
    db
      .with(
        (name) => name('member').materialized(),
        (qb) =>
          qb
            .selectFrom(listed(dialect, place('customerIds'), ['id']).as('listed'))
            .crossJoin('customers as asked')
            .crossJoin('customers as root')
            .crossJoin('customers as one')
            .where('asked.site_id', '=', place('siteId'))
            .whereRef('asked.id', '=', 'listed.id')
            .whereRef('root.site_id', '=', 'asked.site_id')
            .whereRef('root.id', '=', 'asked.root_id')
            .whereRef('one.site_id', '=', 'asked.site_id')
            .whereRef('one.root_id', '=', 'asked.root_id')
            .select((eb) => [
              'asked.id as asked_id',
              'root.id as root_id',
              'root.user_id as user_id',
              'one.id as id',
              eb
                .selectFrom('traits')
                .select(sql<number>`1`.as('yes'))
                .whereRef('traits.site_id', '=', 'one.site_id')
                .whereRef('traits.customer_id', '=', 'one.id')
                .limit(1)
                .as('spoke'),
            ]),
      )
      .selectFrom('member')
      .leftJoin(namingKeys.as('naming'), (join) => join.on('member.spoke', '=', 1))
      .select((eb) => [
        'member.asked_id as asked_id',
        'member.root_id as root_id',
        'member.user_id as user_id',
        'naming.key as key',
        eb
          .selectFrom('traits')
          .select(sql<string>`cast(traits.trust as text) || ' ' || cast(traits.at as text) || ' ' || traits.value`.as('statement'))
          .where('traits.site_id', '=', place('siteId'))
          .whereRef('traits.customer_id', '=', 'member.id')
          .whereRef('traits.key', '=', 'naming.key')
          .where('traits.visibility', '!=', 'restricted') // lists are shown to every agent (C54)
          .orderBy('traits.trust', 'desc')
          .orderBy('traits.at', 'desc')
          .orderBy('traits.value')
          .limit(1)
          .as('best'),
      ]),
);

const STATEMENT = /^(\d+) (-?\d+) (.*)$/s;

function statementOf({ key, best }: NamingRow): TraitValue[] {
  const [, trust, at, value] = STATEMENT.exec(best ?? '') ?? [];
  return key === null || value === undefined ? [] : [{ key, value, trust: Number(trust), at: Number(at) }];
}

/** What to ask, together with other questions, to call these customers by their names. */
export const askNamesOf = (siteId: string, customerIds: readonly string[]): Asked<NamingRow> =>
  askNames({ siteId, customerIds: JSON.stringify([...new Set(customerIds)].map((id) => [id])) });

/** The names in an answer to `askNamesOf`, by the customer that was asked about. */
export function namesIn(rows: readonly NamingRow[]): Map<string, NamedCustomer> {
  const byAsked = new Map<string, [NamingRow, ...NamingRow[]]>();
  for (const row of rows) {
    const held = byAsked.get(row.asked_id);
    if (held === undefined) byAsked.set(row.asked_id, [row]);
    else held.push(row);
  }
  const named = new Map<string, NamedCustomer>();
  for (const [asked, own] of byAsked) {
    const [{ root_id: id, user_id: userId }] = own;
    named.set(asked, { id, name: nameOf(effectiveTraits(own.flatMap(statementOf)), userId, id) });
  }
  return named;
}

/** The root customer of `customerId` with the name to show. */
export async function nameCustomer(tx: Tx, siteId: string, customerId: string): Promise<NamedCustomer> {
  const named = (await nameCustomers(tx, siteId, [customerId])).get(customerId);
  if (named === undefined) throw new Error(`The conversation's customer ${customerId} does not exist`);
  return named;
}

/** The same for a list. */
export async function nameCustomers(tx: Tx, siteId: string, customerIds: readonly string[]): Promise<Map<string, NamedCustomer>> {
  const [rows] = await together(tx, [askNamesOf(siteId, customerIds)]);
  return namesIn(rows);
}
