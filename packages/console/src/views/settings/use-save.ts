// Saving a value as a whole (K105): once however often it is pressed, naming what it was made on. When somebody was faster, nothing of theirs is
// lost without a choice: theirs are taken, or one's own put on top.
import { useSignal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { HttpErrorCode } from '@throughline/types';
import type { Answer } from '../../state/answer.js';
import { answerWords } from '../../state/answer-words.js';
import { t } from '../../state/t.js';
import { useConsole } from '../console-context.js';
import { useBusy } from './use-busy.js';
import type { Busy } from './use-busy.js';
import type { Unsaved } from './use-unsaved.js';

export interface Save {
  busy: Busy['on'];
  /** In words; null: the last one went well. */
  problem: Signal<string | null>;
  /** Somebody changed the same since. */
  conflict: Signal<boolean>;
  /** True when it is saved. */
  run(): Promise<boolean>;
  /** Over what somebody else saved. */
  onTop(): Promise<boolean>;
}

/**
 * @param send `was`: what it was made on; null: whatever it is now
 * @param words of a refusal this page knows more of; null: the usual ones
 */
export function useSave<T>(
  draft: Unsaved<T>,
  send: (value: T, was: T | null) => Promise<Answer<T>>,
  words: (code: HttpErrorCode | 'network') => string | null = () => null,
): Save {
  const { store } = useConsole();
  const busy = useBusy();
  const problem = useSignal<string | null>(null);
  const conflict = useSignal(false);
  async function attempt(was: T | null): Promise<boolean> {
    let done = false;
    await busy.once(async () => {
      const answer = await send(draft.value.value, was);
      conflict.value = !answer.ok && answer.code === 'conflict';
      problem.value = answer.ok || conflict.value ? null : (words(answer.code) ?? answerWords(answer.code));
      if (!answer.ok) return;
      draft.saved(answer.value);
      store.status.value = t('Saved');
      done = true;
    });
    return done;
  }
  return { busy: busy.on, problem, conflict, run: () => attempt(draft.base.value), onTop: () => attempt(null) };
}
