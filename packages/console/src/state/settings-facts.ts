// What a site calls its own numbers (C23), as they are edited: what is wrong with a pattern, and what it would find in a text. Pure; the relay
// matches with a matcher of its own, which no pattern can make slow.
import type { SiteSettings } from '@throughline/types';
import { t } from './t.js';

export type FactPattern = SiteSettings['factPatterns'][number];

const KEY = /^[a-z][a-z0-9_]{0,39}$/;
const TRY_MAX_CHARS = 500;
const FOUND_MAX = 20;

/** Null: it cannot be read as a pattern. */
function matcher(pattern: string): RegExp | null {
  try {
    return new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'giu');
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** What is wrong with one, and at which of its fields; null: nothing. */
export function patternFlaw(
  { key, label, pattern }: FactPattern,
  others: readonly string[],
): { field: 'key' | 'label' | 'pattern'; words: string } | null {
  if (label.trim() === '') return { field: 'label', words: t('A pattern needs a label; agents read it.') };
  if (!KEY.test(key)) return { field: 'key', words: t('The key has lower case letters, digits and underscores: meter_number.') };
  if (others.includes(key)) return { field: 'key', words: t('Two patterns have the key {key}.', { key }) };
  if (pattern.trim() === '') return { field: 'pattern', words: t('Write what the value looks like: MT-\\d{6}.') };
  return matcher(pattern) === null ? { field: 'pattern', words: t('The pattern cannot be read. Look at its brackets.') } : null;
}

export interface FoundFact {
  label: string;
  value: string;
}

/** What these patterns would find in a text. */
export function tryPatterns(patterns: readonly FactPattern[], text: string): FoundFact[] {
  const found: FoundFact[] = [];
  for (const { label, pattern } of patterns) {
    const expression = pattern.trim() === '' ? null : matcher(pattern);
    if (expression === null) continue;
    for (const [value] of text.slice(0, TRY_MAX_CHARS).matchAll(expression)) {
      if (value !== '' && found.length < FOUND_MAX) found.push({ label, value });
    }
  }
  return found;
}
