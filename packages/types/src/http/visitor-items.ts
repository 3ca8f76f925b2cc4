// What a customer sees of their own: tracked items and open promises (C39, C40). Nothing of the internal lane, nothing of anybody else.
import { z } from 'zod';
import { Id, Instant, Money, Text } from '../model/primitives.js';
import { ItemType } from '../model/ref.js';
import { ItemLineView, MilestoneView } from './context-api.js';

export const VisitorItem = z.object({
  id: Id,
  type: ItemType,
  number: z.string(),
  title: z.string(),
  status: z.string(),
  milestone: z.string(),
  milestones: z.array(MilestoneView),
  eta: z.object({ from: Instant.optional(), until: Instant.optional() }).optional(),
  late: z.boolean(),
  done: z.boolean(),
  lines: z.array(ItemLineView).max(10),
  amount: Money.optional(),
  links: z.array(z.object({ label: z.string(), url: z.string() })),
  updatedAt: Instant,
});
export type VisitorItem = z.infer<typeof VisitorItem>;
export const VisitorPromise = z.object({ id: Id, text: z.string(), dueAt: Instant.optional(), status: z.enum(['open', 'kept', 'broken']) });
/** A proactive card (W212): quiet, on the home view only. */
export const VisitorCard = z.object({
  id: Id,
  kind: z.enum(['milestone', 'late', 'no_news', 'promise_due', 'notice']),
  text: z.string(),
  itemId: Id.optional(),
  at: Instant,
});
export type VisitorCard = z.infer<typeof VisitorCard>;
/** POST /visitor/v1/cards/dismiss — for good. */
export const CardDismiss = z.object({ site: Text(64).min(1), deviceToken: Text(128).min(1), id: Id });
export type CardDismiss = z.infer<typeof CardDismiss>;
/** GET /visitor/v1/items of a signed-in visitor (level 3), and the push `items`. */
export const VisitorItems = z.object({
  items: z.array(VisitorItem),
  promises: z.array(VisitorPromise),
  cards: z.array(VisitorCard).optional(),
});
export type VisitorItems = z.infer<typeof VisitorItems>;
/** POST /visitor/v1/items/lookup — anybody: number and e-mail or postcode; one answer for every failure (C40, ID22). */
export const ItemLookup = z.strictObject({ number: Text(64).min(1), proof: Text(255).min(1) });
/** What the widget sends: the site's public key stands in the body, as in every visitor request. */
export const ItemLookupRequest = ItemLookup.extend({ site: Text(64).min(1) });
export type ItemLookupRequest = z.infer<typeof ItemLookupRequest>;
export const ItemLookupAnswer = VisitorItem.pick({ type: true, status: true, milestone: true }).extend({
  eta: z.object({ from: Instant.optional(), until: Instant.optional() }).optional(),
});
export type ItemLookupAnswer = z.infer<typeof ItemLookupAnswer>;
