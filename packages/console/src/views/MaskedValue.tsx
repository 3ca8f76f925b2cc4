// A value that is masked until somebody asks for it, on record (S134).
import type { VNode } from 'preact';
import type { ContextActions } from '../state/context-actions.js';
import { Act } from '../ui/More.js';
import { useConsole } from './console-context.js';
import { useDeed } from './use-deed.js';
import { t } from '../state/t.js';

export interface MaskedValueProps {
  what: Parameters<ContextActions['reveal']>[0];
  value: string;
  masked: boolean;
}

export function MaskedValue({ what, value, masked }: MaskedValueProps): VNode {
  const { store } = useConsole();
  const deed = useDeed();
  const key = `${what.type} ${what.id}`;
  const revealed = store.revealed.value.get(key);
  return (
    <p class="masked-value">
      <b dir="auto">{revealed ?? value}</b>
      {masked && revealed === undefined && (
        <Act
          busy={deed.busy.value}
          onClick={() =>
            void deed.run(
              (ask) => ask.reveal(what),
              (text) => (store.revealed.value = new Map(store.revealed.value).set(key, text)),
            )
          }
        >
          {t('Reveal (recorded)')}
        </Act>
      )}
      {deed.problem.value !== null && (
        <span class="field-error" role="alert">
          {deed.problem.value}
        </span>
      )}
    </p>
  );
}
