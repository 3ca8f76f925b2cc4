// Queries of the hot path, written with Kysely and compiled once per dialect: building the text of a query costs more than running it on
// SQLite. A parameter is a marker that is replaced by its value at each run. (Not raw SQL: columns and types stay checked.)
import { sql } from 'kysely';
import type { Compilable, CompiledQuery, Kysely, RawBuilder } from 'kysely';
import { constantsInText } from './constants.js';
import type { Tx } from './operation.js';
import type { Database } from './schema.js';

class Marker {
  constructor(readonly name: string) {}
}

/** Places parameter `name` in the query. */
export type Place<Params> = <Name extends keyof Params & string>(name: Name) => RawBuilder<Params[Name]>;

/** A query that is built at its first use on each dialect. Its shape may depend on the dialect, never on the values. */
export function prepared<Params extends object, Row>(
  build: (db: Kysely<Database>, place: Place<Params>, dialect: Tx['dialect']) => Compilable<Row>,
): (tx: Tx, params: Params) => Promise<Row[]> {
  const compiled = new Map<Tx['dialect'], CompiledQuery<Row>>();
  return async (tx, params) => {
    let query = compiled.get(tx.dialect);
    if (query === undefined) {
      query = build(tx.db.withPlugin(constantsInText), (name) => sql`${new Marker(name)}`, tx.dialect).compile();
      compiled.set(tx.dialect, query);
    }
    const parameters = query.parameters.map((value): unknown => (value instanceof Marker ? Reflect.get(params, value.name) : value));
    return (await tx.db.executeQuery<Row>({ ...query, parameters })).rows;
  };
}
