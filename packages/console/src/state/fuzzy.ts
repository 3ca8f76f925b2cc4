// Which entries of a short list fit what somebody types, best first. Pure. A word that begins with it beats one that holds it, and that
// beats letters in order; ties keep the order of the list.

function score(text: string, typed: string): number {
  if (typed === '') return 1;
  const lower = text.toLowerCase();
  if (lower.startsWith(typed)) return 4;
  if (lower.split(/[\s._/–-]+/).some((word) => word.startsWith(typed))) return 3;
  if (lower.includes(typed)) return 2;
  let at = 0;
  for (const char of typed) {
    at = lower.indexOf(char, at) + 1;
    if (at === 0) return 0;
  }
  return 1;
}

/** @param text what an entry is found by */
export function fuzzy<T>(list: readonly T[], typed: string, text: (one: T) => string): T[] {
  const wanted = typed.trim().toLowerCase();
  return list
    .map((one, index) => ({ one, index, score: score(text(one), wanted) }))
    .filter((found) => found.score > 0)
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ one }) => one);
}
