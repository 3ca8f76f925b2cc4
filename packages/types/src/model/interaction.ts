// One append-only item of a Customer's timeline, from any channel (context.md §5). It never changes (C3).
import { z } from 'zod';
import { Channel, EpochMs, Id, Json, Visibility } from './primitives.js';

export const InteractionFlag = z.enum(['bad_clock', 'skewed', 'late']);
export type InteractionFlag = z.infer<typeof InteractionFlag>;

export const Interaction = z.object({
  id: Id,
  siteId: Id,
  sourceId: Id,
  messageId: z.string(),
  customerIdAtIngest: Id,
  channel: Channel,
  department: z.string().nullable(),
  visibility: Visibility,
  /** Segment type (`track`, `page` …) or a relay-made dotted type (`conversation.started`). */
  type: z.string(),
  /** Event name as sent (C14), page name, or empty. */
  name: z.string(),
  /** One line for people: what happened. */
  title: z.string(),
  data: z.record(z.string(), Json),
  occurredAt: EpochMs,
  receivedAt: EpochMs,
  /** Wire timestamp as sent, if any (C19). */
  originalTimestamp: z.string().nullable(),
  flags: z.array(InteractionFlag),
  /** True when a claim only says whose it is (ID7). */
  unverified: z.boolean(),
  conversationId: Id.nullable(),
  causationId: z.string().nullable(),
  correlationId: z.string().nullable(),
});
export type Interaction = z.infer<typeof Interaction>;

/** A timeline line as an agent reads it. */
export const TimelineItem = z.object({
  id: Id,
  channel: Channel,
  department: z.string().nullable(),
  type: z.string(),
  name: z.string(),
  title: z.string(),
  at: EpochMs,
  unverified: z.boolean(),
  conversationId: Id.nullable(),
  /** Short `label: value` pairs worth reading without opening the item. */
  details: z.array(z.object({ label: z.string(), value: z.string() })).max(6),
  /** Another department's entry: time, channel, department and type only (C54). */
  stub: z.literal(true).optional(),
  caseId: Id.optional(),
  /** Only in the stored revision: what scope is decided by. */
  visibility: Visibility.optional(),
});
export type TimelineItem = z.infer<typeof TimelineItem>;

export const TimelinePage = z.object({
  /** Newest first by `(occurredAt, receivedAt, id)` (C21). */
  items: z.array(TimelineItem),
  /** Opaque keyset cursor of the next older page; null at the end. */
  cursor: z.string().nullable(),
});
export type TimelinePage = z.infer<typeof TimelinePage>;
