// One statement for all members of a customer (ID14): the same bounded, ordered question for each of them, put together with UNION ALL, so
// that the number of round trips does not grow with merges and no index range is read to its end. Compiled once per number of members.
import { sql } from 'kysely';
import type { Compilable, CompiledQuery, Expression, Kysely, RawBuilder } from 'kysely';
import type { Tx } from './operation.js';
import type { Database } from './schema.js';

const SITE = Symbol('site');
class Member {
  constructor(readonly index: number) {}
}

export interface MemberPlaces {
  siteId: RawBuilder<string>;
  customerId: RawBuilder<string>;
}
type Question<Row> = Compilable<Row> & Expression<Row>;

/** `questions`: one or more per member, all with the same columns in the same order. */
export function preparedForMembers<Row>(
  questions: (db: Kysely<Database>, member: MemberPlaces) => readonly [Question<Row>, ...Question<Row>[]],
): (tx: Tx, siteId: string, members: readonly string[]) => Promise<Row[]> {
  const compiled = new Map<string, CompiledQuery<Row>>();
  return async (tx, siteId, members) => {
    if (members.length === 0) return [];
    const key = `${tx.dialect} ${members.length}`;
    let query = compiled.get(key);
    if (query === undefined) {
      const parts = members.flatMap((_member, index) => questions(tx.db, { siteId: sql`${SITE}`, customerId: sql`${new Member(index)}` }));
      const [only] = parts;
      query =
        parts.length === 1 && only !== undefined
          ? only.compile()
          : sql<Row>`${sql.join(
              parts.map((part, index) => sql`select * from (${part}) as ${sql.ref(`part_${index}`)}`),
              sql` union all `,
            )}`.compile(tx.db);
      compiled.set(key, query);
    }
    const parameters = query.parameters.map((value): unknown =>
      value === SITE ? siteId : value instanceof Member ? members[value.index] : value,
    );
    return (await tx.db.executeQuery<Row>({ ...query, parameters })).rows;
  };
}
