// One thing an agent does in the panel: under way, done, or refused with its reason at the place where it was asked (K12).
import { useSignal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { Answer } from '../state/answer.js';
import { laterAnswerWords } from '../state/later-answer-words.js';
import type { ContextActions } from '../state/context-actions.js';
import { OWN_CHANGE_MS } from '../state/panels.js';
import { useConsole } from './console-context.js';

export interface Deed {
  busy: Signal<boolean>;
  /** In words; null when the last one went well. */
  problem: Signal<string | null>;
  /** False when it was refused. One at a time: a second press while one is under way does nothing. */
  run<T>(what: (context: ContextActions) => Promise<Answer<T>>, done?: (value: T) => void): Promise<boolean>;
}

export function useDeed(): Deed {
  const { actions, panels, store } = useConsole();
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  return {
    busy,
    problem,
    run: async (what, done) => {
      if (busy.value) return false;
      busy.value = true;
      problem.value = null;
      panels.ownChangeUntil.value = store.now.value + OWN_CHANGE_MS; // what I did myself may move what I look at
      const answer = await actions.ask(what);
      const refused = answer.ok ? null : await laterAnswerWords(answer.code);
      busy.value = false;
      problem.value = refused;
      if (!answer.ok) return false;
      store.customerAsked.value += 1;
      done?.(answer.value);
      return true;
    },
  };
}
