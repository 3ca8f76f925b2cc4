// What must be seen before anything else (C46), worst first. Pure.
import type { HandoffContext, Ref } from '@throughline/types';
import { itemAlerts } from './alerts-of-items.js';
import type { Alert } from './alerts-of-items.js';
import type { Contact } from './contacts.js';
import { WEEK_MS } from './effort.js';
import type { ContextMaterial, PastInteraction } from './material.js';
import type { OpenCase } from './open-cases.js';
import { shown } from './plain-text.js';
import type { PromiseNow } from './promises.js';
import { interactionRef, ownRef, refsOf, sourceRef, wordsOf } from './refs.js';
import { compareNewestFirst } from './timeline-item.js';
import type { ItemNow } from './tracked-items.js';
import type { Who } from './who.js';
import { filled } from './words.js';
import type { Words } from './words.js';

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
export const ALERT_TEXT_MAX_CHARS = 60; // leaves the headline room for the reason
const REPEAT_CONTACTS = 3; // the third contact within a week is one too many
const PAYMENT_COUNTS_MS = 72 * 3_600_000;
const OF_EACH_MAX = 3;
const VIP_TIER = /^(?:vip|platinum|diamond)$/i;

export interface AlertInput {
  material: ContextMaterial;
  interactions: readonly PastInteraction[];
  promises: readonly PromiseNow[];
  items: readonly ItemNow[];
  cases: readonly OpenCase[];
  contacts: readonly Contact[];
  risk: HandoffContext['risk'];
  who: Who;
  /** Of the newest message, null without one. */
  language: { code: string; ref: Ref } | null;
  words: Words;
  now: number;
}

export function alertsOf(input: AlertInput): HandoffContext['alerts'] {
  const alerts = [
    ...brokenPromises(input),
    ...itemAlerts(input),
    ...repeatContact(input),
    ...paymentFailed(input),
    ...overdueCases(input),
    ...leaving(input),
    ...important(input),
    ...speaksOtherwise(input),
    ...possibleMatch(input),
  ];
  return alerts.sort((a, b) => ALERT_ORDER.indexOf(a.code) - ALERT_ORDER.indexOf(b.code)).slice(0, ALERTS_MAX);
}

/** A price that the bill contradicts needs no quoting: everybody knows which one is meant. */
function brokenPromises({ promises, words }: AlertInput): Alert[] {
  return promises
    .filter(({ statusNow }) => statusNow === 'broken')
    .slice(0, OF_EACH_MAX)
    .map((promise) => ({
      code: 'commitment_broken',
      severity: 'critical',
      text:
        promise.kind === 'price' && promise.status === 'broken'
          ? words.priceNotHonoured
          : shown(filled(words.promiseNotKept, promise.text), ALERT_TEXT_MAX_CHARS),
      refs: refsOf(promise.refs.map(sourceRef)),
      ...wordsOf(promise.words),
    }));
}

function repeatContact({ contacts, words, now }: AlertInput): Alert[] {
  const week = contacts.filter(({ at }) => at <= now && now - at <= WEEK_MS);
  if (week.length < REPEAT_CONTACTS) return [];
  const refs = week
    .toReversed()
    .map(({ at, conversationId, interaction }) =>
      interaction === null ? ownRef('conversation', conversationId ?? '', at) : interactionRef(interaction),
    );
  return [{ code: 'repeat_contact', severity: 'warn', text: filled(words.contactsInAWeek, String(week.length)), refs: refsOf(refs) }];
}

/** Until an order or payment went through after it. */
function paymentFailed({ interactions, words, now }: AlertInput): Alert[] {
  const newest = interactions
    .filter(({ name, occurredAt }) => occurredAt <= now && ['Payment Failed', 'Payment Succeeded', 'Order Completed'].includes(name))
    .sort(compareNewestFirst)[0];
  if (newest?.name !== 'Payment Failed' || now - newest.occurredAt > PAYMENT_COUNTS_MS) return [];
  return [{ code: 'payment_failed', severity: 'warn', text: words.paymentFailed, refs: [interactionRef(newest)] }];
}

function overdueCases({ cases, words, now }: AlertInput): Alert[] {
  return cases
    .filter(({ dueAt, refs }) => dueAt !== null && dueAt < now && refs.length > 0)
    .slice(0, OF_EACH_MAX)
    .map(({ title, refs }) => ({
      code: 'sla_breach',
      severity: 'warn',
      text: shown(filled(words.overdue, title), ALERT_TEXT_MAX_CHARS),
      refs: refsOf(refs.map(sourceRef)),
    }));
}

function leaving({ risk, words }: AlertInput): Alert[] {
  const refs = refsOf(risk.why.flatMap((point) => point.refs));
  return risk.churn === 'high' && refs.length > 0 ? [{ code: 'churn_risk', severity: 'warn', text: words.mayLeave, refs }] : [];
}

function important({ who, words }: AlertInput): Alert[] {
  const ref = who.traitRefs.get(who.vip ? 'vip' : 'tier');
  const isVip = who.vip || VIP_TIER.test(who.card.tier ?? '');
  return isVip && ref !== undefined ? [{ code: 'vip', severity: 'info', text: words.vip, refs: [ref] }] : [];
}

/** Writes another language than the site's, or needs something to take part. */
function speaksOtherwise({ material, who, language, words }: AlertInput): Alert[] {
  const own = material.site.locale.split(/[-_]/, 1)[0]?.toLowerCase();
  const other = language !== null && language.code !== own ? language : null;
  const needs = who.card.preferences.accessibility;
  const ref = who.traitRefs.get('accessibility');
  const texts = [
    ...(other === null ? [] : [filled(words.writes, words.languages[other.code] ?? other.code)]),
    ...(needs.length === 0 ? [] : [filled(words.needs, needs.join(', '))]),
  ];
  const refs = [...(other === null ? [] : [other.ref]), ...(needs.length === 0 || ref === undefined ? [] : [ref])];
  if (refs.length === 0) return [];
  return [
    {
      code: 'language_accessibility',
      severity: 'info',
      text: shown(texts.join('; '), ALERT_TEXT_MAX_CHARS),
      refs,
      ...wordsOf(refs.length),
    },
  ];
}

function possibleMatch({ material, words }: AlertInput): Alert[] {
  if (material.suggestions.length === 0) return [];
  const refs = [...material.suggestions]
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
    .map(({ id, at }) => ownRef('suggestion', id, at));
  return [{ code: 'possible_match', severity: 'info', text: words.mayBeKnown, refs: refsOf(refs) }];
}
