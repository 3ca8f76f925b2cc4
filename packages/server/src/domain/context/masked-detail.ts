// Values whose key says that agents see only their end (account numbers), and those nobody sees (passwords). Pure.
import { keyOfField } from '../facts/keys.js';
import { statedFact } from '../facts/stated-fact.js';

/** `value` as it may be shown under the name `key`; empty when it may not be shown at all. */
export function maskedDetail(key: string, value: string): string {
  const known = keyOfField(key);
  if (known === null) return '';
  return known.masked ? (statedFact(known, value, 'known')?.value ?? '') : value;
}
