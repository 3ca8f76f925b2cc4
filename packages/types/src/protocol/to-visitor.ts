// Everything the relay may push to a visitor. All of it are hints: lost, doubled or late, never wrong (P47).
import type { VisitorItems } from '../http/visitor-items.js';
import { z } from 'zod';
import { Count, Hex128, Id } from '../model/primitives.js';
import { Entry } from '../model/entry.js';
import { Receipts } from './ack.js';

/** A new entry. */
export const Ev = z.object({ conv: Id, epoch: Hex128, entry: Entry });
export type Ev = z.infer<typeof Ev>;

/** Heads of a conversation. `int` never goes to a visitor (P14). */
export const Head = z.object({ conv: Id, epoch: Hex128, pub: Count, int: Count.optional() });
export type Head = z.infer<typeof Head>;

/** The other side received or read further. */
export const ReceiptHint = z.object({ conv: Id, receipts: Receipts });
export type ReceiptHint = z.infer<typeof ReceiptHint>;

/** Somebody on the other side is typing. */
export const TypingHint = z.object({ conv: Id, on: z.boolean(), name: z.string().optional() });
export type TypingHint = z.infer<typeof TypingHint>;

/** Where a waiting conversation stands in its line, and how long that lasts (K57). Both null: it waits no more, or nobody can say. */
export const QueuePlace = z.object({
  conv: Id,
  /** 1 is next. */
  position: z.int().min(1).nullable(),
  /** Rounded up. */
  minutes: z.int().min(1).nullable(),
});
export type QueuePlace = z.infer<typeof QueuePlace>;

/** Reconnect after this delay: the relay restarts (P90). */
export const Bye = z.object({ after_ms: Count });
export type Bye = z.infer<typeof Bye>;

/** Name → payload of each push. */
export interface ToVisitor {
  ev: Ev;
  head: Head;
  receipt: ReceiptHint;
  typing: TypingHint;
  bye: Bye;
  queue: QueuePlace;
  /** Own items and promises changed (C39); only to a verified visitor. */
  items: VisitorItems;
}
