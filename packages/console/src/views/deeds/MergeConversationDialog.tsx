// Two open conversations of one customer become one (K24): the newer one closes and points to the older one, where its entries are shown in
// place. Both logs stay as they are, and it can be undone from its line in the thread.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { ConversationRow } from '@throughline/types';
import { convRoute } from '../../state/route.js';
import { t } from '../../state/t.js';
import { channelWords, statusWords, whenWords } from '../../state/words.js';
import { Dialog } from '../../ui/Dialog.js';
import { useStyle } from '../../ui/use-style.js';
import { useConsole } from '../console-context.js';
import { PEOPLE_STYLE } from '../people-style.js';
import { useAsked } from '../use-asked.js';

const newerOf = (a: ConversationRow, b: ConversationRow): ConversationRow =>
  a.openedAt > b.openedAt || (a.openedAt === b.openedAt && a.id > b.id) ? a : b;

export function MergeConversationDialog({ row }: { row: ConversationRow }): VNode {
  useStyle(PEOPLE_STYLE);
  const { store, actions, panels } = useConsole();
  const asked = useAsked(row.customer.id, () => actions.ask((api) => api.conversationsOf(row.customer.id)));
  const chosen = useSignal('');
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const now = store.now.value;
  const others = (asked.value.value ?? []).filter((one) => one.id !== row.id && one.status !== 'closed');
  const other = others.find((one) => one.id === chosen.value);
  const from = other === undefined ? null : newerOf(row, other);
  const into = from === null || other === undefined ? null : from.id === row.id ? other : row;
  const about = (one: ConversationRow): string => `${channelWords(one.channel)}, ${whenWords(one.openedAt, now)}`;
  const close = (): void => {
    panels.dialog.value = null;
  };
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (from === null || into === null || busy.value) return;
    busy.value = true;
    const answer = await actions.deed(row.id, 'merge', { into: into.id, from: from.id });
    busy.value = false;
    if (!answer.ok) {
      problem.value = answer.words;
      return;
    }
    close();
    store.status.value = t('Merged. It can be undone from its line in the conversation.');
    if (store.open.value?.id === from.id) actions.go(convRoute(store.view.value, into.id));
  }
  return (
    <Dialog title={t('Merge conversations')} onClose={close}>
      <form onSubmit={(event) => void submit(event)}>
        {asked.problem.value !== null && (
          <p class="field-error" role="alert">
            {asked.problem.value}
          </p>
        )}
        {asked.value.value === null && asked.problem.value === null && <p class="late">{t('Looking for other conversations…')}</p>}
        {asked.value.value !== null && others.length === 0 && (
          <p class="dialog-lead">{t('This customer has no other open conversation.')}</p>
        )}
        {others.length > 0 && (
          <fieldset class="targets">
            <legend>{t('Which one belongs to this')}</legend>
            {others.map((one) => (
              <label key={one.id} class="target">
                <input type="radio" name="other" required checked={chosen.value === one.id} onChange={() => (chosen.value = one.id)} />
                <span class="target-name">
                  <bdi>{one.lastText || one.headline}</bdi>
                </span>
                <span class="target-about">
                  {about(one)} · {statusWords(one.status)}
                </span>
              </label>
            ))}
          </fieldset>
        )}
        {from !== null && into !== null && (
          <div class="handover">
            <p class="handover-title">{t('What happens')}</p>
            <p>{t('The newer one ({which}) closes and points to the older one.', { which: about(from) })}</p>
            <p>{t('The older one ({which}) goes on; what was said in the other is shown in place.', { which: about(into) })}</p>
            <p>{t('Replies go out by {channel}. It can be undone.', { channel: channelWords(into.channel) })}</p>
          </div>
        )}
        {problem.value !== null && (
          <p class="field-error" role="alert">
            {t('Not merged: {reason}.', { reason: problem.value })}
          </p>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            {t('Cancel')}
          </button>
          <button type="submit" class="button button-primary" aria-disabled={from === null || busy.value}>
            {t('Merge')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
