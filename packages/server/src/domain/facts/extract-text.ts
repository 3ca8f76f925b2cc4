// Facts out of what a customer wrote (C23). Pure, linear, and shy: a wrong fact costs more than a missed one.
// An id counts only near its context word; e-mail addresses need a dot-domain. (Not phone numbers, dates or amounts: those need the locale.)
import { factKey } from './keys.js';
import { statedFact } from './stated-fact.js';
import type { StatedFact } from './stated-fact.js';
import { redactText } from './redact.js';

const CONTEXT_WORDS: ReadonlyMap<string, string> = new Map([
  ['order', 'order_id'],
  ['orders', 'order_id'],
  ['claim', 'claim_id'],
  ['policy', 'policy_id'],
  ['account', 'account_no'],
  ['booking', 'booking_ref'],
  ['reservation', 'booking_ref'],
  ['invoice', 'invoice_no'],
  ['bill', 'invoice_no'],
]);
const REACH_TOKENS = 5;
const MIXED_ID = /^(?=.*\d)(?=.*[A-Za-z])[A-Z0-9][A-Z0-9-]{3,19}$/;
/** Typed without capitals: a short prefix, then a number; so `20th`, `30mins` and `v2beta` stay words. */
const LOWER_ID = /^[a-z]{1,5}-?\d{2,}[a-z0-9-]*$/i;
const DIGITS_ID = /^\d[\d-]{4,19}$/;
const DATE_LIKE = /^\d{1,4}-\d{1,2}(?:-\d{1,4})?$/;
/** What may stand between a context word and an all-digit id: with anything else between, digits are a year, an amount or a phone number. */
const FILLER = new Set(['number', 'numbers', 'no', 'nr', 'num', 'id', 'ref', 'reference', 'is', 'was', 'its', 'the', 'my', 'code', '']);
const MONEY = new Set(['eur', 'euro', 'euros', 'usd', 'dollar', 'dollars', 'gbp', 'pounds', 'chf', '€', '$', '£']);
const EMAIL = /^[^\s@]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}$/i;
const TOKENS_MAX = 2_000;
/** A longer token is no id and no address; leaving it out keeps trimming linear. */
const TOKEN_MAX_CHARS = 260;

const trimmed = (token: string): string => token.replace(/^[^\p{L}\p{N}€$£+]+/u, '').replace(/[^\p{L}\p{N}€$£]+$/u, '');
const plainWord = (token: string): string => trimmed(token).toLowerCase().replace(/'s$/, '');

function idKeyAt(tokens: string[], at: number): string | null {
  const token = trimmed(tokens[at] ?? '');
  if (DATE_LIKE.test(token)) return null;
  const digits = DIGITS_ID.test(token);
  if (!digits && !(MIXED_ID.test(token) || (token.length >= 4 && token.length <= 20 && LOWER_ID.test(token)))) return null;
  for (let distance = 1; distance <= REACH_TOKENS; distance += 1) {
    const before = CONTEXT_WORDS.get(plainWord(tokens[at - distance] ?? ''));
    if (before !== undefined) return digits && !onlyFiller(tokens, at, distance) ? null : before;
    const after = digits ? undefined : CONTEXT_WORDS.get(plainWord(tokens[at + distance] ?? ''));
    if (after !== undefined) return after;
  }
  return null;
}

function onlyFiller(tokens: string[], at: number, distance: number): boolean {
  if (MONEY.has(plainWord(tokens[at + 1] ?? ''))) return false;
  for (let i = at - distance + 1; i < at; i += 1) if (!FILLER.has(plainWord(tokens[i] ?? ''))) return false;
  return true;
}

/** Facts of one message, in the order they are written, each once. */
export function factsOfText(text: string): StatedFact[] {
  const tokens = redactText(text)
    .text.split(/[\s,;:()<>"#]+/)
    .slice(0, TOKENS_MAX)
    .map((token) => (token.length > TOKEN_MAX_CHARS ? '' : token));
  const found = new Map<string, StatedFact>();
  const keep = (fact: StatedFact | null): void => {
    if (fact !== null && !found.has(`${fact.key} ${fact.norm}`)) found.set(`${fact.key} ${fact.norm}`, fact);
  };
  tokens.forEach((raw, at) => {
    const token = raw.replace(/^mailto:/i, '').replace(/[.!?]+$/, '');
    if (token.includes('@')) {
      if (EMAIL.test(token)) keep(statedFact(factKey('email'), token, 'given'));
      return;
    }
    const key = /\d/.test(token) ? idKeyAt(tokens, at) : null;
    if (key !== null) keep(statedFact(factKey(key), trimmed(token), 'given'));
  });
  return [...found.values()];
}
