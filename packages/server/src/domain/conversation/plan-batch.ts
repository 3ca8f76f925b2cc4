// What a submitted batch does to a conversation: duplicates, order, decisions, entries (P31–P35). Pure; the store has locked the row and
// read `standing`. Invariant: a batch gives all of its entries or none, and a stored entry is answered, never written again (P32).
import { ORIGIN_MARK, firstCid, foldEntry } from '@throughline/types';
import type { ConversationState, Entry, FileRef, RejectReason } from '@throughline/types';
import type { Command, DecodedBody } from './command-body.js';
import { decide } from './decide.js';
import type { Actor, Consequence, Draft, Elsewhere, Merging, Surroundings } from './decision.js';

const ORIGIN_HASH_CHARS = 24; // 144 bits in base64url; with the cid still a `reoffer_of`

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
  /** What its merges do to other conversations (K24). */
  elsewhere: Elsewhere[];
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
  around: Omit<Surroundings, 'now'>;
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
  // A re-offer that was answered as a duplicate left no entry of its own n: its names find the one it stands for (P35).
  const held = [byN.get(message.n), ...originsOf(message).map((origin) => byOrigin.get(origin))];
  const stored = held.find((one) => one?.hash === message.hash);
  return stored === undefined ? { ok: false, code: 'conflict', n: message.n } : { ok: true, entry: stored.entry };
}

function appendFresh(input: PlanInput, fresh: readonly Incoming[], results: Plan['results']): Plan | PlanRefusal {
  const { standing, actor, around } = input;
  const log = new Log(standing, input);
  const skips: number[] = [];
  const consequences: Caused[] = [];
  const elsewhere: Elsewhere[] = [];
  let { files, merging } = around;
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
    if (origin.free === null) return { ok: false, code: 'conflict', n: message.n };
    const left = { ...(files === undefined ? {} : { files }), ...(merging === undefined ? {} : { merging }) };
    const decision = decide(log.state, actor, command, { ...around, ...left, now: input.now, joinedAgentId: log.joinedAgentId });
    if (!decision.ok) return { ok: false, code: 'rejected', n: message.n, reason: decision.reason };
    if ('files' in command && command.files !== undefined) files = without(files, command.files);
    if (decision.elsewhere !== undefined) {
      elsewhere.push(decision.elsewhere);
      merging = after(merging, decision.elsewhere);
    }
    for (const draft of decision.drafts) {
      const entry = log.append(draft, message, origin.free);
      if (!draft.own) continue;
      results.push({ n: message.n, entry, dup: false });
      consequences.push(...decision.consequences.map((consequence) => ({ consequence, cause: entry })));
    }
  }
  const lastN = fresh.at(-1)?.n ?? standing.lastN;
  const { state, pubHead, intHead, lastTs } = log;
  return { ok: true, results, append: log.planned, after: { state, pubHead, intHead, lastTs, lastN }, skips, consequences, elsewhere };
}

/**
 * The origins that the log may hold this message under, and that a batch's standing has to be read by. Two devices with one profile give
 * their own texts one cid (C7), so of a re-offer the first cid alone is no name: the second one also says which text. It follows from both
 * and not from the present cid, so that a text is found again whoever offers it, in whatever stream, however often the store goes back.
 */
export function originsOf({ cid, reofferOf, hash }: Pick<Incoming, 'cid' | 'reofferOf' | 'hash'>): string[] {
  if (reofferOf === null) return [cid];
  const first = firstCid(reofferOf);
  return [first, `${first}${ORIGIN_MARK}${hash.slice(0, ORIGIN_HASH_CHARS)}`];
}

/** The entry that has this text already, or the origin to store it under; neither: its cid is another text's (P35). */
function originOf(message: Incoming, { byOrigin }: Standing, log: Log): { known: Entry | null; free: string | null } {
  let free: string | null = null;
  for (const origin of originsOf(message)) {
    const stored = byOrigin.get(origin) ?? log.byOrigin.get(origin);
    if (stored?.hash === message.hash) return { known: stored.entry, free: null };
    if (stored === undefined) free ??= origin;
  }
  return { known: null, free };
}

/** A file belongs to one message, also inside a batch. */
function without(files: ReadonlyMap<string, FileRef> | undefined, taken: readonly FileRef[]): ReadonlyMap<string, FileRef> {
  const left = new Map(files);
  for (const { id } of taken) left.delete(id);
  return left;
}

/** The other conversation as the next message of the batch finds it: places and times of its entries say nothing about it. */
function after(merging: Merging | undefined, { conv, drafts }: Elsewhere): Merging | undefined {
  const other = merging?.others.get(conv);
  if (merging === undefined || other === undefined) return merging;
  const entries = drafts.map(({ own: _own, ...draft }): Entry => ({ ...draft, seq: 1, id: '', ts: other.state.lastAt }));
  return { ...merging, others: new Map(merging.others).set(conv, { ...other, state: entries.reduce(foldEntry, other.state) }) };
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
