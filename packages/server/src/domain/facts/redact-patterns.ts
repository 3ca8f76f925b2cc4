// What must never be stored, and how it is recognised (C18). Pure and linear: every quantifier over a class is followed by
// something outside that class, and every gap has a bound.

/** Total length of an IBAN by country: with it the end of a spaced IBAN is known without guessing. */
const IBAN_LENGTH: Readonly<Record<string, number>> = {
  AD: 24,
  AE: 23,
  AL: 28,
  AT: 20,
  AZ: 28,
  BA: 20,
  BE: 16,
  BG: 22,
  BH: 22,
  BR: 29,
  BY: 28,
  CH: 21,
  CR: 22,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  DO: 28,
  EE: 20,
  EG: 29,
  ES: 24,
  FI: 18,
  FO: 18,
  FR: 27,
  GB: 22,
  GE: 22,
  GI: 23,
  GL: 18,
  GR: 27,
  GT: 28,
  HR: 21,
  HU: 28,
  IE: 22,
  IL: 23,
  IQ: 23,
  IS: 26,
  IT: 27,
  JO: 30,
  KW: 30,
  KZ: 20,
  LB: 28,
  LC: 32,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  LY: 25,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MR: 27,
  MT: 31,
  MU: 30,
  NL: 18,
  NO: 15,
  PK: 24,
  PL: 28,
  PS: 29,
  PT: 25,
  QA: 29,
  RO: 24,
  RS: 22,
  SA: 24,
  SC: 31,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  ST: 25,
  SV: 28,
  TL: 23,
  TN: 24,
  TR: 26,
  UA: 29,
  VA: 22,
  VG: 24,
  XK: 20,
};

/** Space, no-break spaces, hyphens, dot and characters that are drawn as nothing: what people put between groups of digits. */
const GAP = '[ .\\u00a0\\u202f\\u2009\\u00ad\\u200b-\\u200d\\u2060\\ufeff\\u2010-\\u2013-]';
const DIGIT = '[0-9\\uff10-\\uff19]';

/** A run of digit groups: the groups of a card number are looked for inside. */
export const DIGIT_RUN = new RegExp(`${DIGIT}(?:${GAP}{0,2}${DIGIT})*`, 'g');
/** A run long enough to hold a card number. */
export const LONG_RUN = new RegExp(`${DIGIT}(?:${GAP}{0,2}${DIGIT}){12}`);
export const DIGIT_GROUP = new RegExp(`${DIGIT}+`, 'g');
/** Hex ids: 32 digits or a UUID. Digits inside them are no card number. */
export const HEX_ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32,}/gi;
/** Where an IBAN may start: country and check digits at the start of a word. */
export const IBAN_START = /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}/g;
/** US social security number with separators; area, group and serial that are never issued are left alone. */
export const SSN = /(?<![\d-])(?!000|666|9)\d{3}([ -])(?!00)\d{2}\1(?!0000)\d{4}(?![\d-])/g;
/** The same nine digits without separators count only behind their name. */
export const SSN_NAMED = /\b(ssn|social security(?: number| no\.?)?)([^\d\n[]{0,12})(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}(?!\d)/gi;

const CVV_WORD = 'cvv2?|cvc2?|csc|cvn|card verification(?: code| value| number)?|security code';
export const CVV = new RegExp(`\\b(${CVV_WORD})\\b([^\\d\\n[•]{0,20})\\d{3,4}(?!\\d)`, 'gi');
export const CVV_BEFORE = new RegExp(`(?<![\\d•])\\d{3,4}( (?:is|as) (?:my|the|its) (?:${CVV_WORD})\\b)`, 'gi');
const CARD_NAME =
  '(?:credit|debit|payment|bank) ?cards?(?: (?:number|no|nr|num|details))?|card (?:number|no|nr|num)|kredit ?karten?(?:nummer)?|kartennummer|visa|mastercard|amex';
const CARD_DIGITS = '\\d{4}(?:[ -]\\d{4}){3}(?:[ -]\\d{3})?|\\d{4}[ -]\\d{6}[ -]\\d{4,5}|\\d{13,19}';
/** A number that its words call a payment card goes even when a digit was mistyped; cards of shops and clubs are not payment cards. */
export const CARD_NAMED = new RegExp(
  `(?<!(?:gift|loyalty|member|membership|bonus|points|travel|sim|id|library|insurance|health) )\\b(${CARD_NAME})\\b([^\\d\\n[•]{0,24})(${CARD_DIGITS})(?![\\d])`,
  'gi',
);
/** The name of a field or prompt that asks for a card's security code. */
export const CVV_FIELD = new RegExp(`(?:^|[^a-z])(?:${CVV_WORD})(?:$|[^a-z])`, 'i');
export const SSN_FIELD = /(?:^|[^a-z])(?:ssn|social security)(?:$|[^a-z])/i;

/** Luhn's check over a string of ASCII digits. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** ISO 7064 mod 97 over an IBAN without spaces, upper case. */
export function mod97(iban: string): boolean {
  let rest = 0;
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = char >= 'A' ? char.charCodeAt(0) - 55 : char.charCodeAt(0) - 48;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** Ends of text give NaN, which is none. */
function isAlphanumeric(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
}

const SPACE = 0x20;
const NO_BREAK_SPACE = 0xa0;
const HYPHEN = 0x2d;

/** End of the IBAN that starts at `start`, and its characters; null when there is none. Groups are apart by one space or hyphen. */
export function ibanAt(text: string, start: number): { end: number; iban: string } | null {
  const length = IBAN_LENGTH[text.slice(start, start + 2).toUpperCase()];
  if (length === undefined) return null;
  let found = 0;
  let at = start;
  for (; found < length; at += 1) {
    const unit = text.charCodeAt(at);
    if (isAlphanumeric(unit)) found += 1;
    else if ((unit !== SPACE && unit !== NO_BREAK_SPACE && unit !== HYPHEN) || !isAlphanumeric(text.charCodeAt(at + 1))) return null;
  }
  if (isAlphanumeric(text.charCodeAt(at))) return null;
  const iban = text
    .slice(start, at)
    .replace(/[^A-Za-z0-9]/g, '')
    .toUpperCase();
  return mod97(iban) ? { end: at, iban } : null;
}
