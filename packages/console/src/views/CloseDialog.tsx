// Closing asks for the outcome in a few words; it may be left empty (K23). What is written here is what the next agent reads as
// "how it ended".
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { Dialog } from '../ui/Dialog.js';
import { useConsole } from './console-context.js';

const OUTCOME_MAX_CHARS = 200; // CloseBody
const COMMON = ['Solved', 'Answered', 'No reply', 'Not for us'] as const;

export function CloseDialog({ conv }: { conv: string }): VNode {
  const { actions, panels } = useConsole();
  const outcome = useSignal('');
  const id = useId();
  const close = (): void => {
    panels.dialog.value = null;
  };
  function submit(event: Event): void {
    event.preventDefault();
    void actions.close(conv, outcome.value);
    close();
  }
  return (
    <Dialog title="Close conversation" onClose={close}>
      <form onSubmit={submit}>
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
            Whoever talks to this customer next reads it. You can leave it empty.
          </p>
        </div>
        <div class="choice-row" role="group" aria-label="Common outcomes">
          {COMMON.map((words) => (
            <button key={words} type="button" class="choice" aria-pressed={outcome.value === words} onClick={() => (outcome.value = words)}>
              {words}
            </button>
          ))}
        </div>
        <div class="dialog-foot">
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="button button-primary">
            Close conversation
          </button>
        </div>
      </form>
    </Dialog>
  );
}
