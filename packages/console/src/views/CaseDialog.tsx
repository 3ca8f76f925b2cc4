// Opens a case for what takes longer than one conversation; this conversation belongs to it from the start (C29).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { HandoffContext } from '@throughline/types';
import { Dialog } from '../ui/Dialog.js';
import { TextField } from '../ui/TextField.js';
import { useConsole } from './console-context.js';
import { useDeed } from './use-deed.js';

const TITLE_MAX_CHARS = 120; // CaseRequest

export function CaseDialog({ context, conv }: { context: HandoffContext; conv: string | null }): VNode {
  const { panels, store } = useConsole();
  const deed = useDeed();
  const title = useSignal(context.reason?.label ?? '');
  const close = (): void => {
    panels.dialog.value = null;
  };
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const words = title.value.trim();
    if (words === '') return;
    const form = { customerId: context.customer.customerId, title: words, ...(conv === null ? {} : { conversationId: conv }) };
    if (!(await deed.run((ask) => ask.openCase(form)))) return;
    store.status.value = `Case opened: ${words}`;
    close();
  }
  return (
    <Dialog title="Open a case" onClose={close}>
      <form onSubmit={(event) => void submit(event)}>
        <TextField label="What it is about" value={title} maxLength={TITLE_MAX_CHARS} autoFocus required />
        {deed.problem.value !== null && (
          <p class="field-error" role="alert">
            {deed.problem.value}
          </p>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="button button-primary" aria-disabled={deed.busy.value || title.value.trim() === ''}>
            Open case
          </button>
        </div>
      </form>
    </Dialog>
  );
}
