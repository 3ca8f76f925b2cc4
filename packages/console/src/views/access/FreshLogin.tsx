// A fresh login (S80): what the relay answers `fresh_login_needed` is asked again once the password was given. One dialog for every page that
// does such things; closing it leaves everything as it was.
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type { Answer } from '../../state/answer.js';
import { answerWords } from '../../state/answer-words.js';
import type { ContextActions } from '../../state/context-actions.js';
import { t } from '../../state/t.js';
import { Dialog } from '../../ui/Dialog.js';
import { Field } from '../../ui/Field.js';
import { useConsole } from '../console-context.js';

type What<T> = (actions: ContextActions) => Promise<Answer<T>>;

export interface FreshLogin {
  /** Like `actions.ask`, with the password in between where it is needed. Who closes the dialog gets `fresh_login_needed`. */
  ask<T>(what: What<T>): Promise<Answer<T>>;
  /** Drawn somewhere on the page. */
  dialog: VNode | null;
}

export function useFreshLogin(): FreshLogin {
  const { actions } = useConsole();
  const open = useSignal(false);
  const waiting = useRef<((confirmed: boolean) => void) | null>(null);

  const settle = (confirmed: boolean): void => {
    open.value = false;
    waiting.current?.(confirmed);
    waiting.current = null;
  };
  async function ask<T>(what: What<T>): Promise<Answer<T>> {
    const answer = await actions.ask(what);
    if (answer.ok || answer.code !== 'fresh_login_needed') return answer;
    settle(false); // of two at once, the later one is on screen
    const confirmed = await new Promise<boolean>((resolve) => {
      waiting.current = resolve;
      open.value = true;
    });
    return confirmed ? actions.ask(what) : answer;
  }
  return { ask, dialog: open.value ? <ConfirmDialog onDone={settle} /> : null };
}

function ConfirmDialog({ onDone }: { onDone(confirmed: boolean): void }): VNode {
  const { actions } = useConsole();
  const password = useSignal('');
  const code = useSignal('');
  const needsCode = useSignal(false);
  const problem = useSignal<string | null>(null);
  const busy = useSignal(false);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy.value) return;
    busy.value = true;
    const form = { password: password.value, ...(needsCode.value ? { code: code.value } : {}) };
    const answer = await actions.ask((account) => account.confirmLogin(form));
    busy.value = false;
    if (answer.ok) return onDone(true);
    if (answer.code === 'second_factor_needed' && !needsCode.value) {
      needsCode.value = true;
      problem.value = null;
    } else problem.value = answer.code === 'wrong_credentials' ? t('This is not your password.') : answerWords(answer.code);
  }

  return (
    <Dialog title={t('Confirm it is you')} onClose={() => onDone(false)}>
      <form onSubmit={(event) => void submit(event)}>
        <p>{t('This needs your password again. It then holds for ten minutes.')}</p>
        <Field
          label={t('Your password')}
          name="confirm-password"
          type="password"
          autoComplete="current-password"
          value={password.value}
          onValue={(value) => (password.value = value)}
          error={needsCode.value ? null : problem.value}
          autoFocus
        />
        {needsCode.value && (
          <Field
            label={t('Six-digit code')}
            name="confirm-code"
            type="text"
            autoComplete="one-time-code"
            value={code.value}
            onValue={(value) => (code.value = value)}
            error={problem.value}
            autoFocus
          />
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={() => onDone(false)}>
            {t('Cancel')}
          </button>
          <button type="submit" class="button button-primary" aria-disabled={busy.value}>
            {t('Confirm')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
