// Values whose key says that agents see only their end (account numbers), and those nobody sees (passwords). Pure.
import { keyOfField } from '../facts/keys.js';
import type { FactKey } from '../facts/keys.js';
import { statedFact } from '../facts/stated-fact.js';
import { recalledKey } from './remembering.js';

/** `value` as it may be shown under the name `key`; empty when it may not be shown at all. */
export function maskedDetail(key: string, value: string): string {
  const known = recalledKey(key, keyOfField);
  if (known === null) return '';
  return isMaskedKey(known) ? (statedFact({ ...known, masked: true }, value, 'known')?.value ?? '') : value;
}

/** Agents check a policy number by its end, as they do an account: it opens doors elsewhere. */
export function isMaskedKey({ key, masked }: Pick<FactKey, 'key' | 'masked'>): boolean {
  return masked || key === 'policy_id';
}
