// Traits as staff read them beside masked identifiers (S134): an address is masked as the identifier it is, the rest by its key. Pure.
import { keyOfField } from '../facts/keys.js';
import { maskIdentifier } from '../identity/mask.js';
import { maskedDetail } from './masked-detail.js';

const ADDRESSES: ReadonlySet<string> = new Set(['email', 'phone']);
const HIDDEN_VALUE = '•••';

export function maskTraits(traits: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(traits).map(([key, value]) => [key, masked(key, value)]));
}

function masked(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => masked(key, item));
  if (typeof value === 'object' && value !== null) return maskTraits(Object.fromEntries(Object.entries(value)));
  if (typeof value !== 'string' && typeof value !== 'number') return value;
  const known = keyOfField(key);
  if (known !== null && ADDRESSES.has(known.key)) return maskIdentifier(known.key, String(value));
  const detail = maskedDetail(key, String(value));
  if (detail === String(value)) return value;
  return detail === '' ? HIDDEN_VALUE : detail;
}
