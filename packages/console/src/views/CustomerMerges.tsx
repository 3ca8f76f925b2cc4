// Which records became this customer, on what evidence, and the way back: both timelines as they were, and never merged again (K93).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { MergeView } from '@throughline/types';
import type { UndoAnswer } from '../state/context-actions.js';
import { identifierWords, whenWords } from '../state/words.js';
import { Act } from '../ui/More.js';
import { Section } from '../ui/Section.js';
import { Time } from '../ui/marks.js';
import { useAsked } from './use-asked.js';
import { DeedProblem } from './DeedProblem.js';
import { useConsole } from './console-context.js';
import { useDeed } from './use-deed.js';
import { facets } from '../ui/facets.js';
import { filled } from '../ui/filled.js';
import { mergeRuleWords } from '../state/code-words.js';
import { listed, t, tn } from '../state/t.js';

export function CustomerMerges({ customerId }: { customerId: string }): VNode {
  const { actions, panels, store } = useConsole();
  const merges = useAsked(`${customerId} ${store.customerAsked.value}`, () => actions.ask((api) => api.merges(customerId)));
  const opener = (
    <button type="button" class="link-button" onClick={() => (panels.dialog.value = { name: 'merge' })}>
      {t('Merge another…')}
    </button>
  );
  return (
    <Section title={t('Merges')} aside={opener}>
      {merges.problem.value !== null && <p class="context-none">{merges.problem.value}</p>}
      {merges.value.value?.length === 0 && <p class="context-none">{t('None. This customer was one from the start.')}</p>}
      <ul class="stack" role="list">
        {merges.value.value?.map((merge) => (
          <MergeLine key={merge.id} merge={merge} />
        ))}
      </ul>
    </Section>
  );
}

function MergeLine({ merge }: { merge: MergeView }): VNode {
  const { store } = useConsole();
  const deed = useDeed();
  /** What undoing would give back; null until it was asked. */
  const preview = useSignal<UndoAnswer | null>(null);
  const at = Date.parse(merge.at);
  return (
    <li class="merge-line">
      <span class="stack-title">{mergeRuleWords(merge.rule)}</span>
      <span class="stack-sub">
        {facets(
          <bdi>{merge.from.slice(0, 12)}</bdi>,
          <>{filled(t('by {who}'), { who: <bdi>{merge.actor}</bdi> })}</>,
          <Time at={at}>{whenWords(at, store.now.value)}</Time>,
          ...merge.evidence.map(identifierWords),
        )}
      </span>
      {merge.undoneAt !== null ? (
        <span class="stack-sub">{t('Undone {time}', { time: whenWords(Date.parse(merge.undoneAt), store.now.value) })}</span>
      ) : preview.value !== null ? (
        <div class="more-actions" role="group" aria-label={t('Undo this merge')}>
          <p>
            {t('Gives back: {what}.', {
              what: listed([
                tn(preview.value.interactions, '{n} interaction', '{n} interactions'),
                ...preview.value.identifiers.map((one) => one.masked),
              ]),
            })}{' '}
            {t('Both timelines become what they were, and the two are never merged by themselves again.')}
          </p>
          <Act
            busy={deed.busy.value}
            onClick={() =>
              void deed.run(
                (ask) => ask.undoMerge(merge.id, false),
                () => (store.status.value = t('Merge undone')),
              )
            }
          >
            {t('Undo the merge')}
          </Act>
          <Act onClick={() => (preview.value = null)}>{t('Keep it')}</Act>
        </div>
      ) : (
        <Act
          busy={deed.busy.value}
          onClick={() =>
            void deed.run(
              (ask) => ask.undoMerge(merge.id, true),
              (answer) => (preview.value = answer),
            )
          }
        >
          {t('Undo…')}
        </Act>
      )}
      <DeedProblem deed={deed} />
    </li>
  );
}
