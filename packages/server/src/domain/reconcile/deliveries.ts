// What was delivered against what was ordered, and when (C34); dates that moved and states that went back. Pure.
import { doneAt } from '../items/fold-item.js';
import type { ItemLine } from '../items/model.js';
import { byOpening, finding, isVouched, sameNumber, withNewest } from './same.js';
import type { Finding, Item } from './same.js';

/** Items whose end is a delivery to the customer. A claim decided late was late; it was not delivered late. */
const DELIVERED_TYPES: readonly string[] = ['order', 'shipment', 'repair', 'provisioning'];

export function compareDeliveries(items: readonly Item[]): Finding[] {
  return [
    ...items.flatMap(ownFindings),
    ...items.filter((item) => item.type === 'order').flatMap((order) => shipmentFindings(order, items)),
  ];
}

function ownFindings(item: Item): Finding[] {
  const found: Finding[] = [];
  const over = doneAt(item);
  if (over !== null && !item.failed && item.etaUntil !== null && over > item.etaUntil && DELIVERED_TYPES.includes(item.type))
    found.push(finding(item, 'delivery_late', { at: over, refs: withNewest(item) }));
  if (item.wentBack) found.push(finding(item, 'status_backwards', { at: item.updatedAt, refs: withNewest(item) }));
  const until = item.etaUntil;
  const before = until === null ? [] : item.etaHistory.filter((end) => end.until < until);
  if (before.length > 0) {
    const sources = before.map(({ id }) => item.refs.find(({ interactionId }) => interactionId === id));
    found.push(finding(item, 'eta_moved', { at: item.updatedAt, refs: withNewest(item, ...sources) }));
  }
  return found;
}

/**
 * Shipments that arrived, against the order they belong to. What is missing shows once no shipment is on its way any more; the same order without
 * lines, or known only from a page, accuses nobody.
 */
function shipmentFindings(order: Item, items: readonly Item[]): Finding[] {
  if (order.lines.length === 0 || order.failed || !isVouched(order)) return [];
  const shipments = items
    .filter((item) => item.type === 'shipment' && sameNumber(item.orderId, order.number) && !item.failed && isVouched(item))
    .sort(byOpening);
  const arrived = shipments.filter((shipment) => shipment.done && shipment.lines.length > 0);
  const held = order.lines.map(() => 0);
  const found: Finding[] = [];
  for (const shipment of arrived) {
    const refs = withNewest(shipment, order.refs[0]);
    const at = doneAt(shipment) ?? shipment.updatedAt;
    let strange = false;
    let tooMuch = false;
    for (const line of shipment.lines) {
      const index = order.lines.findIndex((ordered) => sameLine(ordered, line));
      if (index < 0) strange = true;
      else {
        held[index] = (held[index] ?? 0) + line.quantity;
        tooMuch ||= (held[index] ?? 0) > orderedOf(order, line);
      }
    }
    if (strange) found.push(finding(shipment, 'item_differs', { at, refs }));
    if (tooMuch) found.push(finding(shipment, 'quantity_differs', { at, refs }));
  }
  const last = arrived.at(-1);
  const complete = shipments.every(({ done }) => done) && shipments.length === arrived.length;
  const missing = order.lines.some((line, index) => isFirst(order, line, index) && (held[index] ?? 0) < orderedOf(order, line));
  if (last !== undefined && complete && missing && found.length === 0)
    found.push(finding(last, 'quantity_differs', { at: doneAt(last) ?? last.updatedAt, refs: withNewest(last, order.refs[0]) }));
  return found;
}

/** An order may name the same thing on two lines: they count together, on the first. */
function orderedOf(order: Item, line: ItemLine): number {
  return order.lines.filter((other) => sameLine(other, line)).reduce((sum, { quantity }) => sum + quantity, 0);
}
const isFirst = (order: Item, line: ItemLine, index: number): boolean => order.lines.findIndex((other) => sameLine(other, line)) === index;

/** By article number where both name one, else by title. */
function sameLine(a: ItemLine, b: ItemLine): boolean {
  if (a.sku !== null && b.sku !== null) return sameNumber(a.sku, b.sku);
  return a.title.trim().toLowerCase() === b.title.trim().toLowerCase();
}
