// One customer without a conversation (K91): the same context; beside it what names them, notes, conversations, merges with their undo, what
// other departments write down (K62, K93), and for admins their data (K94).
import type { VNode } from 'preact';
import { answerWords } from '../state/answer-words.js';
import { mayAdminister } from '../state/roles.js';
import { customersRoute } from '../state/route.js';
import { t } from '../state/t.js';
import { Avatar, VerifiedMark } from '../ui/marks.js';
import { Icon } from '../ui/Icon.js';
import { useStyle } from '../ui/use-style.js';
import { ContextBody } from './ContextBody.js';
import { CustomerMerges } from './CustomerMerges.js';
import { CustomerConversations } from './customers/CustomerConversations.js';
import { CustomerIdentifiers } from './customers/CustomerIdentifiers.js';
import { CustomerNotes } from './customers/CustomerNotes.js';
import { CustomerRights } from './customers/CustomerRights.js';
import { CUSTOMERS_STYLE } from './customers/customers-style.js';
import { LogForm } from './LogForm.js';
import { useConsole } from './console-context.js';

export function CustomerPage(): VNode {
  const { store, actions } = useConsole();
  useStyle(CUSTOMERS_STYLE);
  const page = store.customer.value;
  const context = page?.context ?? null;
  if (context === null) return <NotHere />;
  const { customerId, displayName, verification } = context.customer;
  const name = displayName ?? t('Customer');
  const session = store.session.value;
  const role = session.state === 'signed_in' ? session.session.agent.role : 'guest';
  const staff = role !== 'guest' && role !== 'analyst';
  return (
    <>
      <header class="pane-head page-head">
        <button
          type="button"
          class="icon-button"
          aria-label={t('Back to the customers')}
          onClick={() => actions.go(customersRoute(store.view.value))}
        >
          <Icon name="back" size={20} />
        </button>
        <Avatar name={name} />
        <h1 class="thread-name">
          <bdi>{name}</bdi>
          <VerifiedMark trust={verification.level} />
        </h1>
      </header>
      <div class="page-body customer-page">
        <section class="customer-context" aria-label={t('Customer context')}>
          <h2 class="visually-hidden">{t('Context')}</h2>
          <ContextBody context={context} conv={null} online={context.live.online} />
        </section>
        <div class="customer-side">
          <h2 class="visually-hidden">{t('About this customer')}</h2>
          {staff && <CustomerNotes customerId={customerId} />}
          {staff && <CustomerIdentifiers customerId={customerId} />}
          <CustomerConversations customerId={customerId} />
          {staff && <LogForm customerId={customerId} />}
          {staff && <CustomerMerges customerId={customerId} />}
          {mayAdminister(role) && <CustomerRights context={context} />}
        </div>
      </div>
    </>
  );
}

/** Not loaded yet, not there, or not for this agent: the last two look alike (S12). */
function NotHere(): VNode {
  const { store } = useConsole();
  const problem = store.customer.value?.problem ?? null;
  const absent = problem === 'not_found' || problem === 'forbidden';
  if (problem === null) {
    return (
      <div class="thread-empty" aria-busy="true">
        <p class="late">{t('Loading the customer…')}</p>
      </div>
    );
  }
  return (
    <div class="thread-empty">
      <h2>{absent ? t('This customer is not here') : t('This customer could not be loaded')}</h2>
      <p>{absent ? t('It does not exist, or you may not see it. An admin of your site can grant access.') : answerWords(problem)}</p>
      <button type="button" class="button" onClick={() => (store.customerAsked.value += 1)}>
        {t('Try again')}
      </button>
    </div>
  );
}
