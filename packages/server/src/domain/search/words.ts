// Words as search sees them (K75): lower case, without diacritics, split at everything that is neither letter nor digit. The same on both
// stores, because neither of them splits text: they are given the words. Pure.

const WORD_MAX_CHARS = 64; // a lexeme longer than this is no word
const WORDS_MAX = 2_000; // of one document: a text of 8 KiB has fewer
const KEY_MIN_CHARS = 2;
const PHONE_MIN_DIGITS = 7;
const PHONE_MAX_DIGITS = 15; // E.164
const PHONE_END_DIGITS = 8; // national and international spelling of one number end alike

/** Letters that do not come apart into a base and a mark. */
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' };
const MARKS = /[\u0300-\u036f]/g;
const RUN = /[\p{L}\p{N}\p{M}]+/gu;
const NOT_IN_WORDS = /[^\p{L}\p{N}\p{M}]/gu;
/** Of scripts that do not space words: Thai, Kana, Han. Each sign is a word. */
const SIGN = /[\u0e01-\u0e7f\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
const PIECES = new RegExp(`${SIGN.source}|(?:(?!${SIGN.source})[^])+`, 'gu');
/** A number as people write it: with letters, dots, dashes and slashes in it, and one digit at least. */
const NUMBER = /[\p{L}\p{N}](?:[\p{L}\p{N}._/#-]*[\p{L}\p{N}])?/gu;
const ADDRESS = /[^\s@<>()",;:]+@[^\s@<>()",;:]+/gu;
const PHONE = /\+?\(?\d(?:[\d\s()/.-]*\d)?/g;

/** Lower case and without diacritics: equal for everybody who types it. */
export function fold(text: string): string {
  const bare = text.normalize('NFKD').replace(MARKS, '').toLowerCase().replace(MARKS, '');
  return bare.replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter] ?? letter).normalize('NFC');
}

export interface Found {
  /** Folded. */
  word: string;
  /** Where it stands in the text, UTF-16. */
  start: number;
  end: number;
}

/** The words of a text with their places. */
export function wordsIn(text: string): Found[] {
  const found: Found[] = [];
  for (const { 0: run, index } of text.matchAll(RUN)) {
    const pieces = SIGN.test(run)
      ? [...run.matchAll(PIECES)].map((piece) => ({ piece: piece[0], at: piece.index }))
      : [{ piece: run, at: 0 }];
    for (const { piece, at } of pieces) {
      const word = wordOf(piece);
      if (word !== '') found.push({ word, start: index + at, end: index + at + piece.length });
      if (found.length === WORDS_MAX) return found;
    }
  }
  return found;
}

/** Folding may bring signs that are neither letter nor digit. */
const wordOf = (written: string): string => [...fold(written).replace(NOT_IN_WORDS, '')].slice(0, WORD_MAX_CHARS).join('');

/** Letters and digits alone: `ORD-2024 0815` and `ord20240815` are one number. */
export const squash = (text: string): string => fold(text).replace(NOT_IN_WORDS, '');

export interface FoundKey {
  key: string;
  start: number;
  end: number;
}

/** The numbers and addresses of a text (order, claim, telephone, e-mail), squashed, with their places. */
export function keysIn(text: string): FoundKey[] {
  const found: FoundKey[] = [];
  const add = (key: string, start: number, length: number): void => {
    if (key.length <= WORD_MAX_CHARS) found.push({ key, start, end: start + length });
  };
  for (const { 0: written, index } of text.matchAll(NUMBER)) {
    const key = squash(written);
    if (/\d/.test(key) && key.length >= KEY_MIN_CHARS) add(key, index, written.length);
  }
  for (const { 0: written, index } of text.matchAll(ADDRESS)) {
    const key = squash(written);
    if (key !== '') add(key, index, written.length);
  }
  for (const { 0: written, index } of text.matchAll(PHONE)) {
    for (const key of phoneKeys(written)) add(key, index, written.length);
  }
  return found;
}

/** A telephone number under which it is found however it is written; none when it is none. */
export function phoneKeys(written: string): string[] {
  const digits = written.replace(/\D/g, '').replace(/^00/, '');
  if (digits.length < PHONE_MIN_DIGITS || digits.length > PHONE_MAX_DIGITS) return [];
  return digits.length < PHONE_END_DIGITS ? [digits] : [digits, `p${digits.slice(-PHONE_END_DIGITS)}`];
}

/** Marks a whole number among words: no word has such a sign. */
export const asKey = (key: string): string => `=${key}`;

/** What a document is found by: its words, once each, in order, and its numbers. `keys`: more of these, such as identifiers. */
export function searchWords(texts: readonly string[], keys: readonly string[] = []): string {
  const words = texts.flatMap((text) => wordsIn(text).map(({ word }) => word));
  const numbers = [...texts.flatMap((text) => keysIn(text).map(({ key }) => key)), ...keys];
  return [...words, ...new Set(numbers.map(asKey))].join(' ');
}
