// The match language (J5) over a plain object: dot paths, any of a list, all keys of an object. Pure; no code and no regular expressions
// from a site. (`matches` is left to the issue that brings journeys: nothing here needs patterns.)
import type { Json } from '@throughline/types';

type Scalar = string | number | boolean | null;
export interface Operators {
  eq?: Scalar;
  in?: readonly Scalar[];
  exists?: boolean;
  gt?: number;
  gte?: number;
  lt?: number;
  lte?: number;
  startsWith?: string;
  contains?: string;
}
/** A scalar is `eq`; a list means any of. */
export type Condition = Scalar | Operators | readonly (Scalar | Operators)[];
/** `{ 'alerts.code': ['churn_risk'], 'customer.tier': { exists: true } }`: every key must hold. A list in between stands for each of its elements. */
export type Where = Readonly<Record<string, Condition>>;

export interface Match {
  path: string;
  /** The value that fitted; null for a path that is wanted absent. */
  value: Scalar;
}

/** What fitted, per key of `where` all of its values; null when a key does not hold. An empty `where` fits nothing. */
export function matchWhere(facts: Json, where: Where): Match[] | null {
  const found: Match[] = [];
  for (const [path, condition] of Object.entries(where)) {
    const values = valuesAt(facts, path);
    const conditions = isList(condition) ? condition : [condition];
    const fitting = values.filter((value) => conditions.some((one) => fits(value, one)));
    const absent =
      values.length === 0 && conditions.some((one) => isOperators(one) && one.exists === false && Object.keys(one).length === 1);
    if (fitting.length === 0 && !absent) return null;
    found.push(...(absent ? [{ path, value: null }] : fitting.map((value) => ({ path, value }))));
  }
  return found.length === 0 ? null : found;
}

/** Scalars at a dot path, lists spread. */
function valuesAt(value: Json | undefined, path: string): Scalar[] {
  let held: (Json | undefined)[] = [value];
  for (const key of path.split('.')) {
    held = held.flatMap(spread).map((one) => (isObject(one) && Object.hasOwn(one, key) ? one[key] : undefined));
  }
  return held.flatMap(spread).filter((one): one is Scalar => one !== undefined && (one === null || typeof one !== 'object'));
}

const spread = (value: Json | undefined): (Json | undefined)[] => (Array.isArray(value) ? value : [value]);

function fits(value: Scalar, condition: Scalar | Operators): boolean {
  if (!isOperators(condition)) return value === condition;
  const keys = Object.keys(condition);
  return keys.length > 0 && keys.every((key) => holds(value, condition, key));
}

function holds(value: Scalar, condition: Operators, operator: string): boolean {
  switch (operator) {
    case 'eq':
      return value === condition.eq;
    case 'in':
      return condition.in?.includes(value) === true;
    case 'exists':
      return condition.exists === true;
    case 'gt':
      return typeof value === 'number' && value > (condition.gt ?? Number.NaN);
    case 'gte':
      return typeof value === 'number' && value >= (condition.gte ?? Number.NaN);
    case 'lt':
      return typeof value === 'number' && value < (condition.lt ?? Number.NaN);
    case 'lte':
      return typeof value === 'number' && value <= (condition.lte ?? Number.NaN);
    case 'startsWith':
      return typeof value === 'string' && condition.startsWith !== undefined && value.startsWith(condition.startsWith);
    case 'contains':
      return typeof value === 'string' && condition.contains !== undefined && value.includes(condition.contains);
    default:
      return false; // an operator we do not know must not match everything
  }
}

function isList(condition: Condition): condition is readonly (Scalar | Operators)[] {
  return Array.isArray(condition);
}
function isOperators(condition: Scalar | Operators): condition is Operators {
  return typeof condition === 'object' && condition !== null;
}
function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
