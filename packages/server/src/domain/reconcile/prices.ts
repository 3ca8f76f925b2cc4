// What was charged against what was accepted (C34): the price that was promised, else quoted, else the order's total. Pure.
// An order may be billed in parts, and a subscription again every month: only the invoices of one period are compared, and together they may
// make up the price.
import type { FactSource } from '../facts/merge-source.js';
import type { ReconcileInput } from './model.js';
import { byOpening, byTime, departmentOf, departments, finding, isVouched, sameNumber } from './same.js';
import type { Finding, Item, Promised } from './same.js';

const DAY_MS = 86_400_000;
/** Shorter than the shortest month: the next monthly invoice is no duplicate of this one. */
const PERIOD_MS = 27 * DAY_MS;
/** A promise that names no order is about the next one or the next invoice, within this time. */
export const UNNAMED_MS = 90 * DAY_MS;

/** What an invoice says about the price that was promised for it. */
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
  for (const invoices of periods(input.items)) {
    const standing = invoices.filter(({ failed }) => !failed);
    const accepted = new Map(invoices.map((invoice) => [invoice.id, acceptedFor(invoice, input)]));
    const whole = isSum(standing, accepted, input.toleranceMinor);
    const doubles = whole ? [] : duplicates(standing);
    const parts = standing.filter((invoice) => !doubles.some(({ invoice: double }) => double.id === invoice.id));
    for (const { invoice, of } of doubles) {
      const charged = { differenceMinor: invoice.amountMinor, currency: invoice.currency };
      findings.push(
        finding(invoice, 'duplicate_invoice', {
          at: invoice.openedAt,
          refs: [...of.refs.slice(0, 1), ...invoice.refs.slice(0, 1)],
          ...charged,
        }),
      );
    }
    const fits = whole || isSum(parts, accepted, input.toleranceMinor);
    for (const invoice of invoices) {
      const price = accepted.get(invoice.id);
      if (price === null || price === undefined || doubles.some(({ invoice: double }) => double.id === invoice.id)) continue;
      const differenceMinor = invoice.amountMinor - price.amountMinor;
      const differs = Math.abs(differenceMinor) > input.toleranceMinor && !(fits && !invoice.failed);
      if (price.commitment !== null) words.push(wordOf(invoice, price.commitment, differs));
      if (differs && !invoice.failed) findings.push(priceFinding(invoice, price, differenceMinor));
    }
  }
  return { findings, words };
}

function priceFinding(invoice: Invoice, price: Accepted, differenceMinor: number): Finding {
  const refs = [price.source, invoice.refs[0]].flatMap((ref) => (ref === undefined ? [] : [ref]));
  const told = departments(price.department, departmentOf(invoice.refs));
  return finding(invoice, 'price_differs', { at: invoice.openedAt, refs, departments: told, differenceMinor, currency: invoice.currency });
}

function wordOf(invoice: Invoice, { id }: Promised, differs: boolean): PriceWord {
  return { commitmentId: id, kind: differs ? 'contradicted' : 'honoured', at: invoice.openedAt, source: invoice.refs[0] };
}

/** Invoices of one order from its first one on, for one period; later ones are of periods that nothing is known about. One without an order is alone. */
function periods(items: readonly Item[]): Invoice[][] {
  const groups = new Map<string, Invoice[]>();
  for (const invoice of items.filter(isInvoice).sort(byOpening)) {
    const key = invoice.orderId === null ? `invoice ${invoice.id}` : `order ${invoice.orderId.replace(/\s+/g, '').toUpperCase()}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [invoice]);
    else if (invoice.openedAt - (group[0]?.openedAt ?? 0) <= PERIOD_MS) group.push(invoice);
  }
  return [...groups.values()];
}

/** Credit notes are no invoices. */
function isInvoice(item: Item): item is Invoice {
  return item.type === 'invoice' && item.amountMinor !== null && item.amountMinor >= 0 && item.currency !== null && isVouched(item);
}

function isSum(invoices: readonly Invoice[], accepted: ReadonlyMap<string, Accepted | null>, toleranceMinor: number): boolean {
  const price = invoices[0] === undefined ? null : (accepted.get(invoices[0].id) ?? null);
  if (price === null || invoices.length < 2 || invoices.some(({ currency }) => currency !== invoices[0]?.currency)) return false;
  return Math.abs(invoices.reduce((sum, { amountMinor }) => sum + amountMinor, 0) - price.amountMinor) <= toleranceMinor;
}

/** Invoices of the same order and amount as an earlier one. */
function duplicates(invoices: readonly Invoice[]): { invoice: Invoice; of: Invoice }[] {
  return invoices.flatMap((invoice, index) => {
    const of = invoices.slice(0, index).find((other) => other.amountMinor === invoice.amountMinor && other.currency === invoice.currency);
    return of === undefined ? [] : [{ invoice, of }];
  });
}

/** What the customer was to pay on this invoice; null when nobody said. What was promised after the invoice is about the next one. */
function acceptedFor(invoice: Invoice, { commitments, items }: ReconcileInput): Accepted | null {
  const orders = items.filter((item) => item.type === 'order').sort(byOpening);
  const order = orders.find(({ number }) => sameNumber(number, invoice.orderId)) ?? null;
  const takenAt = order === null ? invoice.openedAt : Math.min(order.openedAt, invoice.openedAt);
  const prices = commitments.filter(
    (one) =>
      one.kind === 'price' &&
      one.amountMinor !== null &&
      one.currency === invoice.currency &&
      one.at <= invoice.openedAt &&
      !(one.status === 'cancelled' && (one.statusAt ?? one.at) <= invoice.openedAt) &&
      (one.expiresAt === null || one.expiresAt >= takenAt),
  );
  const named = prices.filter((one) => namesInvoice(one, invoice)).sort(byTime);
  const unnamed = prices.filter((one) => one.orderId === null && one.item === null && isNext(one, invoice, { orders, items })).sort(byTime);
  const promised = (list: readonly Promised[]): Promised | undefined => list.findLast(({ origin }) => origin === 'promise');
  const commitment = promised(named) ?? promised(unnamed) ?? named.at(-1) ?? unnamed.at(-1) ?? null;
  if (commitment !== null) {
    const { department, refs } = commitment;
    return { amountMinor: commitment.amountMinor ?? 0, commitment, department, source: refs[0] };
  }
  if (order === null || order.amountMinor === null || order.currency !== invoice.currency || !isVouched(order)) return null;
  return { amountMinor: order.amountMinor, commitment: null, department: departmentOf(order.refs), source: order.refs[0] };
}

function namesInvoice({ orderId, item }: Promised, invoice: Invoice): boolean {
  const names = [orderId, item?.number ?? null];
  return names.some((name) => sameNumber(name, invoice.orderId) || sameNumber(name, invoice.number));
}

/** The first order after the promise, when there is one, and its invoices; else the first invoice after it. */
function isNext(promise: Promised, invoice: Invoice, { orders, items }: { orders: readonly Item[]; items: readonly Item[] }): boolean {
  const soon = ({ openedAt }: Item): boolean => openedAt >= promise.at && openedAt - promise.at <= UNNAMED_MS;
  if (!soon(invoice)) return false;
  const order = orders.find(soon);
  if (order !== undefined && invoice.orderId !== null) return sameNumber(order.number, invoice.orderId);
  const first = items
    .filter(isInvoice)
    .filter((other) => soon(other) && (order === undefined || other.orderId === null))
    .sort(byOpening)[0];
  return first?.id === invoice.id;
}
