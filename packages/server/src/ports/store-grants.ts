// One conversation opened to one more device by a redeemed resume code (ID20 c, CH36). The redeeming itself is an event like any other
// (`IngestEvent.redeemedBy`), so that using the code up and what it opens are one transaction. It says nothing about who the device is.
import type { Principal } from './store-delivery.js';

type Visitor = Principal & { type: 'visitor' };

export interface GrantOps {
  /** The customer of a conversation that is the visitor's own; null for another's, an erased one, and one that only a code opened to them. */
  ownConversation(args: { principal: Visitor; conv: string }): Promise<{ customerId: string } | null>;
  /**
   * What this code would open to this visitor; null for a wrong, used or expired one, one of something else than a conversation, and one of
   * another verified user's conversation, all alike (CH37). `open`: the visitor may see it already, so the code need not be
   * used; it is also the answer when this code let them in before.
   */
  redeemableCode(args: { principal: Visitor; hash: string; now: number }): Promise<{ conv: string; open: boolean } | null>;
  /** Of these conversations, those the visitor may read now: none once the session ended. */
  stillOpen(args: { siteId: string; visitorId: string; convs: string[] }): Promise<string[]>;
}
