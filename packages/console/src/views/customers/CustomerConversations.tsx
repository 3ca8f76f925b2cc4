// Every conversation of this customer that this agent may open, newest first (K91).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { convRoute } from '../../state/route.js';
import { t, tn } from '../../state/t.js';
import { statusWords, whenWords } from '../../state/words.js';
import { ChannelMark, Time } from '../../ui/marks.js';
import { Section } from '../../ui/Section.js';
import { useConsole } from '../console-context.js';
import { followLink } from '../follow-link.js';
import { useAsked } from '../use-asked.js';

const SHOWN = 5;

export function CustomerConversations({ customerId }: { customerId: string }): VNode {
  const { actions, store, href } = useConsole();
  const all = useSignal(false);
  const asked = useAsked(`${customerId} ${store.customerAsked.value}`, () => actions.ask((api) => api.conversationsOf(customerId)));
  const found = asked.value.value ?? [];
  const shown = all.value ? found : found.slice(0, SHOWN);
  return (
    <Section title={t('Conversations')} {...(found.length === 0 ? {} : { aside: String(found.length) })}>
      {asked.problem.value !== null && <p class="context-none">{asked.problem.value}</p>}
      {asked.value.value?.length === 0 && <p class="context-none">{t('None that you may open.')}</p>}
      <ul class="stack" role="list" aria-label={t('Conversations of this customer')}>
        {shown.map((row) => {
          const to = convRoute(store.view.value, row.id);
          return (
            <li key={row.id}>
              <a class="source-line" href={href(to)} onClick={followLink(() => actions.go(to))}>
                <span class="stack-title" dir="auto">
                  {row.lastText === '' ? t('Nothing was written yet') : row.lastText}
                </span>
                <span class="stack-sub">
                  <ChannelMark channel={row.channel} />, {statusWords(row.status)},{' '}
                  <Time at={row.lastAt}>{whenWords(row.lastAt, store.now.value)}</Time>
                </span>
              </a>
            </li>
          );
        })}
      </ul>
      {found.length > SHOWN && (
        <button type="button" class="link-button" aria-expanded={all.value} onClick={() => (all.value = !all.value)}>
          {all.value ? t('Show fewer') : tn(found.length - SHOWN, 'Show {n} more', 'Show {n} more')}
        </button>
      )}
    </Section>
  );
}
