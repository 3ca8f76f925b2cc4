// Which promises and items can say anything about each other at all (C33, C34): those that share a number, and a price promised for no order
// in particular with the orders and invoices that begin in its time. Groups without such a link are settled apart, so that what is said of
// one never depends on how many others there are. Pure.
import { actionsOf } from './actions.js';
import type { Fulfilment, ReconcileInput } from './model.js';
import { UNNAMED_MS } from './prices.js';
import { numberKey } from './same.js';
import type { Item, Promised } from './same.js';

type Numbered = Pick<Item, 'number' | 'orderId'>;
type Naming = Pick<Promised, 'orderId' | 'item'>;

/** Numbers an item goes by, as two systems would both write them. */
export function keysOfItem({ number, orderId }: Numbered): string[] {
  return orderId === null ? [numberKey(number)] : [numberKey(number), numberKey(orderId)];
}

/** Numbers a promise names. */
export function keysOfPromise({ orderId, item }: Naming): string[] {
  return [orderId, item?.number ?? null].flatMap((number) => (number === null ? [] : [numberKey(number)]));
}

/** About the next order or the next invoice (C34). */
export function isUnnamedPrice({ kind, orderId, item }: Pick<Promised, 'kind' | 'orderId' | 'item'>): boolean {
  return kind === 'price' && orderId === null && item === null;
}

/** Types that a price promised for no order in particular may be about. */
export const PRICED_TYPES: readonly Item['type'][] = ['order', 'invoice'];

/** What else than people and items may keep it, or make it good: a price is made good on its order alone. */
export function fulfilledBy(promise: Promised): readonly Fulfilment['kind'][] {
  if (promise.kind === 'price') return promise.orderId === null ? [] : ['refund', 'credit'];
  return actionsOf(promise);
}

/** Every group of linked ones, in the order of their first member. Together they hold everything that was given, each once. */
export function clusters({
  items,
  commitments,
}: Pick<ReconcileInput, 'items' | 'commitments'>): { items: Item[]; commitments: Promised[] }[] {
  const sets = new Sets();
  for (const item of items) for (const key of keysOfItem(item)) sets.join(itemName(item), `key ${key}`);
  for (const promise of commitments) for (const key of keysOfPromise(promise)) sets.join(promiseName(promise), `key ${key}`);
  const priced = items.filter(({ type }) => PRICED_TYPES.includes(type)).sort((a, b) => a.openedAt - b.openedAt);
  for (const promise of commitments.filter(isUnnamedPrice)) {
    for (let i = firstFrom(priced, promise.at); i < priced.length; i += 1) {
      const item = priced[i];
      if (item === undefined || item.openedAt - promise.at > UNNAMED_MS) break;
      sets.join(promiseName(promise), itemName(item));
    }
  }
  const found = new Map<string, { items: Item[]; commitments: Promised[] }>();
  const clusterOf = (name: string): { items: Item[]; commitments: Promised[] } => {
    const root = sets.rootOf(name);
    const held = found.get(root) ?? { items: [], commitments: [] };
    found.set(root, held);
    return held;
  };
  for (const item of items) clusterOf(itemName(item)).items.push(item);
  for (const promise of commitments) clusterOf(promiseName(promise)).commitments.push(promise);
  return [...found.values()];
}

const itemName = ({ id }: { id: string }): string => `item ${id}`;
const promiseName = ({ id }: { id: string }): string => `promise ${id}`;

function firstFrom(sorted: readonly Item[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.openedAt ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Disjoint sets of names (union by path halving). */
class Sets {
  private readonly parent = new Map<string, string>();

  rootOf(name: string): string {
    let at = name;
    for (;;) {
      const up = this.parent.get(at) ?? at;
      if (up === at) return at;
      const over = this.parent.get(up) ?? up;
      this.parent.set(at, over);
      at = over;
    }
  }

  join(a: string, b: string): void {
    const [one, other] = [this.rootOf(a), this.rootOf(b)];
    if (one !== other) this.parent.set(other, one);
  }
}
