// Signing out asks about what would be left behind: settings that are not saved, which whoever signs in next would not find (K105), and
// conversations at hand, which stay with this agent or go back to where others take them (K58).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { Dialog } from '../ui/Dialog.js';
import { useConsole } from './console-context.js';
import { leave } from './leave.js';
import { answerWords } from '../state/answer-words.js';
import { t, tn } from '../state/t.js';

export function SignOutDialog(): VNode {
  const console_ = useConsole();
  const { store, panels } = console_;
  const unsaved = store.unsaved.value;
  const open = store.counts.value.mine;
  const putBack = useSignal(false);
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const close = (): void => {
    panels.dialog.value = null;
  };
  async function signOut(): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    const back = open > 0 && putBack.value;
    if (!back) close();
    const answer = await leave(console_, back);
    busy.value = false;
    if (answer.ok) close();
    else problem.value = answerWords(answer.code);
  }
  const choice = (value: boolean, title: string, about: string): VNode => (
    <label class="target">
      <input type="radio" name="open" checked={putBack.value === value} onChange={() => (putBack.value = value)} />
      <span class="target-lines">
        <span class="target-name">{title}</span>
        <span class="target-about">{about}</span>
      </span>
    </label>
  );
  return (
    <Dialog title={unsaved ? t('Sign out without saving?') : t('Sign out?')} onClose={close}>
      {unsaved && <p>{t('Your changes to the widget’s settings are not saved. Signing out discards them.')}</p>}
      {open > 0 && (
        <fieldset class="targets">
          <legend>{tn(open, 'You have {n} open conversation', 'You have {n} open conversations')}</legend>
          {choice(
            false,
            t('Keep them with me'),
            t('They stay yours. Where teams share the work, a customer who waits for an answer goes back into the queue after a minute.'),
          )}
          {choice(true, t('Put them back'), t('They return to their queues with the place they had; a colleague takes over.'))}
        </fieldset>
      )}
      {problem.value !== null && (
        <p class="field-error" role="alert">
          {problem.value}
        </p>
      )}
      <div class="dialog-foot">
        <button type="button" class="button" autoFocus onClick={close}>
          {unsaved ? t('Keep editing') : t('Cancel')}
        </button>
        <button type="button" class="button button-primary" aria-disabled={busy.value} onClick={() => void signOut()}>
          {unsaved ? t('Discard and sign out') : t('Sign out')}
        </button>
      </div>
    </Dialog>
  );
}
