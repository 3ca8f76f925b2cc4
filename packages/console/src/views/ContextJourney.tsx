// Where the customer is on a way the site drew: done, now, next; stalled or decisive steps are said (C39). Nothing without a journey.
import type { VNode } from 'preact';
import type { HandoffContext } from '@throughline/types';
import { journeyStateWords } from '../state/code-words.js';
import { whenWords } from '../state/words.js';
import { Chip, Time } from '../ui/marks.js';
import { facets } from '../ui/facets.js';
import { filled } from '../ui/filled.js';
import { Section } from '../ui/Section.js';
import { useConsole } from './console-context.js';
import { t } from '../state/t.js';

export function ContextJourney({ context }: { context: HandoffContext }): VNode | null {
  const { store } = useConsole();
  if (context.journeys.length === 0) return null;
  return (
    <Section title={t('Journey')}>
      <ul class="stack" role="list">
        {context.journeys.map((journey) => {
          const since = Date.parse(journey.enteredStepAt);
          return (
            <li key={journey.journeyId} class="journey">
              <span class="stack-top">
                <span class="stack-title">
                  {filled(t('{journey}: {step}'), { journey: <bdi>{journey.name}</bdi>, step: <bdi>{journey.step}</bdi> })}
                </span>
                {journey.state !== 'on_track' && journey.state !== 'completed' && (
                  <Chip tone="warn">{journeyStateWords(journey.state)}</Chip>
                )}
                {journey.momentOfTruth && <Chip tone="warn">{t('Decisive step')}</Chip>}
              </span>
              <span class="stack-sub">
                {facets(
                  <>{filled(t('since {time}'), { time: <Time at={since}>{whenWords(since, store.now.value)}</Time> })}</>,
                  journey.nextStep !== undefined && t('next: {step}', { step: journey.nextStep }),
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
