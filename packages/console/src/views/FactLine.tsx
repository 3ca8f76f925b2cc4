// One fact: its value, where it comes from, and what an agent does about it: insert, confirm, mark wrong, reveal (audited, S134).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { HandoffContext } from '@throughline/types';
import { lineKey } from '../state/context-lines.js';
import { factWords } from '../state/fact-words.js';
import { capital, channelWords, dayOrTime } from '../state/words.js';
import { Act, More } from '../ui/More.js';
import { Icon } from '../ui/Icon.js';
import { Time } from '../ui/marks.js';
import { facets } from '../ui/facets.js';
import { SourceLine } from './SourceLine.js';
import { useConsole } from './console-context.js';
import { useDeed } from './use-deed.js';
import { useInsert } from './use-insert.js';
import { t, tn } from '../state/t.js';

export interface FactLineProps {
  fact: HandoffContext['statedFacts'][number];
  context: HandoffContext;
  /** Null on the customer page: there is no reply to insert into. */
  conv: string | null;
}

export function FactLine({ fact, context, conv }: FactLineProps): VNode {
  const { store } = useConsole();
  const deed = useDeed();
  const insert = useInsert();
  /** Said at the value until the relay's change arrives. */
  const decided = useSignal<'confirmed' | 'rejected' | null>(null);
  const { customerId } = context.customer;
  const name = factWords(fact.label);
  const label = capital(name);
  const revealed = store.revealed.value.get(`fact ${fact.factId}`);
  const value = revealed ?? fact.value;
  const at = Date.parse(fact.refs.at(-1)?.at ?? context.generatedAt);
  const confirmed = fact.confirmed || decided.value === 'confirmed';
  const decide = (decision: 'confirmed' | 'rejected'): void => {
    void deed.run(
      (ask) => ask.decideFact({ id: fact.factId, customerId, decision }),
      () => {
        decided.value = decision;
        store.status.value = decision === 'confirmed' ? t('{what} confirmed', { what: label }) : t('{what} marked wrong', { what: label });
      },
    );
  };
  const reveal = (): void => {
    void deed.run(
      (ask) => ask.reveal({ customerId, type: 'fact', id: fact.factId }),
      (text) => (store.revealed.value = new Map(store.revealed.value).set(`fact ${fact.factId}`, text)),
    );
  };
  const hidden = fact.masked && revealed === undefined;
  return (
    <li class={decided.value === 'rejected' ? 'fact-wrong' : ''}>
      <More
        about={name}
        problem={deed.problem.value}
        first={
          conv !== null &&
          !hidden && (
            <button
              type="button"
              class="icon-button more-button"
              aria-label={t('Insert')}
              title={t('Insert {label}', { label: name })}
              onClick={() => insert(conv, value)}
            >
              <Icon name="insert" size={14} />
            </button>
          )
        }
        line={
          <SourceLine title={`${label}: ${fact.value}`} refs={fact.refs} line={lineKey('fact', fact.factId)}>
            <span class="fact-label">{label}</span>
            <span class="fact-main">
              <span class="fact-value" dir="auto">
                {value}
              </span>
              <span class="fact-source">
                {facets(
                  <>
                    {channelWords(fact.channel)} <Time at={at}>{dayOrTime(at, store.now.value)}</Time>
                  </>,
                  fact.timesGiven > 1 && tn(fact.timesGiven, '{n} time', '{n} times'),
                  confirmed && <span class="fact-sure">{t('confirmed')}</span>,
                  decided.value === 'rejected' && t('marked wrong'),
                  hidden && t('masked'),
                  revealed !== undefined && t('revealed to you'),
                )}
              </span>
            </span>
          </SourceLine>
        }
      >
        {!confirmed && (
          <Act busy={deed.busy.value} onClick={() => decide('confirmed')}>
            {t('Confirm')}
          </Act>
        )}
        {decided.value !== 'rejected' && (
          <Act busy={deed.busy.value} onClick={() => decide('rejected')}>
            {t('Wrong')}
          </Act>
        )}
        {hidden && (
          <Act busy={deed.busy.value} onClick={reveal}>
            {t('Reveal (recorded)')}
          </Act>
        )}
      </More>
    </li>
  );
}
