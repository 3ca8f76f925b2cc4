// A pattern over words: `can|could i please? have|get` is four slots, of which the third may be missing. Matching looks at each slot at most
// once per position, so a text is read in linear time whatever it holds. (Not regular expressions: nested choices there can take for ever.)

interface Slot {
  words: ReadonlySet<string>;
  optional: boolean;
  /** Stands for up to GAP_MAX words, whatever they are. */
  gap: boolean;
}
export type Slots = readonly Slot[];
const BETWEEN_MAX = 3;
const GAP_MAX = 8;
const CLAUSE_ENDS = new Set([',', ';', ':', 'not', 'confirm', 'check', 'if', 'while']);

/** Slots apart by spaces, choices by `|`, a trailing `?` makes a slot optional, `*` is any few words within the clause. */
export function slots(pattern: string): Slots {
  return pattern.split(' ').map((part) => {
    const optional = part.endsWith('?');
    return { words: new Set((optional ? part.slice(0, -1) : part).split('|')), optional, gap: part === '*' };
  });
}

/** All patterns of a table, by the words they may start with. */
export function byFirstWord(patterns: readonly string[]): ReadonlyMap<string, readonly Slots[]> {
  const table = new Map<string, Slots[]>();
  for (const pattern of patterns) {
    const compiled = slots(pattern);
    for (const word of compiled[0]?.words ?? []) table.set(word, [...(table.get(word) ?? []), compiled]);
  }
  return table;
}

/** Index behind the match of `pattern` at `from`, or -1. `between` are words that may stand between any two slots. */
export function matchEnd(
  words: readonly string[],
  from: number,
  { pattern, between }: { pattern: Slots; between: ReadonlySet<string> },
): number {
  let at = from;
  let gap = 0;
  for (const [index, slot] of pattern.entries()) {
    if (slot.gap) {
      gap = GAP_MAX;
      continue;
    }
    let next = at;
    for (; gap > 0 && !slot.words.has(words[next] ?? '') && !CLAUSE_ENDS.has(words[next] ?? ','); gap -= 1) next += 1;
    gap = 0;
    const furthest = at + (index > 0 ? BETWEEN_MAX : 0);
    while (next < furthest && between.has(words[next] ?? '') && !slot.words.has(words[next] ?? '')) next += 1;
    if (slot.words.has(words[next] ?? '')) at = next + 1;
    else if (!slot.optional) return -1;
  }
  return at;
}

/** The furthest match of any pattern of `table` at `from`, or -1. */
export function longestMatch(
  words: readonly string[],
  from: number,
  { table, between }: { table: ReadonlyMap<string, readonly Slots[]>; between: ReadonlySet<string> },
): number {
  let best = -1;
  for (const pattern of table.get(words[from] ?? '') ?? []) best = Math.max(best, matchEnd(words, from, { pattern, between }));
  return best;
}
