// Resume codes as people read, type and say them (CH36): 8 symbols of Crockford base 32 without I, L, O, U – 40 bits – or 10 digits for
// telephones. Pure: the random bytes are an argument.
export type ResumeCodeKind = 'code' | 'digits';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SYMBOLS = 8;
const DIGITS = 10;
const SEPARATORS = /[\s\-‐-―._]/gu;

/** How many random bytes a code takes: one per symbol or digit, and spare ones, since bytes that would favour a digit are passed over. */
export const RESUME_CODE_RANDOM_BYTES = 64;

/** Stored form: `7K3MQ2XD` or ten digits; null when the bytes did not suffice, which happens less than once in 10^30. */
export function resumeCodeFrom(kind: ResumeCodeKind, bytes: Uint8Array): string | null {
  const [alphabet, length] = kind === 'code' ? [ALPHABET, SYMBOLS] : ['0123456789', DIGITS];
  const fair = 256 - (256 % alphabet.length);
  const symbols = [...bytes].filter((byte) => byte < fair).slice(0, length);
  return symbols.length < length ? null : symbols.map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
}

/** As it is shown: `7K3M-Q2XD`, or ten digits as they are keyed in. */
export function showResumeCode(stored: string): string {
  return stored.length === SYMBOLS ? `${stored.slice(0, 4)}-${stored.slice(4)}` : stored;
}

/** The stored form of what somebody typed or said: any case and separators, O for 0, I and L for 1. Null when it cannot be a code. */
export function normaliseResumeCode(typed: string): string | null {
  const bare = typed.normalize('NFKC').replace(SEPARATORS, '').toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
  if (bare.length === DIGITS && /^[0-9]+$/.test(bare)) return bare;
  return bare.length === SYMBOLS && [...bare].every((symbol) => ALPHABET.includes(symbol)) ? bare : null;
}
