// Where the customer is on a way the site drew: done, now, next; stalled or decisive steps are said (C39). Nothing without a journey.
import type { VNode } from 'preact';
import type { HandoffContext } from '@throughline/types';
import { sentence, whenWords } from '../state/words.js';
import { Chip, Time } from '../ui/marks.js';
import { Section } from '../ui/Section.js';
import { useConsole } from './console-context.js';

export function ContextJourney({ context }: { context: HandoffContext }): VNode | null {
  const { store } = useConsole();
  if (context.journeys.length === 0) return null;
  return (
    <Section title="Journey">
      <ul class="stack" role="list">
        {context.journeys.map((journey) => {
          const since = Date.parse(journey.enteredStepAt);
          return (
            <li key={journey.journeyId} class="journey">
              <span class="stack-top">
                <span class="stack-title">
                  {journey.name}: {journey.step}
                </span>
                {journey.state !== 'on_track' && journey.state !== 'completed' && <Chip tone="warn">{sentence(journey.state)}</Chip>}
                {journey.momentOfTruth && <Chip tone="warn">Decisive step</Chip>}
              </span>
              <span class="stack-sub">
                since <Time at={since}>{whenWords(since, store.now.value)}</Time>
                {journey.nextStep !== undefined && `, next: ${journey.nextStep}`}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
