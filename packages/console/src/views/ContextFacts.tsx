// What the customer already told us: nobody asks for it again. Each value names its channel, its time and how often it was given (K14).
import type { VNode } from 'preact';
import type { HandoffContext } from '@throughline/types';
import { ChannelMark, Time } from '../ui/marks.js';
import { Section } from '../ui/Section.js';
import { capital, whenWords } from '../state/words.js';
import { isNewText, SourceLine } from './SourceLine.js';
import { useConsole } from './console-context.js';

export function ContextFacts({ context, known }: { context: HandoffContext; known: ReadonlySet<string> | null }): VNode {
  const { store } = useConsole();
  const facts = context.statedFacts;
  return (
    <Section title="Already told us">
      {facts.length === 0 ? (
        <p class="context-none">
          {context.history.interactions <= 1 && context.customer.verification.level === 0
            ? 'First contact. Not signed in.'
            : 'Nothing yet.'}
        </p>
      ) : (
        <ul class="facts" role="list">
          {facts.map((fact) => {
            const at = Date.parse(fact.refs.at(-1)?.at ?? context.generatedAt);
            return (
              <li key={fact.factId}>
                <SourceLine
                  title={`${fact.label}: ${fact.value}`}
                  refs={fact.refs}
                  isNew={isNewText(known, `${fact.label}: ${fact.value}`)}
                >
                  <span class="fact-label">{capital(fact.label)}</span>
                  <span class="fact-value" dir="auto">
                    {fact.value}
                  </span>
                  <span class="fact-source">
                    <ChannelMark channel={fact.channel} /> <Time at={at}>{whenWords(at, store.now.value)}</Time>
                    {fact.timesGiven > 1 && <span>, {fact.timesGiven} times</span>}
                    {fact.confirmed && <span>, confirmed</span>}
                    {fact.masked && <span>, masked</span>}
                  </span>
                </SourceLine>
              </li>
            );
          })}
        </ul>
      )}
    </Section>
  );
}
