// How a customer's message sounds, in [−1, 1] (C42). Pure, and explained by words: whatever is not in the lexicon counts as nothing, so a
// neutral sentence stays neutral however it is spelled.
import { LEXICON_DE } from './lexicon-de.js';
import { LEXICON_EN } from './lexicon-en.js';
import type { Lexicon } from './lexicon.js';

const BY_LANGUAGE: Readonly<Record<string, Lexicon>> = { en: LEXICON_EN, de: LEXICON_DE };
/** Languages (ISO 639-1) that have a lexicon. */
export const MOOD_LANGUAGES: readonly string[] = Object.keys(BY_LANGUAGE);

const TEXT_MAX_CHARS = 2_000;
const NEGATION_WINDOW = 3; // words before: "not at all helpful"
const INTENSIFIER_WINDOW = 2;
const NEGATED_GOOD = -0.6; // "not good" is less than "bad"
const NEGATED_BAD = -0.1; // "not angry" is neutral; "not bad" stands in the lexicon
const BEFORE_BUT = 0.5;
const AFTER_BUT = 1.3;
const LOUD = 1.4; // capitals
const EXCLAIMED = 1.2; // `!!`
const THANKS = 0.4;
const CHURN = -0.7;
const PROFANITY = -0.6;
const ASKED = 0.4; // "how do I report a damaged parcel?" asks, it does not complain
const ASKED_AT_MOST = 0.5; // strong words stay strong in a question
const ENDING_LEAVES_MIN = 3; // letters that a word keeps
const HALF_WAY = 0.35; // squared weight at which a score reaches 0.71: one strong word is enough to be heard

interface Word {
  text: string;
  /** Part of the text between two marks: what negation reaches. */
  clause: number;
  /** In a question for information. */
  asked: boolean;
}

/** The score; null for a language without a lexicon. 0 when no word says anything. Redact before: numbers are no feelings. */
export function scoreMessage(text: string, language: string): number | null {
  const lexicon = BY_LANGUAGE[language];
  if (lexicon === undefined) return null;
  const bounded = text.slice(0, TEXT_MAX_CHARS);
  const words = wordsOf(bounded, lexicon);
  const felt = weightsOf(words, lexicon);
  const turn = words.findLastIndex(({ text: word }) => lexicon.but.has(word));
  let sum = felt.reduce((total, { at, weight }) => total + weight * (turn < 0 ? 1 : at < turn ? BEFORE_BUT : AFTER_BUT), 0);
  if (leaves(words, lexicon)) sum += CHURN;
  if (words.some(({ text: word }) => lexicon.profanity.has(word))) sum += sum > 0 ? 0 : PROFANITY; // "damn good" is praise
  if (sum >= 0 && !felt.some(({ weight }) => weight < -0.2) && words.some(({ text: word }) => lexicon.thanks.has(word))) sum += THANKS;
  sum *= (isLoud(bounded) ? LOUD : 1) * (/!\s*!/.test(bounded) ? EXCLAIMED : 1);
  return Math.round((sum / Math.sqrt(sum * sum + HALF_WAY)) * 100) / 100;
}

/** True when somebody says that they are about to leave. False in a language without a lexicon. */
export function saysChurn(text: string, language: string): boolean {
  const lexicon = BY_LANGUAGE[language];
  if (lexicon === undefined) return false;
  return leaves(wordsOf(text.slice(0, TEXT_MAX_CHARS), lexicon), lexicon);
}

function leaves(words: readonly Word[], { churn }: Lexicon): boolean {
  const plain = ` ${words.map(({ text }) => text).join(' ')} `;
  return churn.some((phrase) => plain.includes(phrase));
}

function wordsOf(text: string, lexicon: Lexicon): Word[] {
  const words: Word[] = [];
  let clause = 0;
  let sentence = 0; // where its words begin
  const parts =
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/['’`´]/g, '')
      .match(/[\p{L}\p{N}]+|[.,;:!?()\n–—]/gu) ?? [];
  for (const part of parts) {
    if (!MARKS.has(part)) {
      words.push({ text: part, clause, asked: false });
      continue;
    }
    clause += 1;
    if (!ENDS.has(part)) continue;
    const own = words.slice(sentence);
    if (part === '?' && lexicon.asks.has(own[0]?.text ?? '')) for (const word of own) word.asked = true;
    sentence = words.length;
  }
  return words;
}
const MARKS = new Set('.,;:!?()\n–—');
const ENDS = new Set('.!?\n');

function weightsOf(words: readonly Word[], lexicon: Lexicon): { at: number; weight: number }[] {
  const felt: { at: number; weight: number }[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const phrase = phraseAt(words, at, lexicon);
    if (phrase !== null) {
      felt.push({ at, weight: phrase.weight * strength(words, at, lexicon) });
      at += phrase.length - 1;
      continue;
    }
    const weight = weightOf(words[at]?.text ?? '', lexicon);
    const damped = words[at]?.asked === true && Math.abs(weight) <= ASKED_AT_MOST ? ASKED : 1;
    if (weight !== 0) felt.push({ at, weight: damped * turned(weight, isNegated(words, at, lexicon)) * strength(words, at, lexicon) });
  }
  return felt;
}

function phraseAt(words: readonly Word[], at: number, lexicon: Lexicon): { weight: number; length: number } | null {
  const fits = lexicon.phrases
    .get(words[at]?.text ?? '')
    ?.find((phrase) =>
      phrase.words.every((word, index) => words[at + index]?.text === word && words[at + index]?.clause === words[at]?.clause),
    );
  return fits === undefined ? null : { weight: fits.weight, length: fits.words.length };
}

function weightOf(word: string, lexicon: Lexicon): number {
  const known = lexicon.words.get(word);
  if (known !== undefined) return known;
  for (const ending of lexicon.endings) {
    const stem =
      word.endsWith(ending) && word.length - ending.length >= ENDING_LEAVES_MIN
        ? lexicon.words.get(word.slice(0, -ending.length))
        : undefined;
    if (stem !== undefined) return stem;
  }
  return 0;
}

const before = (words: readonly Word[], at: number, window: number): Word[] =>
  words.slice(Math.max(0, at - window), at).filter(({ clause }) => clause === words[at]?.clause);

function isNegated(words: readonly Word[], at: number, lexicon: Lexicon): boolean {
  const first = words[0];
  return before(words, at, NEGATION_WINDOW).some(
    (word) => lexicon.negations.has(word.text) && !(word === first && at > 1 && lexicon.answers.has(word.text)),
  );
}

function turned(weight: number, negated: boolean): number {
  if (!negated) return weight;
  return weight * (weight > 0 ? NEGATED_GOOD : NEGATED_BAD);
}

function strength(words: readonly Word[], at: number, lexicon: Lexicon): number {
  return before(words, at, INTENSIFIER_WINDOW).reduce((factor, { text }) => factor * (lexicon.intensifiers.get(text) ?? 1), 1);
}

/** At least two words of three letters in capitals, and no fewer than half of such words. */
function isLoud(text: string): boolean {
  const long = text.match(/\p{L}{3,}/gu) ?? [];
  const loud = long.filter((word) => word === word.toUpperCase() && word !== word.toLowerCase());
  return loud.length >= 2 && loud.length * 2 >= long.length;
}
