// What a refusal means, for the code before the first paint (K126): the sentences are a part of the bundle that comes right after it.
import type { HttpErrorCode } from '@throughline/types';
import { t } from './t.js';

/** Resolves always: when the part does not come, what is left to say is that nothing was done. */
export async function laterAnswerWords(code: HttpErrorCode | 'network'): Promise<string> {
  try {
    return (await import('./answer-words.js')).answerWords(code);
  } catch (error) {
    console.error('a part of the console did not load', error);
    return t('The relay did not answer. Check your connection and try again.');
  }
}
