// Where an item stands on its own way, as a small stepped line. The words stand beside it: the line alone says nothing (K118).
import type { VNode } from 'preact';
import { limits } from '@throughline/types';
import type { HandoffContext } from '@throughline/types';
import { facets } from './facets.js';
import { stepWords } from '../state/item-words.js';
import { t } from '../state/t.js';

export interface StepsProps {
  steps: NonNullable<HandoffContext['trackedItems'][number]['milestones']>;
  /** Index of the step it stands at; -1: none is reached. */
  at: number;
  late: boolean;
}

export function Steps({ steps, at, late }: StepsProps): VNode {
  const standing = steps[at];
  const words = standing === undefined ? t('Not started') : stepWords(standing.label);
  const whole = steps.length < limits.ITEM_STEPS_MAX; // of a longer way only a part is here: no count
  return (
    <span class={`steps ${late ? 'steps-late' : ''}`}>
      <span class="steps-line" aria-hidden="true">
        {steps.map(({ label, state }, index) => (
          <span key={`${index} ${label}`} class={`step step-${state} ${index === at ? 'step-at' : ''}`} title={stepWords(label)} />
        ))}
      </span>
      <span class="steps-words">
        {standing !== undefined && whole
          ? facets(words, <span class="steps-count">{t('step {n} of {total}', { n: at + 1, total: steps.length })}</span>)
          : words}
      </span>
    </span>
  );
}
