// Which language a customer writes (ISO 639-1). Pure: the detector's light build is a table of letter groups, 24 languages, 70 kB.
// Short texts are guesses, so the locale that came with the page holds unless the text clearly says otherwise.
import { detectAll } from 'tinyld/light';
import { keptByText } from '../kept-by-text.js';

const WORDS_MIN = 3; // different ones: "ok thanks" is a word in a dozen languages, and so is "no no no"
const WORD_MIN_LETTERS = 2; // "x y z" is an answer or a code, not a sentence
const LETTERS_MIN = 12; // letter groups of less say nothing
const UNSPACED_WEIGHT = 2; // a sign of Chinese, Japanese, Thai … says as much as two letters
const TEXT_MAX_CHARS = 300; // newest texts first: bounds the work, and people switch language
const SURE = 0.5; // the detector's own score when a letter group exists in one language only
const WEAK = 0.08; // below it the ranking is noise
const AHEAD = 2; // times the prior's score
const APART = 1.5; // times the next best one's: two languages that fit alike are a guess

const WORD = new RegExp(`\\p{L}{${WORD_MIN_LETTERS},}`, 'gu');
/** What is the same in every language: addresses, numbers, ids. */
const NOT_WORDS = /\S*(?:@|:\/\/|www\.)\S*|\S*\d\S*/g;

/**
 * Language of `texts` (oldest first). `prior` is the language or locale we know already (`de`, `de-AT`); it holds under three words or twelve
 * letters and when the text is not clear. Without a prior an unclear text is `fallback`, the site's own language (default `en`).
 */
export function languageOf(texts: readonly string[], prior: string | null, fallback = 'en'): string {
  const known = languageOfLocale(prior) ?? languageOfLocale(fallback) ?? 'en';
  const text = newest(texts);
  if (!saysEnough(text)) return known;
  const ranked = rank(text);
  const best = ranked[0];
  if (best === undefined || best.lang === '' || best.lang === known) return known;
  if (best.accuracy >= SURE) return best.lang;
  const ofKnown = ranked.find(({ lang }) => lang === known)?.accuracy ?? 0;
  const clear = best.accuracy >= WEAK && best.accuracy >= AHEAD * ofKnown && best.accuracy >= APART * (ranked[1]?.accuracy ?? 0);
  return clear ? best.lang : known;
}

const rank = keptByText((text) => [...detectAll(text)].sort((a, b) => b.accuracy - a.accuracy || (a.lang < b.lang ? -1 : 1)));

/** `de` of `de-AT`; null for what names no language. */
export function languageOfLocale(locale: string | null): string | null {
  const language = locale?.split(/[-_]/, 1)[0]?.toLowerCase() ?? '';
  return /^[a-z]{2}$/.test(language) ? language : null;
}

function newest(texts: readonly string[]): string {
  let text = '';
  for (const one of texts.toReversed()) {
    if (text.length >= TEXT_MAX_CHARS) break;
    text = `${one.slice(0, TEXT_MAX_CHARS).replace(NOT_WORDS, ' ')}\n${text}`;
  }
  return text.slice(0, TEXT_MAX_CHARS);
}

/** Enough different words and letters for letter groups to mean something. Two signs of a script without spaces are about one word. */
function saysEnough(text: string): boolean {
  const unspaced = text.match(/[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/g)?.length ?? 0;
  const words = new Set(text.toLowerCase().match(WORD) ?? []).size + Math.floor(unspaced / 2);
  const letters = (text.match(/\p{L}/gu)?.length ?? 0) + unspaced * (UNSPACED_WEIGHT - 1);
  return words >= WORDS_MIN && letters >= LETTERS_MIN;
}
