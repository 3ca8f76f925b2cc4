// What names this customer (K91): type, how sure, where it was first said, since when and when last. Values are masked; each reveal is on record.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { CustomerIdentifier } from '@throughline/types';
import { t, tn } from '../../state/t.js';
import { channelWords, dayOrTime, identifierWords, trustWords } from '../../state/words.js';
import { facets } from '../../ui/facets.js';
import { filled } from '../../ui/filled.js';
import { Section } from '../../ui/Section.js';
import { Time } from '../../ui/marks.js';
import { useConsole } from '../console-context.js';
import { MaskedValue } from '../MaskedValue.js';
import { useAsked } from '../use-asked.js';

const SHOWN = 6;

export function CustomerIdentifiers({ customerId }: { customerId: string }): VNode {
  const { actions, store } = useConsole();
  const all = useSignal(false);
  const asked = useAsked(`${customerId} ${store.customerAsked.value}`, () => actions.ask((api) => api.identifiers(customerId)));
  const found = asked.value.value ?? [];
  const shown = all.value ? found : found.slice(0, SHOWN);
  return (
    <Section title={t('Known as')} {...(found.length === 0 ? {} : { aside: String(found.length) })}>
      {asked.problem.value !== null && <p class="context-none">{asked.problem.value}</p>}
      {asked.value.value?.length === 0 && <p class="context-none">{t('Nothing but their messages.')}</p>}
      <ul class="identity-rows" role="list">
        {shown.map((identifier) => (
          <Identifier key={identifier.id} customerId={customerId} identifier={identifier} />
        ))}
      </ul>
      {found.length > SHOWN && (
        <button type="button" class="link-button" aria-expanded={all.value} onClick={() => (all.value = !all.value)}>
          {all.value ? t('Show fewer') : tn(found.length - SHOWN, 'Show {n} more', 'Show {n} more')}
        </button>
      )}
    </Section>
  );
}

function Identifier({ customerId, identifier }: { customerId: string; identifier: CustomerIdentifier }): VNode {
  const { store } = useConsole();
  const [since, last] = [Date.parse(identifier.since), Date.parse(identifier.lastSeenAt)];
  const now = store.now.value;
  return (
    <li class="identity-row">
      <span class="identity-facts">
        {facets(
          identifierWords(identifier.type),
          <span class={identifier.trust < 2 ? 'trust-words' : 'trust-known'}>{trustWords(identifier.trust)}</span>,
          identifier.channel !== null && t('from {channel}', { channel: channelWords(identifier.channel) }),
          <>{filled(last > since ? t('first {time}') : t('since {time}'), { time: <Time at={since}>{dayOrTime(since, now)}</Time> })}</>,
          last > since && <>{filled(t('last {time}'), { time: <Time at={last}>{dayOrTime(last, now)}</Time> })}</>,
        )}
      </span>
      <MaskedValue what={{ customerId, type: 'identifier', id: identifier.id }} value={identifier.value} masked />
    </li>
  );
}
