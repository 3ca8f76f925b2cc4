// What was promised, by whom and until when; every department sees it (C31). Kept, cancelled or opened again by an agent's own word.
import type { VNode } from 'preact';
import type { HandoffContext } from '@throughline/types';
import { Chip } from '../ui/marks.js';
import type { ChipTone } from '../ui/marks.js';
import { Act, More } from '../ui/More.js';
import { facets } from '../ui/facets.js';
import { Section } from '../ui/Section.js';
import { Time } from '../ui/marks.js';
import { lineKey } from '../state/context-lines.js';
import { promiseSettledWords, promiseStatusWords } from '../state/code-words.js';
import { dueWords } from '../state/context-words.js';
import { capital, moneyWords, sentence } from '../state/words.js';
import { SourceLine } from './SourceLine.js';
import { useConsole } from './console-context.js';
import { useAsOf } from './shown-context.js';
import { useDeed } from './use-deed.js';
import { t } from '../state/t.js';

type Commitment = HandoffContext['commitments'][number];
const STATUS_TONES: Record<Commitment['status'], ChipTone> = { open: 'warn', kept: 'good', broken: 'bad', cancelled: 'plain' };

export function ContextPromises({ context }: { context: HandoffContext }): VNode | null {
  const { panels } = useConsole();
  if (context.commitments.length === 0) return null;
  return (
    <Section
      title={t('Promises')}
      aside={
        <button type="button" class="link-button" onClick={() => (panels.dialog.value = { name: 'promise', said: null })}>
          {t('I promised…')}
        </button>
      }
    >
      <ul class="stack" role="list">
        {context.commitments.map((promise) => (
          <PromiseLine key={promise.id} promise={promise} />
        ))}
      </ul>
    </Section>
  );
}

function PromiseLine({ promise }: { promise: Commitment }): VNode {
  const { store } = useConsole();
  const asOf = useAsOf();
  const deed = useDeed();
  const due = promise.dueAt === undefined ? null : Date.parse(promise.dueAt);
  const pending = promise.status === 'open' || promise.status === 'broken';
  const settle = (status: 'open' | 'kept' | 'cancelled'): void => {
    void deed.run(
      (ask) => ask.settlePromise(promise.id, status),
      () => (store.status.value = promiseSettledWords(status)),
    );
  };
  const by = promise.department === undefined ? promise.madeBy : sentence(promise.department);
  return (
    <li>
      <More
        about={t('the promise “{text}”', { text: promise.text })}
        problem={deed.problem.value}
        line={
          <SourceLine title={promise.text} refs={promise.refs} line={lineKey('promise', promise.id)}>
            <span class="stack-top">
              <span class="stack-title" dir="auto">
                {facets(
                  capital(promise.text),
                  promise.amount !== undefined && !promise.text.includes(String(promise.amount.amountMinor / 100)) && (
                    <bdi class="stack-money">{moneyWords(promise.amount)}</bdi>
                  ),
                )}
              </span>
              <Chip tone={STATUS_TONES[promise.status]}>{promiseStatusWords(promise.status)}</Chip>
            </span>
            <span class="stack-sub">{facets(<bdi>{by}</bdi>, due !== null && <Time at={due}>{dueWords(due, asOf, pending)}</Time>)}</span>
          </SourceLine>
        }
      >
        {pending && (
          <>
            <Act busy={deed.busy.value} onClick={() => settle('kept')}>
              {t('Kept')}
            </Act>
            <Act busy={deed.busy.value} onClick={() => settle('cancelled')}>
              {t('Cancel it')}
            </Act>
          </>
        )}
        {!pending && (
          <Act busy={deed.busy.value} onClick={() => settle('open')}>
            {t('Open again')}
          </Act>
        )}
      </More>
    </li>
  );
}
