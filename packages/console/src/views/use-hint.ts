// The hint for the draft on screen (K34–K36): computed here within 50 ms of a pause in typing, announced once, accepted by its key.
// It never blocks sending. A promise that was sent stays offered until the next key, so that a quick sender does not lose it.
import { useSignal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../state/t.js';
import { useConsole } from './console-context.js';
import type { HintOptions, ShownHint } from './hint-shapes.js';
import { useInsert } from './use-insert.js';

const PAUSE_MS = 30; // K35: within 50 ms of a pause

export interface HintState {
  shown: Signal<ShownHint | null>;
  /** The draft was sent: what it promised is still offered. */
  sent(): void;
}

export function useHint({ conv, text, context, language }: HintOptions): HintState {
  const { store, actions, panels } = useConsole();
  const insert = useInsert();
  const shown = useSignal<ShownHint | null>(null);
  const recorded = useSignal<ReadonlySet<string>>(new Set());
  const announced = useSignal('');
  const kept = useSignal(false);

  const revealed = store.revealed.value;
  useEffect(() => {
    if (text === '' && kept.value) return undefined;
    kept.value = false;
    let over = false;
    const timer = setTimeout(() => {
      if (text === '' || context === null) {
        shown.value = null;
        return;
      }
      import('./hint-offers.js').then(
        ({ offerOf }) => {
          if (over) return; // another text meanwhile
          const offer = offerOf({ conv, text, context, language }, { store, actions, panels, insert, shown, recorded, kept });
          shown.value = offer?.hint ?? null;
          if (offer === null || announced.value === offer.key) return;
          announced.value = offer.key;
          const { words, verb } = offer.hint;
          store.status.value = verb === '' ? words : t('{what}. Control period: {verb}', { what: words, verb });
        },
        (error: unknown) => console.error('the hints did not load', error),
      );
    }, PAUSE_MS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [text, context, language, revealed, recorded.value]);
  useEffect(() => {
    const accept = shown.value === null || shown.value.verb === '' ? null : shown.value.accept;
    panels.acceptHint.value = accept;
    return () => {
      if (panels.acceptHint.value === accept) panels.acceptHint.value = null;
    };
  }, [shown.value]);
  return {
    shown,
    sent: () => {
      kept.value = shown.value !== null && shown.value.kind === 'promise';
    },
  };
}
