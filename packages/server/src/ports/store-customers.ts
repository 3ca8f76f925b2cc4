// Ingest and identity: interactions in, customers out (context.md §3–§6).
import type { CustomerView, IngestEventCode, Trust } from '@throughline/types';
import type { AgentScope } from '../domain/context/access.js';
import type { IngestEvent } from '../domain/ingest/event.js';

export type { EventIdentifier, IngestEvent } from '../domain/ingest/event.js';

export interface IngestResult {
  accepted: number;
  duplicates: number;
  /** Refused inside the transaction. */
  rejected: { index: number; code: IngestEventCode }[];
  /** Root customers touched, and the interactions written, in request order. */
  written: {
    index: number;
    interactionId: string;
    customerId: string;
    /** Set when the event brought a resume code: wrong, used and expired are all `refused` (CH37). */
    resumeCode?: 'redeemed' | 'refused';
  }[];
}

export interface CustomerOps {
  /** De-duplicates by (source, messageId), resolves identity, appends interactions and projects them, in one transaction (C11, C12, ID11). */
  ingest(args: { siteId: string; sourceId: string; events: IngestEvent[]; now: number }): Promise<IngestResult>;
  /** Root customers an identifier of trust >= `minTrust` points at. */
  findCustomers(args: { siteId: string; type: string; value: string; minTrust: Trust; seenBy?: AgentScope }): Promise<CustomerView[]>;
  /** The customer, with the traits whose sources `seenBy` may read in full (C54; absent: all); `redirected` names the root when this id was merged away (C17: 410 + Link). */
  customer(args: { siteId: string; id: string; seenBy?: AgentScope }): Promise<{ customer: CustomerView } | { redirected: string } | null>;
}
