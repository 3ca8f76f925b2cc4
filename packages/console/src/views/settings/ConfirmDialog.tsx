// A question before something that cannot be taken back.
import type { VNode } from 'preact';
import { t } from '../../state/t.js';
import { Dialog } from '../../ui/Dialog.js';

export interface ConfirmProps {
  title: string;
  words: string;
  /** Of the button that does it. */
  deed: string;
  onClose(): void;
  onConfirm(): void;
}

export function ConfirmDialog({ title, words, deed, onClose, onConfirm }: ConfirmProps): VNode {
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{words}</p>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          {t('Cancel')}
        </button>
        <button
          type="button"
          class="button button-danger"
          onClick={() => {
            onClose();
            onConfirm();
          }}
        >
          {deed}
        </button>
      </div>
    </Dialog>
  );
}
