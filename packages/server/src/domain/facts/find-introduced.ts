// What counts only when the customer introduces it (C23): names, addresses, postcodes, error codes, products, and what is left of a card. Pure.
import {
  COMMON_WORDS,
  CARD_CONTEXT,
  ERROR_CONTEXT,
  FILLERS,
  ID_COMPOUND,
  ID_CONTEXT,
  NUMBER_WORDS,
  POSTCODE_CONTEXT,
} from './context-words.js';
import type { Found } from './found.js';
import type { Token } from './text-tokens.js';

type Intros = ReadonlyMap<string, readonly (readonly string[])[]>;

/** Introductions by their first word: most words of a message begin none. */
function byFirstWord(intros: readonly string[]): Intros {
  const table = new Map<string, string[][]>();
  for (const intro of intros) {
    const words = intro.split(' ');
    table.set(words[0] ?? '', [...(table.get(words[0] ?? '') ?? []), words]);
  }
  return table;
}

const NAME_WORDS_MAX = 4;
const NAME_WORD = /^\p{L}[\p{L}'’.-]{0,29}$/u;
const NAME_INTROS = byFirstWord([
  'my name is',
  "my name's",
  'my full name is',
  'my full name',
  'name is',
  'my first name is',
  'mein name ist',
  'ich heiße',
  'ich heisse',
  'i am called',
]);
const SPEAKING_INTROS = byFirstWord(['this is', 'hier ist', 'hier spricht', "it's"]);
const SPEAKING = new Set(['speaking', 'calling', 'here', 'am']);
const ADDRESS_INTROS = byFirstWord([
  'my address is',
  'my new address is',
  'my delivery address is',
  'my home address is',
  'the delivery address is',
  'the address is',
  'address is',
  'i live at',
  'we live at',
  'deliver it to',
  'ship it to',
  'meine adresse ist',
  'meine adresse lautet',
  'meine anschrift ist',
  'ich wohne in der',
  'ich wohne in',
  'die lieferadresse ist',
  'address',
]);
const ADDRESS_MAX_CHARS = 120;
const ADDRESS_END =
  /[\n;!?]|\.(?=\s|$)|,? (?:and|und|but|my|phone|ph|contact|telephone|email|e-mail|mobile|thanks|thank you|please)(?= |$)/i;
const POSTCODE = /^(?:\d{4,5}(?:-\d{3,4})?|\d{3}-\d{4}|[A-Z]{1,2}\d[A-Z\d]?|[A-Z]\d[A-Z]|\d{6})$/i;
const POSTCODE_TAIL = /^(?:\d[A-Z]{2}|\d[A-Z]\d|[A-Z]{2}|\d{2,3})$/i;
const ERROR_CODE = /^(?:0x[0-9a-f]{2,16}|[A-Z]{1,12}(?:[-_][A-Z0-9]{1,16}){1,6}|(?=[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{1,19}|\d{3,12})$/i;
const PRODUCT =
  /(?:^|[\s,])(?:the|my|your|den|die|das|dem|mein|meinen|meinem) ((?:\p{Lu}[\p{L}\p{N}]{1,29} ){1,3}(?:tariff|plan|package|subscription|bundle|contract|Tarif|Paket|Vertrag)|\p{Lu}[\p{L}\p{N}]{1,29}-(?:Tarif|Paket|Vertrag))(?![\p{L}\p{N}])/gu;
const CARD_MARK = /\[(card|iban) •([0-9A-Z]{4})\]/g;

export function findIntroduced(text: string, tokens: readonly Token[]): Found[] {
  return [
    ...marks(text),
    ...names(tokens),
    ...addresses(text, tokens),
    ...postcodes(tokens),
    ...errorCodes(tokens),
    ...cards(tokens),
    ...products(text),
  ];
}

/** Redaction's own marks: that a card was given is a fact; its digits are gone. */
function marks(text: string): Found[] {
  return [...text.matchAll(CARD_MARK)].map((match) => ({
    key: match[1] ?? 'card',
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function introEnd(tokens: readonly Token[], at: number, intros: Intros): number {
  let best = -1;
  for (const words of intros.get(wordAt(tokens, at)) ?? [])
    if (words.every((word, i) => wordAt(tokens, at + i) === word)) best = Math.max(best, at + words.length);
  return best;
}

const wordAt = (tokens: readonly Token[], at: number): string => tokens[at]?.plain ?? '';

/** Words of a name from `from` on; index behind the last. */
export function nameEnd(tokens: readonly Token[], from: number): number {
  let at = from;
  while (at < tokens.length && at - from < NAME_WORDS_MAX) {
    const token = tokens[at];
    if (token === undefined || (at > from && token.opens) || !NAME_WORD.test(token.text) || COMMON_WORDS.has(token.lower)) break;
    if (ID_CONTEXT.has(token.lower) || ID_COMPOUND.has(token.lower)) break;
    at += 1;
  }
  return at;
}

function names(tokens: readonly Token[]): Found[] {
  const found: Found[] = [];
  const keep = (from: number, to: number): void => {
    if (to > from) found.push({ key: 'name', start: tokens[from]?.start ?? 0, end: tokens[to - 1]?.end ?? 0 });
  };
  tokens.forEach((token, at) => {
    const intro = introEnd(tokens, at, NAME_INTROS);
    const isOthers = token.lower === 'name' && !token.opens && at > 0;
    if (intro > 0 && !isOthers) keep(intro, nameEnd(tokens, intro));
    const speaking = introEnd(tokens, at, SPEAKING_INTROS);
    const to = speaking < 0 ? -1 : nameEnd(tokens, speaking);
    const german = token.lower === 'hier';
    if (to > speaking && speaking > 0 && (german ? isCapital(tokens[speaking]) : SPEAKING.has(tokens[to]?.lower ?? ''))) keep(speaking, to);
  });
  return found;
}

const isCapital = (token: Token | undefined): boolean => token !== undefined && /^\p{Lu}/u.test(token.text);

function addresses(text: string, tokens: readonly Token[]): Found[] {
  return tokens.flatMap((_, at) => {
    const intro = introEnd(tokens, at, ADDRESS_INTROS);
    const start = intro < 0 ? undefined : tokens[intro]?.start;
    if (start === undefined || /^(?:e-?mail|mail|ip|web)$/.test(tokens[at - 1]?.lower ?? '')) return [];
    const rest = text.slice(start, start + ADDRESS_MAX_CHARS);
    const end = ADDRESS_END.exec(rest)?.index ?? rest.length;
    const value = rest.slice(0, end).trimEnd();
    return /\d/.test(value) && /\p{L}{3}/u.test(value) && !value.includes('@')
      ? [{ key: 'address', start, end: start + value.length }]
      : [];
  });
}

/** Index of the first word behind `at` that is no filler. */
function behindFillers(tokens: readonly Token[], at: number): number {
  let next = at + 1;
  while (
    next - at <= 5 &&
    (FILLERS.has(tokens[next]?.lower ?? '') || NUMBER_WORDS.has(tokens[next]?.lower ?? '')) &&
    tokens[next]?.digits !== true
  )
    next += 1;
  return next;
}

function postcodes(tokens: readonly Token[]): Found[] {
  return tokens.flatMap((token, at) => {
    const isPostal = (token.lower === 'postal' || token.lower === 'post') && tokens[at + 1]?.lower === 'code';
    if (!POSTCODE_CONTEXT.has(token.lower) && !isPostal) return [];
    return postcodeAt(tokens, behindFillers(tokens, isPostal ? at + 1 : at));
  });
}

export function postcodeAt(tokens: readonly Token[], at: number): Found[] {
  const first = tokens[at];
  if (first === undefined || !POSTCODE.test(first.text)) return [];
  const next = tokens[at + 1];
  const joins =
    next !== undefined && !next.opens && POSTCODE_TAIL.test(next.text) && !COMMON_WORDS.has(next.lower) && !/^\d{5,6}$/.test(first.text);
  if (!joins && !/\d{3}/.test(first.text)) return [];
  return [{ key: 'postcode', start: first.start, end: joins ? next.end : first.end }];
}

function errorCodes(tokens: readonly Token[]): Found[] {
  return tokens.flatMap((token, at) => {
    if (!ERROR_CONTEXT.has(token.lower) || /^(?:no|an?)$/.test(tokens[at + 1]?.lower ?? '')) return [];
    const value = tokens[behindFillers(tokens, at)];
    if (value === undefined || !ERROR_CODE.test(value.text) || !/\d|_/.test(value.text)) return [];
    return [{ key: 'error_code', start: value.start, end: value.end }];
  });
}

/** The same card as when it was given whole and redacted: equality is by the mark. */
export const cardNorm = (lastFour: string): string => `[CARD•${lastFour}]`;

/** `card ending 1111`, `last four digits of my card are 1111`. */
function cards(tokens: readonly Token[]): Found[] {
  return tokens.flatMap((token, at) => {
    if (!CARD_CONTEXT.has(token.lower) || CARD_CONTEXT.has(tokens[at + 1]?.lower ?? '')) return [];
    const value = tokens[behindFillers(tokens, at)];
    const apart = tokens[behindFillers(tokens, at) - 1];
    if (value === undefined || apart === undefined || !/^\d{4}$/.test(value.text) || tokens[behindFillers(tokens, at) + 1]?.digits === true)
      return [];
    return [{ key: 'card', start: value.start, end: value.end, norm: cardNorm(value.text) }];
  });
}

function products(text: string): Found[] {
  return [...text.matchAll(PRODUCT)].map((match) => {
    const end = match.index + match[0].length;
    return { key: 'product', start: end - (match[1] ?? '').length, end };
  });
}
