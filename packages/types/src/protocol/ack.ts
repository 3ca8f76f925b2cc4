// Answers to `submit` and `sync`. A refusal is returned, never thrown; its code is from the closed table (P18).
import { z } from 'zod';
import { Count, EpochMs, Hex128, Id } from '../model/primitives.js';
import { Entry, Lane } from '../model/entry.js';
import { REJECT_REASONS } from '../errors.js';

export const RejectReasonSchema = z.enum(REJECT_REASONS);

export const Refusal = z.discriminatedUnion('code', [
  z.object({ ok: z.literal(false), code: z.literal('unavailable'), retry_ms: Count }),
  z.object({ ok: z.literal(false), code: z.literal('rate_limited'), retry_ms: Count }),
  z.object({ ok: z.literal(false), code: z.literal('out_of_order'), last_n: Count }),
  z.object({ ok: z.literal(false), code: z.literal('stale_head'), pub_head: Count }),
  z.object({ ok: z.literal(false), code: z.literal('rejected'), n: z.int().min(1), reason: RejectReasonSchema }),
  z.object({ ok: z.literal(false), code: z.literal('conflict'), n: z.int().min(1) }),
  z.object({ ok: z.literal(false), code: z.literal('forbidden') }),
  z.object({ ok: z.literal(false), code: z.literal('erased') }),
  z.object({ ok: z.literal(false), code: z.literal('upgrade_needed') }),
  z.object({ ok: z.literal(false), code: z.literal('bad_request') }),
]);
export type Refusal = z.infer<typeof Refusal>;

export const SubmitResult = z.object({
  n: z.int().min(1),
  lane: Lane,
  seq: z.int().min(1),
  id: Id,
  ts: EpochMs,
  /** True when this n was stored by an earlier submission. */
  dup: z.boolean().optional(),
  /** True when numbers were replaced before storing (C18): the stored text differs from the one sent, so it has to be fetched. */
  redacted: z.boolean().optional(),
});
export type SubmitResult = z.infer<typeof SubmitResult>;

/** A tick: everything in `results` is durable at its final place (P1). A `skip` has no result. */
export const SubmitAccepted = z.object({ ok: z.literal(true), conv: Id, epoch: Hex128, last_n: Count, results: z.array(SubmitResult) });
export type SubmitAccepted = z.infer<typeof SubmitAccepted>;
export type SubmitAnswer = SubmitAccepted | Refusal;

/** Highest seq the other side has received and read in the pub lane. */
export const Receipts = z.object({ delivered: Count, read: Count });
export type Receipts = z.infer<typeof Receipts>;

export const SyncPage = z.object({
  ok: z.literal(true),
  conv: Id,
  lane: Lane,
  epoch: Hex128,
  head: Count,
  /** Entries after+1 … in seq order. */
  events: z.array(Entry),
  more: z.boolean(),
  /** The client's cursor does not belong to this history: drop the confirmed cache and start at 0 (P40, P72). */
  reset: z.boolean(),
  receipts: Receipts,
});
export type SyncPage = z.infer<typeof SyncPage>;
export type SyncAnswer = SyncPage | Refusal;
