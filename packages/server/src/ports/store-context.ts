// What an agent is shown: hand-off revisions, timeline, single interactions (context.md §11–§13).
import type { HandoffContext, Interaction, TimelinePage } from '@throughline/types';

export interface ContextOps {
  /** The newest frozen revision, exactly as it was frozen. */
  latestHandoff(args: { siteId: string; conv: string }): Promise<HandoffContext | null>;
  /** Assembled now from the customer's material; `basis: 'live'`. Null when the customer does not exist. */
  customerContext(args: { siteId: string; customerId: string; online: boolean; now: number }): Promise<HandoffContext | null>;
  /** Freezes a further revision because something the agent sees changed (identity verified). Null when the conversation is closed. */
  refreshHandoff(args: { siteId: string; conv: string; online: boolean; now: number }): Promise<HandoffContext | null>;
  timeline(args: {
    siteId: string;
    customerId: string;
    channel?: string;
    department?: string;
    /** What belongs to this case: its conversations, its items, what names it. */
    caseId?: string;
    /** ms, inclusive; `to` exclusive. */
    from?: number;
    to?: number;
    cursor?: string;
    limit: number;
  }): Promise<TimelinePage | null>;
  interaction(args: { siteId: string; id: string }): Promise<Interaction | null>;
}
