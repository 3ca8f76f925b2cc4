// The customer's own words for why they came (C28): the sentence that says the most about the reason, else the first that says anything.
// Pure. A short message is quoted whole: half of "I was told today. When does it work?" would be another message.
import { limits } from '@throughline/types';
import { sentences, shown, wordCount } from '../context/plain-text.js';
import { redactText } from '../facts/redact.js';
import { classify } from './naive-bayes.js';
import type { ReasonCounts } from './naive-bayes.js';
import { tokensOf } from './reason-tokens.js';
import { ruleHits } from './rules.js';
import type { SiteRule } from './rules.js';

const WORDS_MIN = 4;
const SHORT_MESSAGE_CHARS = 80; // two short sentences
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
  const all = messages.flatMap((from) => sentences(redactText(from.text).text).map((text) => ({ text, from })));
  const telling = all.filter(({ text }) => !isPolite(text));
  const best = highest(telling, reason) ?? telling.find(({ text }) => wordCount(text) >= WORDS_MIN) ?? telling[0] ?? all[0];
  if (best === undefined) return null;
  const whole = telling
    .filter(({ from }) => from === best.from)
    .map(({ text }) => text)
    .join(' ');
  return {
    text: shown(whole.length <= SHORT_MESSAGE_CHARS && whole !== '' ? whole : best.text, limits.HEADLINE_MAX_CHARS),
    from: best.from,
  };
}

function highest<S extends { text: string }>(candidates: readonly S[], { reasonCode, locale, counts, siteRules }: VerbatimFor): S | null {
  if (reasonCode === null) return null;
  let best: S | null = null;
  let bestScore = 0;
  for (const candidate of candidates) {
    const rule = ruleHits(candidate.text, locale, siteRules).find(({ code }) => code === reasonCode)?.confidence ?? 0;
    const posterior =
      wordCount(candidate.text) < WORDS_MIN
        ? 0
        : (classify(tokensOf(candidate.text), counts).find(({ code }) => code === reasonCode)?.confidence ?? 0);
    const score = rule + (posterior >= POSTERIOR_MIN ? posterior : 0);
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}

function isPolite(sentence: string): boolean {
  return sentence
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .every((word) => word === '' || POLITE.has(word));
}
