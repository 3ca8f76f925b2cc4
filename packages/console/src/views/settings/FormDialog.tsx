// A form in a dialog: what is wrong in words, a way out, and one button that sends it once however often it is pressed.
import type { ComponentChildren, VNode } from 'preact';
import { t } from '../../state/t.js';
import { Dialog } from '../../ui/Dialog.js';
import { useBusy } from './use-busy.js';

export interface FormDialogProps {
  title: string;
  /** Of the button that sends it. */
  deed: string;
  /** Why it was not done; null: nothing was refused. */
  problem: string | null;
  /** False while there is nothing to send yet. */
  ready?: boolean;
  /** Buttons before those two. */
  more?: ComponentChildren;
  /** Beside the form: a dialog of its own, what may be done without it. */
  beside?: ComponentChildren;
  onClose(): void;
  onSubmit(): Promise<unknown>;
  children: ComponentChildren;
}

export function FormDialog({ title, deed, problem, ready = true, more, beside, onClose, onSubmit, children }: FormDialogProps): VNode {
  const busy = useBusy();
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void busy.once(onSubmit);
        }}
      >
        {children}
        {problem !== null && (
          <p class="field-error" role="alert">
            {problem}
          </p>
        )}
        <div class="dialog-foot">
          {more}
          <button type="button" class="button" onClick={onClose}>
            {t('Cancel')}
          </button>
          <button type="submit" class="button button-primary" aria-disabled={busy.on.value || !ready}>
            {deed}
          </button>
        </div>
      </form>
      {beside}
    </Dialog>
  );
}
