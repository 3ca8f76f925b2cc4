// Hints between relays (P47): may be lost, doubled or late. Truth is in the store; the head beacon heals what a bus loses.
import type { AlertView, Attention, ConversationRow, Entry, Handoff, HandoffContext, Look, Receipts } from '@throughline/types';

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
  /**
   * Settings objects of this kind, notes or promises changed: whoever shows them reads them anew. `to`: who alone has to
   * (domain/commitments/owed); absent: everybody.
   */
  | { type: 'settings'; siteId: string; kind: string; to?: string[] }
  /** Who is at the desk, or what they carry, changed. */
  | { type: 'presence'; siteId: string }
  /** Something asks for the attention of agents (K85): of those named, or of a team's members, of none: everybody's; never of `exceptId`. */
  | {
      type: 'attention';
      siteId: string;
      to: { agentIds: string[] } | { teamId: string | null };
      row: ConversationRow;
      attention: Attention;
      exceptId?: string;
    }
  /** What one agent's socket looks at, whatever relay holds it (K66); null: nothing any more. Forgotten unless it is said again. */
  | {
      type: 'look';
      siteId: string;
      seat: string;
      agentId: string;
      at: {
        conv: string;
        doing: Look['doing'];
        placed: { assigneeId: string | null; teamId: string | null; consulted: readonly string[] };
      } | null;
    }
  | { type: 'revoked'; siteId: string; principal: string };

export interface Bus {
  /** Never throws and never waits for a broker. */
  publish(hint: Hint): void;
  /** Returns the undo. */
  subscribe(listener: (hint: Hint) => void): () => void;
  close(): Promise<void>;
}
