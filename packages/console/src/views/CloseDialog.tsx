// Wrap-up (K23, K46): the suggested reason is confirmed with one key, or changed; the outcome may be left empty. What is written here is what
// the next agent reads as "how it ended". A reason the relay refuses is said; closing without it stays possible.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { ReasonView } from '@throughline/types';
import { t } from '../state/t.js';
import { reasonBranchWords, reasonWords } from '../state/reason-words.js';
import { Combobox } from '../ui/Combobox.js';
import type { Choice } from '../ui/Combobox.js';
import { Dialog } from '../ui/Dialog.js';
import { useConsole } from './console-context.js';
import { useNextRow } from './deeds/use-next-row.js';
import { useDeed } from './use-deed.js';

const OUTCOME_MAX_CHARS = 200; // CloseBody
const choiceOf = ({ code, label, category }: ReasonView): Choice => ({
  id: code,
  label: reasonWords(label),
  about: reasonBranchWords(category),
});

export function CloseDialog({ conv }: { conv: string }): VNode {
  const { actions, panels, store } = useConsole();
  const deed = useDeed();
  const nextRow = useNextRow();
  const common = [t('Solved'), t('Answered'), t('No reply'), t('Not for us')];
  const suggested = store.context.value?.reason ?? null;
  const outcome = useSignal('');
  const reasons = useSignal<readonly Choice[]>([]);
  const chosen = useSignal<Choice | null>(
    suggested === null ? null : { id: suggested.code, label: reasonWords(suggested.label), about: '' },
  );
  const refused = useSignal(false);
  const here = useRef(true);
  const id = useId();
  const close = (): void => {
    panels.dialog.value = null;
  };
  useEffect(() => () => void (here.current = false), []);
  useEffect(() => {
    void actions
      .ask((api) => api.reasons())
      .then((answer) => {
        if (answer.ok) reasons.value = answer.value.map(choiceOf);
      });
  }, []);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (deed.busy.value) return; // pressed twice
    const reason = chosen.value;
    if (reason !== null && !refused.value) {
      const confirmed = await deed.run((ask) =>
        ask.confirmReason(conv, { code: reason.id, ...(suggested === null ? {} : { suggested: suggested.code }) }),
      );
      if (!confirmed) {
        refused.value = true;
        return;
      }
    }
    if (!here.current) return; // dismissed while the reason was recorded
    const goOn = nextRow(conv);
    void actions.close(conv, outcome.value).then(() => store.open.value?.failed === null && goOn());
    close();
  }
  return (
    <Dialog title={t('Close conversation')} onClose={close}>
      <form onSubmit={(event) => void submit(event)}>
        {(reasons.value.length > 0 || suggested !== null) && (
          <Combobox
            label={suggested !== null && chosen.value?.id === suggested.code ? t('Reason, suggested') : t('Reason')}
            choices={reasons.value}
            chosen={chosen.value}
            onChoose={(choice) => {
              chosen.value = choice;
              refused.value = false;
            }}
          />
        )}
        <div class="field">
          <label for={id}>{t('Outcome')}</label>
          <input
            id={id}
            type="text"
            autoFocus
            maxLength={OUTCOME_MAX_CHARS}
            value={outcome.value}
            aria-describedby={`${id}-hint`}
            onInput={(event) => (outcome.value = event.currentTarget.value)}
          />
          <p class="field-hint" id={`${id}-hint`}>
            {t('Whoever talks to this customer next reads it. You can leave it empty; Enter confirms both.')}
          </p>
        </div>
        <div class="choice-row" role="group" aria-label={t('Common outcomes')}>
          {common.map((words) => (
            <button key={words} type="button" class="choice" aria-pressed={outcome.value === words} onClick={() => (outcome.value = words)}>
              {words}
            </button>
          ))}
        </div>
        {refused.value && (
          <p class="field-error" role="alert">
            {t('The reason was not recorded. {why} Close again to close without it.', { why: deed.problem.value ?? '' })}
          </p>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            {t('Cancel')}
          </button>
          <button type="submit" class="button button-primary" aria-disabled={deed.busy.value}>
            {t('Close conversation')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
