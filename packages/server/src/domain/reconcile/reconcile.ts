// What promises, items and later events of one customer say about each other (C33, C34). Free of `now`: a due time that merely passed is read
// with statusAt. Pure.
import type { Reconciled, ReconcileInput } from './model.js';

export function reconcile({ commitments }: ReconcileInput): Reconciled {
  return {
    commitments: commitments.map(({ id, status, statusAt, refs }) => ({ id, status, statusAt, fulfilledAt: null, refs })),
    mismatches: [],
  };
}
