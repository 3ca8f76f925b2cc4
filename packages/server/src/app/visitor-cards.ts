// What a signed-in customer sees of their own, with the proactive cards (C39, C40, W212). A card counts as told when it is sent, and is
// recorded before that, so that the agent never reads less than the customer does.
import { limits } from '@throughline/types';
import type { HttpErrorCode, VisitorCard, VisitorItems } from '@throughline/types';
import type { Bus } from '../ports/bus.js';
import type { Clock } from '../ports/clock.js';
import type { Limiter } from '../ports/limiter.js';
import type { VisitorRecord } from '../ports/store-accounts.js';
import type { Store } from '../ports/store.js';
import { publishConsequences } from './publish-consequences.js';
import type { PublishDeps } from './publish-consequences.js';

export interface OwnItemsDeps extends PublishDeps {
  store: Pick<Store, 'customer' | 'visitorItems' | 'visitorCards' | 'showCards'>;
  clock: Clock;
}

interface Whose {
  siteId: string;
  /** Verified: nobody else has own items or cards (C40). */
  userId: string;
}

export async function ownItems(deps: OwnItemsDeps, whose: Whose): Promise<VisitorItems> {
  const items = await deps.store.visitorItems({ ...whose, now: deps.clock.now() });
  return { ...items, cards: await ownCards(deps, whose) };
}

async function ownCards(deps: OwnItemsDeps, { siteId, userId }: Whose): Promise<VisitorCard[]> {
  const now = deps.clock.now();
  const standing = await deps.store.visitorCards({ siteId, userId, now });
  if (!standing.fresh) return standing.cards;
  const { cards, followed } = await deps.store.showCards({ siteId, userId, now });
  publishConsequences(deps, siteId, followed);
  return cards;
}

export type Dismissed = { ok: true } | { ok: false; code: HttpErrorCode; retryMs?: number };

/** `not_found`: no card that this customer was shown, whoever else was (S12). The customer's other open pages are told. */
export async function dismissCard(
  { store, clock, limiter, bus }: { store: Pick<Store, 'dismissCard'>; clock: Clock; limiter: Limiter; bus: Bus },
  { visitor: { siteId, id: visitorId, userId }, id }: { visitor: VisitorRecord; id: string },
): Promise<Dismissed> {
  if (userId === null) return { ok: false, code: 'forbidden' };
  const taken = await limiter.take(`${siteId} ${visitorId} cards`, limits.RATE_SYNC);
  if (!taken.ok) return { ok: false, code: 'rate_limited', retryMs: taken.retryMs };
  if (!(await store.dismissCard({ siteId, userId, id, now: clock.now() }))) return { ok: false, code: 'not_found' };
  bus.publish({ type: 'items', siteId, userIds: [userId] });
  return { ok: true };
}
