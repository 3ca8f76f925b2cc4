// Outgoing webhooks as rows (S71–S73): endpoints, what is to be sent to them, what became of it.
import type { WebhookEvent } from '@throughline/types';
import type { Page, PageOf } from './paging.js';

export interface OutboxRow {
  siteId: string;
  id: string;
  webhookId: string;
  event: WebhookEvent;
  /** The exact bytes that are signed and sent. */
  body: string;
  /** Before this one. */
  attempts: number;
  at: number;
}
/** A sealed signing secret. `until` (ms): signs no more from then on, because a newer one took its place; null: the newest. */
export interface SigningSecret {
  sealed: string;
  until: number | null;
}
export interface WebhookRecord {
  id: string;
  siteId: string;
  url: string;
  events: WebhookEvent[];
  /** Newest first; two during rotation (S71). */
  secrets: SigningSecret[];
  state: 'enabled' | 'disabled';
  createdAt: number;
}
export interface DeliveryRecord {
  id: string;
  webhookId: string;
  event: WebhookEvent;
  attempts: number;
  state: 'pending' | 'delivered' | 'failed';
  /** Null once it is settled, and while its endpoint is off. */
  nextAt: number | null;
  lastStatus: number | null;
  lastError: string | null;
  /** The exact bytes that are signed and sent. */
  body: string;
  at: number;
}
export interface WebhookName {
  siteId: string;
  id: string;
}

export interface WebhookOps {
  webhooks(args: { siteId: string }): Promise<WebhookRecord[]>;
  createWebhook(args: { siteId: string; url: string; events: WebhookEvent[]; sealed: string; now: number }): Promise<WebhookRecord>;
  /** `sealed` signs from now on; the one before it until `until` as well, older ones no more. False when there is no such endpoint. */
  rotateWebhook(args: WebhookName & { sealed: string; until: number }): Promise<boolean>;
  /** What waits for an endpoint that is off waits until it is on again. */
  setWebhookState(args: WebhookName & { state: 'enabled' | 'disabled'; now: number }): Promise<boolean>;
  deleteWebhook(args: WebhookName): Promise<boolean>;
  webhookDeliveries(args: { siteId: string; webhookId: string } & Page): Promise<PageOf<DeliveryRecord>>;

  /** Endpoints of all sites with something due, the longest waiting first, at most `limit`. */
  dueWebhooks(args: { now: number; limit: number }): Promise<WebhookName[]>;
  /** Takes rows of one endpoint that are due, with a lease: a crash makes them due again after `leaseMs`. */
  takeOutbox(args: WebhookName & { now: number; limit: number; leaseMs: number }): Promise<{ row: OutboxRow; webhook: WebhookRecord }[]>;
  settleOutbox(args: {
    siteId: string;
    id: string;
    outcome: { state: 'delivered' } | { state: 'pending'; nextAt: number } | { state: 'failed' };
    status: number | null;
    error: string | null;
    now: number;
  }): Promise<void>;
  /** Makes a delivery due now, whatever became of it (replay). */
  replayDelivery(args: { siteId: string; id: string; now: number }): Promise<boolean>;
  /** Forgets what was made before `before` and waits no more, at most `limit`; answers how many. */
  pruneOutbox(args: { before: number; limit: number }): Promise<number>;
}
