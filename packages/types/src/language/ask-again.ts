// Which facts a draft asks the customer for (C26). Runs at every pause of an agent's typing and once more where the message is stored, so both
// sides say the same. Linear in the draft; no dependency. A confirmation ("is it still …") asks for nothing.
import { ASKING } from './asking-words.js';
import type { AskingWords } from './asking-words.js';
import { byFirstWord, longestMatch, matchEnd, slots } from './slots.js';
import type { Slots } from './slots.js';
import { sentencesOf } from './tokens.js';

interface Phrase {
  words: readonly string[];
  key: string;
}
type Phrases = ReadonlyMap<string, readonly Phrase[]>;
interface Language {
  openings: ReadonlyMap<string, readonly Slots[]>;
  startOnly: ReadonlyMap<string, readonly Slots[]>;
  questions: ReadonlyMap<string, readonly { pattern: Slots; key: string }[]>;
  softeners: ReadonlySet<string>;
  determiners: ReadonlySet<string>;
  joiners: ReadonlySet<string>;
  followers: ReadonlySet<string>;
  confirming: readonly ReadonlySet<string>[];
  names: Phrases;
}

const DETERMINERS_MAX = 7;
const UNKNOWN_MAX = 2;
const ELLIPSIS_LEAD = new Set([
  'right',
  'perfect',
  'alright',
  'sure',
  'now',
  'and',
  'also',
  'ok',
  'okay',
  'thanks',
  'thank',
  'you',
  'great',
  'und',
  'danke',
  ',',
  'sorry',
  'hi',
  'hello',
  'hallo',
]);
const ELLIPSIS_END = new Set([
  'there',
  'would',
  'be',
  'is',
  'was',
  'now',
  'below',
  'here',
  'please',
  'pls',
  'bitte',
  'again',
  'nochmal',
  'then',
]);
/** A request that is only a name is short. */
const ELLIPSIS_MAX_WORDS = 14;
const POLITE = new Set(['please', 'pls', 'bitte', 'again', 'nochmal']);
const PRODUCT_FALSE = new Set(['colour', 'color']);
const NOTHING: ReadonlySet<string> = new Set();

const wordSet = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const languages = new Map(Object.entries(ASKING).map(([code, words]) => [code, compile(words)]));

function compile(words: AskingWords): Language {
  const names = new Map<string, Phrase[]>();
  for (const [key, phrases] of Object.entries(words.names)) for (const phrase of phrases.split('|')) addPhrase(names, phrase, key);
  return {
    openings: byFirstWord(words.openings),
    startOnly: byFirstWord(words.startOnly),
    questions: questionsByFirstWord(words.questions),
    softeners: wordSet(words.softeners),
    determiners: wordSet(words.determiners),
    joiners: wordSet(words.joiners),
    followers: wordSet(words.followers),
    confirming: words.confirming.split(' ').map((choice) => new Set(choice.split('|'))),
    names: sorted(names),
  };
}

function questionsByFirstWord(questions: AskingWords['questions']): Language['questions'] {
  const table = new Map<string, { pattern: Slots; key: string }[]>();
  for (const [written, key] of questions) {
    const pattern = slots(written);
    for (const word of pattern[0]?.words ?? []) table.set(word, [...(table.get(word) ?? []), { pattern, key }]);
  }
  return table;
}

function addPhrase(phrases: Map<string, Phrase[]>, phrase: string, key: string): void {
  const words = phrase.split(' ');
  const first = words[0] ?? '';
  if (first !== '') phrases.set(first, [...(phrases.get(first) ?? []), { words, key }]);
}

function sorted(phrases: Map<string, Phrase[]>): Phrases {
  for (const list of phrases.values()) list.sort((a, b) => b.words.length - a.words.length);
  return phrases;
}

/**
 * Keys of what `draft` asks for, in the order asked, each once; known keys of the facts only.
 * `locale` (`de-AT`) narrows to one language where it is known; without it, or with another, all are read.
 */
export function askedKeys(draft: string, locale?: string): string[] {
  return keysAsked(draft, locale, null);
}

/** Keys among `facts` that `draft` asks for, each once. A fact of a form's own key is found by the words of its label or key. */
export function askAgain(draft: string, facts: readonly { key: string; label: string }[]): string[] {
  if (facts.length === 0 || draft.length < 5) return [];
  const own = new Map<string, Phrase[]>();
  for (const { key, label } of facts) {
    addPhrase(own, label.toLowerCase().trim(), key);
    addPhrase(own, key.toLowerCase().replace(/[_-]+/g, ' ').trim(), key);
  }
  const keys = new Set(facts.map((fact) => fact.key));
  return keysAsked(draft, undefined, sorted(own)).filter((key) => keys.has(key));
}

/** Whether `draft` asks for anything at all, whatever that is called: cheap, for who must look up facts only then. */
export function mayAsk(draft: string): boolean {
  if (draft.includes('?')) return true;
  return sentencesOf(draft).some(
    ({ words }) =>
      words.some((word) => POLITE.has(word)) ||
      [...languages.values()].some((language) =>
        words.some((word, at) => language.questions.has(word) || openingEnd(words, at, language) >= 0),
      ),
  );
}

function keysAsked(draft: string, locale: string | undefined, own: Phrases | null): string[] {
  const known = locale === undefined ? undefined : languages.get(locale.slice(0, 2).toLowerCase());
  const read = known === undefined ? [...languages.values()] : [known];
  const found = new Set<string>();
  for (const { words, isQuestion } of sentencesOf(draft)) {
    for (const language of read) for (const key of keysOfSentence(words, isQuestion, { language, own })) found.add(key);
  }
  return [...found];
}

interface Reading {
  language: Language;
  own: Phrases | null;
}

function keysOfSentence(words: readonly string[], isQuestion: boolean, reading: Reading): string[] {
  const { language } = reading;
  if (words.some((word) => language.confirming.some((choice) => choice.has(word)) && isConfirmation(words, word))) return [];
  const found: string[] = [];
  let covered = -1;
  for (let at = 0; at < words.length; at += 1) {
    const asked = language.questions.get(words[at] ?? '')?.find(({ pattern }) => matchEnd(words, at, { pattern, between: NOTHING }) >= 0);
    if (asked !== undefined) found.push(asked.key);
    if (at < covered) continue;
    const end = openingEnd(words, at, language);
    if (end < 0) continue;
    const { keys, next } = objects(words, end, reading);
    found.push(...keys);
    if (keys.length > 0) covered = next;
  }
  if (found.length > 0 || !(isQuestion || words.some((word) => POLITE.has(word)))) return found;
  for (let at = Math.max(0, words.length - ELLIPSIS_MAX_WORDS); found.length === 0 && at < words.length; at += 1)
    if (at === 0 || words[at - 1] === ',' || words[at - 1] === ':') found.push(...ellipsis(words, at, { ...reading, isQuestion }));
  return found;
}

/** `still` and `confirm` make a confirmation only as the verb of the request, not behind it ("your order number so I can confirm it"). */
function isConfirmation(words: readonly string[], word: string): boolean {
  if (word === 'noch' || word === 'immer') return words[0] === 'ist' || words[0] === 'sind' || words[0] === 'stimmt';
  if (word === 'still') return /^(?:is|are|does|do|,)$/.test(words[0] ?? '') || words.includes('it');
  return words.indexOf(word) <= 4;
}

function openingEnd(words: readonly string[], at: number, language: Language): number {
  const before = words[at - 1] ?? ',';
  if (/^(?:not|don't|never|no|nicht|cannot|can't)$/.test(before)) return -1;
  const isThanks = before !== 'you' || words[at - 2] === 'thank';
  const startsClause =
    at === 0 || (ELLIPSIS_LEAD.has(before) && isThanks) || before === ':' || before === ';' || before === 'so' || before === 'please';
  const anywhere = longestMatch(words, at, { table: language.openings, between: language.softeners });
  if (!startsClause) return anywhere;
  return Math.max(anywhere, longestMatch(words, at, { table: language.startOnly, between: language.softeners }));
}

/** What is asked for behind an opening: `your (order number) and (e-mail)`. */
function objects(words: readonly string[], from: number, reading: Reading): { keys: string[]; next: number } {
  const { determiners, joiners } = reading.language;
  const keys: string[] = [];
  let at = from;
  for (;;) {
    let begin = at;
    for (let skipped = 0; skipped < DETERMINERS_MAX; skipped += 1) {
      if (phraseAt(words, begin, reading) !== null || !determiners.has(words[begin] ?? '')) break;
      begin += 1;
    }
    const phrase = phraseAt(words, begin, reading);
    const unknown = phrase === null && begin > at ? unknownEnd(words, begin, joiners) : -1;
    if (phrase === null && unknown < 0) return { keys, next: at };
    if (phrase !== null) keys.push(phrase.key);
    at = phrase === null ? unknown : begin + phrase.words.length;
    const joined = at;
    while (joiners.has(words[at] ?? '')) at += 1;
    if (at === joined) return { keys, next: at };
  }
}

/** `your username, email and order number`: behind a thing without a key the list goes on. */
function unknownEnd(words: readonly string[], from: number, joiners: ReadonlySet<string>): number {
  for (let at = from + 1; at <= from + UNKNOWN_MAX; at += 1) if (joiners.has(words[at] ?? '')) return at;
  return -1;
}

/** The longest name that stands at `at` and is not the start of another thing (`email client`). */
function phraseAt(words: readonly string[], at: number, { language, own }: Reading): Phrase | null {
  const first = words[at] ?? '';
  for (const phrases of [own, language.names]) {
    for (const phrase of phrases?.get(first) ?? []) {
      if (!phrase.words.every((word, offset) => words[at + offset] === word)) continue;
      const next = words[at + phrase.words.length];
      if (
        next !== undefined &&
        phrase.words.length === 1 &&
        !language.followers.has(next) &&
        !(next === 'of' && (!OF_OTHERS.has(phrase.key) || !isOfOther(words, at + 2)))
      )
        continue;
      if (PRODUCT_FALSE.has(next ?? '')) continue;
      return phrase;
    }
  }
  return null;
}

/** These have others than the customer, too. */
const OF_OTHERS = new Set(['name', 'address', 'email', 'phone', 'product', 'error_code']);

/** `the name of the product` is not the customer's; `the name of the passenger` is. */
function isOfOther(words: readonly string[], at: number): boolean {
  return !words
    .slice(at, at + 4)
    .some((word) => /^(?:passenger|holder|account|traveller|traveler|policyholder|purchase|property|order|cardholder)$/.test(word));
}

/** `Order number please?`, `And your postcode?`: only the name, and the tone of a request. */
function ellipsis(words: readonly string[], from: number, reading: Reading & { isQuestion: boolean }): string[] {
  const { isQuestion } = reading;
  let at = from;
  while (ELLIPSIS_LEAD.has(words[at] ?? '')) at += 1;
  const { keys, next } = objects(words, at, reading);
  if (keys.length === 0) return [];
  let end = next;
  let polite = false;
  while (end < words.length && (ELLIPSIS_END.has(words[end] ?? '') || words[end] === ',')) {
    polite ||= POLITE.has(words[end] ?? '');
    end += 1;
  }
  return end === words.length && (isQuestion || polite) ? keys : [];
}
