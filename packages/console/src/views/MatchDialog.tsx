// A possible match: why it is one, as much of it as may be shown before a check, and what the agent decides (ID18, ID21). It becomes a merge
// only with a check that is recorded here, in the conversation it was made in.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { HandoffContext } from '@throughline/types';
import type { CheckMethod } from '../state/context-actions.js';
import { identifierWords, whenWords } from '../state/words.js';
import { Dialog } from '../ui/Dialog.js';
import { useAsked } from './use-asked.js';
import { DeedProblem } from './DeedProblem.js';
import { useConsole } from './console-context.js';
import { useDeed } from './use-deed.js';
import { facets } from '../ui/facets.js';
import { matchWords } from '../state/code-words.js';
import { inLanguage, t, tn } from '../state/t.js';

const CHECKS = inLanguage((): readonly [CheckMethod, string][] => [
  ['questions', t('Security questions')],
  ['callback', t('Called back')],
  ['document', t('Document')],
  ['in_person', t('In person')],
  ['pin', t('PIN')],
]);

export interface MatchDialogProps {
  context: HandoffContext;
  conv: string | null;
  suggestionId: string;
}

export function MatchDialog({ context, conv, suggestionId }: MatchDialogProps): VNode | null {
  const { actions, panels, store } = useConsole();
  const deed = useDeed();
  const method = useSignal<CheckMethod | null>(null);
  const seen = useAsked(suggestionId, () => actions.ask((api) => api.suggestion(suggestionId)));
  const id = useId();
  const match = context.customer.possibleMatches.find((one) => one.suggestionId === suggestionId);
  const close = (): void => {
    panels.dialog.value = null;
  };
  if (match === undefined) return null;
  async function decide(decision: 'merge' | 'dismiss'): Promise<void> {
    const check = method.value;
    const done = await deed.run(async (ask) => {
      if (decision === 'merge' && check !== null && conv !== null) {
        const checked = await ask.verify({ customerId: context.customer.customerId, conversationId: conv, method: check });
        if (!checked.ok) return checked;
      }
      return ask.decideSuggestion(suggestionId, decision, conv ?? undefined);
    });
    if (!done) return;
    store.status.value = decision === 'merge' ? t('Merged. It can be undone on the customer page.') : t('Recorded: not this person');
    close();
  }
  const preview = seen.value.value;
  const mergeable = conv !== null && method.value !== null;
  return (
    <Dialog title={t('Possible match')} onClose={close}>
      <p class="dialog-lead">{facets(matchWords(match.reasonCode), <bdi>{match.masked}</bdi>)}</p>
      {preview !== null && (
        <dl class="source-data" aria-label={t('What would come along')}>
          <div>
            <dt>{t('Known since')}</dt>
            <dd>
              {facets(
                whenWords(Date.parse(preview.since), store.now.value),
                tn(preview.candidateInteractions, '{n} interaction', '{n} interactions'),
                preview.hasUserId && t('has signed in'),
              )}
            </dd>
          </div>
          {preview.identifiers.map((one) => (
            <div key={`${one.type} ${one.masked}`}>
              <dt>{identifierWords(one.type)}</dt>
              <dd>
                <bdi>{one.masked}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {conv === null ? (
        <p class="match-check">{t('A merge needs a check with the customer, in a conversation.')}</p>
      ) : (
        <fieldset class="match-check">
          <legend>{t('How I checked that this is the same person')}</legend>
          <div class="choice-row">
            {CHECKS().map(([value, words]) => (
              <label key={value} class="check" for={`${id}-${value}`}>
                <input
                  id={`${id}-${value}`}
                  type="radio"
                  name="check"
                  checked={method.value === value}
                  onChange={() => (method.value = value)}
                />
                {words}
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <p class="stack-sub">{t('Both timelines become one. Every merge can be undone, and both are as they were.')}</p>
      <DeedProblem deed={deed} />
      <div class="dialog-foot">
        <button type="button" class="button" aria-disabled={deed.busy.value} onClick={() => void decide('dismiss')}>
          {t('Not this person')}
        </button>
        <button
          type="button"
          class="button button-primary"
          aria-disabled={!mergeable || deed.busy.value}
          onClick={() => mergeable && void decide('merge')}
        >
          {t('Merge')}
        </button>
      </div>
    </Dialog>
  );
}
