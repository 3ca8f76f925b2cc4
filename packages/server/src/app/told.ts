// What a visitor told before, for forms that would ask it again (W190, W210): keyed by field of the site's form, or by trait.
import type { FormField } from '@throughline/types';
import { keyOfAnswer } from '../domain/conversation/answer-events.js';
import type { VisitorRecord } from '../ports/store-accounts.js';
import type { Store } from '../ports/store.js';

const TRAITS: ReadonlySet<string> = new Set(['name', 'email', 'phone']);
/** Consent is given anew or not at all. */
const isConsent = ({ type }: FormField): boolean => type === 'consent';

/**
 * Undefined when there is nothing to prefill. The newest answer counts; a trait that the site vouches for counts more than an answer. Only
 * fields that the form still has are told: nobody asks for the others.
 */
export async function toldBefore(store: Pick<Store, 'toldBefore'>, visitor: VisitorRecord): Promise<Record<string, string> | undefined> {
  const { siteId, id: visitorId, userId } = visitor;
  const { traits, answers, form } = await store.toldBefore({ siteId, visitorId, userId });
  const fields = form.filter((field) => !isConsent(field));
  const told = new Map(Object.entries(traits));
  for (const answer of answers) {
    if (form.some((field) => isConsent(field) && field.id === answer.field)) continue;
    const key = keyOfAnswer(answer, fields);
    if (key !== null && TRAITS.has(key) && !told.has(key)) told.set(key, answer.value);
    if (fields.some(({ id }) => id === answer.field) && !told.has(answer.field)) told.set(answer.field, answer.value);
  }
  return told.size === 0 ? undefined : Object.fromEntries(told);
}
