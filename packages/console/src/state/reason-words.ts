// The reasons a site starts with (M1), in words. A leaf that a site renamed or added keeps the site's own label. Pure.
import { inLanguage, t } from './t.js';
import { sentence } from './words.js';

const LEAVES = inLanguage((): Readonly<Record<string, string>> => ({
  'Product defect': t('Product defect'),
  'Missing feature': t('Missing feature'),
  Compatibility: t('Compatibility'),
  'How to use it': t('How to use it'),
  'Instructions unclear': t('Instructions unclear'),
  'Instructions missing': t('Instructions missing'),
  'Instructions wrong': t('Instructions wrong'),
  'Offer differs from what was advertised': t('Offer differs from what was advertised'),
  'Misleading advertisement': t('Misleading advertisement'),
  'Deal not honoured': t('Deal not honoured'),
  'Sold more than it can do': t('Sold more than it can do'),
  'Price differs from what was agreed': t('Price differs from what was agreed'),
  'Invoice inaccurate': t('Invoice inaccurate'),
  'Invoice hard to read': t('Invoice hard to read'),
  'Unexpected charge': t('Unexpected charge'),
  'Charged twice': t('Charged twice'),
  'Payment failed': t('Payment failed'),
  'Refund status': t('Refund status'),
  'Where is my order': t('Where is my order'),
  'Delivery late': t('Delivery late'),
  'Damaged or wrong item': t('Damaged or wrong item'),
  'Cancel or change an order': t('Cancel or change an order'),
  'Return an order': t('Return an order'),
  'Cannot sign in': t('Cannot sign in'),
  'Account locked': t('Account locked'),
  'Change of personal data': t('Change of personal data'),
  'Unfriendly service': t('Unfriendly service'),
  'Slow service': t('Slow service'),
  'Not called back': t('Not called back'),
  'Had to repeat themselves': t('Had to repeat themselves'),
  'Status of a claim or application': t('Status of a claim or application'),
  'Documents for a claim or application': t('Documents for a claim or application'),
  'Decision on a claim or application': t('Decision on a claim or application'),
  'What is covered': t('What is covered'),
  'Cancellation terms': t('Cancellation terms'),
  'Question about a product': t('Question about a product'),
  'Question about a price': t('Question about a price'),
  'Opening hours or contact': t('Opening hours or contact'),
  'Wants to buy': t('Wants to buy'),
  'Wants to upgrade': t('Wants to upgrade'),
  Praise: t('Praise'),
  Suggestion: t('Suggestion'),
  Spam: t('Spam'),
  Other: t('Other'),
}));

/** @param label as the relay sends it */
export const reasonWords = (label: string): string => LEAVES()[label] ?? label;

const CATEGORIES = inLanguage((): Readonly<Record<string, string>> => ({
  product: t('Product'),
  documentation: t('Documentation'),
  marketing_promise: t('Marketing promise'),
  sales_promise: t('Sales promise'),
  invoice: t('Invoice'),
  invoice_accuracy: t('Accuracy of invoices'),
  invoice_readability: t('Readability of invoices'),
  order_delivery: t('Order and delivery'),
  delivery: t('Delivery'),
  process: t('Process'),
  policy: t('Terms'),
  account_access: t('Account and sign-in'),
  service_interaction: t('Service'),
  claim_application_status: t('Claims and applications'),
  policy_terms: t('Policy and terms'),
  information_request: t('Request for information'),
  purchase_intent: t('Wish to buy'),
  feedback_praise: t('Praise and suggestions'),
  other: t('Other'),
}));

/** The branch of a reason, or the cause upstream of it. */
export const reasonBranchWords = (code: string): string => CATEGORIES()[code] ?? sentence(code);
