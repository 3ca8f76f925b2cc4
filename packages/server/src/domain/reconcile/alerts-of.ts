// Which alerts follow from a reconciliation (C34, C38), for the departments that promised and that broke it, before the customer asks. Pure.
import { moneyText } from '../commitments/money.js';
import { statusAt } from '../commitments/commitment.js';
import type { FactSource } from '../facts/merge-source.js';
import { isLate, milestoneKey } from '../items/fold-item.js';
import type { MismatchCode, StoredMismatch } from '../items/model.js';
import { typeLabel } from '../items/templates.js';
import type { Reconciled, ReconcileInput } from './model.js';
import { departmentOf, departments, distinctRefs } from './same.js';
import type { Item, Promised } from './same.js';

export interface RaisedAlert {
  code: 'mismatch_price' | 'mismatch_order' | 'commitment_broken' | 'item_late';
  /** The same for the same cause, however often it is computed. */
  key: string;
  text: string;
  severity: 'warn' | 'critical';
  /** Who is told: who promised and who broke it. Empty: nobody named a department. */
  departments: string[];
  /** When it came to be. */
  at: number;
  refs: FactSource[];
}
type Input = Pick<ReconcileInput, 'commitments' | 'items'> & { now?: number };

const CODE_OF: Readonly<Record<MismatchCode, RaisedAlert['code'] | null>> = {
  price_differs: 'mismatch_price',
  duplicate_invoice: 'mismatch_price',
  item_differs: 'mismatch_order',
  quantity_differs: 'mismatch_order',
  delivery_late: 'mismatch_order',
  status_backwards: 'mismatch_order',
  // A new date that was announced is news, not an error; when the old one passed unannounced, the promise is broken and that is the alert.
  eta_moved: null,
};

/**
 * Alerts of what was reconciled, oldest first. With `now` also the promises whose time has passed and the items that are late by then; without it
 * only what holds whatever the time is. A promise that was fulfilled after all raises none.
 */
export function alertsFor(reconciled: Reconciled, { commitments, items, now }: Input): RaisedAlert[] {
  const alerts = [
    ...reconciled.mismatches.flatMap(({ itemId, list }) => {
      const item = items.find(({ id }) => id === itemId);
      return item === undefined ? [] : list.flatMap((mismatch) => mismatchAlert(item, mismatch, commitments));
    }),
    ...reconciled.commitments.flatMap((settled) => {
      const promise = commitments.find(({ id }) => id === settled.id);
      return promise === undefined ? [] : brokenAlert(promise, settled, { reconciled, now });
    }),
    ...(now === undefined ? [] : items.flatMap((item) => lateAlert(item, now))),
  ];
  return alerts.sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
}

function mismatchAlert(item: Item, mismatch: StoredMismatch, commitments: readonly Promised[]): RaisedAlert[] {
  const { code, differenceMinor, departments: told, at, refs } = mismatch;
  const alertCode = CODE_OF[code];
  if (alertCode === null) return [];
  const charged = code === 'duplicate_invoice' || (differenceMinor ?? 0) > 0;
  return [
    {
      code: alertCode,
      key: `${code}:${item.id}:${differenceMinor ?? ''}`,
      text: mismatchText(item, mismatch, commitments),
      severity: alertCode === 'mismatch_price' && charged ? 'critical' : 'warn',
      departments: told,
      at,
      refs,
    },
  ];
}

function mismatchText(item: Item, { code, differenceMinor, currency, refs }: StoredMismatch, commitments: readonly Promised[]): string {
  const name = `${typeLabel(item.type)} ${item.number}`;
  switch (code) {
    case 'price_differs': {
      const amount = moneyText({ amountMinor: Math.abs(differenceMinor ?? 0), currency: currency ?? '' });
      return `${name} is ${amount} ${(differenceMinor ?? 0) > 0 ? 'above' : 'below'} ${accepted(refs, commitments)}`;
    }
    case 'duplicate_invoice':
      return `${name} charges the same again`;
    case 'item_differs':
      return `${name} brought something that was not ordered`;
    case 'quantity_differs':
      return `${name} brought another quantity than ordered`;
    case 'delivery_late':
      return `${name} was done after the promised date`;
    case 'status_backwards':
      return `${name} went back to ${item.milestone}`;
    case 'eta_moved':
      return `${name} has a later date`;
  }
}

/** What the bill was compared with is the promise that the mismatch refers to, else the order. */
function accepted(refs: readonly FactSource[], commitments: readonly Promised[]): string {
  const promise = commitments.find((one) => one.kind === 'price' && refs.some((ref) => ref.interactionId === one.refs[0]?.interactionId));
  if (promise === undefined) return 'the order total';
  return promise.origin === 'quote' ? 'the quoted price' : 'the promised price';
}

function brokenAlert(
  promise: Promised,
  settled: Reconciled['commitments'][number],
  { reconciled, now }: { reconciled: Reconciled; now: number | undefined },
): RaisedAlert[] {
  const status = now === undefined ? settled.status : statusAt(settled.status, promise.dueAt, now);
  if (status !== 'broken' || settled.fulfilledAt !== null) return [];
  const made = promise.refs[0]?.interactionId;
  const contradicting = reconciled.mismatches
    .flatMap(({ list }) => list)
    .filter(({ code, refs }) => code === 'price_differs' && refs.some(({ interactionId }) => interactionId === made));
  return [
    {
      code: 'commitment_broken',
      key: `commitment_broken:${promise.id}`,
      text: promise.kind === 'price' ? `Promised price not honoured: ${promise.text}` : `Promise not kept: ${promise.text}`,
      severity: 'critical',
      departments: departments(promise.department, ...contradicting.flatMap(({ departments: told }) => told)),
      at: settled.statusAt ?? promise.dueAt ?? promise.at,
      refs: settled.refs,
    },
  ];
}

function lateAlert(item: Item, now: number): RaisedAlert[] {
  if (item.lateAt === null || !isLate(item, now)) return [];
  return [
    {
      code: 'item_late',
      key: `item_late:${item.id}:${milestoneKey(item)}`,
      text: `${typeLabel(item.type)} ${item.number} is late`,
      severity: 'warn',
      departments: departments(departmentOf(item.refs)),
      at: item.lateAt,
      refs: distinctRefs(item.refs.slice(-2)),
    },
  ];
}
