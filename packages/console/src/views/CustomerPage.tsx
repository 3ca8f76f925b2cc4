// One customer without a conversation (K91): the same context, the merges with their undo, and what other departments write down (K62, K93).
import type { VNode } from 'preact';
import { answerWords } from '../state/answer-words.js';
import { viewRoute } from '../state/route.js';
import { Avatar, VerifiedMark } from '../ui/marks.js';
import { Icon } from '../ui/Icon.js';
import { ContextBody } from './ContextBody.js';
import { CustomerMerges } from './CustomerMerges.js';
import { LogForm } from './LogForm.js';
import { useConsole } from './console-context.js';

export function CustomerPage(): VNode {
  const { store, actions } = useConsole();
  const page = store.customer.value;
  const context = page?.context ?? null;
  if (context === null) {
    const problem = page?.problem ?? null;
    return problem === null ? (
      <div class="thread-empty" aria-busy="true">
        <p class="late">Loading the customer…</p>
      </div>
    ) : (
      <div class="thread-empty">
        <h2>{problem === 'not_found' || problem === 'forbidden' ? 'This customer is not here' : 'This customer could not be loaded'}</h2>
        <p>
          {problem === 'not_found' || problem === 'forbidden'
            ? 'It does not exist, or you may not see it. An admin of your site can grant access.'
            : answerWords(problem)}
        </p>
        <button type="button" class="button" onClick={() => (store.customerAsked.value += 1)}>
          Try again
        </button>
      </div>
    );
  }
  const name = context.customer.displayName ?? 'Customer';
  return (
    <>
      <header class="pane-head page-head">
        <button type="button" class="icon-button" aria-label="Back to the list" onClick={() => actions.go(viewRoute(store.view.value))}>
          <Icon name="back" size={20} />
        </button>
        <Avatar name={name} />
        <h1 class="thread-name">
          <bdi>{name}</bdi>
          <VerifiedMark trust={context.customer.verification.level} />
        </h1>
      </header>
      <div class="page-body customer-page">
        <section class="customer-context" aria-label="Customer context">
          <h2 class="visually-hidden">Context</h2>
          <ContextBody context={context} conv={null} online={context.live.online} />
        </section>
        <div class="customer-side">
          <LogForm customerId={context.customer.customerId} />
          <CustomerMerges customerId={context.customer.customerId} />
        </div>
      </div>
    </>
  );
}
