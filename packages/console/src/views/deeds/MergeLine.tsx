// Below the line that says two conversations were merged (K24): what was said in the other one, in place, and the way back.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { Entry } from '@throughline/types';
import { t } from '../../state/t.js';
import { useStyle } from '../../ui/use-style.js';
import { useConsole } from '../console-context.js';
import { DEEDS_STYLE } from './deeds-style.js';
import { EarlierConversation } from './Earlier.js';

const idOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export function MergeLine({ conv, entry }: { conv: string; entry: Entry }): VNode | null {
  useStyle(DEEDS_STYLE);
  const { store, actions } = useConsole();
  const busy = useSignal(false);
  const [into, from] = [idOf(entry.body['into']), idOf(entry.body['from'])];
  const other = conv === into ? from : into;
  const row = store.rows.value.get(other);
  const log = store.open.value?.view?.int.entries ?? [];
  const undone = log.some(
    (one) => one.seq > entry.seq && one.kind === entry.kind && one.body['undone'] === true && one.body['from'] === from,
  );
  if (undone) return null;
  async function undo(): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    await actions.deed(conv, 'merge', { into, from, undone: true });
    busy.value = false;
  }
  return (
    <>
      <p class="merge-actions">
        <button type="button" class="link-button" aria-disabled={busy.value} onClick={() => void undo()}>
          {t('Undo merge')}
        </button>
      </p>
      {conv === into && (
        <EarlierConversation
          about={{
            id: other,
            channel: row?.channel ?? 'web_chat',
            openedAt: row?.openedAt ?? entry.ts,
            status: t('merged into this one'),
          }}
        />
      )}
    </>
  );
}
