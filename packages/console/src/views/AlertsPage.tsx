// Every open alert of the site (C34): what cannot wait first, then the newest. Each leads to its customer before the customer calls.
import type { VNode } from 'preact';
import { sortedAlerts } from '../state/alerts.js';
import { customerRoute } from '../state/route.js';
import { alertWords, capital, sentence, whenWords } from '../state/words.js';
import { Chip, Time } from '../ui/marks.js';
import { Icon } from '../ui/Icon.js';
import { followLink } from './follow-link.js';
import { useConsole } from './console-context.js';
import { filled } from '../ui/filled.js';
import { inLanguage, listed, t } from '../state/t.js';

const SEVERITY = inLanguage(
  () =>
    ({
      critical: { tone: 'bad', words: t('Now') },
      warn: { tone: 'warn', words: t('Soon') },
      info: { tone: 'plain', words: t('To know') },
    }) as const,
);

export function AlertsPage(): VNode {
  const { store, actions, href } = useConsole();
  const alerts = store.alerts.value;
  return (
    <>
      <header class="pane-head page-head">
        <h1>{t('Alerts')}</h1>
        {alerts !== null && <span class="section-aside">{t('{n} open', { n: alerts.size })}</span>}
      </header>
      <div class="page-body">
        {alerts === null ? (
          <p class="list-note late">{t('Loading the alerts…')}</p>
        ) : alerts.size === 0 ? (
          <div class="thread-empty">
            <span class="thread-empty-icon">
              <Icon name="check" size={28} />
            </span>
            <h2>{t('No open alerts')}</h2>
            <p>
              {t(
                'Broken promises, late items and invoices that do not match appear here for the departments they concern, before a customer has to call.',
              )}
            </p>
          </div>
        ) : (
          <ul class="alert-list" role="list" aria-label={t('Open alerts')}>
            {sortedAlerts(alerts.values()).map((alert) => {
              const to = customerRoute(store.view.value, alert.customerId);
              const at = Date.parse(alert.at);
              const { tone, words } = SEVERITY()[alert.severity];
              return (
                <li key={alert.id}>
                  <a class="alert-row" href={href(to)} onClick={followLink(() => actions.go(to))}>
                    <span class="alert-severity">
                      <Chip tone={tone}>{words}</Chip>
                    </span>
                    <span class="alert-main">
                      <span class="stack-title">
                        {filled(t('{alert}: {who}'), { alert: alertWords(alert.code), who: <bdi>{alert.customerName}</bdi> })}
                      </span>
                      <span dir="auto">{capital(alert.text)}</span>
                    </span>
                    <span class="stack-sub alert-where">
                      {listed(alert.departments.map(sentence))} <Time at={at}>{whenWords(at, store.now.value)}</Time>
                    </span>
                  </a>
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </>
  );
}
