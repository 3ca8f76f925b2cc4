// Which value of a trait counts (ID15): highest trust, then newest, then lexicographically smallest. So an unsigned one never displaces
// an attested one, and the order in which customers merged changes nothing.
import type { Json } from '@throughline/types';

export interface TraitValue {
  key: string;
  /** JSON text: two sources that say the same say it alike. */
  value: string;
  trust: number;
  /** ms. */
  at: number;
}

export interface EffectiveTrait {
  value: string;
  trust: number;
}

/** The effective value of each key, keys in code point order. */
export function effectiveTraits(values: readonly TraitValue[]): Map<string, EffectiveTrait> {
  const best = new Map<string, TraitValue>();
  for (const value of values) {
    const other = best.get(value.key);
    if (other === undefined || wins(value, other)) best.set(value.key, value);
  }
  const keys = [...best.keys()].sort((a, b) => (a < b ? -1 : 1));
  const effective = new Map<string, EffectiveTrait>();
  for (const key of keys) {
    const found = best.get(key);
    if (found !== undefined) effective.set(key, { value: found.value, trust: found.trust });
  }
  return effective;
}

function wins(a: TraitValue, b: TraitValue): boolean {
  if (a.trust !== b.trust) return a.trust > b.trust;
  if (a.at !== b.at) return a.at > b.at;
  return a.value < b.value;
}

/** Equal values have equal text: object keys in code point order. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}
