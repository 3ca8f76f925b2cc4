// The words of a text as the classifier counts them (C27): the same in every language, and bounded whatever somebody pastes. Pure.

const TEXT_MAX_CHARS = 2_000;
const WORDS_MAX = 120;
const STEM_CHARS = 5; // the first letters carry the meaning in most languages: charge, charged, charges

const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/u;

/**
 * Distinct stems, pairs of neighbours, pairs with one word between, and where the text begins and ends:
 * `["where", "is", "^ where", "is $", "where is", …]`. Every word with a digit is `#`.
 */
export function tokensOf(text: string): string[] {
  const words = text
    .slice(0, TEXT_MAX_CHARS)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'’]/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, WORDS_MAX)
    .flatMap((word) =>
      UNSPACED.test(word) ? pairsOfLetters(word) : [/\p{N}/u.test(word) ? '#' : [...word].slice(0, STEM_CHARS).join('')],
    );
  const [first] = words;
  const tokens = new Set(first === undefined ? [] : [...words, `^ ${first}`, `${words.at(-1) ?? first} $`]);
  words.forEach((word, index) => {
    const [next, afterNext] = words.slice(index + 1, index + 3);
    if (next !== undefined) tokens.add(`${word} ${next}`);
    if (afterNext !== undefined) tokens.add(`${word} _ ${afterNext}`);
  });
  return [...tokens];
}

function pairsOfLetters(word: string): string[] {
  const letters = [...word].slice(0, WORDS_MAX);
  return letters.length < 2 ? letters : letters.slice(1).map((letter, index) => `${letters[index] ?? ''}${letter}`);
}
