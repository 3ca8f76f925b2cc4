// Several bounded questions in one statement, because a store that is not in this process is paid by the round trip: each question becomes one
// JSON list of its rows. A question is written with Kysely like any other; together they are compiled once per combination and dialect.
// Invariant: every question is bounded by itself. An answer keeps its order.
import { sql } from 'kysely';
import type { CompiledQuery, Expression, Kysely, RawBuilder } from 'kysely';
import { constantsInText } from './constants.js';
import { documentOf } from './engine/document.js';
import type { Tx } from './operation.js';
import type { Place } from './prepared.js';
import type { Database } from './schema.js';

type Dialect = Tx['dialect'];

class Marker {
  constructor(
    readonly leaf: number,
    readonly name: string,
  ) {}
}

interface Leaf {
  params: object;
  express(db: Kysely<Database>, dialect: Dialect, index: number): Expression<unknown>;
}

/** A question with its values. */
export interface Asked<Row> {
  /** Never set: the type of what is answered. */
  readonly row?: Row;
  /** The same for the same statement text. */
  shape: string;
  columns: readonly string[];
  leaves: readonly Leaf[];
}

let questions = 0;

/** `columns`: those of the answer, out of those that `build` selects. The text may depend on the dialect, never on the values. */
export function question<Params extends object, Row>(
  columns: readonly (keyof Row & string)[],
  build: (db: Kysely<Database>, place: Place<Params>, dialect: Dialect) => Expression<unknown>,
): (params: Params) => Asked<Row> {
  const shape = `q${(questions += 1)}`;
  return (params) => ({
    shape,
    columns,
    leaves: [{ params, express: (db, dialect, index) => build(db, (name) => sql`${new Marker(index, name)}`, dialect) }],
  });
}

/** The rows of all of `asks`, which have the same columns in the same order, as one answer. None: no rows. */
export function each<Row>(asks: readonly Asked<Row>[]): Asked<Row> {
  return {
    shape: asks.map(({ shape }) => shape).join('+'),
    columns: asks[0]?.columns ?? [],
    leaves: asks.flatMap(({ leaves }) => leaves),
  };
}

export interface Member {
  siteId: string;
  customerId: string;
}

/** The same bounded questions for each member of a customer (ID14): no index range is read to its end, as one sorted union would. */
export function questionOfMembers<Row>(
  columns: readonly (keyof Row & string)[],
  ...builds: ((db: Kysely<Database>, place: Place<Member>) => Expression<unknown>)[]
): (siteId: string, members: readonly string[]) => Asked<Row> {
  const asks = builds.map((build) => question<Member, Row>(columns, build));
  return (siteId, members) => each(members.flatMap((customerId) => asks.map((ask) => ask({ siteId, customerId }))));
}

export type Answers<Asks> = { [Index in keyof Asks]: Asks[Index] extends Asked<infer Row> ? Row[] : never };

const compiled = new Map<string, CompiledQuery<Record<string, string | null>>>();

/** The answers in the order of the questions. */
export async function together<const Asks extends readonly Asked<unknown>[]>(tx: Tx, asks: Asks): Promise<Answers<Asks>> {
  const leaves = asks.flatMap((ask) => ask.leaves);
  const rows = leaves.length === 0 ? [] : (await tx.db.executeQuery(bound(statement(tx, asks), leaves))).rows;
  const lists = asks.map(({ columns }, index) => rowsOf(columns, rows[0]?.[`a${index}`] ?? '[]'));
  return lists as unknown as Answers<Asks>; // a tuple as long as `asks`; its rows are what the questions say they select
}

function bound<Row>(query: CompiledQuery<Row>, leaves: readonly Leaf[]): CompiledQuery<Row> {
  const value = ({ leaf, name }: Marker): unknown => Reflect.get(leaves[leaf]?.params ?? {}, name);
  return { ...query, parameters: query.parameters.map((one): unknown => (one instanceof Marker ? value(one) : one)) };
}

function statement(tx: Tx, asks: readonly Asked<unknown>[]): CompiledQuery<Record<string, string | null>> {
  const key = `${tx.dialect} ${asks.map(({ shape }) => shape).join(' ')}`;
  const held = compiled.get(key);
  if (held !== undefined) return held;
  let leaf = 0;
  const answers = asks.flatMap(({ columns, leaves }, index) => {
    if (leaves.length === 0) return [];
    const from = unionOf(leaves.map((one) => one.express(tx.db, tx.dialect, leaf++)));
    return [sql`${listOf(tx.dialect, columns, from)} as ${sql.ref(`a${index}`)}`];
  });
  const query = sql<Record<string, string | null>>`select ${sql.join(answers)}`.compile(tx.db.withPlugin(constantsInText));
  compiled.set(key, query);
  return query;
}

function unionOf(parts: readonly Expression<unknown>[]): RawBuilder<unknown> {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return sql`(${only})`;
  return sql`(${sql.join(
    parts.map((part, index) => sql`select * from (${part}) as ${sql.ref(`part_${index}`)}`),
    sql` union all `,
  )})`;
}

/** A list per row, not an object: the names would be most of the text. */
function listOf(dialect: Dialect, columns: readonly string[], from: RawBuilder<unknown>): RawBuilder<unknown> {
  const values = sql.join(columns.map((column) => sql.ref(`rows.${column}`)));
  return dialect === 'postgres'
    ? sql`(select json_agg(json_build_array(${values}))::text from ${from} as rows)`
    : sql`(select json_group_array(json_array(${values})) from ${from} as rows)`;
}

function rowsOf(columns: readonly string[], text: string): Record<string, unknown>[] {
  return documentOf<unknown[][]>(text).map((values) => {
    const row: Record<string, unknown> = {};
    for (let i = 0; i < columns.length; i += 1) row[columns[i] ?? ''] = values[i];
    return row;
  });
}
