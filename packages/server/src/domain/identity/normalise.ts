// One spelling per identifier, so that equal ones meet (ID2). Invariant: normalising twice changes nothing.
import { isStorableText, limits } from '@throughline/types';
import { isBlockedValue } from './blocked-values.js';
import type { SeenIdentifier } from './model.js';

const EMAIL = /^[^\s@]+@[^\s@]+$/u;
const PHONE = /^\+?[0-9]{3,20}$/;
const PHONE_DECORATION = /[\s().\-‐-―/]/gu;

const EMAIL_TYPES: readonly string[] = ['email', 'from_address'];
const PHONE_TYPES: readonly string[] = ['phone', 'whatsapp_phone', 'caller_id'];

/**
 * The stored form of a value, or null when it names nobody: blocked (ID3), over 255 characters, not storable, no address, no number.
 * A number keeps its `+`; without one its digits stay as sent, since guessing a country would join strangers.
 */
export function normaliseIdentifier(type: string, raw: string): string | null {
  if (!isStorableText(raw)) return null;
  const value = spell(type, raw.trim());
  if (value === null || value.length > limits.IDENTIFIER_MAX_CHARS || isBlockedValue(value)) return null;
  return value;
}

function spell(type: string, trimmed: string): string | null {
  if (EMAIL_TYPES.includes(type)) {
    const email = trimmed.normalize('NFKC').trim().toLowerCase();
    return EMAIL.test(email) ? email : null;
  }
  if (PHONE_TYPES.includes(type)) {
    const phone = trimmed.normalize('NFKC').replace(PHONE_DECORATION, '');
    return PHONE.test(phone) ? phone : null;
  }
  return trimmed.normalize('NFC').trim();
}

/** Normalised, without blocked values, each (type, value) once with its highest trust; order of first appearance. */
export function normaliseIdentifiers(identifiers: readonly SeenIdentifier[]): SeenIdentifier[] {
  const seen = new Map<string, SeenIdentifier>();
  for (const identifier of identifiers) {
    const value = normaliseIdentifier(identifier.type, identifier.value);
    if (value === null) continue;
    const key = `${identifier.type}\n${value}`;
    const earlier = seen.get(key);
    seen.set(key, earlier === undefined ? { ...identifier, value } : stronger(earlier, { ...identifier, value }));
  }
  return [...seen.values()];
}

// A device id seen once as itself (trust 0) and once as a claim (trust 1) is the device itself: a claim is the weaker statement there.
function stronger(a: SeenIdentifier, b: SeenIdentifier): SeenIdentifier {
  const proven = a.proven || b.proven;
  if (a.type === 'anonymous_id' || a.type === 'device_id') return { ...(a.trust === 1 ? b : a), proven };
  return { ...(b.trust > a.trust ? b : a), proven };
}
