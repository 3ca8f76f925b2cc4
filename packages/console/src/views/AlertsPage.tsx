// Every open alert of the site (C34): what cannot wait first, then the newest. Each leads to its customer before the customer calls.
import type { VNode } from 'preact';
import { sortedAlerts } from '../state/alerts.js';
import { customerRoute } from '../state/route.js';
import { alertWords, capital, sentence, whenWords } from '../state/words.js';
import { Chip, Time } from '../ui/marks.js';
import { Icon } from '../ui/Icon.js';
import { followLink } from './follow-link.js';
import { useConsole } from './console-context.js';

const SEVERITY = {
  critical: { tone: 'bad', words: 'Now' },
  warn: { tone: 'warn', words: 'Soon' },
  info: { tone: 'plain', words: 'To know' },
} as const;

export function AlertsPage(): VNode {
  const { store, actions, href } = useConsole();
  const alerts = store.alerts.value;
  return (
    <>
      <header class="pane-head page-head">
        <h1>Alerts</h1>
        {alerts !== null && <span class="section-aside">{alerts.size} open</span>}
      </header>
      <div class="page-body">
        {alerts === null ? (
          <p class="list-note late">Loading the alerts…</p>
        ) : alerts.size === 0 ? (
          <div class="thread-empty">
            <span class="thread-empty-icon">
              <Icon name="check" size={28} />
            </span>
            <h2>No open alerts</h2>
            <p>
              Broken promises, late items and invoices that do not match appear here for the departments they concern, before a customer has
              to call.
            </p>
          </div>
        ) : (
          <ul class="alert-list" role="list" aria-label="Open alerts">
            {sortedAlerts(alerts.values()).map((alert) => {
              const to = customerRoute(store.view.value, alert.customerId);
              const at = Date.parse(alert.at);
              const { tone, words } = SEVERITY[alert.severity];
              return (
                <li key={alert.id}>
                  <a class="alert-row" href={href(to)} onClick={followLink(() => actions.go(to))}>
                    <span class="alert-severity">
                      <Chip tone={tone}>{words}</Chip>
                    </span>
                    <span class="alert-main">
                      <span class="stack-title">
                        {alertWords(alert.code)}: <bdi>{alert.customerName}</bdi>
                      </span>
                      <span dir="auto">{capital(alert.text)}</span>
                    </span>
                    <span class="stack-sub alert-where">
                      {alert.departments.map(sentence).join(', ')} <Time at={at}>{whenWords(at, store.now.value)}</Time>
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
