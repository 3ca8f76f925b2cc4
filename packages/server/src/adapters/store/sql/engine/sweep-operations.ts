// What becomes due without anybody doing anything (C33, C38): the sweep records it, once, and everything else follows from that interaction
// as from any other. Once per (item, milestone) and per (promise, due time): the row remembers what was reported, out of the log. What the
// customer is told of it is recorded in the same transaction: it is there exactly when the lateness is.
import { milestoneKey } from '../../../../domain/items/fold-item.js';
import { madeEvent } from '../../../../domain/ingest/made-event.js';
import { toIso } from '../../../../domain/time/civil.js';
import type { FactSource } from '../../../../domain/facts/merge-source.js';
import { strictestOf } from '../../../../domain/facts/owner-of-source.js';
import type { StoredItem } from '../../../../domain/items/model.js';
import type { Consequences, EngineOps } from '../../../../ports/store-engine.js';
import type { IngestEvent } from '../../../../ports/store-customers.js';
import { stableId } from '../context/stable-id.js';
import { rootOrNull } from '../context/root-or-null.js';
import { relaySourceId } from '../identity/identity-events.js';
import { recordEvents } from '../ingest.js';
import type { OperationsOf, Tx } from '../operation.js';
import type { CommitmentsTable, TrackedItemsTable } from '../schema-engine.js';
import { consequencesOf } from './consequences-of.js';
import { enqueue } from './outbox-rows.js';
import { storedCommitment, storedItem } from './stored.js';

type Table = 'tracked_items' | 'commitments';

interface Due {
  siteId: string;
  event: IngestEvent;
  /** What the customer reads on the widget's card; null: nothing. */
  notice: IngestEvent | null;
  message: { event: 'tracked_item.late' | 'commitment.broken'; data: Record<string, string> };
}

export const sweepOperations: OperationsOf<Pick<EngineOps, 'sweepDue'>> = {
  sweepDue: {
    kind: 'write',
    async run(tx, { now, limit }) {
      const due = [...(await dueItems(tx, now, limit))];
      const left = limit - due.length;
      if (left > 0) due.push(...(await dueCommitments(tx, now, left)));
      const followed: (Consequences & { siteId: string })[] = [];
      for (const [siteId, list] of bySite(due.flatMap((one) => one ?? []))) {
        const sourceId = await relaySourceId(tx, siteId);
        const made = list.flatMap(({ event, notice, message }) => [{ event, message }, ...(notice === null ? [] : [{ event: notice }])]);
        const events = made.map(({ event }, index) => ({ ...event, index }));
        const { effects, written } = await recordEvents(tx, { siteId, sourceId, events, now });
        for (const { index } of written) {
          const one = made[index];
          const message = one !== undefined && 'message' in one ? one.message : undefined;
          if (message !== undefined) await enqueue(tx, siteId, { ...message, now });
        }
        followed.push({ siteId, ...(await consequencesOf(tx, siteId, effects)) });
      }
      return { followed, more: due.length >= limit };
    },
  },
};

function bySite(due: readonly Due[]): Map<string, Due[]> {
  const sites = new Map<string, Due[]>();
  for (const one of due) sites.set(one.siteId, [...(sites.get(one.siteId) ?? []), one]);
  return sites;
}

/** Null for a row that turned out to need nothing: it is not looked at again. */
async function dueItems(tx: Tx, now: number, limit: number): Promise<(Due | null)[]> {
  const rows = await tx.db
    .selectFrom('tracked_items')
    .selectAll()
    .where('sweep_at', '<', now)
    .orderBy('sweep_at')
    .orderBy('site_id')
    .limit(limit)
    .$if(tx.dialect === 'postgres', (query) => query.forUpdate().skipLocked())
    .execute();
  const due: (Due | null)[] = [];
  for (const row of rows) due.push(await lateItem(tx, row, now));
  return due;
}

async function lateItem(tx: Tx, row: TrackedItemsTable, now: number): Promise<Due | null> {
  const [item] = storedItem(row);
  const root = await rootOrNull(tx, row.site_id, row.customer_id);
  await doneWith(tx, 'tracked_items', row); // whatever follows, this row does not come up again for this time
  if (item === undefined || root === null) return null;
  const milestone = milestoneKey(item);
  return {
    siteId: row.site_id,
    event: made(toldBy(item), {
      messageId: `late:${stableId('itm', root.id, item.id, milestone)}`,
      name: 'tracked_item.late',
      title: `${item.title} is late`,
      data: {
        type: item.type,
        number: item.number,
        milestone,
        ...(item.etaUntil === null ? {} : { eta_until: toIso(item.etaUntil) }),
      },
      customerId: root.id,
      now,
    }),
    notice: lateNotice(item, { customerId: root.id, milestone, now }),
    message: {
      event: 'tracked_item.late',
      data: { itemId: item.id, itemType: item.type, number: item.number, milestone, customerId: root.id },
    },
  };
}

/** The newest source, seen by whoever sees all of them: the item's title may be from any. */
function toldBy({ refs }: StoredItem): FactSource | undefined {
  const newest = refs.at(-1);
  return newest === undefined ? undefined : { ...newest, ...strictestOf(refs) };
}

/** Nothing of an item that the customer does not see whole: the card does not show it either (C39). */
function lateNotice(
  { id, type, number, refs }: StoredItem,
  { customerId, milestone, now }: { customerId: string; milestone: string; now: number },
): IngestEvent | null {
  if (!refs.every(({ visibility }) => visibility === 'shared')) return null;
  const text = `${number} is late; we are on it`;
  return madeEvent({
    messageId: `late notice:${stableId('itm', customerId, id, milestone)}`,
    name: 'notice.sent',
    title: text,
    data: { channel: 'web', kind: 'transactional', text, item: { type, number }, milestone, automatic: true },
    channel: 'web',
    department: null,
    owner: { customerId, identifiers: [] },
    now,
  });
}

async function dueCommitments(tx: Tx, now: number, limit: number): Promise<(Due | null)[]> {
  const rows = await tx.db
    .selectFrom('commitments')
    .selectAll()
    .where('sweep_at', '<', now)
    .orderBy('sweep_at')
    .orderBy('site_id')
    .limit(limit)
    .$if(tx.dialect === 'postgres', (query) => query.forUpdate().skipLocked())
    .execute();
  const due: (Due | null)[] = [];
  for (const row of rows) due.push(await brokenPromise(tx, row, now));
  return due;
}

async function brokenPromise(tx: Tx, row: CommitmentsTable, now: number): Promise<Due | null> {
  const [promise] = storedCommitment(row);
  const root = await rootOrNull(tx, row.site_id, row.customer_id);
  await doneWith(tx, 'commitments', row);
  if (promise === undefined || promise.dueAt === null || root === null) return null;
  return {
    siteId: row.site_id,
    event: made(promise.refs[0], {
      messageId: `broken:${stableId('cmt', root.id, promise.id, String(promise.dueAt))}`,
      name: 'commitment.broken',
      title: `Promise not kept: ${promise.text}`,
      data: { commitment_id: promise.id, due_at: toIso(promise.dueAt), text: promise.text },
      customerId: root.id,
      now,
    }),
    notice: null,
    message: { event: 'commitment.broken', data: { commitmentId: promise.id, customerId: root.id } },
  };
}

interface Made {
  messageId: string;
  name: string;
  title: string;
  data: Record<string, string>;
  customerId: string;
  now: number;
}

/** Seen by whoever sees what it is about (C54). */
function made(source: FactSource | undefined, { customerId, ...event }: Made): IngestEvent {
  return madeEvent({
    ...event,
    channel: source?.channel ?? 'other',
    department: source?.department ?? null,
    visibility: source?.visibility ?? 'shared',
    owner: { customerId, identifiers: [] },
    causationId: source?.interactionId ?? null,
  });
}

async function doneWith(tx: Tx, table: Table, row: { site_id: string; customer_id: string; id: string }): Promise<void> {
  if (table === 'tracked_items') {
    await tx.db
      .updateTable('tracked_items')
      .set({ sweep_at: null })
      .where('site_id', '=', row.site_id)
      .where('customer_id', '=', row.customer_id)
      .where('id', '=', row.id)
      .execute();
    return;
  }
  await tx.db
    .updateTable('commitments')
    .set({ sweep_at: null })
    .where('site_id', '=', row.site_id)
    .where('customer_id', '=', row.customer_id)
    .where('id', '=', row.id)
    .execute();
}
