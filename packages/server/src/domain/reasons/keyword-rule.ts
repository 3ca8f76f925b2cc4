// The small language of keyword rules (C27): a rule is groups of words; a sentence fits when each group has a word in it. Pure.
// `bill|invoice` one of · `too high` words in a row · `differ*` any ending · a group that begins with `!` must not be there.
// Rules are indexed by the first letters of their words: a hand-off reads every message, and two thousand searches each would be felt (C51).

export interface KeywordRule {
  code: string;
  wanted: readonly (readonly string[])[];
  unwanted: readonly string[];
}

/** Reads `['invoice.inaccurate', 'bill|invoice', 'wrong|too high']`. */
export function keywordRule([code, ...groups]: readonly [string, ...string[]]): KeywordRule {
  const wanted: string[][] = [];
  const unwanted: string[] = [];
  for (const group of groups) {
    if (group.startsWith('!')) unwanted.push(...group.slice(1).split('|').map(needle));
    else wanted.push(longestFirst(group.split('|').map(needle)));
  }
  return { code, wanted, unwanted };
}

const longestFirst = (words: string[]): string[] => words.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));

/** What is searched for in a ` spaced ` sentence. */
export function needle(words: string): string {
  const open = words.endsWith('*');
  return ` ${spaced(open ? words.slice(0, -1) : words).trim()}${open ? '' : ' '}`;
}

/** ` my first bill is wrong `: lower case, only letters and digits, a space on either side of every word. */
export function spaced(text: string): string {
  return ` ${text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`´]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
}

const KEY_CHARS = 3; // with the space: two letters are enough to leave a handful of words each

/** Rules with where to look for their words. */
export interface RuleIndex {
  rules: readonly KeywordRule[];
  /** Words by their first letters. */
  words: ReadonlyMap<string, readonly string[]>;
  /** Positions of the rules whose first group has the word. */
  begin: ReadonlyMap<string, readonly number[]>;
}

export function indexed(rules: readonly KeywordRule[]): RuleIndex {
  const words = new Map<string, string[]>();
  for (const word of new Set(rules.flatMap(({ wanted, unwanted }) => [...wanted.flat(), ...unwanted]))) {
    if (word.trim() === '') continue;
    const key = word.slice(0, KEY_CHARS);
    words.set(key, [...(words.get(key) ?? []), word]);
  }
  const begin = new Map<string, number[]>();
  rules.forEach(({ wanted }, at) => wanted[0]?.forEach((word) => begin.set(word, [...(begin.get(word) ?? []), at])));
  return { rules, words, begin };
}

/** The words of the index that occur in `sentence` (spaced). */
export function wordsIn(sentence: string, { words }: RuleIndex): Set<string> {
  const found = new Set<string>();
  for (let at = 0; at >= 0 && at < sentence.length - 1; at = sentence.indexOf(' ', at + 1)) {
    for (const word of words.get(sentence.slice(at, at + KEY_CHARS)) ?? []) if (sentence.startsWith(word, at)) found.add(word);
  }
  return found;
}

/** The rules whose first group has one of the words `found`, in their order. */
export function rulesFor(found: ReadonlySet<string>, { rules, begin }: RuleIndex): KeywordRule[] {
  const at = new Set<number>();
  for (const word of found) for (const position of begin.get(word) ?? []) at.add(position);
  return [...at].sort((a, b) => a - b).flatMap((position) => rules[position] ?? []);
}

/** The words that make the rule fit a sentence that has the words `found`, in the order of the groups; null when it does not fit. */
export function wordsThatFit(rule: KeywordRule, found: ReadonlySet<string>): string[] | null {
  const fitting: string[] = [];
  for (const group of rule.wanted) {
    const longest = group.find((word) => found.has(word));
    if (longest === undefined) return null;
    fitting.push(longest.trim());
  }
  return fitting.length === 0 || rule.unwanted.some((word) => found.has(word)) ? null : fitting;
}
