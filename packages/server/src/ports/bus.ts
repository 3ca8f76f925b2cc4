// Hints between relays (P47): may be lost, doubled or late. Truth is in the store; the head beacon heals what a bus loses.
import type { ConversationRow, Entry, Handoff, Receipts } from '@throughline/types';

export type Hint =
  | { type: 'entries'; siteId: string; conv: string; epoch: string; entries: Entry[]; row: ConversationRow }
  | { type: 'handoff'; siteId: string; handoff: Handoff }
  | { type: 'receipt'; siteId: string; conv: string; side: 'visitor' | 'agent'; receipts: Receipts }
  | { type: 'typing'; siteId: string; conv: string; side: 'visitor' | 'agent'; name?: string; on: boolean; from: string }
  | { type: 'revoked'; siteId: string; principal: string };

export interface Bus {
  /** Never throws and never waits for a broker. */
  publish(hint: Hint): void;
  /** Returns the undo. */
  subscribe(listener: (hint: Hint) => void): () => void;
  close(): Promise<void>;
}
