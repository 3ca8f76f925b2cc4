// A variable that a saved reply left because nothing is known for it: it blocks sending (K34, K51). Pure, and needed with every key.

/** `[start, end)` and the words of the first one; null when there is none. */
export function unresolvedIn(text: string): { start: number; end: number; mark: string } | null {
  const found = /\{\{[^{}]*\}\}/.exec(text);
  return found === null ? null : { start: found.index, end: found.index + found[0].length, mark: found[0] };
}
