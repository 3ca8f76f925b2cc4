// Where a line of a context comes from (C2), and the types of items.
import { z } from 'zod';
import { Id, Instant, Visibility } from './primitives.js';

export const Ref = z.object({
  type: z.enum(['interaction', 'message', 'conversation', 'case', 'tracked_item', 'fact', 'commitment', 'journey', 'trait', 'suggestion']),
  id: Id,
  at: Instant,
  department: Id.optional(),
  visibility: Visibility,
});
/** Where a line comes from. */
export type Ref = z.infer<typeof Ref>;
export const Refs = z.array(Ref).min(1).max(8);
/** Only in the stored revision: how many of the first refs its words come from; without it, one (C55). */
export const Words = z.int().min(1).max(8).optional();
/** A value with what says so. */
export const Sourced = <T extends z.ZodType>(value: T) => z.object({ value, refs: Refs, confidence: z.number().min(0).max(1) });
export const ItemType = z.enum([
  'order',
  'shipment',
  'claim',
  'application',
  'refund',
  'repair',
  'invoice',
  'subscription',
  'provisioning',
  'other',
]);
export type ItemType = z.infer<typeof ItemType>;
