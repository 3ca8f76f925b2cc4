// Opens a case for what takes longer than one conversation; this conversation belongs to it from the start (C29).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { HandoffContext } from '@throughline/types';
import { t } from '../state/t.js';
import { reasonWords } from '../state/reason-words.js';
import { Dialog } from '../ui/Dialog.js';
import { TextField } from '../ui/TextField.js';
import { DeedProblem } from './DeedProblem.js';
import { useConsole } from './console-context.js';
import { useDeed } from './use-deed.js';

const TITLE_MAX_CHARS = 120; // CaseRequest

export function CaseDialog({ context, conv }: { context: HandoffContext; conv: string | null }): VNode {
  const { panels, store } = useConsole();
  const deed = useDeed();
  const title = useSignal(reasonWords(context.reason?.label ?? ''));
  const close = (): void => {
    panels.dialog.value = null;
  };
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const words = title.value.trim();
    if (words === '') return;
    const form = { customerId: context.customer.customerId, title: words, ...(conv === null ? {} : { conversationId: conv }) };
    if (!(await deed.run((ask) => ask.openCase(form)))) return;
    store.status.value = t('Case opened: {what}', { what: words });
    close();
  }
  return (
    <Dialog title={t('Open a case')} onClose={close}>
      <form onSubmit={(event) => void submit(event)}>
        <TextField label={t('What it is about')} value={title} maxLength={TITLE_MAX_CHARS} autoFocus required />
        <DeedProblem deed={deed} />
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            {t('Cancel')}
          </button>
          <button type="submit" class="button button-primary" aria-disabled={deed.busy.value || title.value.trim() === ''}>
            {t('Open case')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
