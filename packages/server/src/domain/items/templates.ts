// The milestones that items of a type go through (C37), and what the words of back offices mean for them. Pure.
import type { ItemType } from '@throughline/types';

export interface TemplateStep {
  code: string;
  label: string;
}
const step = (label: string): TemplateStep => ({ code: label.replaceAll(' ', '_'), label });
const steps = (...labels: string[]): TemplateStep[] => labels.map(step);

/** C37 for order, claim, application and provisioning; the others in the same manner. `other` has none: its source names its own. */
export const TEMPLATES: Readonly<Record<ItemType, readonly TemplateStep[]>> = {
  order: steps('ordered', 'packed', 'shipped', 'delivered'),
  shipment: steps('info received', 'in transit', 'out for delivery', 'delivered'),
  claim: steps('reported', 'documents received', 'in review', 'decided', 'paid'),
  application: steps('started', 'documents', 'review', 'decided'),
  refund: steps('requested', 'approved', 'paid'),
  repair: steps('received', 'diagnosed', 'repaired', 'returned'),
  invoice: steps('issued', 'paid'),
  subscription: steps('ordered', 'active'),
  provisioning: steps('ordered', 'prepared', 'switched', 'live'),
  other: [],
};

const TYPE_LABEL: Readonly<Record<ItemType, string>> = {
  order: 'Order',
  shipment: 'Shipment',
  claim: 'Claim',
  application: 'Application',
  refund: 'Refund',
  repair: 'Repair',
  invoice: 'Invoice',
  subscription: 'Subscription',
  provisioning: 'Provisioning',
  other: 'Item',
};

export const typeLabel = (type: ItemType): string => TYPE_LABEL[type];

export function isItemType(value: unknown): value is ItemType {
  return typeof value === 'string' && Object.hasOwn(TEMPLATES, value);
}

/** What a date for an item promises: `PV-31 live`, `CL-7741 decided`. */
export function reachedWord(type: ItemType): string {
  if (type === 'claim') return 'decided';
  return TEMPLATES[type].at(-1)?.label ?? 'done';
}

/** Words that mean a step of a template under another name; per type, else for all. */
const SYNONYMS: Readonly<Partial<Record<ItemType | 'all', Readonly<Record<string, string>>>>> = {
  all: { completed: 'delivered', complete: 'delivered', submitted: 'reported', created: 'ordered', placed: 'ordered' },
  order: {
    processing: 'ordered',
    confirmed: 'ordered',
    'in transit': 'shipped',
    dispatched: 'shipped',
    'out for delivery': 'shipped',
    'pickup available': 'shipped',
    'ready for pickup': 'shipped',
    fulfilled: 'delivered',
    'picked up': 'delivered',
  },
  shipment: {
    pending: 'info received',
    shipped: 'in transit',
    'attempt failed': 'out for delivery',
    'available for pickup': 'out for delivery',
    'picked up': 'delivered',
  },
  claim: {
    received: 'reported',
    opened: 'reported',
    documents: 'documents received',
    review: 'in review',
    'under review': 'in review',
    assessing: 'in review',
    approved: 'decided',
    settled: 'paid',
    'paid out': 'paid',
  },
  application: {
    submitted: 'started',
    'documents received': 'documents',
    'in review': 'review',
    'under review': 'review',
    approved: 'decided',
  },
  refund: { issued: 'approved', refunded: 'paid', completed: 'paid' },
  repair: { diagnosis: 'diagnosed', completed: 'returned' },
  invoice: { open: 'issued', settled: 'paid' },
  subscription: { started: 'active', activated: 'active' },
  provisioning: { activated: 'live', active: 'live', completed: 'live' },
};

/** Over, and not as hoped. */
const FAILED: readonly string[] = [
  'cancelled',
  'canceled',
  'rejected',
  'declined',
  'denied',
  'failed',
  'expired',
  'lost',
  'void',
  'voided',
  'withdrawn',
  'returned to sender',
];
/** Over in ways that are no step of the template. */
const DONE: readonly string[] = ['completed', 'complete', 'closed', 'delivered', 'refunded', 'returned', 'finished'];

/** A status as people read it: `OrderInTransit` and `in_transit` are `in transit`; other spellings stay as sent. */
export function plainStatus(status: string): string {
  const own = /^Order([A-Z]\w*)$/.exec(status)?.[1] ?? status;
  if (/^[A-Z][a-z]+(?:[A-Z][a-z]+)*$/.test(own) && own !== status) return own.replace(/(?!^)([A-Z])/g, ' $1').toLowerCase();
  return /^[a-z0-9]+(?:[_-][a-z0-9]+)+$/.test(status) ? status.replace(/[_-]/g, ' ') : status;
}

/** The template's step that `status` or a milestone code means; null when it means none. */
export function stepOf(type: ItemType, status: string): TemplateStep | null {
  const word = plainStatus(status).toLowerCase();
  const known = SYNONYMS[type]?.[word] ?? word;
  const find = (label: string | undefined): TemplateStep | undefined => TEMPLATES[type].find((one) => one.label === label);
  return find(known) ?? find(SYNONYMS.all?.[word]) ?? null;
}

/** What a status says about the end of an item of that type. */
export function endOf(type: ItemType, status: string): 'done' | 'failed' | null {
  const word = plainStatus(status).toLowerCase();
  if (FAILED.includes(word)) return 'failed';
  const reached = stepOf(type, status);
  if (reached !== null) return reached === TEMPLATES[type].at(-1) ? 'done' : null;
  return DONE.includes(word) ? 'done' : null;
}
