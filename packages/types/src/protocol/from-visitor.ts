// Everything a visitor's client may say (P18). One union per direction, one file per direction.
import { z } from 'zod';
import { BATCH_MAX_MESSAGES, SYNC_PAGE_MAX_BYTES } from '../limits.js';
import { Count, Hex128, Id, Text } from '../model/primitives.js';
import { EntryKind, Lane } from '../model/entry.js';

export const SubmitMessage = z.object({
  n: z.int().min(1),
  kind: EntryKind,
  body: z.record(z.string(), z.unknown()),
  ref: Id.optional(),
  /** Origin under which this text was submitted before the store went back (P35). */
  reoffer_of: Text(96).optional(),
});
export type SubmitMessage = z.infer<typeof SubmitMessage>;

/** Append messages to a conversation, creating it by `conv_key` when needed (P31). */
export const Submit = z
  .object({
    conv: Id.optional(),
    /** 32 hex digits minted by the client: a repeated first message cannot open two conversations. */
    conv_key: Hex128.optional(),
    stream: Hex128,
    msgs: z.array(SubmitMessage).min(1).max(BATCH_MAX_MESSAGES),
    /** Refuse with `stale_head` unless the pub head is exactly this (console, K33). */
    if_pub_head: Count.optional(),
    /** Where `conv` ended too long ago to take a message: into the conversation that continues it, opened for this if need be (K22). */
    go_on: z.literal(true).optional(),
  })
  .refine((value) => value.conv !== undefined || value.conv_key !== undefined, { message: 'conv or conv_key' });
export type Submit = z.infer<typeof Submit>;

/** Read one lane after a cursor (P40). */
export const Sync = z.object({
  conv: Id,
  lane: Lane,
  /** Epoch of the cursor; empty when the client has none yet. */
  epoch: z.union([Hex128, z.literal('')]),
  after: Count,
  /** Id of the entry at `after`; empty when after = 0. */
  after_id: Text(64),
  max_bytes: z.int().min(1_024).max(SYNC_PAGE_MAX_BYTES),
});
export type Sync = z.infer<typeof Sync>;

/** Highest contiguous seq applied, and the highest one read: flow control and receipt in one. Volatile. */
export const Got = z.object({ conv: Id, lane: Lane, seq: Count, read: Count.optional() });
export type Got = z.infer<typeof Got>;

/** Volatile signal; never stored (P13). */
export const Typing = z.object({ conv: Id, on: z.boolean() });
export type Typing = z.infer<typeof Typing>;

/** Handshake `auth` payload of the visitor socket. The token is the site's proof, the site id is not (S11). */
export const VisitorAuth = z.object({ v: z.int().min(1), token: Text(128).min(1) });
export type VisitorAuth = z.infer<typeof VisitorAuth>;
