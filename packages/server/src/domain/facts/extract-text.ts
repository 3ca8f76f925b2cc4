// Facts out of what a customer wrote (C23). Pure, linear, and shy: a wrong fact costs more than a missed one.
// The text is redacted first, so no fact can hold what must not be kept; what overlaps is read once, by the surest finder.
import { findAmounts } from './find-amounts.js';
import { findAsked } from './find-asked.js';
import { findDates } from './find-dates.js';
import { findIds } from './find-ids.js';
import { findIntroduced } from './find-introduced.js';
import { findPhones } from './find-phones.js';
import { withoutOverlaps } from './found.js';
import type { Found } from './found.js';
import { factKey } from './keys.js';
import { findPatterns } from './patterns.js';
import type { CompiledPattern } from './patterns.js';
import { redactText } from './redact.js';
import { statedFact } from './stated-fact.js';
import type { StatedFact } from './stated-fact.js';
import { tokensOf } from './text-tokens.js';

export interface TextOptions {
  /** BCP 47 tag of the message: order of day and month, decimal separator. Without it: day first, separators by their shape. */
  locale?: string | null;
  /** The site's region (`DE`): numbers without a country code are read there. Without it only international numbers count. */
  region?: string | null;
  /** What the site defined itself; they win over everything else. */
  patterns?: readonly CompiledPattern[];
  /** Keys the agent's message before this one asked for: a bare value then answers (see askedKeys). */
  asked?: readonly string[];
}

const TEXT_MAX_CHARS = 32_000;
const FACTS_MAX = 60;
const EMAIL = /(?<![^\s<(:,;"'[])[^\s@<>()[\]:,;"]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}(?![a-z0-9@-])/gi;
const WORD = /\S+/g;
const HAS_DIGIT = /\d/;

/** Facts of one message, in the order they are written, each once, at most 60. */
export function factsOfText(text: string, options: TextOptions = {}): StatedFact[] {
  const { locale = null, region = null, patterns = [], asked = [] } = options;
  const clean = redactText(text.slice(0, TEXT_MAX_CHARS)).text;
  const emails = findEmails(clean);
  const rest = clean.includes('@') ? clean.replace(WORD, (word) => (word.includes('@') ? ' '.repeat(word.length) : word)) : clean;
  const tokens = tokensOf(rest);
  const numbers = HAS_DIGIT.test(rest)
    ? [
        ...findPhones(rest, { tokens, region, asked: asked.includes('phone') }),
        ...findDates(rest, locale),
        ...findAmounts(rest, locale),
        ...findIds(tokens),
      ]
    : [];
  const sure = withoutOverlaps([...findPatterns(rest, patterns), ...emails, ...numbers, ...findIntroduced(rest, tokens)], clean.length);
  const answers = asked.length === 0 ? [] : findAsked(rest, { tokens, asked, found: sure });
  return facts(clean, { found: withoutOverlaps([...sure, ...answers], clean.length), patterns });
}

function findEmails(text: string): Found[] {
  return text.includes('@')
    ? [...text.matchAll(EMAIL)].map((match) => ({ key: 'email', start: match.index, end: match.index + match[0].length }))
    : [];
}

function facts(text: string, { found, patterns }: { found: readonly Found[]; patterns: readonly CompiledPattern[] }): StatedFact[] {
  const once = new Map<string, StatedFact>();
  for (const { key, start, end, norm } of found) {
    const own = patterns.find((pattern) => pattern.key === key);
    const known = own === undefined ? factKey(key) : { ...factKey(key), label: own.label, scope: own.scope };
    const value = text.slice(start, end);
    const fact = statedFact(known, norm === undefined ? value : { value, norm }, 'given');
    if (fact !== null && !once.has(`${fact.key} ${fact.norm}`)) once.set(`${fact.key} ${fact.norm}`, fact);
    if (once.size >= FACTS_MAX) break;
  }
  return [...once.values()];
}
