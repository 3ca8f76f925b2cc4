// The steps that orders, claims and the like go through, in words. A relay sends the label of a step; those of its own templates are known
// here, what a site's systems call theirs stays as it is (C36, C37). Pure.
import { inLanguage, t } from './t.js';
import { capital } from './words.js';

const STEPS = inLanguage((): Readonly<Record<string, string>> => ({
  active: t('Active'),
  approved: t('Approved'),
  cancelled: t('Cancelled'),
  completed: t('Completed'),
  confirmed: t('Confirmed'),
  decided: t('Decided'),
  declined: t('Declined'),
  delivered: t('Delivered'),
  diagnosed: t('Diagnosed'),
  documents: t('Documents'),
  'documents received': t('Documents received'),
  failed: t('Failed'),
  'in progress': t('In progress'),
  'in review': t('In review'),
  'in transit': t('In transit'),
  'info received': t('Info received'),
  issued: t('Issued'),
  live: t('Live##item'),
  open: t('Open##case'),
  ordered: t('Ordered'),
  'out for delivery': t('Out for delivery'),
  packed: t('Packed'),
  paid: t('Paid'),
  pending: t('Pending'),
  prepared: t('Prepared'),
  processing: t('In progress'),
  received: t('Received'),
  rejected: t('Rejected'),
  repaired: t('Repaired'),
  reported: t('Reported'),
  requested: t('Requested'),
  returned: t('Returned'),
  review: t('Review'),
  shipped: t('Shipped'),
  started: t('Started'),
  switched: t('Switched'),
}));

/** `in_transit` → `In transit`, in the agent's language where the step is one of ours. */
export function stepWords(label: string): string {
  const plain = label.replace(/_/g, ' ').trim();
  return STEPS()[plain.toLowerCase()] ?? capital(plain);
}
