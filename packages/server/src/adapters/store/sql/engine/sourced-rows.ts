// Adds what an interaction says to the row it speaks of: read the bounded list of events, add, write back. What the events mean together is
// decided afterwards, once per batch (settle.ts). Invariant (C22): the list is the same for every order of arrival.
import type { ItemType } from '@throughline/types';
import { sameNumber } from '../../../../domain/cases/case-event.js';
import { addCaseEvent } from '../../../../domain/cases/fold-case.js';
import type { CaseEvent } from '../../../../domain/cases/model.js';
import { addCommitmentEvent } from '../../../../domain/commitments/commitment.js';
import type { CommitmentEvent } from '../../../../domain/commitments/model.js';
import { boundEvents } from '../../../../domain/items/fold-item.js';
import type { ItemEvent } from '../../../../domain/items/model.js';
import { stableId } from '../context/stable-id.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import { documentOf, listOf, withOne } from './document.js';

export interface RowKey {
  siteId: string;
  customerId: string;
  id: string;
}

const RAISED_MAX = 24;

/** The same for every customer who has an item of that type and number: members of one root find each other's rows by it. */
export const itemId = (type: ItemType, number: string): string => stableId('itm', type, sameNumber(number));

const heldItem = prepared<RowKey, { events: string; raised: string; number: string }>((db, place, dialect) =>
  db
    .selectFrom('tracked_items')
    .select(['events', 'raised', 'number'])
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .where('id', '=', place('id'))
    .$if(dialect === 'postgres', (query) => query.forUpdate()),
);
const heldCommitment = prepared<RowKey, { events: string; raised: string }>((db, place, dialect) =>
  db
    .selectFrom('commitments')
    .select(['events', 'raised'])
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .where('id', '=', place('id'))
    .$if(dialect === 'postgres', (query) => query.forUpdate()),
);
const heldCase = prepared<RowKey, { events: string }>((db, place, dialect) =>
  db
    .selectFrom('cases')
    .select('events')
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .where('id', '=', place('id'))
    .$if(dialect === 'postgres', (query) => query.forUpdate()),
);

const compareEvents = (a: { at: number; id: string }, b: { at: number; id: string }): number =>
  a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** What is added to an item: an event, or the milestone at which it was reported late. */
export type ItemAddition = { event: ItemEvent } | { raised: string };

export async function addToItem(
  tx: Tx,
  { siteId, customerId, type, number }: Omit<RowKey, 'id'> & { type: ItemType; number: string },
  addition: ItemAddition,
): Promise<string> {
  const key = { siteId, customerId, id: itemId(type, number) };
  const [held] = await heldItem(tx, key);
  const events = held === undefined ? [] : listOfEvents<ItemEvent>(held.events);
  const raised = listOf<string>(held?.raised ?? '[]');
  // The same order whatever came first, so that two histories of the same events are the same bytes.
  const next =
    'event' in addition
      ? boundEvents([...events.filter(({ id }) => id !== addition.event.id), addition.event].sort(compareEvents))
      : events;
  const spelt = number.trim();
  const columns = {
    number: held === undefined || spelt < held.number ? spelt : held.number, // of two spellings always the same one
    events: JSON.stringify(next.sort(compareEvents)),
    raised: JSON.stringify('raised' in addition ? withOne(raised, addition.raised, RAISED_MAX) : raised),
  };
  if (held === undefined) {
    await tx.db
      .insertInto('tracked_items')
      .values({
        site_id: siteId,
        customer_id: customerId,
        id: key.id,
        type,
        number_key: sameNumber(number),
        at: 0,
        state: null,
        sweep_at: null,
        vouched: 0,
        order_key: null,
        opened_at: 0,
        ...columns,
      })
      .execute();
  } else if (held.events !== columns.events || held.raised !== columns.raised || held.number !== columns.number) {
    await tx.db
      .updateTable('tracked_items')
      .set(columns)
      .where('site_id', '=', siteId)
      .where('customer_id', '=', customerId)
      .where('id', '=', key.id)
      .execute();
  }
  return key.id;
}

export type CommitmentAddition = { event: CommitmentEvent } | { raised: number };

export async function addToCommitment(tx: Tx, key: RowKey, addition: CommitmentAddition): Promise<void> {
  const [held] = await heldCommitment(tx, key);
  const events = held === undefined ? [] : listOfEvents<CommitmentEvent>(held.events);
  const raised = listOf<number>(held?.raised ?? '[]');
  const columns = {
    events: JSON.stringify('event' in addition ? addCommitmentEvent(events, addition.event) : events),
    raised: JSON.stringify('raised' in addition ? withOne(raised, addition.raised, RAISED_MAX) : raised),
  };
  if (held === undefined) {
    await tx.db
      .insertInto('commitments')
      .values({
        site_id: key.siteId,
        customer_id: key.customerId,
        id: key.id,
        at: 0,
        state: null,
        sweep_at: null,
        order_key: null,
        item_key: null,
        kept_by: '',
        settled_at: null,
        owed_by: null,
        owed_at: null,
        ...columns,
      })
      .execute();
  } else if (held.events !== columns.events || held.raised !== columns.raised) {
    await tx.db
      .updateTable('commitments')
      .set(columns)
      .where('site_id', '=', key.siteId)
      .where('customer_id', '=', key.customerId)
      .where('id', '=', key.id)
      .execute();
  }
}

export async function addToCase(tx: Tx, key: RowKey, event: CaseEvent): Promise<void> {
  const [held] = await heldCase(tx, key);
  const events = JSON.stringify(addCaseEvent(held === undefined ? [] : listOfEvents<CaseEvent>(held.events), event));
  if (held === undefined) {
    await tx.db
      .insertInto('cases')
      .values({ site_id: key.siteId, customer_id: key.customerId, id: key.id, at: 0, open: 0, state: null, events })
      .execute();
  } else if (held.events !== events) {
    await tx.db
      .updateTable('cases')
      .set({ events })
      .where('site_id', '=', key.siteId)
      .where('customer_id', '=', key.customerId)
      .where('id', '=', key.id)
      .execute();
  }
}

export const listOfEvents = <Event>(text: string): Event[] => documentOf<Event[]>(text);
