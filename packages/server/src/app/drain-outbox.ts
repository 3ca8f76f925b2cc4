// Outgoing webhooks leave here (S72, S73): rows that are due are taken with a lease, sent, and settled. At least once: a crash between
// sending and settling sends again under the same `webhook-id`. Every endpoint has a few places of its own, and so has every site, so that
// one that hangs delays nobody else.
import { asError } from '../domain/as-error.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { OutboxRow, WebhookName, WebhookRecord } from '../ports/store-webhooks.js';
import type { Store } from '../ports/store.js';
import { places } from './places.js';
import { repeating } from './repeating.js';
import { attemptDelivery } from './webhook-delivery.js';
import type { Attempt, DeliveryDeps } from './webhook-delivery.js';

const EVERY_MS = 500;
const LOOKED_AT = 1_000;
const PLACES = { ofAll: 64, ofSite: 16, ofWebhook: 4 };
const LEASE_MS = 60_000; // longer than an attempt may take (5 s and 15 s), with room for a slow settle
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
const KEPT_MS = 30 * 24 * HOUR;
const PRUNE_EVERY_MS = 10 * MINUTE;
const PRUNE_AT_ONCE = 500;

export interface DrainDeps extends DeliveryDeps {
  store: Pick<Store, 'dueWebhooks' | 'takeOutbox' | 'settleOutbox' | 'setWebhookState' | 'pruneOutbox'>;
  clock: Clock;
  log: Log;
}

/** Starts; the result stops it. */
export function startDrain(deps: DrainDeps): () => void {
  const room = places(PLACES);
  let stopped = false;

  /** Takes what there is room for and sends it; each row that is done makes room for the next one of its endpoint. */
  const serve = async (name: WebhookName): Promise<void> => {
    const free = stopped ? 0 : room.take(name);
    if (free === 0) return;
    let taken: { row: OutboxRow; webhook: WebhookRecord }[] = [];
    try {
      taken = await deps.store.takeOutbox({ ...name, now: deps.clock.now(), limit: free, leaseMs: LEASE_MS });
    } finally {
      room.give(name, free - taken.length);
    }
    for (const one of taken) void deliver(deps, one).then(() => next(name));
  };
  const next = (name: WebhookName): void => {
    room.give(name, 1);
    serve(name).catch((error: unknown) => failed(deps, name.siteId, error));
  };

  const stopSending = repeating(deps, { everyMs: EVERY_MS, event: 'outbox' }, async () => {
    for (const name of await deps.store.dueWebhooks({ now: deps.clock.now(), limit: LOOKED_AT })) await serve(name);
    return false;
  });
  const stopPruning = repeating(deps, { everyMs: PRUNE_EVERY_MS, event: 'outbox' }, async () => {
    return (await deps.store.pruneOutbox({ before: deps.clock.now() - KEPT_MS, limit: PRUNE_AT_ONCE })) === PRUNE_AT_ONCE;
  });
  return () => {
    stopped = true;
    stopSending();
    stopPruning();
  };
}

function failed({ log }: Pick<DrainDeps, 'log'>, site: string, error: unknown): void {
  log.error('A webhook could not be delivered', { site, event: 'webhook', error: asError(error) });
}

/** Never throws: what cannot even be signed counts as a failed attempt, or it would come back for ever. */
async function deliver(deps: DrainDeps, { row, webhook }: { row: OutboxRow; webhook: WebhookRecord }): Promise<void> {
  try {
    const attempt = await attempted(deps, { row, webhook });
    await settle(deps, row, attempt);
    if (attempt.status !== GONE) return;
    await deps.store.setWebhookState({ siteId: webhook.siteId, id: webhook.id, state: 'disabled', now: deps.clock.now() });
    deps.log.warn('A webhook endpoint is gone and was switched off', { site: webhook.siteId, event: 'webhook' });
  } catch (error) {
    failed(deps, row.siteId, error);
  }
}

async function attempted(deps: DrainDeps, what: { row: OutboxRow; webhook: WebhookRecord }): Promise<Attempt> {
  try {
    return await attemptDelivery(deps, { ...what, now: deps.clock.now() });
  } catch (error) {
    failed(deps, what.row.siteId, error);
    return { delivered: false, status: null, error: 'could not be sent' };
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
