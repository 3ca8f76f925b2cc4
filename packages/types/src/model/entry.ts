// One line of a conversation's log. `state = fold(log)`: nothing about a conversation is said in any other way (P12).
import { z } from 'zod';
import { Count, EpochMs, FieldId, Id, MessageText, Text } from './primitives.js';
import { FileRef } from './file-ref.js';
import { FILES_PER_MESSAGE_MAX, NAME_MAX_CHARS, NOTE_MAX_CHARS, QUICK_REPLIES_MAX, QUICK_REPLY_MAX_CHARS } from '../limits.js';

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
export const MessageBody = z.object({
  /** Empty only beside files. */
  text: z.union([MessageText, z.literal('')]),
  files: z.array(FileRef).min(1).max(FILES_PER_MESSAGE_MAX).optional(),
  /** Of agents and rules: pressing one sends its label as the visitor's message (W160). */
  quickReplies: z.array(Text(QUICK_REPLY_MAX_CHARS).min(1)).min(1).max(QUICK_REPLIES_MAX).optional(),
});
export type MessageBody = z.infer<typeof MessageBody>;
/**
 * Kind `details`: answers of the visitor to the site's form (W190). Claims: trust 1. The label is the form's; of a field that the form does
 * not have it is the visitor's own word, and the answer is nothing but something said.
 */
export const DetailsBody = z.object({
  answers: z
    .array(z.object({ field: FieldId, label: Text(80), value: Text(1_000).min(1) }))
    .min(1)
    .max(5),
});
export type DetailsBody = z.infer<typeof DetailsBody>;
/** Kind `survey`: what the visitor said after the chat (W200); at least one answer. One per closing: a later one corrects it within ten minutes. */
export const SurveyBody = z.object({
  /** CSAT: 1 very dissatisfied … 5 very satisfied. */
  satisfaction: z.int().min(1).max(5).optional(),
  /** CES 2.0, "made it easy for me to handle my issue": 1 strongly disagree … 7 strongly agree. */
  effort: z.int().min(1).max(7).optional(),
  comment: Text(2_000).optional(),
});
export type SurveyBody = z.infer<typeof SurveyBody>;
/** `continues`: the conversation of the same customer that had ended too long ago to take the message that opened this one (K22). */
export const OpenBody = z.object({ channel: Id, reopened: z.boolean().optional(), continues: Id.optional() });
export type OpenBody = z.infer<typeof OpenBody>;
/** What an agent submits to close. The entry in `pub` stays empty; the outcome goes into an `int` entry `wrap_up`: it is for colleagues. */
export const CloseBody = z.object({ outcome: Text(200).optional() });
export type CloseBody = z.infer<typeof CloseBody>;
export const WrapUpBody = z.object({ outcome: Text(200) });
export type WrapUpBody = z.infer<typeof WrapUpBody>;
export const JoinBody = z.object({ agentId: Id, name: Text(NAME_MAX_CHARS) });
export type JoinBody = z.infer<typeof JoinBody>;
export const AssignBody = z.object({
  /** `route`, `requeue` and `overflow` are the relay's own (K55, K57, K58); `decline` goes back to whoever handed it over (K61). */
  how: z.enum(['claim', 'transfer', 'release', 'decline', 'route', 'requeue', 'overflow']),
  /** The new owner; null leaves it waiting in the team's (or everybody's) line. */
  agentId: Id.nullable(),
  teamId: Id.nullable(),
  /** Compare-and-set: the assignment version the agent saw (P39). */
  ifVersion: Count,
  /** Said by the person who hands over; shown to the receiver before the thread. */
  note: Text(NOTE_MAX_CHARS).optional(),
  /** Why the relay chose so, in words: "least busy; speaks Turkish" (K55). Set by the relay alone. */
  reason: Text(300).optional(),
});
export type AssignBody = z.infer<typeof AssignBody>;
/** What an agent submits as `assign`. */
export const AssignCommand = AssignBody.omit({ reason: true }).extend({ how: z.enum(['claim', 'transfer', 'release', 'decline']) });
export type AssignCommand = z.infer<typeof AssignCommand>;
/**
 * `int` kind `note`. Mentions notify and list under Mentions (K65); an agent of the site who may see the conversation, or a team, whose
 * members are named with it. The body of a deleted note is `{ deleted: true }` and nothing else.
 */
export const NoteBody = z.object({
  /** Empty only beside files. */
  text: z.union([MessageText, z.literal('')]),
  mentions: z
    .array(z.object({ type: z.enum(['agent', 'team']), id: Id }))
    .max(20)
    .optional(),
  files: z.array(FileRef).min(1).max(FILES_PER_MESSAGE_MAX).optional(),
});
export type NoteBody = z.infer<typeof NoteBody>;
/**
 * `int` kinds `note_edit` and `note_delete`: by the note's author, or a lead or above (`not_yours`). The newest edit of a note counts. With
 * `note_delete` the text of the note and of its edits is gone from the store: an edit keeps its `noteId` alone (K65).
 */
export const NoteEditBody = z.object({ noteId: Id, text: MessageText });
export type NoteEditBody = z.infer<typeof NoteEditBody>;
export const NoteDeleteBody = z.object({ noteId: Id });
export type NoteDeleteBody = z.infer<typeof NoteDeleteBody>;
/** `int` kind `pin`: one note per conversation; null takes it off. */
export const PinBody = z.object({ noteId: Id.nullable() });
export type PinBody = z.infer<typeof PinBody>;
/**
 * `int` kind `snooze`: hidden until a time, at most a year ahead (`bad_time`), or until the customer replies (null). A reply always wakes
 * (K71): then the relay writes `wake` before the message.
 */
export const SnoozeBody = z.object({ until: EpochMs.nullable() });
export type SnoozeBody = z.infer<typeof SnoozeBody>;
/** `int` kind `wake`: by hand, by the clock, or by a reply. What an agent submits is empty: it is by hand. */
export const WakeBody = z.object({ because: z.enum(['manual', 'time', 'reply']) });
export type WakeBody = z.infer<typeof WakeBody>;
/** `int` kind `tag`; a conversation has at most TAGS_MAX (`too_many_tags`). Also of a closed one. */
export const TagBody = z.object({
  add: z.array(Text(40).min(1)).max(20).default([]),
  remove: z.array(Text(40).min(1)).max(20).default([]),
});
export type TagBody = z.infer<typeof TagBody>;
/** `int` kind `priority`. `reason`: of the rule that set it; agents give none. */
export const PriorityBody = z.object({ priority: z.enum(['low', 'normal', 'high', 'urgent']), reason: Text(300).optional() });
export type PriorityBody = z.infer<typeof PriorityBody>;
/**
 * `int` kind `consult`: someone is asked into the `int` lane without handing over; `done` ends it (K61). Exactly one of agent and team. Who
 * is asked is notified as by a mention.
 */
export const ConsultBody = z.object({
  agentId: Id.nullable(),
  teamId: Id.nullable(),
  note: Text(NOTE_MAX_CHARS).optional(),
  done: z.boolean().optional(),
});
export type ConsultBody = z.infer<typeof ConsultBody>;
/**
 * `int` kinds `merge` and `merged`: the newer one is closed with the pointer `merge`, the older one says `merged` (K24). `undone` takes it
 * back and reopens. An agent submits `merge` to either of the two and names both in either order: the relay knows which one is newer.
 */
export const MergeBody = z.object({ into: Id, from: Id, undone: z.boolean().optional() });
export type MergeBody = z.infer<typeof MergeBody>;
/** `int` kind `sla`, the relay's: a target came at risk or was missed (K70). */
export const SlaBody = z.object({
  metric: z.enum(['first_response', 'next_response', 'resolution']),
  state: z.enum(['at_risk', 'missed']),
  dueAt: EpochMs,
  policy: Text(80),
});
export type SlaBody = z.infer<typeof SlaBody>;

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
