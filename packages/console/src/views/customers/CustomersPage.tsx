// Everybody the site knows (K90): found as one types, narrowed and ordered by an address, page by page as it is scrolled. Whoever only looked at
// a page is not in it.
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { answerWords } from '../../state/answer-words.js';
import { formatCustomers, isNarrowed, EVERYBODY, parseCustomers } from '../../state/customers-query.js';
import type { CustomersQuery } from '../../state/customers-query.js';
import { mayAdminister } from '../../state/roles.js';
import { customersRoute } from '../../state/route.js';
import { t } from '../../state/t.js';
import { Icon } from '../../ui/Icon.js';
import { useStyle } from '../../ui/use-style.js';
import { useConsole } from '../console-context.js';
import { CustomerFilters } from './CustomerFilters.js';
import { CustomerRow } from './CustomerRow.js';
import { CUSTOMERS_STYLE } from './customers-style.js';
import { ExportButton } from './ExportButton.js';
import { ImportDialog } from './ImportDialog.js';
import { useCustomers } from './use-customers.js';
import { useRowKeys } from './use-row-keys.js';

/** @param query search and filters of the address, without the question mark */
export function CustomersPage({ query }: { query: string }): VNode {
  const { store, actions } = useConsole();
  useStyle(CUSTOMERS_STYLE);
  const asked = parseCustomers(query);
  const list = useCustomers(asked);
  const rows = useRef<HTMLUListElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const importing = useSignal(false);
  useRowKeys(rows);
  const session = store.session.value;
  const admin = session.state === 'signed_in' && mayAdminister(session.session.agent.role);
  const ask = (change: Partial<CustomersQuery>): void =>
    actions.go(customersRoute(store.view.value, formatCustomers({ ...asked, ...change })), 'replace');

  const latest = useRef(list.more);
  latest.current = list.more;
  const found = list.found.value;
  useEffect(() => {
    const element = end.current;
    if (element === null || typeof IntersectionObserver === 'undefined') return undefined;
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && latest.current(), {
      rootMargin: '0px 0px 600px',
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [found?.cursor, found?.of]);

  const nobody = found !== null && found.items.length === 0;
  const narrowed = asked.q !== '' || isNarrowed(asked);
  const problem = list.problem.value;
  return (
    <>
      <header class="pane-head page-head">
        <h1>{t('Customers')}</h1>
        {admin && (
          <span class="customers-acts">
            <button type="button" class="button" onClick={() => (importing.value = true)}>
              {t('Import…')}
            </button>
            <ExportButton query={asked} />
          </span>
        )}
      </header>
      <div class="page-body">
        <div class="customers">
          <CustomerFilters query={asked} onChange={ask} />
          {problem !== null && (
            <p class="field-error customers-note" role="alert">
              {answerWords(problem)}{' '}
              <button type="button" class="link-button" onClick={list.again}>
                {t('Try again')}
              </button>
            </p>
          )}
          {found === null && problem === null && <p class="list-note late">{t('Loading the customers…')}</p>}
          {nobody && problem === null && !list.busy.value && (
            <div class="thread-empty customers-none">
              <span class="thread-empty-icon">
                <Icon name="people" size={28} />
              </span>
              <h2>{narrowed ? t('Nobody fits this') : t('No customers yet')}</h2>
              <p>
                {narrowed
                  ? t('Try fewer letters, an e-mail address or a number, or take a filter away.')
                  : t('Whoever writes, signs in or is told of by your systems appears here. Visits of a page alone do not fill this list.')}
              </p>
              {narrowed && (
                <button type="button" class="button" onClick={() => ask(EVERYBODY)}>
                  {t('Show everybody')}
                </button>
              )}
            </div>
          )}
          {found !== null && !nobody && (
            <>
              <div class="customer-columns" aria-hidden="true">
                <span>{t('Customer')}</span>
                <span>{t('Known as')}</span>
                <span>{t('Channels')}</span>
                <span class="customer-count">{t('Conversations')}</span>
                <span>{t('Last activity')}</span>
              </div>
              <ul ref={rows} class="customer-rows" role="list" aria-label={t('Customers')} aria-busy={list.busy.value}>
                {found.items.map((customer) => (
                  <CustomerRow key={customer.id} customer={customer} />
                ))}
              </ul>
              {found.cursor !== null && (
                <button type="button" class="button customers-more" aria-disabled={list.busy.value} onClick={list.more}>
                  {list.busy.value ? t('Loading…') : t('More customers')}
                </button>
              )}
            </>
          )}
          <div ref={end} class="customers-end" />
        </div>
      </div>
      {importing.value && (
        <ImportDialog
          onClose={(imported) => {
            importing.value = false;
            if (imported) list.again();
          }}
        />
      )}
    </>
  );
}
