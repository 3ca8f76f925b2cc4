// Answers to what an agent just asked (C23): then a bare value counts, because the question named it. Without a question it is nothing. Pure.
import { CARD_CONTEXT, COMMON_WORDS, ID_COMPOUND, ID_CONTEXT, ID_CONTEXT_NAMED } from './context-words.js';
import type { Found } from './found.js';
import { isoDate } from './find-dates.js';
import { cardNorm, nameEnd, postcodeAt } from './find-introduced.js';
import { factKey } from './keys.js';
import { readId } from './read-id.js';
import type { Token } from './text-tokens.js';

/** Asked for, never kept: it only takes its place among the answers. */
const SSN = 'ssn';
const IDS = new Set([
  'order_id',
  'claim_id',
  'policy_id',
  'account_no',
  'booking_ref',
  'invoice_no',
  'serial_number',
  'tracking_number',
  'card',
  SSN,
]);
const OTHER_NUMBERS = new Set(['ssn', 'social', 'phone', 'mobile', 'contact', 'zip', 'pin', 'postcode']);
const ANSWER_MAX_WORDS = 9;
const FREE_MAX_WORDS = 12;
const ADDRESS_MIN_WORDS = 3;
const REFUSALS = /\b(?:don'?t|do not|no idea|not sure|unknown|can'?t|cannot|why|what|where|which|how|nicht|keine?|warum|wieso|weiß)\b|\?/i;

interface Question {
  tokens: readonly Token[];
  asked: readonly string[];
  /** Already found in this message, by context or pattern. */
  found: readonly Found[];
}

/**
 * One value for each asked key that the message does not name itself. Two asked ids and one bare number is a guess, and left alone; as many bare
 * numbers as ids are taken in the order asked.
 */
export function findAsked(text: string, { tokens, asked, found }: Question): Found[] {
  const open = [...new Set(asked)].filter((key) => !found.some((hit) => hit.key === key));
  if (open.length === 0) return [];
  const free = tokens.filter((token) => !found.some((hit) => token.start < hit.end && token.end > hit.start));
  const hits = idAnswers(
    free,
    open.filter((key) => IDS.has(key)),
    open.includes('name'),
  );
  for (const key of open) {
    if (IDS.has(key)) continue;
    const rest = free.filter((token) => !hits.some((hit) => token.start < hit.end && token.end > hit.start));
    const hit = answer(text, rest, { key, onlyOne: asked.length === 1 });
    if (hit !== null) hits.push(hit);
  }
  return hits;
}

interface Value {
  /** Index of its first word. */
  at: number;
  start: number;
  end: number;
  text: string;
  /** What the words before it call it. */
  key: string | null;
}

function idAnswers(tokens: readonly Token[], keys: readonly string[], nameOpen: boolean): Found[] {
  if (keys.length === 0) return [];
  const options = { digitsOnly: keys.includes('account_no'), nameOpen };
  const joined = idValues(tokens, { ...options, reading: 'named' });
  const left = (values: readonly Value[]): string[] => keys.filter((key) => !values.some((value) => value.key === key));
  const fits = (values: readonly Value[]): boolean => values.filter((value) => value.key === null).length === left(values).length;
  const values = fits(joined) ? joined : idValues(tokens, { ...options, reading: 'apart' });
  const named = values.flatMap((value) => (value.key !== null && keys.includes(value.key) ? [hitOf(value.key, value)] : []));
  const open = left(values);
  const bare = fits(values) ? values.filter((value) => value.key === null) : [];
  const inOrder = bare.map((value, index) => (isAnswer(tokens, value) ? hitOf(open[index] ?? SSN, value) : null));
  return [...named, ...inOrder].flatMap((hit) => hit ?? []);
}

/** A number deep inside a long sentence answers nothing. */
function isAnswer(tokens: readonly Token[], { at }: Value): boolean {
  return tokens.length <= ANSWER_MAX_WORDS || at <= 2;
}

interface IdOptions {
  reading: 'named' | 'apart';
  /** Accounts are numbers: letters before them are somebody's name. */
  digitsOnly: boolean;
  /** A name was asked for too and is still missing. */
  nameOpen: boolean;
}

function idValues(tokens: readonly Token[], { reading, digitsOnly, nameOpen }: IdOptions): Value[] {
  const values: Value[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const first = tokens[at];
    const isName = first?.letters === true && (digitsOnly || (nameOpen && first.text.length > 2 && /[aeiouy]/i.test(first.text)));
    const to = isName ? -1 : readId(tokens, at, reading);
    const last = tokens[to - 1];
    if (to < 0 || first === undefined || last === undefined) continue;
    values.push({ at, start: first.start, end: last.end, text: first.text, key: contextBefore(tokens, at) });
    at = to - 1;
  }
  return values;
}

/** A card is kept by its last four digits alone, a social security number not at all. */
function hitOf(key: string, { start, end, text }: Value): Found | null {
  if (key === SSN) return null;
  if (key !== 'card') return { key, start, end };
  return /^\d{4}$/.test(text) && end - start === 4 ? { key, start, end, norm: cardNorm(text) } : null;
}

const CONTEXT_REACH = 4;

/** `claim asd 213` is no policy, whatever was asked. */
function contextBefore(tokens: readonly Token[], at: number): string | null {
  for (let before = at - 1; before >= Math.max(0, at - CONTEXT_REACH); before -= 1) {
    const lower = tokens[before]?.lower ?? '';
    if (/\d/.test(lower)) return null;
    const key = ID_CONTEXT.get(lower) ?? ID_COMPOUND.get(lower) ?? ID_CONTEXT_NAMED.get(lower);
    if (key !== undefined) return key;
    if (CARD_CONTEXT.has(lower)) return 'card';
    if (OTHER_NUMBERS.has(lower)) return lower === 'ssn' ? SSN : 'other';
  }
  return null;
}

function answer(text: string, tokens: readonly Token[], { key, onlyOne }: { key: string; onlyOne: boolean }): Found | null {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (first === undefined || last === undefined) return null;
  switch (key) {
    case 'email':
    case 'phone':
    case 'iban':
    case 'product':
      return null;
    case 'postcode':
      return tokens.flatMap((_, at) => postcodeAt(tokens, at))[0] ?? null;
    case 'name':
      return nameAnswer(tokens);
    case 'amount':
      return one(tokens, 'amount', (token) => /^\d{1,9}(?:[.,]\d{1,3}){0,3}$/.test(token.text));
    case 'date':
      return dayAnswer(tokens);
    case 'error_code':
      return one(tokens, 'error_code', (token) => /\d/.test(token.text) && token.text.length >= 3);
    case 'address':
      return tokens.length >= ADDRESS_MIN_WORDS && /\d/.test(text) && !REFUSALS.test(text)
        ? { key, start: first.start, end: last.end }
        : null;
    default:
      return onlyOne &&
        factKey(key).label !== '' &&
        tokens.length <= FREE_MAX_WORDS &&
        tokens.some(({ lower }) => !COMMON_WORDS.has(lower)) &&
        !REFUSALS.test(text)
        ? { key, start: contentStart(tokens), end: last.end }
        : null;
  }
}

/** Behind `yes, it is`. */
function contentStart(tokens: readonly Token[]): number {
  const at = tokens.findIndex((token) => !/^(?:yes|sure|ok|okay|it|it's|its|is|the|my|ja|sorry|es|ist)$/.test(token.lower));
  return tokens[Math.max(0, at)]?.start ?? 0;
}

function nameAnswer(tokens: readonly Token[]): Found | null {
  const from = tokens.findIndex((token) => !COMMON_WORDS.has(token.lower));
  if (from < 0 || from > 4) return null;
  const to = nameEnd(tokens, from);
  const behind = tokens[to];
  if (
    to === from ||
    (behind !== undefined && !behind.opens && behind.letters && !/^(?:and|my|und|is|with|here|speaking|mobile|contact)$/.test(behind.lower))
  )
    return null;
  return { key: 'name', start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 };
}

function one(tokens: readonly Token[], key: string, fits: (token: Token) => boolean): Found | null {
  const fitting = tokens.filter(fits);
  const only = fitting.length === 1 ? fitting[0] : undefined;
  return only === undefined ? null : { key, start: only.start, end: only.end };
}

/** `12/05` as an answer is a date; which part is the day is left open, so only clear ones have a norm. */
function dayAnswer(tokens: readonly Token[]): Found | null {
  const hit = one(tokens, 'date', (token) => /^\d{1,2}[./]\d{1,2}$/.test(token.text));
  if (hit === null) return null;
  const [a = 0, b = 0] = (tokens.find((token) => token.start === hit.start)?.text ?? '').split(/[./]/).map(Number);
  const norm = a > 12 ? isoDate(null, b, a) : b > 12 ? isoDate(null, a, b) : null;
  return norm === null ? hit : { ...hit, norm };
}
