// What a conversation is written in once these entries are in it (K18): its context says so first; what the customer writes later may change it.
import type { Entry } from '@throughline/types';
import { languageOf } from '../../../../domain/language/detect.js';

/** Null until the first context of the conversation said what it begins in. */
export function languageAfter(known: string | null, entries: readonly Entry[]): string | null {
  if (known === null) return null;
  const texts = entries.flatMap(({ kind, author, body }) => {
    const text = kind === 'message' && author.type === 'visitor' ? body['text'] : undefined;
    return typeof text === 'string' ? [text] : [];
  });
  if (texts.length === 0) return known;
  const language = languageOf(texts, known);
  return known.startsWith(`${language}-`) ? known : language;
}
