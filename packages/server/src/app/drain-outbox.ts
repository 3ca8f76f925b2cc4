// Outgoing webhooks leave here (S72, S73): rows that are due are taken with a lease, sent, and settled. At least once: a crash between
// sending and settling sends again under the same `webhook-id`.
import { asError } from '../domain/as-error.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { OutboxRow, WebhookRecord } from '../ports/store-engine.js';
import type { Store } from '../ports/store.js';
import { repeating } from './repeating.js';
import { attemptDelivery } from './webhook-delivery.js';
import type { Attempt, DeliveryDeps } from './webhook-delivery.js';

const EVERY_MS = 500;
const AT_ONCE = 10;
const LEASE_MS = 60_000; // longer than an attempt may take (15 s), with room for a slow settle
const GONE = 410;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** How long after each attempt the next one comes (S73). The first is at once. */
export const RETRY_AFTER_MS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

export interface DrainDeps extends DeliveryDeps {
  store: Store;
  clock: Clock;
  log: Log;
}

/** Starts; the result stops it. */
export function startDrain(deps: DrainDeps): () => void {
  return repeating(deps, { everyMs: EVERY_MS, event: 'outbox' }, async () => {
    const due = await deps.store.takeOutbox({ now: deps.clock.now(), limit: AT_ONCE, leaseMs: LEASE_MS });
    await Promise.all(due.map((one) => deliver(deps, one)));
    return due.length === AT_ONCE;
  });
}

async function deliver(deps: DrainDeps, { row, webhook }: { row: OutboxRow; webhook: WebhookRecord }): Promise<void> {
  try {
    const attempt = await attemptDelivery(deps, { row, webhook, now: deps.clock.now() });
    await settle(deps, row, attempt);
    if (attempt.status !== GONE) return;
    await deps.store.setWebhookState({ siteId: webhook.siteId, id: webhook.id, state: 'disabled' });
    deps.log.warn('A webhook endpoint is gone and was switched off', { site: webhook.siteId, event: 'webhook' });
  } catch (error) {
    deps.log.error('A webhook could not be delivered', { site: row.siteId, event: 'webhook', error: asError(error) });
  }
}

async function settle({ store, clock }: DrainDeps, row: OutboxRow, { delivered, status, error }: Attempt): Promise<void> {
  const now = clock.now();
  const wait = status === GONE ? undefined : RETRY_AFTER_MS[row.attempts]; // attempts before this one
  const outcome = delivered
    ? { state: 'delivered' as const }
    : wait === undefined
      ? { state: 'failed' as const }
      : { state: 'pending' as const, nextAt: now + wait };
  await store.settleOutbox({ siteId: row.siteId, id: row.id, outcome, status, error, now });
}
