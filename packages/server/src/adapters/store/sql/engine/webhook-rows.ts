// How endpoints and what is sent to them stand in their rows (S71, S72).
import type { WebhookEvent } from '@throughline/types';
import type { DeliveryRecord, OutboxRow, SigningSecret, WebhookRecord } from '../../../../ports/store-webhooks.js';
import type { OutboxTable, WebhooksTable } from '../schema-engine.js';
import { documentOf } from './document.js';

const EVENTS: readonly WebhookEvent[] = ['handoff.created', 'commitment.broken', 'tracked_item.late'];

function eventOf(text: string): WebhookEvent {
  const event = EVENTS.find((one) => one === text);
  if (event === undefined) throw new Error('The store holds an unknown webhook event');
  return event;
}

export const secretsOf = ({ secrets }: Pick<WebhooksTable, 'secrets'>): SigningSecret[] => documentOf<SigningSecret[]>(secrets);

export const webhookOf = (row: WebhooksTable): WebhookRecord => ({
  id: row.id,
  siteId: row.site_id,
  url: row.url,
  events: documentOf<string[]>(row.events).map(eventOf),
  secrets: secretsOf(row),
  state: row.state === 'enabled' ? 'enabled' : 'disabled',
  createdAt: row.created_at,
});

export const deliveryOf = (row: OutboxTable): DeliveryRecord => ({
  id: row.id,
  webhookId: row.webhook_id,
  event: eventOf(row.event),
  attempts: row.attempts,
  state: row.state === 'delivered' || row.state === 'failed' ? row.state : 'pending',
  nextAt: row.next_at,
  lastStatus: row.last_status,
  lastError: row.last_error,
  body: row.body,
  at: row.at,
});

export const outboxOf = (row: OutboxTable): OutboxRow => ({
  siteId: row.site_id,
  id: row.id,
  webhookId: row.webhook_id,
  event: eventOf(row.event),
  body: row.body,
  attempts: row.attempts,
  at: row.at,
});
