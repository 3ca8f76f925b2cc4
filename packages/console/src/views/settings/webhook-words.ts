// Events of webhooks, and what became of a delivery, in words.
import type { DeliveryView, WebhookEvent, WebhookTestAnswer } from '@throughline/types';
import { t } from '../../state/t.js';

export const WEBHOOK_EVENTS: readonly WebhookEvent[] = ['handoff.created', 'commitment.broken', 'tracked_item.late'];

export const eventWords = (event: WebhookEvent): string =>
  event === 'handoff.created'
    ? t('A conversation reached the agents')
    : event === 'commitment.broken'
      ? t('A promise was broken')
      : t('An order or claim is late');

/** Why nothing arrived, as the relay names it. */
function errorWords(error: string): string {
  switch (error) {
    case 'unsafe':
      return t('the address may not be called from here');
    case 'unresolvable':
      return t('the name of the server is not known');
    case 'timeout':
      return t('no answer came in time');
    case 'unreachable':
      return t('the server cannot be reached');
    default:
      return t('it could not be sent');
  }
}

/** The middle of a sentence: why a delivery or a test did not count. */
export const failureWords = ({ status, error }: Pick<WebhookTestAnswer, 'status' | 'error'>): string =>
  status === null ? errorWords(error ?? '') : t('status {status}', { status });

export function deliveryWords({ state, lastStatus, lastError, attempts }: DeliveryView): string {
  if (state === 'delivered') return t('delivered, status {status}', { status: lastStatus ?? 200 });
  const why = failureWords({ status: lastStatus, error: lastError });
  if (state === 'failed') return t('given up after {n} tries: {why}', { n: attempts, why });
  return attempts === 0 ? t('waiting') : t('tried {n} times: {why}', { n: attempts, why });
}
