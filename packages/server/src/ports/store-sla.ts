// Service levels (K70): clocks that conversations carry, and what follows when one strikes.
import type { Reached } from '../domain/sla/clocks.js';
import type { ConversationRow, Entry } from '@throughline/types';

/** A conversation whose clocks were looked at, and what that wrote. */
export interface SlaLooked {
  siteId: string;
  epoch: string;
  entries: Entry[];
  row: ConversationRow;
  /** What somebody should be told about; empty where the policy wants no notice. */
  notices: Reached[];
}

/** A conversation of whose clocks nothing readable was remembered: they began anew. */
export interface Unreadable {
  siteId: string;
  conv: string;
}

/** A settings document that cannot be read: it counts as if it were not there, so that everything else goes on. */
export interface UnreadableDocument {
  siteId: string;
  kind: string;
  id: string;
}

export interface SlaLooks {
  looked: SlaLooked[];
  unreadable: Unreadable[];
  documents: UnreadableDocument[];
}

export interface SlaOps {
  /**
   * Whether the site has any service level: without one nothing of this is computed. `mark` is another one after policies, teams or the site's
   * own hours changed.
   */
  slaMark(args: { siteId: string }): Promise<{ hasPolicies: boolean; mark: string }>;
  /** After policies or hours changed: what was seen under the others counts for nothing. Some at once; `more`: ask again. */
  forgetSlaLooks(args: { siteId: string }): Promise<{ more: boolean }>;
  /**
   * Looks at the clocks of these conversations, or with `convs` absent at those of the site that changed since they were last looked at; where
   * the last service level went, at those that still show one. Only what changed is answered. Once, however many relays ask.
   * `skipped`: somebody else was writing to these, so they are to be asked for again.
   */
  lookAtSla(args: {
    siteId: string;
    convs?: string[];
    now: number;
    limit: number;
  }): Promise<SlaLooks & { skipped: string[]; more: boolean }>;
  /** Clocks that strike until `now`, of every site. */
  strikeSla(args: { now: number; limit: number }): Promise<SlaLooks & { more: boolean }>;
}
