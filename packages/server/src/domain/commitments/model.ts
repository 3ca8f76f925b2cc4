// What we promised (C31), as the log tells it: one `made` event and what happened to it since, folded whatever the order of arrival.
import type { ItemType } from '@throughline/types';
import type { FactSource } from '../facts/merge-source.js';

export type CommitmentStatus = 'open' | 'kept' | 'broken' | 'cancelled';
export type CommitmentKind = 'action' | 'price' | 'date';

export type CommitmentEvent =
  | {
      kind: 'made';
      id: string;
      at: number;
      source: FactSource;
      text: string;
      promise: CommitmentKind;
      amountMinor: number | null;
      currency: string | null;
      dueAt: number | null;
      expiresAt: number | null;
      madeBy: string;
      department: string | null;
      /** Who of the console gave it; null: another system, or somebody else on whose behalf it was written down. */
      agentId: string | null;
      /** The conversation it was given in, and the entry that says it. */
      conversationId: string | null;
      entryId: string | null;
      /** `quote`: an offer that counts only when no price was promised (C34). */
      origin: 'promise' | 'quote' | 'eta';
      orderId: string | null;
      item: { type: ItemType; number: string } | null;
    }
  | { kind: 'status'; id: string; at: number; source: FactSource; status: 'open' | 'kept' | 'cancelled'; note: string | null };

/** The promise without what items say about it: `reconcile` adds kept, broken and fulfilled. */
export interface FoldedCommitment {
  text: string;
  kind: CommitmentKind;
  amountMinor: number | null;
  currency: string | null;
  dueAt: number | null;
  expiresAt: number | null;
  madeBy: string;
  department: string | null;
  agentId: string | null;
  conversationId: string | null;
  entryId: string | null;
  origin: 'promise' | 'quote' | 'eta';
  orderId: string | null;
  item: { type: ItemType; number: string } | null;
  /** As people set it; `open` when nobody did. */
  status: 'open' | 'kept' | 'cancelled';
  /** When they set it, also to `open` again: what came before a reopening does not keep the promise. */
  statusAt: number | null;
  at: number;
  /** The making first, then what changed it, at most eight. */
  refs: FactSource[];
}

/** A commitment as the store keeps it: folded, then reconciled with the customer's items. Lateness is a matter of `now`: see statusAt. */
export interface StoredCommitment extends Omit<FoldedCommitment, 'status' | 'statusAt'> {
  customerId: string;
  id: string;
  /** `broken` here only when a mismatch or a late fulfilment says so; a due time that passed is read with `statusAt`. */
  status: CommitmentStatus;
  /** When it was kept, broken by a mismatch, or cancelled. */
  statusAt: number | null;
  /** Fulfilled after it was broken (C33). */
  fulfilledAt: number | null;
}
