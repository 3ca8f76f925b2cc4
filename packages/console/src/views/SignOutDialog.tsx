// Signing out while settings are unsaved asks first (K105): who signs in next would not find them.
import type { VNode } from 'preact';
import { Dialog } from '../ui/Dialog.js';
import { useConsole } from './console-context.js';
import { leave } from './leave.js';
import { t } from '../state/t.js';

export function SignOutDialog(): VNode {
  const console_ = useConsole();
  const { panels } = console_;
  const close = (): void => {
    panels.dialog.value = null;
  };
  return (
    <Dialog title={t('Sign out without saving?')} onClose={close}>
      <p>{t('Your changes to the widget’s settings are not saved. Signing out discards them.')}</p>
      <div class="dialog-foot">
        <button type="button" class="button" autoFocus onClick={close}>
          {t('Keep editing')}
        </button>
        <button
          type="button"
          class="button button-primary"
          onClick={() => {
            close();
            void leave(console_);
          }}
        >
          {t('Discard and sign out')}
        </button>
      </div>
    </Dialog>
  );
}
