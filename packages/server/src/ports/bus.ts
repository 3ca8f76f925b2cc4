// Hints between relays (P47): may be lost, doubled or late. Truth is in the store; the head beacon heals what a bus loses.
import type { AlertView, ConversationRow, Entry, Handoff, HandoffContext, Receipts } from '@throughline/types';

export type Hint =
  | { type: 'entries'; siteId: string; conv: string; epoch: string; entries: Entry[]; row: ConversationRow }
  | { type: 'handoff'; siteId: string; handoff: Handoff }
  | { type: 'receipt'; siteId: string; conv: string; side: 'visitor' | 'agent'; receipts: Receipts }
  | { type: 'typing'; siteId: string; conv: string; side: 'visitor' | 'agent'; name?: string; on: boolean; from: string }
  /** A live revision, whole and unscoped: each socket gets what its agent may see of the difference (C50, C55). */
  | { type: 'context'; siteId: string; conv: string; previous: HandoffContext; next: HandoffContext }
  | { type: 'alert'; siteId: string; alert: AlertView }
  /** Items or promises of these verified users changed: whoever holds their sockets reads them anew. */
  | { type: 'items'; siteId: string; userIds: string[] }
  | { type: 'revoked'; siteId: string; principal: string };

export interface Bus {
  /** Never throws and never waits for a broker. */
  publish(hint: Hint): void;
  /** Returns the undo. */
  subscribe(listener: (hint: Hint) => void): () => void;
  close(): Promise<void>;
}
