// What the customer already told us: nobody asks for it again. Each value names its channel, its time and how often it was given (K14).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { HandoffContext } from '@throughline/types';
import { Section } from '../ui/Section.js';
import { FactLine } from './FactLine.js';
import { t } from '../state/t.js';

const SHOWN_FIRST = 5; // leaves room for promises and items on the first screen

export function ContextFacts({ context, conv }: { context: HandoffContext; conv: string | null }): VNode {
  const all = useSignal(false);
  const facts = context.statedFacts;
  const shown = all.value ? facts : facts.slice(0, SHOWN_FIRST);
  return (
    <Section title={t('Already told us')}>
      {facts.length === 0 ? (
        <p class="context-none">
          {context.history.interactions <= 1 && context.customer.verification.level === 0
            ? t('First contact. Not signed in.')
            : t('Nothing yet.')}
        </p>
      ) : (
        <ul class="facts" role="list">
          {shown.map((fact) => (
            <FactLine key={fact.factId} fact={fact} context={context} conv={conv} />
          ))}
        </ul>
      )}
      {facts.length > SHOWN_FIRST && (
        <button type="button" class="link-button" aria-expanded={all.value} onClick={() => (all.value = !all.value)}>
          {all.value ? t('Show fewer') : t('Show all {n}', { n: facts.length })}
        </button>
      )}
    </Section>
  );
}
