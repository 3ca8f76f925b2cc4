// What a submitted batch does to a conversation: duplicates, order, decisions, entries (P31–P35). Pure; the store has locked the row and
// read `standing`. Invariant: a batch gives all of its entries or none, and a stored entry is answered, never written again (P32).
import { foldEntry } from '@throughline/types';
import type { ConversationState, Entry, RejectReason } from '@throughline/types';
import type { Command, DecodedBody } from './command-body.js';
import { decide } from './decide.js';
import type { Actor, Consequence, Draft, Surroundings } from './decide.js';

/** One message of the batch, decoded; `hash` is that of kind and body under the conversation's key (S77). */
export interface Incoming {
  n: number;
  decoded: DecodedBody;
  hash: string;
  /** `stream:n`. */
  cid: string;
  reofferOf: string | null;
}

/** An entry that the log already holds and that this batch names by n or by origin. */
export interface Stored {
  entry: Entry;
  n: number | null;
  hash: string | null;
}

/** The conversation as it stands under the lock. */
export interface Standing {
  state: ConversationState;
  pubHead: number;
  intHead: number;
  /** Newest timestamp of the log (P38). */
  lastTs: number;
  lastN: number;
  skipped: ReadonlySet<number>;
  byN: ReadonlyMap<number, Stored>;
  byOrigin: ReadonlyMap<string, Stored>;
}

export interface Planned {
  entry: Entry;
  /** Set on the entry that carries the submission itself. */
  own: { n: number; hash: string } | null;
}

/** A consequence with the entry that carries its submission: each of a batch has its own, so no two are mistaken for one another. */
export interface Caused {
  consequence: Consequence;
  cause: Entry;
}

export interface Plan {
  ok: true;
  results: { n: number; entry: Entry; dup: boolean }[];
  append: Planned[];
  after: { state: ConversationState; pubHead: number; intHead: number; lastTs: number; lastN: number };
  /** n that this batch skips for good. */
  skips: number[];
  consequences: Caused[];
}

export type PlanRefusal =
  | { ok: false; code: 'out_of_order'; last_n: number }
  | { ok: false; code: 'stale_head'; pub_head: number }
  | { ok: false; code: 'rejected'; n: number; reason: RejectReason }
  | { ok: false; code: 'conflict'; n: number }
  | { ok: false; code: 'bad_request' };

export interface PlanInput {
  messages: readonly Incoming[];
  ifPubHead: number | null;
  standing: Standing;
  actor: Actor;
  around: Surroundings;
  now: number;
  newEntryId: () => string;
}

/** The plan, or the one refusal for the whole batch. */
export function planBatch(input: PlanInput): Plan | PlanRefusal {
  const { messages, standing } = input;
  const first = messages[0];
  if (first === undefined || messages.some((message, i) => message.n !== first.n + i)) return { ok: false, code: 'bad_request' };

  const results: Plan['results'] = [];
  for (const message of messages) {
    if (message.n > standing.lastN) break;
    const answer = answerAgain(message, standing);
    if (!answer.ok) return answer;
    if (answer.entry !== null) results.push({ n: message.n, entry: answer.entry, dup: true });
  }

  const fresh = messages.filter((message) => message.n > standing.lastN);
  const next = fresh[0];
  if (next !== undefined && next.n !== standing.lastN + 1) return { ok: false, code: 'out_of_order', last_n: standing.lastN };
  const writes = fresh.some((message) => !(message.decoded.ok && message.decoded.command.kind === 'skip'));
  if (writes && input.ifPubHead !== null && input.ifPubHead !== standing.pubHead) {
    return { ok: false, code: 'stale_head', pub_head: standing.pubHead };
  }
  return appendFresh(input, fresh, results);
}

/** n at or below last_n: the stored answer, or why there is none (P32). */
function answerAgain(message: Incoming, { skipped, byN, byOrigin }: Standing): { ok: true; entry: Entry | null } | PlanRefusal {
  const isSkip = message.decoded.ok && message.decoded.command.kind === 'skip';
  if (skipped.has(message.n)) return isSkip ? { ok: true, entry: null } : { ok: false, code: 'rejected', n: message.n, reason: 'skipped' };
  // A re-offer that was answered as a duplicate left no entry of its own n: its origin finds the one it stands for (P35).
  const stored =
    byN.get(message.n) ?? (message.reofferOf === null ? undefined : byOrigin.get(message.reofferOf)) ?? byOrigin.get(message.cid);
  if (stored === undefined || stored.hash !== message.hash) return { ok: false, code: 'conflict', n: message.n };
  return { ok: true, entry: stored.entry };
}

function appendFresh(input: PlanInput, fresh: readonly Incoming[], results: Plan['results']): Plan | PlanRefusal {
  const { standing, actor, around } = input;
  const log = new Log(standing, input);
  const skips: number[] = [];
  const consequences: Caused[] = [];
  for (const message of fresh) {
    if (!message.decoded.ok) {
      const { reason } = message.decoded;
      return reason === 'malformed' ? { ok: false, code: 'bad_request' } : { ok: false, code: 'rejected', n: message.n, reason };
    }
    const command: Command = message.decoded.command;
    if (command.kind === 'skip') {
      skips.push(message.n);
      continue;
    }
    const origin = originOf(message, standing, log);
    if (origin.known !== null) {
      results.push({ n: message.n, entry: origin.known, dup: true });
      continue;
    }
    if (origin.taken) return { ok: false, code: 'conflict', n: message.n };
    const decision = decide(log.state, actor, command, { ...around, joinedAgentId: log.joinedAgentId });
    if (!decision.ok) return { ok: false, code: 'rejected', n: message.n, reason: decision.reason };
    for (const draft of decision.drafts) {
      const entry = log.append(draft, message, origin.origin);
      if (!draft.own) continue;
      results.push({ n: message.n, entry, dup: false });
      consequences.push(...decision.consequences.map((consequence) => ({ consequence, cause: entry })));
    }
  }
  const lastN = fresh.at(-1)?.n ?? standing.lastN;
  const { state, pubHead, intHead, lastTs } = log;
  return { ok: true, results, append: log.planned, after: { state, pubHead, intHead, lastTs, lastN }, skips, consequences };
}

/**
 * The origin under which a new text is stored, or the entry that already has it (P35). A re-offer whose origin names another text is a new
 * text: storage was cloned (C7), and answering `dup` would lose it.
 */
function originOf(message: Incoming, { byOrigin }: Standing, log: Log): { known: Entry | null; taken: boolean; origin: string } {
  const named = message.reofferOf ?? message.cid;
  const offered = byOrigin.get(named) ?? log.byOrigin.get(named);
  if (offered === undefined) return { known: null, taken: false, origin: named };
  if (offered.hash === message.hash) return { known: offered.entry, taken: false, origin: named };
  const taken = message.reofferOf === null || byOrigin.has(message.cid) || log.byOrigin.has(message.cid);
  return { known: null, taken, origin: message.cid };
}

/** The log as it grows within the batch: heads, timestamps and the fold move together. */
class Log {
  readonly planned: Planned[] = [];
  readonly byOrigin = new Map<string, Stored>();
  state: ConversationState;
  pubHead: number;
  intHead: number;
  lastTs: number;
  joinedAgentId: string | null;

  constructor(
    standing: Standing,
    private readonly input: PlanInput,
  ) {
    this.state = standing.state;
    this.pubHead = standing.pubHead;
    this.intHead = standing.intHead;
    this.lastTs = Math.max(input.now, standing.lastTs); // P38
    this.joinedAgentId = input.around.joinedAgentId;
  }

  append(draft: Draft, message: Incoming, origin: string): Entry {
    const seq = draft.lane === 'pub' ? (this.pubHead += 1) : (this.intHead += 1);
    const { lane, kind, body, author } = draft;
    const entry: Entry = {
      lane,
      seq,
      id: this.input.newEntryId(),
      kind,
      body,
      author,
      ts: this.lastTs,
      ...(draft.own ? { cid: message.cid, origin } : {}),
      ...(lane === 'int' ? { after_pub: this.pubHead } : {}), // P11
    };
    this.state = foldEntry(this.state, entry);
    if (kind === 'join') this.joinedAgentId = author.id;
    this.planned.push({ entry, own: draft.own ? { n: message.n, hash: message.hash } : null });
    if (draft.own) this.byOrigin.set(origin, { entry, n: message.n, hash: message.hash });
    return entry;
  }
}
