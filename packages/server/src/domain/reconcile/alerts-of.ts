// Which alerts follow from a reconciliation (C34, C38). Pure.
import type { FactSource } from '../facts/merge-source.js';
import type { Reconciled, ReconcileInput } from './model.js';

export interface RaisedAlert {
  code: 'mismatch_price' | 'mismatch_order' | 'commitment_broken' | 'item_late';
  /** The same for the same cause, however often it is computed. */
  key: string;
  text: string;
  severity: 'warn' | 'critical';
  departments: string[];
  at: number;
  refs: FactSource[];
}

/**
 * Alerts of what was reconciled. With `now`, also the promises whose time has passed and the items that are late at that time; without it only
 * what holds whatever the time is.
 */
export function alertsFor(
  _reconciled: Reconciled,
  _input: Pick<ReconcileInput, 'commitments' | 'items'> & { now?: number },
): RaisedAlert[] {
  return [];
}
