// What was charged against what was accepted (C34): the price that was promised, else quoted, else the order's total. Pure.
// An order may be billed in parts, and a subscription again every month: only the bills of one period are compared, and together they may
// make up the price.
import type { FactSource } from '../facts/merge-source.js';
import type { ReconcileInput } from './model.js';
import { byOpening, byTime, departmentOf, departments, finding, isVouched, sameNumber } from './same.js';
import type { Finding, Item, Promised } from './same.js';

const DAY_MS = 86_400_000;
/** Shorter than the shortest month: the next monthly bill is no duplicate of this one. */
const PERIOD_MS = 27 * DAY_MS;
/** A promise that names no order is about the next one or the next bill, within this time. */
const UNNAMED_MS = 90 * DAY_MS;

/** What a bill says about the price that was promised for it. */
export interface PriceWord {
  commitmentId: string;
  kind: 'honoured' | 'contradicted';
  at: number;
  source: FactSource | undefined;
}
type Invoice = Item & { amountMinor: number; currency: string };
interface Accepted {
  amountMinor: number;
  commitment: Promised | null;
  department: string | null;
  source: FactSource | undefined;
}

export function comparePrices(input: ReconcileInput): { findings: Finding[]; words: PriceWord[] } {
  const findings: Finding[] = [];
  const words: PriceWord[] = [];
  for (const bills of periods(input.items)) {
    const standing = bills.filter(({ failed }) => !failed);
    const accepted = new Map(bills.map((bill) => [bill.id, acceptedFor(bill, input)]));
    const whole = isSum(standing, accepted, input.toleranceMinor);
    const doubles = whole ? [] : duplicates(standing);
    const parts = standing.filter((bill) => !doubles.some(({ bill: double }) => double.id === bill.id));
    for (const { bill, of } of doubles) {
      const charged = { differenceMinor: bill.amountMinor, currency: bill.currency };
      findings.push(
        finding(bill, 'duplicate_invoice', { at: bill.openedAt, refs: [...of.refs.slice(0, 1), ...bill.refs.slice(0, 1)], ...charged }),
      );
    }
    const fits = whole || isSum(parts, accepted, input.toleranceMinor);
    for (const bill of bills) {
      const price = accepted.get(bill.id);
      if (price === null || price === undefined || doubles.some(({ bill: double }) => double.id === bill.id)) continue;
      const differenceMinor = bill.amountMinor - price.amountMinor;
      const differs = Math.abs(differenceMinor) > input.toleranceMinor && !(fits && !bill.failed);
      if (price.commitment !== null) words.push(wordOf(bill, price.commitment, differs));
      if (differs && !bill.failed) findings.push(priceFinding(bill, price, differenceMinor));
    }
  }
  return { findings, words };
}

function priceFinding(bill: Invoice, price: Accepted, differenceMinor: number): Finding {
  const refs = [price.source, bill.refs[0]].flatMap((ref) => (ref === undefined ? [] : [ref]));
  const told = departments(price.department, departmentOf(bill.refs));
  return finding(bill, 'price_differs', { at: bill.openedAt, refs, departments: told, differenceMinor, currency: bill.currency });
}

function wordOf(bill: Invoice, { id }: Promised, differs: boolean): PriceWord {
  return { commitmentId: id, kind: differs ? 'contradicted' : 'honoured', at: bill.openedAt, source: bill.refs[0] };
}

/** Bills of one order from its first one on, for one period; later ones are of periods that nothing is known about. One without an order is alone. */
function periods(items: readonly Item[]): Invoice[][] {
  const groups = new Map<string, Invoice[]>();
  for (const bill of items.filter(isBill).sort(byOpening)) {
    const key = bill.orderId === null ? `bill ${bill.id}` : `order ${bill.orderId.replace(/\s+/g, '').toUpperCase()}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [bill]);
    else if (bill.openedAt - (group[0]?.openedAt ?? 0) <= PERIOD_MS) group.push(bill);
  }
  return [...groups.values()];
}

/** Credit notes are no bills. */
function isBill(item: Item): item is Invoice {
  return item.type === 'invoice' && item.amountMinor !== null && item.amountMinor >= 0 && item.currency !== null && isVouched(item);
}

function isSum(bills: readonly Invoice[], accepted: ReadonlyMap<string, Accepted | null>, toleranceMinor: number): boolean {
  const price = bills[0] === undefined ? null : (accepted.get(bills[0].id) ?? null);
  if (price === null || bills.length < 2 || bills.some(({ currency }) => currency !== bills[0]?.currency)) return false;
  return Math.abs(bills.reduce((sum, { amountMinor }) => sum + amountMinor, 0) - price.amountMinor) <= toleranceMinor;
}

/** Bills of the same order and amount as an earlier one. */
function duplicates(bills: readonly Invoice[]): { bill: Invoice; of: Invoice }[] {
  return bills.flatMap((bill, index) => {
    const of = bills.slice(0, index).find((other) => other.amountMinor === bill.amountMinor && other.currency === bill.currency);
    return of === undefined ? [] : [{ bill, of }];
  });
}

/** What the customer was to pay on this bill; null when nobody said. What was promised after the bill is about the next one. */
function acceptedFor(bill: Invoice, { commitments, items }: ReconcileInput): Accepted | null {
  const orders = items.filter((item) => item.type === 'order').sort(byOpening);
  const order = orders.find(({ number }) => sameNumber(number, bill.orderId)) ?? null;
  const takenAt = order === null ? bill.openedAt : Math.min(order.openedAt, bill.openedAt);
  const prices = commitments.filter(
    (one) =>
      one.kind === 'price' &&
      one.amountMinor !== null &&
      one.currency === bill.currency &&
      one.at <= bill.openedAt &&
      !(one.status === 'cancelled' && (one.statusAt ?? one.at) <= bill.openedAt) &&
      (one.expiresAt === null || one.expiresAt >= takenAt),
  );
  const named = prices.filter((one) => namesBill(one, bill)).sort(byTime);
  const unnamed = prices.filter((one) => one.orderId === null && one.item === null && isNext(one, bill, { orders, items })).sort(byTime);
  const promised = (list: readonly Promised[]): Promised | undefined => list.findLast(({ origin }) => origin === 'promise');
  const commitment = promised(named) ?? promised(unnamed) ?? named.at(-1) ?? unnamed.at(-1) ?? null;
  if (commitment !== null) {
    const { department, refs } = commitment;
    return { amountMinor: commitment.amountMinor ?? 0, commitment, department, source: refs[0] };
  }
  if (order === null || order.amountMinor === null || order.currency !== bill.currency || !isVouched(order)) return null;
  return { amountMinor: order.amountMinor, commitment: null, department: departmentOf(order.refs), source: order.refs[0] };
}

function namesBill({ orderId, item }: Promised, bill: Invoice): boolean {
  const names = [orderId, item?.number ?? null];
  return names.some((name) => sameNumber(name, bill.orderId) || sameNumber(name, bill.number));
}

/** The first order after the promise, when there is one, and its bills; else the first bill after it. */
function isNext(promise: Promised, bill: Invoice, { orders, items }: { orders: readonly Item[]; items: readonly Item[] }): boolean {
  const soon = ({ openedAt }: Item): boolean => openedAt >= promise.at && openedAt - promise.at <= UNNAMED_MS;
  if (!soon(bill)) return false;
  const order = orders.find(soon);
  if (order !== undefined && bill.orderId !== null) return sameNumber(order.number, bill.orderId);
  const first = items
    .filter(isBill)
    .filter((other) => soon(other) && (order === undefined || other.orderId === null))
    .sort(byOpening)[0];
  return first?.id === bill.id;
}
