// Merges another customer into the one on the page: preview first, always (K92).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { HandoffContext, MergeAnswer } from '@throughline/types';
import { Dialog } from '../ui/Dialog.js';
import { TextField } from '../ui/TextField.js';
import { MergePreviewView } from './MergePreviewView.js';
import { useConsole } from './console-context.js';
import { useDeed } from './use-deed.js';

export function MergeDialog({ context }: { context: HandoffContext }): VNode {
  const { panels, store } = useConsole();
  const deed = useDeed();
  const other = useSignal('');
  const reason = useSignal('');
  const preview = useSignal<{ of: string; answer: MergeAnswer } | null>(null);
  const close = (): void => {
    panels.dialog.value = null;
  };
  const from = other.value.trim().replace(/^.*\/customers\//, '');
  const ready = preview.value !== null && preview.value.of === from ? preview.value.answer : null;
  const refused = (ready?.preview.refusals.length ?? 0) > 0;
  const override = ready?.preview.refusals.length === 1 && ready.preview.refusals[0] === 'different_user_id' && reason.value.trim() !== '';
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (from === '') return;
    const form = { from, into: context.customer.customerId };
    if (ready === null) {
      await deed.run(
        (ask) => ask.merge({ ...form, dryRun: true }),
        (answer) => (preview.value = { of: from, answer }),
      );
      return;
    }
    if (refused && !override) return;
    const why = reason.value.trim();
    const done = await deed.run((ask) =>
      ask.merge({ ...form, dryRun: false, ...(override ? { override } : {}), ...(why === '' ? {} : { reason: why }) }),
    );
    if (!done) return;
    store.status.value = 'Merged. It can be undone below.';
    close();
  }
  return (
    <Dialog title="Merge another customer into this one" onClose={close}>
      <form onSubmit={(event) => void submit(event)}>
        <TextField label="Id or address of the other customer" value={other} maxLength={300} autoFocus required />
        {ready !== null && <MergePreviewView preview={ready.preview} />}
        {ready !== null && <TextField label="Reason" value={reason} maxLength={200} />}
        {deed.problem.value !== null && (
          <p class="field-error" role="alert">
            {deed.problem.value}
          </p>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="button button-primary" aria-disabled={deed.busy.value || from === '' || (refused && !override)}>
            {ready === null ? 'Preview' : 'Merge'}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
