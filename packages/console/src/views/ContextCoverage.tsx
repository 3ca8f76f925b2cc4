// Which sources stand behind the context, so that silence is not read as "nothing happened" (C57).
import type { VNode } from 'preact';
import type { HandoffContext } from '@throughline/types';
import { Chip, Time } from '../ui/marks.js';
import { Section } from '../ui/Section.js';
import { sourceStateWords } from '../state/code-words.js';
import { whenWords } from '../state/words.js';
import { useConsole } from './console-context.js';
import { listed, t, tn } from '../state/t.js';

/** Nothing is said of none. */
const said = (count: number, words: () => string): string => (count > 0 ? words() : '');
const TONES = { live: 'good', stale: 'warn', missing: 'plain' } as const;

export function ContextCoverage({ context }: { context: HandoffContext }): VNode {
  const { store } = useConsole();
  const { coverage, history } = context;
  const { hiddenByScope, redactions, notRead = { customers: 0, sources: 0 } } = coverage;
  return (
    <Section title={t('Coverage')}>
      <p class="context-none">
        {listed([
          tn(history.interactions, '{n} interaction', '{n} interactions'),
          tn(history.conversations, '{n} conversation', '{n} conversations'),
          said(hiddenByScope, () =>
            tn(
              hiddenByScope,
              '{n} hidden by your role: an admin can grant access',
              '{n} are hidden by your role: an admin can grant access',
            ),
          ),
          said(redactions, () => tn(redactions, '{n} value redacted', '{n} values redacted')),
          said(notRead.customers, () => tn(notRead.customers, '{n} merged customer not read', '{n} merged customers not read')),
          said(notRead.sources, () => tn(notRead.sources, '{n} more source', '{n} more sources')),
          coverage.rebuilding ? t('still being rebuilt') : '',
        ])}
      </p>
      <ul class="sources" role="list">
        {coverage.sources.map((source) => (
          <li key={source.sourceId}>
            <bdi>{source.name}</bdi>
            <span class="source-at">
              {source.lastAt !== undefined && (
                <Time at={Date.parse(source.lastAt)}>{whenWords(Date.parse(source.lastAt), store.now.value)}</Time>
              )}
            </span>
            <Chip tone={TONES[source.state]}>{sourceStateWords(source.state)}</Chip>
          </li>
        ))}
      </ul>
    </Section>
  );
}
