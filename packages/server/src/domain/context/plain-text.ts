// Text as agents read it: one line, redacted, cut at a word. Everything a context shows passes `shown`, so that no ranking, merging or
// cutting can bring back a number that C18 takes out. Pure.
import { oneLine } from '../facts/one-line.js';
import { redactText } from '../facts/redact.js';
import { recalledText } from './remembering.js';

const clean = (text: string): string => oneLine(redactText(text).text);

/** Redacts first: a number cut in half would not be recognised any more. */
export function shown(text: string, maxChars: number): string {
  return cutAtWord(recalledText(text, clean), maxChars);
}

/** At most `maxChars` UTF-16 units, ending at a word and with `…` when something is missing. */
export function cutAtWord(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const room = text.slice(0, Math.max(0, maxChars - 1));
  const space = room.lastIndexOf(' ');
  const atWord = text.charAt(room.length) === ' ' ? room : space > maxChars / 2 ? room.slice(0, space) : room;
  return `${atWord.replace(/[\uD800-\uDBFF]$/, '').replace(/[\s,;:–-]+$/, '')}…`;
}

// Scripts without spaces: kana, CJK ideographs, Thai, Lao, Khmer, Burmese.
const UNSPACED = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/g;

/** Words for the reading budget (C47): whitespace tokens; two characters are a word in scripts without spaces. */
export function wordCount(text: string): number {
  let words = 0;
  for (const token of text.split(/\s+/)) {
    const unspaced = token.match(UNSPACED)?.length ?? 0;
    if (unspaced > 0)
      words += Math.ceil(unspaced / 2) + (unspaced < token.length && /[\p{L}\p{N}]/u.test(token.replace(UNSPACED, '')) ? 1 : 0);
    else if (token !== '') words += 1;
  }
  return words;
}

/** The sentences of a text, with their punctuation. */
export function sentences(text: string): string[] {
  return text
    .split(/\n+|(?<=[.!?…])\s+|(?<=[。！？])/u)
    .map((sentence) => oneLine(sentence))
    .filter((sentence) => sentence !== '');
}
