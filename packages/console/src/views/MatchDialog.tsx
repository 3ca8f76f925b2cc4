// A possible match: why it is one, and what the agent decides (ID18, ID21). Nothing of the other customer is shown before a merge; it becomes
// one only with a check that is recorded, which the agent says here.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { HandoffContext } from '@throughline/types';
import { sentence } from '../state/words.js';
import { Dialog } from '../ui/Dialog.js';
import { useConsole } from './console-context.js';
import { useDeed } from './use-deed.js';

export interface MatchDialogProps {
  context: HandoffContext;
  conv: string | null;
  suggestionId: string;
}

export function MatchDialog({ context, conv, suggestionId }: MatchDialogProps): VNode | null {
  const { panels, store } = useConsole();
  const deed = useDeed();
  const checked = useSignal(false);
  const id = useId();
  const match = context.customer.possibleMatches.find((one) => one.suggestionId === suggestionId);
  const close = (): void => {
    panels.dialog.value = null;
  };
  if (match === undefined) return null;
  async function decide(decision: 'merge' | 'dismiss'): Promise<void> {
    const done = await deed.run((ask) => ask.decideSuggestion(suggestionId, decision, conv ?? undefined));
    if (!done) return;
    store.status.value = decision === 'merge' ? 'Merged. It can be undone on the customer page.' : 'Recorded: not this person';
    close();
  }
  return (
    <Dialog title="Possible match" onClose={close}>
      <p class="dialog-lead">
        {sentence(match.reasonCode)}: <bdi>{match.masked}</bdi>
      </p>
      <p>Both timelines become one. Every merge can be undone and both are as they were.</p>
      <label class="check" for={id}>
        <input id={id} type="checkbox" checked={checked.value} onChange={() => (checked.value = !checked.value)} />I checked with the
        customer that this is the same person
      </label>
      {deed.problem.value !== null && (
        <p class="field-error" role="alert">
          {deed.problem.value}
        </p>
      )}
      <div class="dialog-foot">
        <button type="button" class="button" aria-disabled={deed.busy.value} onClick={() => void decide('dismiss')}>
          Not this person
        </button>
        <button
          type="button"
          class="button button-primary"
          aria-disabled={!checked.value || deed.busy.value}
          onClick={() => checked.value && void decide('merge')}
        >
          Merge
        </button>
      </div>
    </Dialog>
  );
}
