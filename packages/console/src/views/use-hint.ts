// The hint for the draft on screen (K34–K36): computed here within 50 ms of a pause in typing, announced once, accepted by its key.
// It never blocks sending. A promise that was sent stays offered until the next key, so that a quick sender does not lose it.
import { useSignal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { HandoffContext } from '@throughline/types';
import { answerWords } from '../state/answer-words.js';
import type { Hint, StatedFact } from '../state/hints.js';
import { OWN_CHANGE_MS } from '../state/panels.js';
import { whenWords } from '../state/words.js';
import { channelWords } from '../state/words.js';
import { useConsole } from './console-context.js';
import { useInsert } from './use-insert.js';

const PAUSE_MS = 30; // K35: within 50 ms of a pause

export interface ShownHint {
  words: string;
  /** On the button. */
  verb: 'Insert' | 'Reveal' | 'Record promise' | 'Edit…';
  accept(): void;
}

export interface HintState {
  shown: Signal<ShownHint | null>;
  /** The draft was sent: what it promised is still offered. */
  sent(): void;
}

export interface HintOptions {
  conv: string;
  /** Empty in note mode: notes ask and promise nothing. */
  text: string;
  context: HandoffContext | null;
}

export function useHint({ conv, text, context }: HintOptions): HintState {
  const { store, actions, panels } = useConsole();
  const insert = useInsert();
  const shown = useSignal<ShownHint | null>(null);
  const recorded = useSignal<ReadonlySet<string>>(new Set());
  const announced = useSignal('');
  const kept = useSignal(false);

  const revealedValue = (fact: StatedFact): string | undefined => store.revealed.value.get(`fact ${fact.factId}`);
  function forFact(fact: StatedFact, customerId: string): ShownHint {
    const revealed = revealedValue(fact);
    const at = Date.parse(fact.refs.at(-1)?.at ?? '');
    const words = `Already given (${channelWords(fact.channel)} ${whenWords(at, store.now.value)}): ${fact.label} ${revealed ?? fact.value}`;
    if (!fact.masked || revealed !== undefined) return { words, verb: 'Insert', accept: () => insert(conv, revealed ?? fact.value) };
    return {
      words,
      verb: 'Reveal',
      accept: () =>
        void actions
          .ask((api) => api.reveal({ customerId, type: 'fact', id: fact.factId }))
          .then((answer) => {
            if (answer.ok) store.revealed.value = new Map(store.revealed.value).set(`fact ${fact.factId}`, answer.value);
            else store.status.value = answerWords(answer.code);
          }),
    };
  }
  function forPromise(hint: Extract<Hint, { kind: 'promise' }>, customerId: string): ShownHint {
    const { said } = hint;
    const words = `You promise: ${said.text}${said.when === null ? '' : `, ${said.when}`}`;
    return {
      words,
      verb: 'Record promise',
      accept: () => {
        panels.ownChangeUntil.value = store.now.value + OWN_CHANGE_MS;
        void actions
          .ask((api) =>
            api.promise({
              customer: { customerId },
              text: said.text,
              kind: said.kind,
              conversationId: conv,
              ...(said.when === null ? {} : { due: said.when }),
            }),
          )
          .then((answer) => {
            if (answer.ok) {
              recorded.value = new Set(recorded.value).add(said.text);
              kept.value = false;
              shown.value = null;
              store.status.value = `Promise recorded: ${said.text}`;
              return;
            }
            const edit = (): void => void (panels.dialog.value = { name: 'promise', said });
            shown.value = { words: `Not recorded. ${answerWords(answer.code)}`, verb: 'Edit…', accept: edit };
          });
      },
    };
  }

  const revealed = store.revealed.value;
  useEffect(() => {
    if (text === '' && kept.value) return undefined;
    kept.value = false;
    const timer = setTimeout(() => {
      if (text === '' || context === null) {
        shown.value = null;
        return;
      }
      import('../state/hints.js').then(
        ({ hintOf, hintKey }) => {
          const hint = hintOf(text, context, { recorded: recorded.value, value: (fact) => revealedValue(fact) ?? fact.value });
          const { customerId } = context.customer;
          const next = hint === null ? null : hint.kind === 'promise' ? forPromise(hint, customerId) : forFact(hint.fact, customerId);
          shown.value = next;
          if (hint === null || next === null || announced.value === hintKey(hint)) return;
          announced.value = hintKey(hint);
          store.status.value = `${next.words}. Control period: ${next.verb}`;
        },
        (error: unknown) => console.error('the hints did not load', error),
      );
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, context, revealed, recorded.value]);
  useEffect(() => {
    const accept = shown.value === null ? null : shown.value.accept;
    panels.acceptHint.value = accept;
    return () => {
      if (panels.acceptHint.value === accept) panels.acceptHint.value = null;
    };
  }, [shown.value]);
  return {
    shown,
    sent: () => {
      kept.value = shown.value !== null && shown.value.verb === 'Record promise';
    },
  };
}
