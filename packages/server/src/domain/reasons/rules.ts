// Keyword rules (C27): explainable, there on a site's first day, and able to say which words decided. Pure.
import { sentences } from '../context/plain-text.js';
import { indexed, keywordRule, rulesFor, spaced, wordsIn, wordsThatFit } from './keyword-rule.js';
import type { RuleIndex } from './keyword-rule.js';
import { RULES_DE } from './rule-words-de.js';
import { RULES_EN } from './rule-words-en.js';

/** A site's own words for one of its leaves; any of them is enough. `differ*` leaves the ending open. */
export interface SiteRule {
  code: string;
  words: readonly string[];
}

export interface RuleHit {
  code: string;
  /** 0..1. */
  confidence: number;
  /** The words that decided, for people. */
  matched: string;
}

const TEXT_MAX_CHARS = 2_000;
const SENTENCES_MAX = 20;
const SITE_CONFIDENCE = 0.95; // the site knows its own words
/** By number of words that had to be there: one word is weak, four are hardly chance. */
const CONFIDENCE = [0, 0.62, 0.75, 0.85, 0.9];
const AMBIGUOUS = 0.2; // taken off when another leaf fits as well

const BY_LANGUAGE: Readonly<Record<string, RuleIndex>> = { en: indexed(RULES_EN), de: indexed(RULES_DE) };
const NO_RULES = indexed([]);

/** The leaf whose rule fits best, of the site's rules first; null when none fits. `locale`: BCP 47, e.g. `de-AT`. */
export function ruleReason(text: string, locale: string, siteRules: readonly SiteRule[] = []): RuleHit | null {
  return ruleHits(text, locale, siteRules)[0] ?? null;
}

/** Every leaf that fits, best first: one hit per leaf. */
export function ruleHits(text: string, locale: string, siteRules: readonly SiteRule[] = []): RuleHit[] {
  const prepared = sentences(text.slice(0, TEXT_MAX_CHARS)).slice(0, SENTENCES_MAX).map(spaced);
  const own = bestOf(prepared, siteRules.length === 0 ? NO_RULES : indexed(siteRules.map(siteRule)));
  const site = own.map(({ code, matched }) => ({ code, matched, confidence: SITE_CONFIDENCE }));
  const language = locale.split(/[-_]/, 1)[0]?.toLowerCase() ?? '';
  const builtIn = bestOf(prepared, BY_LANGUAGE[language] ?? NO_RULES).filter(({ code }) => !site.some((hit) => hit.code === code));
  const [best, second] = builtIn;
  const close = best !== undefined && second !== undefined && second.words === best.words;
  return [
    ...site,
    ...builtIn.map(({ code, matched, words }) => ({
      code,
      matched,
      confidence: Math.round(((CONFIDENCE[Math.min(words, CONFIDENCE.length - 1)] ?? 0) - (close ? AMBIGUOUS : 0)) * 100) / 100,
    })),
  ];
}

interface Fit {
  code: string;
  matched: string;
  words: number;
  letters: number;
}

/** Most words first, then most letters, then the code: the more had to be there, the less it is chance. */
function bestOf(prepared: readonly string[], index: RuleIndex): Fit[] {
  const byCode = new Map<string, Fit>();
  for (const sentence of prepared) {
    const inSentence = wordsIn(sentence, index);
    for (const rule of rulesFor(inSentence, index)) {
      const found = wordsThatFit(rule, inSentence);
      if (found === null) continue;
      const matched = found.join(' … ');
      const fit = { code: rule.code, matched, words: found.join(' ').split(' ').length, letters: matched.length };
      const held = byCode.get(rule.code);
      if (held === undefined || compareFits(fit, held) < 0) byCode.set(rule.code, fit);
    }
  }
  return [...byCode.values()].sort(compareFits);
}

function siteRule({ code, words }: SiteRule): ReturnType<typeof keywordRule> {
  return keywordRule([code, words.filter((word) => word.trim() !== '').join('|')]);
}

const compareFits = (a: Fit, b: Fit): number =>
  b.words - a.words || b.letters - a.letters || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
