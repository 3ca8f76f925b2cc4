// Rows of one root that speak of the same id, folded together (ID14): after a merge two members may each have heard a part of the story.
// The state stands on one row of the group, always the same one: that of the smallest customer id.
import { foldCase, isOpenCase } from '../../../../domain/cases/fold-case.js';
import type { CaseEvent } from '../../../../domain/cases/model.js';
import { foldCommitment } from '../../../../domain/commitments/commitment.js';
import type { CommitmentEvent, FoldedCommitment } from '../../../../domain/commitments/model.js';
import { owedOf } from '../../../../domain/commitments/owed.js';
import { foldItem, isVouched, milestoneKey } from '../../../../domain/items/fold-item.js';
import type { FoldedItem, ItemEvent, StoredMismatch } from '../../../../domain/items/model.js';
import { actionsOf } from '../../../../domain/reconcile/actions.js';
import { numberKey } from '../../../../domain/reconcile/same.js';
import type { ItemType } from '@throughline/types';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { CasesTable, CommitmentsTable, TrackedItemsTable } from '../schema-engine.js';
import { indexCommitment, indexItem } from '../search/record-documents.js';
import { listOf } from './document.js';
import { listOfEvents } from './sourced-rows.js';
import type { RowKey } from './sourced-rows.js';
import { commitmentStateOf, itemStateOf, itemTypeOf } from './stored.js';
import type { CommitmentState, ItemState, Verdict } from './stored.js';

export interface ItemGroup {
  id: string;
  type: ItemType;
  number: string;
  rows: TrackedItemsTable[];
  folded: FoldedItem | null;
  raised: string[];
  /** As stored before; null when it is new. */
  held: ItemState | null;
}
export interface CommitmentGroup {
  id: string;
  rows: CommitmentsTable[];
  folded: FoldedCommitment | null;
  raised: number[];
  held: CommitmentState | null;
}

function grouped<Row extends { id: string; customer_id: string }>(rows: readonly Row[]): Row[][] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.id, [...(groups.get(row.id) ?? []), row]);
  return [...groups.values()].map((group) => group.sort((a, b) => (a.customer_id < b.customer_id ? -1 : 1)));
}

const heldState = (rows: readonly { state: string | null }[]): string | null => rows.find(({ state }) => state !== null)?.state ?? null;

/** `fresh`: fold from the events; without it the state is taken as it stands. */
export function itemGroups(rows: readonly TrackedItemsTable[], fresh: boolean): ItemGroup[] {
  return grouped(rows).flatMap((group): ItemGroup[] => {
    const [head] = group;
    if (head === undefined) return [];
    const type = itemTypeOf(head.type);
    const text = heldState(group);
    const held = text === null ? null : itemStateOf(text);
    const folded = fresh
      ? foldItem(
          type,
          group.flatMap(({ events }) => listOfEvents<ItemEvent>(events)),
        )
      : (held?.folded ?? null);
    const raised = group.flatMap((row) => listOf<string>(row.raised));
    return [{ id: head.id, type, number: head.number, rows: group, folded, raised, held }];
  });
}

export function commitmentGroups(rows: readonly CommitmentsTable[], fresh: boolean): CommitmentGroup[] {
  return grouped(rows).flatMap((group): CommitmentGroup[] => {
    const [head] = group;
    if (head === undefined) return [];
    const text = heldState(group);
    const held = text === null ? null : commitmentStateOf(text);
    const folded = fresh ? foldCommitment(group.flatMap(({ events }) => listOfEvents<CommitmentEvent>(events))) : (held?.folded ?? null);
    return [{ id: head.id, rows: group, folded, raised: group.flatMap((row) => listOf<number>(row.raised)), held }];
  });
}

/** Writes what changed; true when anything did. */
export async function writeItem(tx: Tx, { type, number, folded, raised, rows }: ItemGroup, mismatches: StoredMismatch[]): Promise<boolean> {
  const lateAt = folded === null || folded.done || raised.includes(milestoneKey(folded)) ? null : folded.lateAt;
  const state: ItemState | null = folded === null ? null : { folded, mismatches };
  const head: ItemHead = {
    at: folded?.updatedAt ?? 0,
    state: textOf(state),
    sweepAt: lateAt,
    vouched: folded !== null && isVouched(folded) ? 1 : 0,
    orderKey: folded === null || folded.orderId === null ? null : numberKey(folded.orderId),
    openedAt: folded?.openedAt ?? 0,
  };
  return writeGroup(rows, head, async (key, index) => {
    await setItem(tx, { ...key, ...(index === 0 ? head : NO_ITEM) });
    await indexItem(tx, key, { type, number, folded: index === 0 ? folded : null });
  });
}

export async function writeCommitment(tx: Tx, { folded, raised, rows }: CommitmentGroup, verdict: Verdict | null): Promise<boolean> {
  if (folded === null || verdict === null) {
    return writeGroup(rows, NO_COMMITMENT, async (key) => {
      await setCommitment(tx, { ...key, ...NO_COMMITMENT });
      await indexCommitment(tx, key, null);
    });
  }
  const waits = verdict.status === 'open' && folded.dueAt !== null && !raised.includes(folded.dueAt);
  const { kind, orderId, item } = folded;
  const owed = owedOf(folded, verdict.status);
  const head: CommitmentHead = {
    at: folded.at,
    state: textOf({ folded, verdict }),
    sweepAt: waits ? folded.dueAt : null,
    orderKey: orderId === null ? null : numberKey(orderId),
    itemKey: item === null ? null : numberKey(item.number),
    keptBy: kind === 'price' ? 'price' : actionsOf(folded).join(),
    settledAt: verdict.status === 'broken' ? verdict.fulfilledAt : verdict.statusAt,
    owedBy: owed?.by ?? null,
    owedAt: owed?.at ?? null,
  };
  return writeGroup(rows, head, async (key, index) => {
    await setCommitment(tx, { ...key, ...(index === 0 ? head : NO_COMMITMENT) });
    await indexCommitment(tx, key, index === 0 ? folded : null);
  });
}

const textOf = (state: ItemState | CommitmentState | null): string | null => (state === null ? null : JSON.stringify(state));

/** What is computed of a group, on its first row; the columns beside the state follow from it. */
interface Head {
  at: number;
  state: string | null;
  sweepAt: number | null;
}
interface ItemHead extends Head {
  vouched: number;
  orderKey: string | null;
  openedAt: number;
}
interface CommitmentHead extends Head {
  orderKey: string | null;
  itemKey: string | null;
  keptBy: string;
  settledAt: number | null;
  owedBy: string | null;
  owedAt: number | null;
}
const NONE: Head = { at: 0, state: null, sweepAt: null };
const NO_ITEM: ItemHead = { ...NONE, vouched: 0, orderKey: null, openedAt: 0 };
const NO_COMMITMENT: CommitmentHead = { ...NONE, orderKey: null, itemKey: null, keptBy: '', settledAt: null, owedBy: null, owedAt: null };

const setItem = prepared<RowKey & ItemHead, unknown>((db, place) =>
  db
    .updateTable('tracked_items')
    .set({
      at: place('at'),
      state: place('state'),
      sweep_at: place('sweepAt'),
      vouched: place('vouched'),
      order_key: place('orderKey'),
      opened_at: place('openedAt'),
    })
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .where('id', '=', place('id')),
);
const setCommitment = prepared<RowKey & CommitmentHead, unknown>((db, place) =>
  db
    .updateTable('commitments')
    .set({
      at: place('at'),
      state: place('state'),
      sweep_at: place('sweepAt'),
      order_key: place('orderKey'),
      item_key: place('itemKey'),
      kept_by: place('keptBy'),
      settled_at: place('settledAt'),
      owed_by: place('owedBy'),
      owed_at: place('owedAt'),
    })
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .where('id', '=', place('id')),
);

async function writeGroup(
  rows: readonly Pick<CommitmentsTable, 'site_id' | 'customer_id' | 'id' | 'at' | 'state' | 'sweep_at'>[],
  head: Head,
  write: (key: RowKey, index: number) => Promise<unknown>,
): Promise<boolean> {
  let changed = false;
  for (const [index, row] of rows.entries()) {
    const next = index === 0 ? head : NONE;
    if (row.at === next.at && row.state === next.state && row.sweep_at === next.sweepAt) continue;
    changed = true;
    await write({ siteId: row.site_id, customerId: row.customer_id, id: row.id }, index);
  }
  return changed;
}

/** Cases stand alone: nothing else says anything about them. */
export async function settleCases(tx: Tx, rows: readonly CasesTable[]): Promise<void> {
  for (const group of grouped(rows)) {
    const folded = foldCase(group.flatMap(({ events }) => listOfEvents<CaseEvent>(events)));
    const head = {
      at: folded?.openedAt ?? 0,
      open: folded !== null && isOpenCase(folded.status) ? 1 : 0,
      state: folded === null ? null : JSON.stringify(folded),
    };
    for (const [index, row] of group.entries()) {
      const next = index === 0 ? head : { at: 0, open: 0, state: null };
      if (row.at === next.at && row.open === next.open && row.state === next.state) continue;
      await tx.db
        .updateTable('cases')
        .set(next)
        .where('site_id', '=', row.site_id)
        .where('customer_id', '=', row.customer_id)
        .where('id', '=', row.id)
        .execute();
    }
  }
}
