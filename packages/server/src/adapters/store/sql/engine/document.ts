// Documents in text columns that this relay wrote itself, read back as what they were. Not decoded again: contexts read hundreds of them,
// and whatever is in a projection came out of a pure fold of decoded interactions (C51).
export function documentOf<T>(text: string): T {
  return JSON.parse(text);
}

/** A list of texts or numbers in a column. */
export function listOf<T extends string | number>(text: string): T[] {
  return text === '[]' ? [] : documentOf<T[]>(text);
}

/** `list` with `added`, each once, ascending, at most `max`: the same for every order of arrival. The greatest are kept. */
export function withOne<T extends string | number>(list: readonly T[], added: T, max: number): T[] {
  return [...new Set([...list, added])].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).slice(-max);
}
