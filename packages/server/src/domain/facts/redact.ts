// Takes card numbers, security codes, social security numbers and IBANs out of a text before anything keeps it (C18).
// Invariants: linear in the length of the input; redacting twice changes nothing; what is left of a number is at most its last four digits.
// (Not a mask over the stored value: what was never written can't leak from a log, an export or a backup.)
import type { Json } from '@throughline/types';
import {
  CARD_NAMED,
  CVV,
  CVV_BEFORE,
  CVV_FIELD,
  DIGIT_GROUP,
  DIGIT_RUN,
  HEX_ID,
  IBAN_START,
  LONG_RUN,
  SSN,
  SSN_FIELD,
  SSN_NAMED,
  ibanAt,
  luhn,
} from './redact-patterns.js';

export interface RedactedText {
  text: string;
  /** How many marks were put in. */ redactions: number;
}
export interface RedactedJson {
  value: Json;
  redactions: number;
}

interface Span {
  start: number;
  end: number;
  mark: string;
}

const CARD_MIN = 13;
const CARD_MAX = 19;
/** Nobody writes a card in longer groups; a postcode and a phone number side by side do look like that. */
const GROUP_MAX = 8;
/** Most cards have 16 or 15 digits: try those first, so that an expiry date behind the number stays apart. */
const CARD_LENGTHS = [16, 15, 19, 18, 17, 14, 13];
/** Prefixes that card schemes issue: asked for where the digits stick to letters, so that `INV20261122123456` stays an invoice. */
const ISSUED = /^(?:3[0-9]|4|5[0-9]|2[2-7]|6)\d*$/;
/** Three digits in a row, or the start of an IBAN: without them there is nothing to find. */
const TELLING = /[0-9\uff10-\uff19]{3}|(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}/;
const WORD_CHAR = /[A-Za-z_]/;

function ascii(digits: string): string {
  return digits.replace(/[\uff10-\uff19]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xff10 + 48));
}

function isCard(digits: string, before: string, after: string): boolean {
  if (digits.length < CARD_MIN || digits.length > CARD_MAX || !luhn(digits)) return false;
  if (digits.length === 13 && digits.startsWith('1')) return false; // ms since 1970; no scheme issues it
  if (before === '+' && digits.length <= 15) return false; // an international phone number
  if (WORD_CHAR.test(before) || WORD_CHAR.test(after)) return (digits.length === 15 || digits.length === 16) && ISSUED.test(digits);
  return true;
}

/** Card numbers inside one run: windows that start and end at group boundaries, in groups of at least three digits (the last may be shorter). */
function cardsInRun(text: string, runStart: number, run: string, found: Span[]): void {
  const groups = [...run.matchAll(DIGIT_GROUP)].map((match) => ({ start: runStart + match.index, digits: ascii(match[0]) }));
  for (let first = 0; first < groups.length; first += 1) {
    const windows = new Map<number, { last: number; digits: string }>();
    let digits = '';
    for (let last = first; last < groups.length; last += 1) {
      const group = groups[last];
      if (group === undefined || digits.length + group.digits.length > CARD_MAX) break;
      digits += group.digits;
      windows.set(digits.length, { last, digits });
      if (group.digits.length < 3) break;
    }
    for (const length of CARD_LENGTHS) {
      const window = windows.get(length);
      const start = groups[first]?.start;
      const end = window === undefined ? undefined : groups[window.last];
      if (window === undefined || start === undefined || end === undefined) continue;
      if (window.last > first && groups.slice(first, window.last + 1).some((group) => group.digits.length > GROUP_MAX)) continue;
      const stop = end.start + end.digits.length;
      if (!isCard(window.digits, text.charAt(start - 1), text.charAt(stop))) continue;
      found.push({ start, end: stop, mark: `[card •${window.digits.slice(-4)}]` });
      first = window.last;
      break;
    }
  }
}

function blank(text: string, spans: { start: number; end: number }[]): string {
  let out = '';
  for (const span of spans)
    out += text.slice(out.length, span.start) + '#'.repeat(Math.max(0, span.end - Math.max(span.start, out.length)));
  return out + text.slice(out.length);
}

function findSpans(text: string): Span[] {
  const found: Span[] = [];
  for (const match of text.matchAll(IBAN_START)) {
    const hit = ibanAt(text, match.index);
    if (hit !== null) found.push({ start: match.index, end: hit.end, mark: `[iban •${hit.iban.slice(-4)}]` });
  }
  if (!LONG_RUN.test(text)) return found;
  const ids = [...text.matchAll(HEX_ID)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
  const rest = blank(
    text,
    [...ids, ...found].sort((a, b) => a.start - b.start),
  );
  for (const match of rest.matchAll(DIGIT_RUN)) if (match[0].length >= CARD_MIN) cardsInRun(rest, match.index, match[0], found);
  return found.sort((a, b) => a.start - b.start);
}

/** `text` with every card number, security code, social security number and IBAN replaced by a mark like `[card •1111]`. */
export function redactText(text: string): RedactedText {
  if (!TELLING.test(text)) return { text, redactions: 0 };
  let redactions = 0;
  let out = '';
  let at = 0;
  for (const span of findSpans(text)) {
    if (span.start < at) continue;
    out += text.slice(at, span.start) + span.mark;
    at = span.end;
    redactions += 1;
  }
  out += text.slice(at);
  const counted = (mark: string): string => {
    redactions += 1;
    return mark;
  };
  out = out
    .replace(CARD_NAMED, (_all, name: string, gap: string, digits: string) => counted(`${name}${gap}[card •${digits.slice(-4)}]`))
    .replace(SSN, () => counted('[ssn]'))
    .replace(SSN_NAMED, (_all, name: string, gap: string) => counted(`${name}${gap}[ssn]`))
    .replace(CVV, (_all, name: string, gap: string) => counted(`${name}${gap}[cvv]`))
    .replace(CVV_BEFORE, (_all, tail: string) => counted(`[cvv]${tail}`));
  return { text: out, redactions };
}

const words = (key: string): string => key.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_-]+/g, ' ');
/** In `{prompt: 'security code', digits: '123'}` the neighbour names what the digits are. */
const NAMING_KEYS = ['prompt', 'key', 'label', 'name', 'field', 'question', 'id'];
const NAMED_KEYS = new Set(['value', 'digits', 'answer', 'choice', 'input', 'text']);

function namedMark(name: string, value: string): string | null {
  const digits = value.trim();
  if (/^\d{3,4}$/.test(digits) && CVV_FIELD.test(words(name))) return '[cvv]';
  if (/^\d{3}[ -]?\d{2}[ -]?\d{4}$/.test(digits) && SSN_FIELD.test(words(name))) return '[ssn]';
  return null;
}

function redactScalar(value: string | number, names: string[]): RedactedJson {
  const text = String(value);
  for (const name of names) {
    const mark = namedMark(name, text);
    if (mark !== null) return { value: mark, redactions: 1 };
  }
  const clean = redactText(text);
  return clean.redactions === 0 ? { value, redactions: 0 } : { value: clean.text, redactions: clean.redactions };
}

function redactObject(value: { [key: string]: Json }): RedactedJson {
  const neighbours = NAMING_KEYS.map((key) => value[key]).filter((name) => typeof name === 'string');
  const out: [string, Json][] = [];
  let redactions = 0;
  for (const [key, inner] of Object.entries(value)) {
    const names = NAMED_KEYS.has(key) ? [key, ...neighbours] : [key];
    const clean = typeof inner === 'string' || typeof inner === 'number' ? redactScalar(inner, names) : redactJson(inner);
    const name = redactText(key);
    redactions += clean.redactions + name.redactions;
    out.push([name.text, clean.value]);
  }
  return { value: Object.fromEntries(out), redactions };
}

/** The same for a whole document: strings, numbers and keys; a field's own name (`cvv`, `ssn`) or its prompt counts as context. */
export function redactJson(value: Json): RedactedJson {
  if (typeof value === 'string' || typeof value === 'number') return redactScalar(value, []);
  if (value === null || typeof value === 'boolean') return { value, redactions: 0 };
  if (!Array.isArray(value)) return redactObject(value);
  let redactions = 0;
  const items = value.map((item) => {
    const clean = redactJson(item);
    redactions += clean.redactions;
    return clean.value;
  });
  return { value: items, redactions };
}
