// What promises, items and later events of one customer say about each other (C33, C34). The types; the decision is in reconcile.ts.
import type { FactSource } from '../facts/merge-source.js';
import type { CommitmentStatus } from '../commitments/commitment.js';
import type { FoldedCommitment } from '../commitments/model.js';
import type { FoldedItem, StoredMismatch } from '../items/model.js';
import type { ItemType } from '@throughline/types';

/** Something we did that may keep a promise: a call, a letter, a refund, a delivery (C33). */
export interface Fulfilment {
  kind: 'call' | 'email' | 'refund' | 'order_update' | 'shipping' | 'delivery' | 'replacement' | 'credit';
  at: number;
  source: FactSource;
  orderId: string | null;
}

export interface ReconcileInput {
  commitments: readonly (FoldedCommitment & { id: string })[];
  items: readonly (FoldedItem & { id: string; type: ItemType; number: string })[];
  fulfilments: readonly Fulfilment[];
  /** Minor units that an invoice may differ (⚙ 0, C34). */
  toleranceMinor: number;
}

export interface Reconciled {
  commitments: { id: string; status: CommitmentStatus; statusAt: number | null; fulfilledAt: number | null; refs: FactSource[] }[];
  /** Per item id, empty lists left out. */
  mismatches: { itemId: string; list: StoredMismatch[] }[];
}
