// Questions to JSON text in columns of `conversations as c`, in the words of each store.
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Tx } from '../operation.js';

type Dialect = Tx['dialect'];
type Column = 'tags' | 'alerts' | 'consulted' | 'sla' | 'verification';

const column = (name: Column): RawBuilder<unknown> => sql.ref(`c.${name}`);

/** Whether the list of texts in the column has this one. */
export function listHas(dialect: Dialect, name: Column, text: string): RawBuilder<boolean> {
  return dialect === 'postgres'
    ? sql<boolean>`exists (select 1 from json_array_elements_text(${column(name)}::json) as held(value) where held.value = ${text})`
    : sql<boolean>`exists (select 1 from json_each(${column(name)}) as held where held.value = ${text})`;
}

/** The text at this place of the list; null where it is shorter. */
export function textAt(dialect: Dialect, name: Column, place: number): RawBuilder<string | null> {
  return dialect === 'postgres' ? sql`(${column(name)}::json ->> ${sql.lit(place)})` : sql`(${column(name)} ->> ${sql.lit(place)})`;
}

/** A member of the object, as text. */
export function memberText(dialect: Dialect, name: Column, member: string): RawBuilder<string | null> {
  return dialect === 'postgres'
    ? sql`(${column(name)}::json ->> ${sql.lit(member)})`
    : sql`cast(${column(name)} ->> ${sql.lit(member)} as text)`;
}

/** A member of the object, as a whole number. */
export function memberNumber(dialect: Dialect, name: Column, member: string): RawBuilder<number | null> {
  return dialect === 'postgres'
    ? sql`(${column(name)}::json ->> ${sql.lit(member)})::bigint`
    : sql`cast(${column(name)} ->> ${sql.lit(member)} as integer)`;
}
