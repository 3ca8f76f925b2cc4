// English words are keys (core/words.ts); in the files of the other languages each is four letters, so that a language fits its limit (W3).
// FNV-1a over UTF-16 units, folded to 20 bits; that no two of our words meet is checked by a test.
export function shortName(words: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < words.length; at += 1) hash = Math.imul(hash ^ words.charCodeAt(at), 0x01000193);
  return ((hash >>> 12) ^ (hash & 0xfffff)).toString(36);
}
