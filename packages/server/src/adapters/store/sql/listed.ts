// A list of things to ask about, in one parameter: the text of the statement is the same for one and for a hundred, so that it is planned
// once. (Not a placeholder per value: every length would be a statement of its own.)
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Tx } from './operation.js';

/**
 * Rows with these text columns, from a JSON list of lists of texts. Cross join tables to it: SQLite takes the tables of a cross join in the order they are
 * written, and otherwise reads a whole site because it does not know how short the list is.
 */
export function listed<Column extends string>(
  dialect: Tx['dialect'],
  list: RawBuilder<string>,
  columns: readonly Column[],
): RawBuilder<Record<Column, string>> {
  const values = sql.join(columns.map((column, index) => sql`value ->> ${sql.lit(index)} as ${sql.ref(column)}`));
  return dialect === 'postgres'
    ? sql`(select ${values} from json_array_elements(${list}::json) as listed(value))`
    : sql`(select ${values} from json_each(${list}))`;
}
