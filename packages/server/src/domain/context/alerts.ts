// What must be seen before anything else (C46), worst first. Pure. Codes whose engine does not exist yet never appear.
import type { HandoffContext } from '@throughline/types';
import type { Contact } from './contacts.js';
import type { ContextMaterial, PastInteraction } from './material.js';
import { shown } from './plain-text.js';
import type { PromiseNow } from './promises.js';
import { interactionRef, ownRef, refsOf, sourceRef } from './refs.js';
import { compareNewestFirst } from './timeline-item.js';

type Alert = HandoffContext['alerts'][number];

/** C46. A code that is not in this list would sort last. */
export const ALERT_ORDER: readonly string[] = [
  'safety_legal',
  'commitment_broken',
  'mismatch_price',
  'mismatch_order',
  'repeat_contact',
  'payment_failed',
  'item_late',
  'sla_breach',
  'churn_risk',
  'vip',
  'language_accessibility',
  'possible_match',
];
const ALERTS_MAX = 12;
const TEXT_MAX_CHARS = 60; // leaves the headline room for the reason
const REPEAT_CONTACTS = 3; // the third contact within a week is one too many
const WEEK_MS = 7 * 86_400_000;
const PAYMENT_COUNTS_MS = 72 * 3_600_000;

export interface AlertInput {
  material: ContextMaterial;
  interactions: readonly PastInteraction[];
  promises: readonly PromiseNow[];
  contacts: readonly Contact[];
  now: number;
}

export function alertsOf(input: AlertInput): HandoffContext['alerts'] {
  const alerts = [...brokenPromises(input), ...repeatContact(input), ...paymentFailed(input), ...possibleMatch(input)];
  return alerts.sort((a, b) => ALERT_ORDER.indexOf(a.code) - ALERT_ORDER.indexOf(b.code)).slice(0, ALERTS_MAX);
}

function brokenPromises({ promises }: AlertInput): Alert[] {
  return promises
    .filter((promise) => promise.statusNow === 'broken')
    .slice(0, 3)
    .map((promise) => ({
      code: 'commitment_broken',
      severity: 'critical',
      text: shown(`promise not kept: ${promise.text}`, TEXT_MAX_CHARS),
      refs: refsOf(promise.refs.map(sourceRef)),
    }));
}

function repeatContact({ contacts, now }: AlertInput): Alert[] {
  const week = contacts.filter(({ at }) => at <= now && now - at <= WEEK_MS);
  if (week.length < REPEAT_CONTACTS) return [];
  const refs = week
    .toReversed()
    .map(({ at, conversationId, interaction }) =>
      interaction === null ? ownRef('conversation', conversationId ?? '', at) : interactionRef(interaction),
    );
  return [{ code: 'repeat_contact', severity: 'warn', text: `contact ${week.length} within 7 days`, refs: refsOf(refs) }];
}

/** Until an order or payment went through after it. */
function paymentFailed({ interactions, now }: AlertInput): Alert[] {
  const newest = interactions
    .filter(({ name, occurredAt }) => occurredAt <= now && ['Payment Failed', 'Payment Succeeded', 'Order Completed'].includes(name))
    .sort(compareNewestFirst)[0];
  if (newest?.name !== 'Payment Failed' || now - newest.occurredAt > PAYMENT_COUNTS_MS) return [];
  return [{ code: 'payment_failed', severity: 'warn', text: 'payment failed', refs: [interactionRef(newest)] }];
}

function possibleMatch({ material }: AlertInput): Alert[] {
  if (material.suggestions.length === 0) return [];
  const refs = [...material.suggestions]
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
    .map(({ id, at }) => ownRef('suggestion', id, at));
  return [{ code: 'possible_match', severity: 'info', text: 'may be somebody we know', refs: refsOf(refs) }];
}
