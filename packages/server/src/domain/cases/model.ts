// One concern of a customer over any number of conversations (C29), as the log tells it.
import type { FactSource } from '../facts/merge-source.js';

export type CaseStatus = 'new' | 'open' | 'pending_customer' | 'pending_internal' | 'resolved' | 'closed' | 'reopened';

export type CaseEvent =
  | {
      kind: 'opened';
      id: string;
      at: number;
      source: FactSource;
      title: string;
      reason: string | null;
      department: string | null;
      dueAt: number | null;
      itemNumbers: string[];
    }
  | {
      kind: 'linked';
      id: string;
      at: number;
      source: FactSource;
      conversationId: string | null;
      /** Numbers of orders, claims, policies and items that belong to it. */
      itemNumbers: string[];
      how: 'shared_id' | 'continued' | 'confirmed';
    }
  | {
      kind: 'updated';
      id: string;
      at: number;
      source: FactSource;
      status: CaseStatus | null;
      resolution: string | null;
      dueAt: number | null;
      department: string | null;
    };

export interface FoldedCase {
  title: string;
  status: CaseStatus;
  reason: string | null;
  department: string | null;
  openedAt: number;
  dueAt: number | null;
  resolution: string | null;
  resolvedAt: number | null;
  conversationIds: string[];
  itemNumbers: string[];
  /** Opening first, then who gave the resolution while there is one, newest last; at most eight. */
  refs: FactSource[];
}

export interface StoredCase extends FoldedCase {
  customerId: string;
  id: string;
}
