// The context as it was handed over, exactly (K41): asked for once, shown until the agent goes back or to another conversation.
import { useSignal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { HandoffContext } from '@throughline/types';
import { laterAnswerWords } from '../state/later-answer-words.js';
import { useConsole } from './console-context.js';

export interface Frozen {
  context: Signal<HandoffContext | null>;
  busy: Signal<boolean>;
  problem: Signal<string | null>;
  show(revision: number): void;
  leave(): void;
}

export function useFrozen(conv: string | null): Frozen {
  const { actions, store } = useConsole();
  const context = useSignal<HandoffContext | null>(null);
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const leave = (): void => {
    context.value = null;
    problem.value = null;
  };
  useEffect(() => leave, [conv]);
  return {
    context,
    busy,
    problem,
    leave,
    show: (revision) => {
      if (conv === null || busy.value) return;
      busy.value = true;
      void actions
        .ask((api) => api.revision(conv, revision))
        .then(async (answer) => {
          const refused = answer.ok ? null : await laterAnswerWords(answer.code);
          busy.value = false;
          if (store.open.value?.id !== conv) return;
          if (answer.ok) context.value = answer.value;
          problem.value = refused;
        });
    },
  };
}
