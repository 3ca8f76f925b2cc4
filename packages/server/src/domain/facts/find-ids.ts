// Ids in a text (C23): a number counts only near the word that says what it is. Two readings, the explicit one first: `policy number is
// fds 589654123` names its value, so spaces inside it and a plain number are allowed; else an id of letters and digits within five words. Pure.
import { AFTER_AMOUNT, FILLERS, ID_COMPOUND, ID_CONTEXT, ID_CONTEXT_NAMED, NUMBER_WORDS } from './context-words.js';
import type { Found } from './found.js';
import { readId, isDateLike, isMixedId } from './read-id.js';
import type { Token } from './text-tokens.js';

const REACH_TOKENS = 5;
const FILLERS_MAX = 7;
/** Somebody else's account, or the one the money goes to. */
const OTHERS = new Set(['other', 'another', 'destination', 'target', 'recipient', 'moved', 'anderes', 'fremdes']);
const ENDING = new Set(['ending', 'ends', 'end', 'digits', 'digit']);
/** `ac 4598`: the abbreviation says "number" already. */
const SHORT_FOR_NUMBER = new Set(['ac', 'acc', 'acct', 'a/c']);

export function findIds(tokens: readonly Token[]): Found[] {
  const found: Found[] = [];
  const taken = new Set<number>();
  tokens.forEach((_, at) => {
    const hit = explicitId(tokens, at) ?? reversedId(tokens, at);
    if (hit === null || taken.has(hit.from)) return;
    for (let i = hit.from; i < hit.to; i += 1) taken.add(i);
    found.push(foundOf(tokens, hit));
  });
  tokens.forEach((token, at) => {
    if (taken.has(at) || !isMixedId(token.text) || isDateLike(token.text) || AFTER_AMOUNT.has(tokens[at + 1]?.lower ?? '')) return;
    const key = nearestContext(tokens, at);
    if (key !== null) found.push(foundOf(tokens, { key, from: at, to: at + 1 }));
  });
  return found;
}

interface Hit {
  key: string;
  from: number;
  to: number;
}

const foundOf = (tokens: readonly Token[], { key, from, to }: Hit): Found => ({
  key,
  start: tokens[from]?.start ?? 0,
  end: tokens[to - 1]?.end ?? 0,
});

/** `order (number) (is) X`. Without a word for "number" a value of digits alone must follow directly. */
function explicitId(tokens: readonly Token[], at: number): Hit | null {
  const word = tokens[at]?.lower ?? '';
  const compound = ID_COMPOUND.get(word);
  const next = tokens[at + 1]?.lower ?? '';
  const second = tokens[at + 2]?.lower ?? '';
  const named =
    compound !== undefined || NUMBER_WORDS.has(next) || (second !== '' && NUMBER_WORDS.has(second) && ID_CONTEXT_NAMED.has(next));
  const key = compound ?? ID_CONTEXT.get(word) ?? (named || SHORT_FOR_NUMBER.has(word) ? ID_CONTEXT_NAMED.get(word) : undefined);
  if (key === undefined) return null;
  if (key === 'account_no' && OTHERS.has(tokens[at - 1]?.lower ?? '')) return null;
  let from = at + 1;
  while (
    from - at <= FILLERS_MAX &&
    (FILLERS.has(tokens[from]?.lower ?? '') ||
      NUMBER_WORDS.has(tokens[from]?.lower ?? '') ||
      ID_CONTEXT_NAMED.has(tokens[from]?.lower ?? ''))
  ) {
    if (isValueAt(tokens, from)) break;
    from += 1;
  }
  const isEnding = tokens.slice(at + 1, from).some(({ lower }) => ENDING.has(lower));
  const isShort = tokens[from]?.digits === true && from === at + 1 && SHORT_FOR_NUMBER.has(word);
  const to = readId(tokens, from, named || isEnding || isShort ? 'named' : 'plain');
  return to < 0 ? null : { key, from, to };
}

/** `4` is a filler in "last 4 digits" and a value elsewhere. */
function isValueAt(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.digits === true && tokens[at + 1]?.lower !== 'digits' && tokens[at + 1]?.lower !== 'digit';
}

/** `X is my order number`. */
function reversedId(tokens: readonly Token[], at: number): Hit | null {
  const token = tokens[at];
  if (
    token === undefined ||
    !/\d/.test(token.text) ||
    (!token.digits && !isMixedId(token.text)) ||
    token.text.length < 4 ||
    isDateLike(token.text)
  )
    return null;
  const verb = /^(?:this|das|it)$/.test(tokens[at + 1]?.lower ?? '') ? at + 2 : at + 1;
  if (!/^(?:is|was|as|ist)$/.test(tokens[verb]?.lower ?? '') || !/^(?:my|the|our|meine|die)$/.test(tokens[verb + 1]?.lower ?? ''))
    return null;
  const word = tokens[verb + 2]?.lower ?? '';
  const key = ID_COMPOUND.get(word) ?? ID_CONTEXT.get(word);
  const named = ID_COMPOUND.has(word) || NUMBER_WORDS.has(tokens[verb + 3]?.lower ?? '');
  return key === undefined || !named ? null : { key, from: at, to: at + 1 };
}

/** The nearest context word within five words; before wins over behind. */
function nearestContext(tokens: readonly Token[], at: number): string | null {
  for (let distance = 1; distance <= REACH_TOKENS; distance += 1) {
    for (const place of [at - distance, at + distance]) {
      const word = tokens[place]?.lower ?? '';
      const key = ID_CONTEXT.get(word) ?? ID_COMPOUND.get(word);
      if (key !== undefined && !COMMON_OBJECT.has(`${word} ${tokens[place + 1]?.lower ?? ''}`)) return key;
    }
  }
  return null;
}

/** Things that only sound like one of ours. */
const COMMON_OBJECT = new Set(['order to', 'account of', 'in order']);
