// Wrap-up (K23, K46): the suggested reason is confirmed with one key, or changed; the outcome may be left empty. What is written here is what
// the next agent reads as "how it ended". A reason the relay refuses is said; closing without it stays possible.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useId } from 'preact/hooks';
import type { ReasonView } from '@throughline/types';
import { sentence } from '../state/words.js';
import { Combobox } from '../ui/Combobox.js';
import type { Choice } from '../ui/Combobox.js';
import { Dialog } from '../ui/Dialog.js';
import { useConsole } from './console-context.js';
import { useDeed } from './use-deed.js';

const OUTCOME_MAX_CHARS = 200; // CloseBody
const COMMON = ['Solved', 'Answered', 'No reply', 'Not for us'] as const;
const choiceOf = ({ code, label, category }: ReasonView): Choice => ({ id: code, label, about: sentence(category) });

export function CloseDialog({ conv }: { conv: string }): VNode {
  const { actions, panels, store } = useConsole();
  const deed = useDeed();
  const suggested = store.context.value?.reason ?? null;
  const outcome = useSignal('');
  const reasons = useSignal<readonly Choice[]>([]);
  const chosen = useSignal<Choice | null>(suggested === null ? null : { id: suggested.code, label: suggested.label, about: '' });
  const refused = useSignal(false);
  const id = useId();
  const close = (): void => {
    panels.dialog.value = null;
  };
  useEffect(() => {
    void actions
      .ask((api) => api.reasons())
      .then((answer) => {
        if (answer.ok) reasons.value = answer.value.map(choiceOf);
      });
  }, []);
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
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
    void actions.close(conv, outcome.value);
    close();
  }
  return (
    <Dialog title="Close conversation" onClose={close}>
      <form onSubmit={(event) => void submit(event)}>
        {(reasons.value.length > 0 || suggested !== null) && (
          <Combobox
            label={suggested !== null && chosen.value?.id === suggested.code ? 'Reason, suggested' : 'Reason'}
            choices={reasons.value}
            chosen={chosen.value}
            onChoose={(choice) => {
              chosen.value = choice;
              refused.value = false;
            }}
          />
        )}
        <div class="field">
          <label for={id}>Outcome</label>
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
            Whoever talks to this customer next reads it. You can leave it empty; Enter confirms both.
          </p>
        </div>
        <div class="choice-row" role="group" aria-label="Common outcomes">
          {COMMON.map((words) => (
            <button key={words} type="button" class="choice" aria-pressed={outcome.value === words} onClick={() => (outcome.value = words)}>
              {words}
            </button>
          ))}
        </div>
        {refused.value && (
          <p class="field-error" role="alert">
            The reason was not recorded. {deed.problem.value} Close again to close without it.
          </p>
        )}
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="button button-primary" aria-disabled={deed.busy.value}>
            Close conversation
          </button>
        </div>
      </form>
    </Dialog>
  );
}
