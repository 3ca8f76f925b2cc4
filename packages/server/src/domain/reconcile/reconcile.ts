// What promises, items and later events of one customer say about each other (C33, C34). Free of `now`: a due time that merely passed is read
// with statusAt. The same for every order of arrival: all that counts is when things happened. Pure.
import type { StoredMismatch } from '../items/model.js';
import { compareDeliveries } from './deliveries.js';
import type { Reconciled, ReconcileInput } from './model.js';
import { comparePrices } from './prices.js';
import { settle } from './settle.js';

/** Promises in the order of their ids, mismatches in the order of their items' ids, each item's by time and code. */
export function reconcile(input: ReconcileInput): Reconciled {
  const { findings, words } = comparePrices(input);
  const mismatches = new Map<string, StoredMismatch[]>();
  for (const { itemId, mismatch } of [...findings, ...compareDeliveries(input.items)]) {
    mismatches.set(itemId, [...(mismatches.get(itemId) ?? []), mismatch]);
  }
  return {
    commitments: [...input.commitments].sort(byId).map((promise) => settle(promise, input, words)),
    mismatches: [...mismatches]
      .map(([itemId, list]) => ({ itemId, list: list.sort((a, b) => a.at - b.at || (a.code < b.code ? -1 : 1)) }))
      .sort((a, b) => (a.itemId < b.itemId ? -1 : 1)),
  };
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
