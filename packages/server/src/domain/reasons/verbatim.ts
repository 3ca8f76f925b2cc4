// The customer's own words for why they came (C28): the sentence that says the most about the reason, else the first that says anything.
// Pure. A short message is quoted whole: half of "I was told today. When does it work?" would be another message.
import { limits } from '@throughline/types';
import { sentences, shown, wordCount } from '../context/plain-text.js';
import { redactText } from '../facts/redact.js';
import { classifierOf } from './naive-bayes.js';
import type { ReasonCounts } from './naive-bayes.js';
import { tokensOf } from './reason-tokens.js';
import { ruleHits } from './rules.js';
import type { SiteRule } from './rules.js';

const WORDS_MIN = 4;
const SHORT_MESSAGE_CHARS = 80; // two short sentences
const SENTENCES_MAX = 24; // why somebody came stands at the beginning
const POSTERIOR_MIN = 0.6; // less is hardly about the reason

const POLITE = new Set(
  (
    'hi hello hey hiya there good morning afternoon evening day team all everyone dear sir madam thanks thank you so very much many a lot ok ' +
    'okay how are today greetings please help me can regards best kind bye cheers hallo guten tag morgen abend danke vielen dank moin servus liebe ' +
    'grüße gruß freundliche freundlichen mit bitte hilfe helfen sie mir schönen bonjour merci hola gracias ciao grazie'
  ).split(' '),
);

export interface VerbatimFor {
  /** Code of the reason; null takes the first sentence that says something. */
  reasonCode: string | null;
  /** Of the messages, BCP 47. */
  locale: string;
  counts: ReasonCounts;
  siteRules: readonly SiteRule[];
}

/** The verbatim and the message it is from, at most 140 characters; null without any words. Ties go to the earlier sentence. */
export function verbatimFor<T extends { text: string }>(messages: readonly T[], reason: VerbatimFor): { text: string; from: T } | null {
  const all = firstSentences(messages);
  const telling = all.filter(({ text }) => !isPolite(text));
  const chosen = highest(telling, reason) ?? telling.find(({ text }) => wordCount(text) >= WORDS_MIN) ?? telling[0] ?? all[0];
  if (chosen === undefined) return null;
  const whole = telling
    .filter(({ from }) => from === chosen.from)
    .map(({ text }) => text)
    .join(' ');
  return {
    text: shown(whole.length <= SHORT_MESSAGE_CHARS && whole !== '' ? whole : chosen.text, limits.HEADLINE_MAX_CHARS),
    from: chosen.from,
  };
}

/** No message is read further than needed: redaction is the dearest step. */
function firstSentences<T extends { text: string }>(messages: readonly T[]): { text: string; from: T }[] {
  const all: { text: string; from: T }[] = [];
  for (const from of messages) {
    all.push(...sentences(redactText(from.text).text).map((text) => ({ text, from })));
    if (all.length >= SENTENCES_MAX) break;
  }
  return all.slice(0, SENTENCES_MAX);
}

/** By rule, else by the site's history; null when neither finds the reason in a sentence. */
function highest<S extends { text: string }>(candidates: readonly S[], { reasonCode, locale, counts, siteRules }: VerbatimFor): S | null {
  if (reasonCode === null) return null;
  const byRule = best(candidates, ({ text }) => ruleHits(text, locale, siteRules).find(({ code }) => code === reasonCode)?.confidence ?? 0);
  if (byRule !== null || !counts.some(({ code }) => code === reasonCode)) return byRule;
  const classify = classifierOf(counts);
  return best(candidates, ({ text }) => {
    const posterior = wordCount(text) < WORDS_MIN ? 0 : (classify(tokensOf(text)).find(({ code }) => code === reasonCode)?.confidence ?? 0);
    return posterior >= POSTERIOR_MIN ? posterior : 0;
  });
}

/** The first with the highest score above 0. */
function best<S>(candidates: readonly S[], scoreOf: (candidate: S) => number): S | null {
  let held: S | null = null;
  let highestScore = 0;
  for (const candidate of candidates) {
    const score = scoreOf(candidate);
    if (score > highestScore) [held, highestScore] = [candidate, score];
  }
  return held;
}

function isPolite(sentence: string): boolean {
  return sentence
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .every((word) => word === '' || POLITE.has(word));
}
