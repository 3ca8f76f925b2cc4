// The one function through which JavaScript values become SQL values, on both stores (G21). SQLite's driver takes a bare object or Date
// for named parameters and stores NULL, and stores a boolean as an integer; PostgreSQL's turns them into text: all in silence. Here they
// are refused, and so is text that one of the stores would change or refuse: NUL, half a surrogate pair (G22).
import { isStorableText } from '@throughline/types';

export type SqlValue = string | number | bigint | null | Uint8Array;

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

function isStorable(value: unknown): value is SqlValue {
  switch (typeof value) {
    case 'string':
      return isStorableText(value);
    case 'number':
      return Number.isFinite(value);
    case 'bigint':
      return value >= INT64_MIN && value <= INT64_MAX;
    default:
      return value === null || value instanceof Uint8Array;
  }
}

/** Checks the parameters of a statement. Throws a TypeError that names the column (or its place) and never the value. */
export function bind(parameters: readonly unknown[], statement: string): SqlValue[] {
  const bound: SqlValue[] = [];
  for (const value of parameters) {
    if (!isStorable(value)) throw new TypeError(`Cannot store ${describe(value)} in ${columnOf(statement, bound.length)}`);
    bound.push(value);
  }
  return bound;
}

function describe(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'text with NUL or half a surrogate pair';
    case 'number':
      return String(value);
    case 'bigint':
      return 'an integer beyond 64 bits';
    case 'object':
      return Array.isArray(value) ? 'an array' : value instanceof Date ? 'a Date' : 'an object';
    default:
      return typeof value;
  }
}

/** Name of the column the parameter goes to, for an error that a person can use; its place when the statement does not say. */
function columnOf(statement: string, index: number): string {
  const insert = /^insert into "?(\w+)"? \(([^)]*)\) values/i.exec(statement);
  const columns = insert?.[2]?.split(',').map((name) => name.trim().replaceAll('"', '')) ?? [];
  const column = columns[index % Math.max(1, columns.length)];
  if (column !== undefined) return `${insert?.[1] ?? ''}.${column}`;
  const before = statement.split(/\?|\$\d+/)[index] ?? '';
  const compared = /"?(\w+)"?\s*(?:=|!=|<>|<=|>=|<|>)\s*$/.exec(before);
  return compared?.[1] ?? `parameter ${index + 1}`;
}
