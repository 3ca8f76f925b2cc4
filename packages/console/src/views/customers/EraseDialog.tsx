// Forgets a customer for good (K94): says what goes, and is done only by whoever types their name and gives the password again.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { HandoffContext } from '@throughline/types';
import { answerWords } from '../../state/answer-words.js';
import { customersRoute } from '../../state/route.js';
import { t, tn } from '../../state/t.js';
import { Dialog } from '../../ui/Dialog.js';
import { TextField } from '../../ui/TextField.js';
import { useFreshLogin } from '../access/FreshLogin.js';
import { useConsole } from '../console-context.js';
import { useAsked } from '../use-asked.js';

export function EraseDialog({ context, onClose }: { context: HandoffContext; onClose(): void }): VNode {
  const { store, actions } = useConsole();
  const fresh = useFreshLogin();
  const typed = useSignal('');
  const busy = useSignal(false);
  const problem = useSignal<string | null>(null);
  const { customerId } = context.customer;
  const name = context.customer.displayName ?? t('Customer');
  const conversations = useAsked(customerId, () => actions.ask((api) => api.conversationsOf(customerId)));
  const interactions = Object.values(context.history.byChannel).reduce((sum, count) => sum + count, 0);
  const talks = conversations.value.value?.length ?? null;
  const ready = typed.value.trim() === name.trim();

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (!ready || busy.value) return;
    busy.value = true;
    problem.value = null;
    const answer = await fresh.ask((api) => api.eraseCustomer(customerId));
    busy.value = false;
    if (answer.ok) {
      onClose();
      actions.go(customersRoute(store.view.value), 'replace');
      store.status.value = t('{name} was erased', { name });
    } else if (answer.code !== 'fresh_login_needed') problem.value = answerWords(answer.code);
  }
  return (
    <>
      <Dialog title={t('Erase this customer')} onClose={onClose}>
        <form onSubmit={(event) => void submit(event)}>
          <p>{t('This goes, also for everybody who was merged into them, and cannot be undone:')}</p>
          <ul class="erase-list">
            <li>{tn(interactions, '{n} interaction over every channel', '{n} interactions over every channel')}</li>
            {talks !== null && (
              <li>
                {tn(talks, '{n} conversation with its messages, notes and files', '{n} conversations with their messages, notes and files')}
              </li>
            )}
            <li>{t('what names them, what they told, what was promised to them, their orders, cases and surveys')}</li>
            <li>{t('the notes about them')}</li>
          </ul>
          <p class="erase-after">
            {t(
              'Your own systems keep what they have. The audit log keeps that it was done, by whom and when, and nothing about the person.',
            )}
          </p>
          <TextField label={t('Type “{name}” to confirm', { name })} value={typed} maxLength={200} autoFocus />
          {problem.value !== null && (
            <p class="field-error" role="alert">
              {problem.value}
            </p>
          )}
          <div class="dialog-foot">
            <button type="button" class="button" onClick={onClose}>
              {t('Cancel')}
            </button>
            <button type="submit" class="button button-danger" aria-disabled={!ready || busy.value}>
              {t('Erase for good')}
            </button>
          </div>
        </form>
      </Dialog>
      {fresh.dialog}
    </>
  );
}
