// The small language of keyword rules (C27): a rule is groups of words; a sentence fits when each group has a word in it. Pure, linear.
// `bill|invoice` one of · `too high` words in a row · `differ*` any ending · a group that begins with `!` must not be there.

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
    else wanted.push(group.split('|').map(needle));
  }
  return { code, wanted, unwanted };
}

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

/** The words of `sentence` (spaced) that make the rule fit, in the order of the groups; null when it does not fit. */
export function wordsThatFit(rule: KeywordRule, sentence: string): string[] | null {
  if (rule.wanted.length === 0 || rule.unwanted.some((word) => sentence.includes(word))) return null;
  const found: string[] = [];
  for (const group of rule.wanted) {
    const longest = group.filter((word) => sentence.includes(word)).sort((a, b) => b.length - a.length)[0];
    if (longest === undefined) return null;
    found.push(longest.trim());
  }
  return found;
}
