// Which sources stand behind the context, so that silence is not read as "nothing happened" (C57).
import type { VNode } from 'preact';
import type { HandoffContext } from '@throughline/types';
import { Chip, Time } from '../ui/marks.js';
import { Section } from '../ui/Section.js';
import { sentence, whenWords } from '../state/words.js';
import { useConsole } from './console-context.js';

const TONES = { live: 'good', stale: 'warn', missing: 'plain' } as const;

export function ContextCoverage({ context }: { context: HandoffContext }): VNode {
  const { store } = useConsole();
  const { coverage, history } = context;
  return (
    <Section title="Coverage">
      <p class="context-none">
        {history.interactions} {history.interactions === 1 ? 'interaction' : 'interactions'}, {history.conversations}{' '}
        {history.conversations === 1 ? 'conversation' : 'conversations'}
        {coverage.hiddenByScope > 0 && `, ${coverage.hiddenByScope} hidden by your role: an admin can grant access`}
        {coverage.redactions > 0 && `, ${coverage.redactions} values redacted`}
        {coverage.notRead !== undefined && coverage.notRead.customers > 0 && `, ${coverage.notRead.customers} merged customers not read`}
        {coverage.notRead !== undefined && coverage.notRead.sources > 0 && `, ${coverage.notRead.sources} more sources`}
        {coverage.rebuilding && ', still being rebuilt'}
      </p>
      <ul class="sources" role="list">
        {coverage.sources.map((source) => (
          <li key={source.sourceId}>
            <span>{source.name}</span>
            <span class="source-at">
              {source.lastAt !== undefined && (
                <Time at={Date.parse(source.lastAt)}>{whenWords(Date.parse(source.lastAt), store.now.value)}</Time>
              )}
            </span>
            <Chip tone={TONES[source.state]}>{sentence(source.state)}</Chip>
          </li>
        ))}
      </ul>
    </Section>
  );
}
