// One walk over an untrusted event: how deep, how many keys, is every text storable (C10). Ends early, so a deep or wide body costs little.
import { isStorableText, limits } from '@throughline/types';
import type { Json } from '@throughline/types';

export type ShapeFault = 'too_large' | 'invalid_text';

/** Null when the value keeps the limits of C10 on nesting and keys, and all its text can be stored (G22). */
export function shapeFault(value: unknown): ShapeFault | null {
  let keys = 0;
  const visit = (node: unknown, depth: number): ShapeFault | null => {
    if (typeof node === 'string') return isStorableText(node) ? null : 'invalid_text';
    if (typeof node !== 'object' || node === null) return null;
    if (depth > limits.INGEST_NESTING_MAX) return 'too_large';
    if (Array.isArray(node)) return first(node, depth);
    const entries = Object.entries(node);
    keys += entries.length;
    if (keys > limits.INGEST_KEYS_MAX) return 'too_large';
    for (const [key] of entries) if (!isStorableText(key)) return 'invalid_text';
    return first(
      entries.map(([, item]: [string, unknown]) => item),
      depth,
    );
  };
  const first = (items: readonly unknown[], depth: number): ShapeFault | null => {
    for (const item of items) {
      const fault = visit(item, depth + 1);
      if (fault !== null) return fault;
    }
    return null;
  };
  return visit(value, 1);
}

/** True for a JSON object that is no array. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `value` as JSON data without `__proto__` keys; what JSON cannot say becomes null. */
export function toJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(toJson);
  return isRecord(value) ? toJsonRecord(value) : null;
}

export function toJsonRecord(value: unknown): Record<string, Json> {
  if (!isRecord(value)) return {};
  const entries = Object.entries(value).filter(([key]) => key !== '__proto__');
  return Object.fromEntries(entries.map(([key, item]) => [key, toJson(item)]));
}

/** A non-empty string; numbers are read as text, since server libraries send numeric ids. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
