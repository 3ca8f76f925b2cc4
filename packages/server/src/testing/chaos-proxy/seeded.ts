// Chance that a seed repeats: one stream of numbers per purpose, so that what one connection draws never moves what another one draws.

/** Numbers in [0, 1) that depend on seed and purpose only. */
export function seeded(seed: number, ...purpose: (string | number)[]): () => number {
  // FNV-1a over the purpose, then mulberry32: short, and good enough to pick faults with.
  let state = (0x811c9dc5 ^ seed) >>> 0;
  for (const letter of purpose.join(':')) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
