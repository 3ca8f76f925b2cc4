// One line of a conversation's log. `state = fold(log)`: nothing about a conversation is said in any other way (P12).
import { z } from 'zod';
import { Count, EpochMs, Id, MessageText, Text } from './primitives.js';
import { NAME_MAX_CHARS, NOTE_MAX_CHARS } from '../limits.js';

export const Lane = z.enum(['pub', 'int']);
/** `pub`: visitor and agents. `int`: agents only; nothing sent to a visitor depends on it (P14). */
export type Lane = z.infer<typeof Lane>;

export const Author = z.object({
  type: z.enum(['visitor', 'agent', 'system']),
  id: Id,
  /** Name at the time of writing; agents only. */
  name: Text(NAME_MAX_CHARS).optional(),
});
export type Author = z.infer<typeof Author>;

/** Bodies by kind. Kinds a build does not know advance the position and draw nothing (P75). */
export const MessageBody = z.object({ text: MessageText });
export type MessageBody = z.infer<typeof MessageBody>;
export const OpenBody = z.object({ channel: Id, reopened: z.boolean().optional() });
export type OpenBody = z.infer<typeof OpenBody>;
/** What an agent submits to close. The entry in `pub` stays empty; the outcome goes into an `int` entry `wrap_up`: it is for colleagues. */
export const CloseBody = z.object({ outcome: Text(200).optional() });
export type CloseBody = z.infer<typeof CloseBody>;
export const WrapUpBody = z.object({ outcome: Text(200) });
export type WrapUpBody = z.infer<typeof WrapUpBody>;
export const JoinBody = z.object({ agentId: Id, name: Text(NAME_MAX_CHARS) });
export type JoinBody = z.infer<typeof JoinBody>;
export const AssignBody = z.object({
  how: z.enum(['claim', 'transfer', 'release']),
  /** The new owner; null leaves it waiting in the team's (or everybody's) line. */
  agentId: Id.nullable(),
  teamId: Id.nullable(),
  /** Compare-and-set: the assignment version the agent saw (P39). */
  ifVersion: Count,
  /** Said by the person who hands over; shown to the receiver before the thread. */
  note: Text(NOTE_MAX_CHARS).optional(),
});
export type AssignBody = z.infer<typeof AssignBody>;
export const ContextSnapshotBody = z.object({ contextId: Id, revision: z.int().min(1), kind: Id });
export type ContextSnapshotBody = z.infer<typeof ContextSnapshotBody>;
export const IdentityVerifiedBody = z.object({ level: z.int().min(0).max(3), method: Id });
export type IdentityVerifiedBody = z.infer<typeof IdentityVerifiedBody>;

export const EntryKind = z.string().regex(/^[a-z][a-z_]{0,31}$/);

export const Entry = z.object({
  lane: Lane,
  /** Position in the lane: 1..N without a hole, for ever (P10). */
  seq: z.int().min(1),
  id: Id,
  kind: EntryKind,
  body: z.record(z.string(), z.unknown()),
  author: Author,
  /** ms; never decreases inside a conversation (P38). Decoration: order is seq only. */
  ts: EpochMs,
  /** `stream:n` of the submission; absent on entries the relay wrote itself. */
  cid: z.string().optional(),
  /** First cid under which this text was ever submitted; the key a bubble is drawn by (P73). */
  origin: z.string().optional(),
  /** `int` only: the pub head at commit; the note is shown behind that message (P11). */
  after_pub: Count.optional(),
});
export type Entry = z.infer<typeof Entry>;
