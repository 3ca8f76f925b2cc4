// Something a sheet or page asks for once, when it is shown: the answer, or why there is none.
import { useSignal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Answer } from '../state/answer.js';
import { answerWords } from '../state/answer-words.js';
import { t } from '../state/t.js';

export interface Asked<T> {
  value: Signal<T | null>;
  problem: Signal<string | null>;
}

/** @param key asks again when it changes */
export function useAsked<T>(key: string, ask: () => Promise<Answer<T>>): Asked<T> {
  const value = useSignal<T | null>(null);
  const problem = useSignal<string | null>(null);
  useEffect(() => {
    let over = false;
    void ask().then((answer) => {
      if (over) return;
      if (answer.ok) {
        value.value = answer.value;
        problem.value = null;
      } else
        problem.value =
          answer.code === 'not_found' ? t('This is not available to you. An admin can grant access.') : answerWords(answer.code);
    });
    return () => {
      over = true;
    };
  }, [key]);
  return { value, problem };
}
