// What we promised, and the orders, claims and applications it is about.
import type { VNode } from 'preact';
import type { HandoffContext } from '@throughline/types';
import { Chip, Time } from '../ui/marks.js';
import type { ChipTone } from '../ui/marks.js';
import { Section } from '../ui/Section.js';
import { capital, moneyWords, sentence, whenWords } from '../state/words.js';
import { isNewText, SourceLine } from './SourceLine.js';
import { useConsole } from './console-context.js';

const STATUS_TONES: Record<HandoffContext['commitments'][number]['status'], ChipTone> = {
  open: 'warn',
  kept: 'good',
  broken: 'bad',
  cancelled: 'plain',
};

export function ContextPromises({ context, known }: { context: HandoffContext; known: ReadonlySet<string> | null }): VNode {
  return (
    <>
      <Commitments context={context} known={known} />
      <Items context={context} />
    </>
  );
}

function Commitments({ context, known }: { context: HandoffContext; known: ReadonlySet<string> | null }): VNode | null {
  const { store } = useConsole();
  const now = store.now.value;
  if (context.commitments.length === 0) return null;
  return (
    <Section title="Promises">
      <ul class="stack" role="list">
        {context.commitments.map((promise) => {
          const due = promise.dueAt === undefined ? null : Date.parse(promise.dueAt);
          return (
            <li key={promise.id}>
              <SourceLine title={promise.text} refs={promise.refs} isNew={isNewText(known, `${promise.text} ${promise.status}`)}>
                <span class="stack-top">
                  <span class="stack-title" dir="auto">
                    {capital(promise.text)}
                  </span>
                  <Chip tone={STATUS_TONES[promise.status]}>{sentence(promise.status)}</Chip>
                </span>
                <span class="stack-sub">
                  {promise.department ?? promise.madeBy}
                  {promise.amount !== undefined && <span>, {moneyWords(promise.amount)}</span>}
                  {due !== null && (
                    <span>
                      , due <Time at={due}>{whenWords(due, now)}</Time>
                    </span>
                  )}
                </span>
              </SourceLine>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Items({ context }: { context: HandoffContext }): VNode | null {
  const { store } = useConsole();
  if (context.trackedItems.length === 0) return null;
  return (
    <Section title="Orders and cases">
      <ul class="stack" role="list">
        {context.trackedItems.map((item) => {
          const eta = item.eta === undefined ? null : Date.parse(item.eta);
          return (
            <li key={item.id}>
              <SourceLine title={item.title} refs={item.refs}>
                <span class="stack-top">
                  <span class="stack-title">{item.title}</span>
                  {item.mismatch.length > 0 ? (
                    <Chip tone="bad">Mismatch</Chip>
                  ) : item.late ? (
                    <Chip tone="bad">Late</Chip>
                  ) : (
                    <Chip tone="plain">{sentence(item.status)}</Chip>
                  )}
                </span>
                <span class="stack-sub">
                  {sentence(item.type)} {item.number}, {sentence(item.milestone).toLowerCase()}
                  {item.amount !== undefined && <span>, {moneyWords(item.amount)}</span>}
                  {eta !== null && (
                    <span>
                      , expected <Time at={eta}>{whenWords(eta, store.now.value)}</Time>
                    </span>
                  )}
                </span>
              </SourceLine>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
