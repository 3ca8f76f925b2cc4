// The proactive cards of a signed-in customer (W212). What was shown is on the timeline (`card.shown`), once per card whatever relay showed it.
import type { VisitorCard } from '@throughline/types';
import type { Consequences } from './store-engine.js';

interface Whose {
  siteId: string;
  /** Verified (C40). */
  userId: string;
  now: number;
}

export interface CardOps {
  /** What stands on the home view now, newest first; `fresh`: whether some of it was never shown, so `showCards` has to be called. */
  visitorCards(args: Whose): Promise<{ cards: VisitorCard[]; fresh: boolean }>;
  /** The same, and what is new is on the customer's timeline from here on (C3). */
  showCards(args: Whose): Promise<{ cards: VisitorCard[]; followed: Consequences }>;
  /** For good; twice is fine. False when this customer was never shown such a card. */
  dismissCard(args: Whose & { id: string }): Promise<boolean>;
}
