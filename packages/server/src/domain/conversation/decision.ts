// What a decision is made of: who acts, what is known beside the fold of the log, and the entries that come of it. Pure.
import type {
  Author,
  ConversationState,
  DetailsBody,
  Entry,
  FileRef,
  FormField,
  HandoffKind,
  Lane,
  RejectReason,
  SurveyBody,
} from '@throughline/types';
import type { Closing } from './survey-rule.js';

/** `role`: of an agent; absent: one who may do what every agent may. */
export type Actor = { type: 'visitor'; id: string } | { type: 'agent'; id: string; name: string; role?: string };
export type AgentActor = Actor & { type: 'agent' };

/** A note that the log holds. */
export interface WrittenNote {
  authorId: string;
  deleted: boolean;
}

/** The other conversation of a merge, locked like the present one. */
export interface OtherConversation {
  state: ConversationState;
  /** Its customer, as the root. */
  customerId: string;
  /** Of its `open` entries. */
  channel: string;
}

/** What the decision needs to know beyond the fold of the log. */
export interface Surroundings {
  /** Time of the decision, ms. */
  now: number;
  /** Channel of the conversation, for `open` entries. */
  channel: string;
  /** The conversation that this one continues, for its first `open` (K22). Absent: none. */
  continues?: string;
  /** Another conversation continues this one; asked for `open` only. Absent: none does. */
  isContinued?: boolean;
  /** The agent whose `join` is the newest in the pub lane; null when nobody joined. */
  joinedAgentId: string | null;
  /** Agents and teams of the site that an `assign`, a mention or a question may name. Absent sets: nobody. */
  targets: {
    agentIds: ReadonlySet<string>;
    teamIds: ReadonlySet<string>;
    /** Agents who may see this conversation. */
    readers?: ReadonlySet<string>;
    /** Agents who may once they are asked to help. */
    helpers?: ReadonlySet<string>;
  };
  /** Files that the actor may attach, as they are stored. Absent: none. */
  files?: ReadonlyMap<string, FileRef>;
  /** Its newest end, though it may be open again; asked for a survey only. Absent: it never ended. */
  closing?: Closing;
  /** What the site's form asks as it is now; asked for details only. Absent: nothing. */
  form?: readonly FormField[];
  /** Notes that the batch names, by id; asked for deeds to notes only. Absent: none. */
  notes?: ReadonlyMap<string, WrittenNote>;
  /** The owner of a closed or snoozed conversation is there to go on with it (K22, K71). Absent: yes. */
  ownerIsThere?: boolean;
  /** Asked for merges only. Absent: nothing to merge with. */
  merging?: Merging;
}

/** The present conversation and those it may be merged with, by id. */
export interface Merging {
  id: string;
  customerId: string;
  others: ReadonlyMap<string, OtherConversation>;
}

/** An entry to append. `own`: the one that carries the submission's cid and is answered with its seq. */
export interface Draft {
  lane: Lane;
  kind: string;
  body: Entry['body'];
  author: Author;
  own: boolean;
}

/** What follows from a command besides its entries. */
export type Consequence =
  | { type: 'reached'; kind: HandoffKind; from?: { type: 'agent'; id: string; name: string; note?: string }; toTeamId?: string }
  | { type: 'closed'; outcome: string | null }
  | { type: 'details'; answers: DetailsBody['answers']; form: readonly FormField[] }
  | { type: 'survey'; survey: SurveyBody; closing: Closing };

/** What a merge does to the other conversation, in the same transaction (K24). */
export interface Elsewhere {
  conv: string;
  drafts: Draft[];
  consequences: Consequence[];
}

export interface Taken {
  ok: true;
  drafts: Draft[];
  consequences: Consequence[];
  elsewhere?: Elsewhere;
}
export type Decision = Taken | { ok: false; reason: RejectReason };

export const RELAY: Author = { type: 'system', id: 'relay' };

export const authorOf = (actor: Actor): Author =>
  actor.type === 'visitor' ? { type: 'visitor', id: actor.id } : { type: 'agent', id: actor.id, name: actor.name };

/** The entry that is the submission itself. */
export const draft = (lane: Lane, kind: string, body: Entry['body'], author: Author): Draft => ({ lane, kind, body, author, own: true });
/** One that comes with it. */
export const beside = (lane: Lane, kind: string, body: Entry['body'], author: Author): Draft => ({ lane, kind, body, author, own: false });

/** `reopened`: it was closed. */
export const opened = ({ channel }: { channel: string }, more: { reopened?: true } = {}, author: Author = RELAY): Draft =>
  beside('pub', 'open', { channel, ...more }, author);

/** The first one. */
export const begun = ({ channel, continues }: Pick<Surroundings, 'channel' | 'continues'>): Draft =>
  beside('pub', 'open', { channel, ...(continues === undefined ? {} : { continues }) }, RELAY);

export const taken = (drafts: Draft[], consequences: Consequence[] = []): Taken => ({ ok: true, drafts, consequences });
export const refused = (reason: RejectReason): Decision => ({ ok: false, reason });
