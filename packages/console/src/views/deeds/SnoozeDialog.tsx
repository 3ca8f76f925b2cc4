// Until when the conversation sleeps (K71): a press on one of the usual times, a time typed as people say it, or a date. The customer's reply
// wakes it in any case.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { ConversationRow } from '@throughline/types';
import { readSnooze, snoozeChoices } from '../../state/snooze-words.js';
import { t } from '../../state/t.js';
import { fieldTime, untilWords } from '../../state/until-words.js';
import { Dialog } from '../../ui/Dialog.js';
import { Icon } from '../../ui/Icon.js';
import { useConsole } from '../console-context.js';
import { useNextRow } from './use-next-row.js';

const TYPED_MAX_CHARS = 40;

export function SnoozeDialog({ row }: { row: ConversationRow }): VNode {
  const { store, actions, panels } = useConsole();
  const nextRow = useNextRow();
  const typed = useSignal('');
  /** As the date field has it: a year that is half typed stays in it. */
  const dated = useSignal('');
  const id = useId();
  const now = store.now.value;
  const until = readSnooze(typed.value, now);
  const close = (): void => {
    panels.dialog.value = null;
  };
  function snooze(at: number | null): void {
    const goOn = nextRow(row.id);
    close();
    void actions.deed(row.id, 'snooze', { until: at }).then((answer) => {
      if (!answer.ok) return;
      store.status.value = at === null ? t('Snoozed until the customer replies') : t('Snoozed until {time}', { time: untilWords(at) });
      goOn();
    });
  }
  const usual = { later: t('Later today'), tomorrow: t('Tomorrow morning'), next_week: t('Next week') };
  return (
    <Dialog title={t('Snooze')} onClose={close}>
      <p class="dialog-lead">
        {t('Until then it is out of Mine and of the queues; Snoozed and All open still hold it. A reply of the customer always wakes it.')}
      </p>
      <div class="times" role="group" aria-label={t('Usual times')}>
        {snoozeChoices(now).map((choice) => (
          <button key={choice.id} type="button" class="time-choice" onClick={() => snooze(choice.until)}>
            <Icon name="clock" />
            <span>{usual[choice.id]}</span>
            <span>{untilWords(choice.until)}</span>
          </button>
        ))}
        <button type="button" class="time-choice" onClick={() => snooze(null)}>
          <Icon name="chat" />
          <span>{t('Until the customer replies')}</span>
        </button>
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (until !== null) snooze(until);
        }}
      >
        <div class="field">
          <label for={id}>{t('Or a time as you would say it')}</label>
          <input
            id={id}
            type="text"
            autoFocus
            autoComplete="off"
            placeholder="fri 9"
            maxLength={TYPED_MAX_CHARS}
            aria-describedby={`${id}-result`}
            value={typed.value}
            onInput={(event) => {
              typed.value = event.currentTarget.value;
              dated.value = '';
            }}
          />
          <output id={`${id}-result`} class={`time-result ${until === null ? 'time-result-none' : ''}`}>
            {until !== null
              ? untilWords(until)
              : typed.value.trim() === ''
                ? t('In English: fri 9, tomorrow 14:30, in 2 hours, 12 mar')
                : t('This is no time to come. Try: fri 9, tomorrow 14:30, 12 mar')}
          </output>
        </div>
        <div class="field">
          <label for={`${id}-date`}>{t('Or a date')}</label>
          <input
            id={`${id}-date`}
            type="datetime-local"
            min={fieldTime(now)}
            value={dated.value !== '' || until === null ? dated.value : fieldTime(until)}
            onInput={(event) => {
              dated.value = event.currentTarget.value;
              typed.value = dated.value.replace('T', ' ');
            }}
          />
        </div>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            {t('Cancel')}
          </button>
          <button type="submit" class="button button-primary" aria-disabled={until === null}>
            {t('Snooze')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
