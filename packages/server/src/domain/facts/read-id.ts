// How far an id reaches from one word on: `4481923`, `CL-7741`, `fds 589654123`, `7469 2318 4971 2341`, `h 12 o 9 q`. Pure.
import { AFTER_AMOUNT, COMMON_WORDS, ID_COMPOUND, ID_CONTEXT } from './context-words.js';
import type { Token } from './text-tokens.js';

const ID_MAX_CHARS = 20;
const ID_MIN_CHARS = 4;
/** Without the word "number" a short number is a quantity. */
const PLAIN_MIN_DIGITS = 5;
const GROUP_MAX_DIGITS = 5;
const PIECES_MAX = 8;
const PREFIX_MAX_CHARS = 6;
/** Typed without capitals, four letters are more likely a word or a name. */
const SMALL_PREFIX_MAX_CHARS = 3;
const MIXED_ID = /^(?=.*\d)(?=.*[A-Za-z])[A-Z0-9][A-Z0-9-]{3,19}$/;
/** Typed without capitals: a short prefix, then a number; so `20th`, `30mins` and `v2beta` stay words. */
const LOWER_ID = /^[a-z]{1,5}-?\d{2,}[a-z0-9-]*$/i;
const DIGITS_ID = /^\d[\d-]{3,19}$/;
const DATE_LIKE = /^\d{1,4}[-./]\d{1,2}(?:[-./]\d{1,4})?$/;
const MIXED_PIECE = /^(?=.*\d)[A-Za-z0-9-]{2,20}$/;
const UNIT = /^\d+(?:st|nd|rd|th|am|pm|min|mins|h|hrs|kg|gb|mb|x|%)$/i;

export const isDateLike = (text: string): boolean => DATE_LIKE.test(text);
export const isMixedId = (text: string): boolean =>
  !UNIT.test(text) && (MIXED_ID.test(text) || (text.length >= ID_MIN_CHARS && text.length <= ID_MAX_CHARS && LOWER_ID.test(text)));

/**
 * `plain`: only nearness says what it is, so it stands in one word · `named`: a word for "number" or a question stood before it, so it may be short
 * and have spaces inside · `apart`: the same, but each group of digits is a number of its own.
 */
export type IdReading = 'plain' | 'named' | 'apart';

/** Index behind the id that starts at `from`, or -1. */
export function readId(tokens: readonly Token[], from: number, reading: IdReading): number {
  const first = tokens[from];
  if (first === undefined || isDateLike(first.text) || first.text.length > ID_MAX_CHARS) return -1;
  const alone = wholeId(first, reading !== 'plain');
  if (reading === 'plain') return alone && !isMoney(tokens, from + 1) ? from + 1 : -1;
  if (!alone && !isPiece(tokens, from)) return -1;
  const to = first.digits && reading === 'apart' ? from + 1 : joined(tokens, from);
  const value = tokens
    .slice(from, to)
    .map((token) => token.text)
    .join('');
  return /\d/.test(value) && value.length >= ID_MIN_CHARS && value.length <= ID_MAX_CHARS && !isMoney(tokens, to) ? to : -1;
}

const isMoney = (tokens: readonly Token[], at: number): boolean => AFTER_AMOUNT.has(tokens[at]?.lower ?? '') && tokens[at]?.opens === false;

function wholeId({ text }: Token, named: boolean): boolean {
  if (isMixedId(text)) return true;
  return DIGITS_ID.test(text) && text.replace(/-/g, '').length >= (named ? ID_MIN_CHARS : PLAIN_MIN_DIGITS);
}

/** A part of an id written with spaces: digits, or a few letters that are no word. */
function isPiece(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token === undefined) return false;
  if (token.digits) return true;
  if (!token.letters) return MIXED_PIECE.test(token.text) && !UNIT.test(token.text);
  if (isInnerLetter(tokens, at)) return true;
  const capitals = token.text === token.text.toUpperCase();
  const isWordless = capitals || !/[aeiouyäöü]/.test(token.lower); // `fkjd` is no word
  if (token.text.length > (isWordless ? PREFIX_MAX_CHARS : SMALL_PREFIX_MAX_CHARS)) return false;
  return !COMMON_WORDS.has(token.lower) && !ID_CONTEXT.has(token.lower) && !ID_COMPOUND.has(token.lower);
}

/** `4 a 4`: between short numbers even `a` belongs to them; and `a 4 g 4`, where the next letter does. */
function isInnerLetter(tokens: readonly Token[], at: number): boolean {
  const [before, token, next, second] = [tokens[at - 1], tokens[at], tokens[at + 1], tokens[at + 2]];
  if (
    token === undefined ||
    token.text.length > 1 ||
    next === undefined ||
    next.opens ||
    !next.digits ||
    next.text.length > GROUP_MAX_DIGITS
  )
    return false;
  if (before?.digits === true && !token.opens) return before.text.length <= 3;
  return (
    second !== undefined &&
    !second.opens &&
    second.letters &&
    second.text.length <= 2 &&
    !/^(?:am|pm|or|to|in|of|is|kg|gb|mb)$/.test(second.lower)
  );
}

function joined(tokens: readonly Token[], from: number): number {
  let to = from + 1;
  let length = tokens[from]?.text.length ?? 0;
  while (to - from < PIECES_MAX) {
    const next = tokens[to];
    const last = tokens[to - 1];
    if (next === undefined || last === undefined || next.opens || !isPiece(tokens, to) || isDateLike(next.text)) break;
    if (last.digits && next.digits && (last.text.length > GROUP_MAX_DIGITS || next.text.length > GROUP_MAX_DIGITS || next.text.length < 2))
      break;
    if (last.letters && next.letters) break;
    if (next.letters && !continues(tokens, to)) break;
    if (length + next.text.length > ID_MAX_CHARS) break;
    length += next.text.length;
    to += 1;
  }
  return to;
}

/** Letters behind digits belong to the id when digits follow or when they are few: `rt 99`, `h 12 o 9 q`, but not `4481923 hope`. */
function continues(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1];
  const letters = tokens[at]?.text ?? '';
  const last = tokens[at - 1]?.text ?? '';
  if (last.length > GROUP_MAX_DIGITS) return false;
  if (next !== undefined && !next.opens && next.digits) return letters.length <= 4;
  return letters.length <= 2 || (letters.length <= 3 && (next === undefined || next.opens || letters === letters.toUpperCase()));
}
