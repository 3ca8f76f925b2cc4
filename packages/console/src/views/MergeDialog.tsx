// Merges another customer into the one on the page: preview first, always (K92).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { CustomerListItem, HandoffContext, MergeAnswer } from '@throughline/types';
import { mayAdminister } from '../state/roles.js';
import { Dialog } from '../ui/Dialog.js';
import { TextField } from '../ui/TextField.js';
import { IS_ID, MergeCandidates } from './MergeCandidates.js';
import { MergePreviewView } from './MergePreviewView.js';
import { DeedProblem } from './DeedProblem.js';
import { useConsole } from './console-context.js';
import { useDeed } from './use-deed.js';
import { t } from '../state/t.js';

type Refusal = MergeAnswer['preview']['refusals'][number];
const LIFTABLE: ReadonlySet<Refusal> = new Set<Refusal>(['different_user_id', 'no_shared_identifier']);

export function MergeDialog({ context }: { context: HandoffContext }): VNode {
  const { panels, store } = useConsole();
  const deed = useDeed();
  const other = useSignal('');
  const reason = useSignal('');
  /** Whom the list below the field named. */
  const chosen = useSignal<CustomerListItem | null>(null);
  const preview = useSignal<{ of: string; answer: MergeAnswer } | null>(null);
  const close = (): void => {
    panels.dialog.value = null;
  };
  const from = other.value.trim().replace(/^.*\/customers\//, '');
  const ready = preview.value !== null && preview.value.of === from ? preview.value.answer : null;
  const refused = (ready?.preview.refusals.length ?? 0) > 0;
  const session = store.session.value;
  const admin = session.state === 'signed_in' && mayAdminister(session.session.agent.role);
  /** An admin may say that they are one all the same (ID13); every other refusal stands. */
  const liftable = refused && admin && ready?.preview.refusals.every((code) => LIFTABLE.has(code)) === true;
  const override = liftable && reason.value.trim() !== '';
  const into = context.customer.customerId;
  async function look(id: string): Promise<void> {
    await deed.run(
      (ask) => ask.merge({ from: id, into, dryRun: true }),
      (answer) => (preview.value = { of: id, answer }),
    );
  }
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (!IS_ID.test(from)) return;
    if (ready === null) return look(from);
    if (refused && !override) return;
    const why = reason.value.trim();
    const done = await deed.run((ask) =>
      ask.merge({ from, into, dryRun: false, ...(override ? { override } : {}), ...(why === '' ? {} : { reason: why }) }),
    );
    if (!done) return;
    store.status.value = t('Merged. It can be undone below.');
    close();
  }
  return (
    <Dialog title={t('Merge another customer into this one')} onClose={close}>
      <form onSubmit={(event) => void submit(event)}>
        <TextField
          label={t('The other customer')}
          value={other}
          maxLength={300}
          hint={
            chosen.value !== null && chosen.value.id === from
              ? chosen.value.name
              : t('Name, e-mail, any number, or the address of their page.')
          }
          autoFocus
          required
        />
        <MergeCandidates
          typed={other.value.includes('/customers/') ? '' : other.value}
          exceptId={context.customer.customerId}
          onChoose={(customer) => {
            chosen.value = customer;
            other.value = customer.id;
            void look(customer.id);
          }}
        />
        {ready !== null && <MergePreviewView preview={ready.preview} />}
        {ready !== null && (!refused || liftable) && (
          <TextField
            label={t('Reason')}
            value={reason}
            maxLength={200}
            {...(liftable ? { hint: t('Merging them all the same needs a reason. It is recorded with your name.') } : {})}
          />
        )}
        <DeedProblem deed={deed} />
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            {t('Cancel')}
          </button>
          <button
            type="submit"
            class="button button-primary"
            aria-disabled={deed.busy.value || !IS_ID.test(from) || (refused && !override)}
          >
            {ready === null ? t('Preview') : liftable ? t('Merge anyway') : t('Merge')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
