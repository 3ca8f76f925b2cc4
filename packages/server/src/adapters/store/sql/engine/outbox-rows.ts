// What other systems are told (S71, S72): written in the transaction that makes it true, sent afterwards. A message holds ids and kinds, no
// value of anybody's: whoever wants to know more asks with a key.
import type { Json, WebhookEvent } from '@throughline/types';
import { toIso } from '../../../../domain/time/civil.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import { documentOf } from './document.js';

const enabledHooks = prepared<{ siteId: string }, { id: string; events: string }>((db, place) =>
  db.selectFrom('webhooks').select(['id', 'events']).where('site_id', '=', place('siteId')).where('state', '=', 'enabled').orderBy('id'),
);

export interface Message {
  event: WebhookEvent;
  /** Ids and kinds. */
  data: Record<string, Json>;
  now: number;
}

/** One row per webhook that wants the event; none while the site has no webhook. */
export async function enqueue(tx: Tx, siteId: string, { event, data, now }: Message): Promise<void> {
  for (const hook of await enabledHooks(tx, { siteId })) {
    if (!documentOf<string[]>(hook.events).includes(event)) continue;
    await tx.db
      .insertInto('outbox')
      .values({
        site_id: siteId,
        id: `msg_${tx.hex128()}`,
        webhook_id: hook.id,
        event,
        body: JSON.stringify({ type: event, timestamp: toIso(now), data: { siteId, ...data } }),
        state: 'pending',
        attempts: 0,
        next_at: now,
        last_status: null,
        last_error: null,
        at: now,
      })
      .execute();
  }
}
