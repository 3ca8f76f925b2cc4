// Words of a short text with the punctuation that ends them: what the patterns of this folder are written against. No dependency, linear.

export interface Sentence {
  /** As written, trimmed. */
  text: string;
  /** Lower case, apostrophes straight; a comma, colon or dash between words is a word of its own. */
  words: readonly string[];
  /** Start and end of each word in `text`. */
  at: readonly (readonly [number, number])[];
  isQuestion: boolean;
}

const TEXT_MAX_CHARS = 8_000;
const SENTENCE_END = /[.!?]+(?=\s|$)|\n+/g;
/** `e-mail`, `what's` and `20%` are one word each; so is `3.50`. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’%#-]*(?:[.:@/][\p{L}\p{N}-]+)*|[,;:()"„“]|(?<=\s)[-–—](?=\s)/gu;
const DASH = new Set(['-', '–', '—']);
/** A dot behind these ends no sentence. */
const ABBREVIATION = /(?:^|[\s(])(?:no|nr|tel|approx|mr|mrs|ms|dr|e\.g|i\.e|z\.b|ca|\d{1,2})$/i;

/** `text` in sentences; what is beyond 8,000 characters is not read. */
export function sentencesOf(text: string): Sentence[] {
  const read = text.slice(0, TEXT_MAX_CHARS);
  const found: Sentence[] = [];
  let from = 0;
  for (const end of read.matchAll(SENTENCE_END)) {
    const isDot = end[0] === '.';
    if (
      isDot &&
      ABBREVIATION.test(read.slice(Math.max(from, end.index - 8), end.index)) &&
      /^ *\S/.test(read.slice(end.index + 1, end.index + 4))
    )
      continue;
    add(found, read.slice(from, end.index), end[0].includes('?'));
    from = end.index + end[0].length;
  }
  add(found, read.slice(from), false);
  return found;
}

function add(found: Sentence[], raw: string, isQuestion: boolean): void {
  const text = raw.trim();
  if (text === '') return;
  const words: string[] = [];
  const at: [number, number][] = [];
  for (const match of text.matchAll(WORD)) {
    words.push(DASH.has(match[0]) ? ',' : match[0].toLowerCase().replace(/’/g, "'"));
    at.push([match.index, match.index + match[0].length]);
  }
  found.push({ text, words, at, isQuestion });
}
