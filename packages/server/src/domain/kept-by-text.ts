// What was made of a text before: an open conversation is put together again at every event, and its messages stay what they were. Pure as long
// as `make` is: who does not have the text does not get the answer. Bounded, so that nothing stays long that nobody asks for.
const TEXTS_MAX = 500;
const TEXT_MAX_CHARS = 2_000; // longer ones are rare, and would be most of the memory

/** `make`, at most once for each of the last texts. What it answers must not be changed by anybody. */
export function keptByText<T extends object>(make: (text: string) => T): (text: string) => T {
  const kept = new Map<string, T>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    const made = make(text);
    if (text.length > TEXT_MAX_CHARS) return made;
    if (kept.size >= TEXTS_MAX) kept.clear();
    kept.set(text, made);
    return made;
  };
}
