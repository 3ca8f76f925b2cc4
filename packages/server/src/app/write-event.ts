// One event made by the API or an agent, written and told: record, then hints (C3, C6).
import { madeEvent } from '../domain/ingest/made-event.js';
import type { MadeEvent } from '../domain/ingest/made-event.js';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { Store } from '../ports/store.js';
import type { Actor } from './actor.js';
import { publishConsequences } from './publish-consequences.js';
import type { PublishDeps } from './publish-consequences.js';

export interface WriteDeps extends PublishDeps {
  store: Store;
  ids: Ids;
  clock: Clock;
}

export type EventToWrite = Omit<MadeEvent, 'messageId' | 'channel' | 'department'> &
  Partial<Pick<MadeEvent, 'messageId' | 'channel' | 'department'>>;

export interface Written {
  /** null: this message was recorded before. */
  interactionId: string | null;
  customerId: string | null;
}

export async function writeEvent(deps: WriteDeps, actor: Actor, event: EventToWrite): Promise<Written> {
  const made = madeEvent({
    messageId: event.messageId ?? `api ${deps.ids.hex128()}`,
    channel: event.channel ?? actor.channel,
    department: event.department ?? actor.department,
    visibility: actor.visibility,
    ...event,
  });
  const recorded = await deps.store.record({ siteId: actor.siteId, sourceId: actor.sourceId, events: [made], now: event.now });
  publishConsequences(deps, actor.siteId, recorded);
  const [written] = recorded.written;
  return { interactionId: written?.interactionId ?? null, customerId: written?.customerId ?? null };
}
