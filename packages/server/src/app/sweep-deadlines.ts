// Deadlines that pass without anybody doing anything (C33, C38): promises break, items are late. Every second; the customer with an open
// widget is told once per item and milestone that we know.
import type { ItemView } from '@throughline/types';
import { madeEvent } from '../domain/ingest/made-event.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Consequences } from '../ports/store-engine.js';
import type { Store } from '../ports/store.js';
import { publishConsequences } from './publish-consequences.js';
import type { PublishDeps } from './publish-consequences.js';
import { repeating } from './repeating.js';

const EVERY_MS = 1_000;
const AT_ONCE = 100;
const ITEMS_LOOKED_AT = 100;
const LATE_ALERT = 'item_late';

export interface SweepDeps extends PublishDeps {
  store: Store;
  clock: Clock;
  log: Log;
}

/** Starts; the result stops it. */
export function startSweep(deps: SweepDeps): () => void {
  return repeating(deps, { everyMs: EVERY_MS, event: 'deadlines' }, async () => {
    const now = deps.clock.now();
    const { followed, more } = await deps.store.sweepDue({ now, limit: AT_ONCE });
    for (const { siteId, ...consequences } of followed) {
      publishConsequences(deps, siteId, consequences);
      await tellCustomers(deps, { siteId, consequences, now });
    }
    return more;
  });
}

/** Says on the widget's card that an item is late, once per item and milestone: the message id says so for good. */
async function tellCustomers(
  deps: SweepDeps,
  { siteId, consequences, now }: { siteId: string; consequences: Consequences; now: number },
): Promise<void> {
  for (const { customerId, refs } of consequences.alerts.filter(({ code, resolvedAt }) => code === LATE_ALERT && resolvedAt === null)) {
    const page = await deps.store.trackedItems({ siteId, customerId, now, limit: ITEMS_LOOKED_AT });
    const late = (page?.items ?? []).filter((item) => item.late && refs.some(({ type, id }) => type === 'tracked_item' && id === item.id));
    for (const item of late) await tell(deps, { siteId, item, now });
  }
}

async function tell(deps: SweepDeps, { siteId, item, now }: { siteId: string; item: ItemView; now: number }): Promise<void> {
  const text = `${item.number} is late; we are on it`;
  const event = madeEvent({
    messageId: `late ${item.type} ${item.number} ${item.milestone}`,
    name: 'notice.sent',
    title: text,
    data: { channel: 'web', kind: 'transactional', text, item: { type: item.type, number: item.number }, milestone: item.milestone },
    channel: 'web',
    department: null,
    owner: { customerId: item.customerId, identifiers: [] },
    now,
  });
  publishConsequences(deps, siteId, await deps.store.record({ siteId, sourceId: 'relay', events: [event], now }));
}
