// "I promised…": what, until when, for which department (C31). The time is written as people say it and read by the relay in the
// department's calendar (C32); what it made of it stands in the context a moment later.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { FoundPromise, HandoffContext } from '@throughline/types';
import { inLanguage, t } from '../state/t.js';
import { Dialog } from '../ui/Dialog.js';
import { TextField } from '../ui/TextField.js';
import { DeedProblem } from './DeedProblem.js';
import { useConsole } from './console-context.js';
import { useDeed } from './use-deed.js';

const TEXT_MAX_CHARS = 200; // CommitmentRequest
const DUE_MAX_CHARS = 80;
/** What is written for the relay, which reads English times, and how it is said here. */
const COMMON = inLanguage(
  () =>
    [
      ['today', t('today')],
      ['tomorrow', t('tomorrow')],
      ['by Friday', t('by Friday')],
      ['in 2 working days', t('in 2 working days')],
    ] as const,
);

export interface PromiseDialogProps {
  context: HandoffContext;
  conv: string | null;
  said: FoundPromise | null;
}

export function PromiseDialog({ context, conv, said }: PromiseDialogProps): VNode {
  const { panels, store } = useConsole();
  const deed = useDeed();
  const text = useSignal(said?.text ?? '');
  const due = useSignal(said?.when ?? '');
  const department = useSignal('');
  const close = (): void => {
    panels.dialog.value = null;
  };
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    const what = text.value.trim();
    if (what === '') return;
    const made = await deed.run((ask) =>
      ask.promise({
        customer: { customerId: context.customer.customerId },
        text: what,
        kind: said?.kind ?? 'action',
        ...(due.value.trim() === '' ? {} : { due: due.value.trim() }),
        ...(department.value.trim() === '' ? {} : { department: department.value.trim() }),
        ...(conv === null ? {} : { conversationId: conv }),
      }),
    );
    if (!made) return;
    store.status.value = t('Promise recorded: {what}', { what });
    close();
  }
  return (
    <Dialog title={t('I promised…')} onClose={close}>
      <form onSubmit={(event) => void submit(event)}>
        <p class="dialog-lead">{t('Every department sees it. When it is overdue, an alert says so before the customer does.')}</p>
        <TextField label={t('What')} value={text} maxLength={TEXT_MAX_CHARS} autoFocus required />
        <TextField
          label={t('Until when')}
          value={due}
          maxLength={DUE_MAX_CHARS}
          hint={t('As you would say it: by Friday, tomorrow 17:00, in 2 working days.')}
        />
        <div class="choice-row field-choices" role="group" aria-label={t('Common times')}>
          {COMMON().map(([time, words]) => (
            <button key={time} type="button" class="choice" aria-pressed={due.value === time} onClick={() => (due.value = time)}>
              {words}
            </button>
          ))}
        </div>
        <TextField label={t('Department')} value={department} maxLength={64} hint={t('Leave empty when it is your own.')} />
        <DeedProblem deed={deed} />
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            {t('Cancel')}
          </button>
          <button type="submit" class="button button-primary" aria-disabled={deed.busy.value || text.value.trim() === ''}>
            {t('Record promise')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
