// A relay in memory: the real decisions about a batch (P31–P36), the rules of `sync` (P40), a bucket per sender (S40), and a history per
// epoch to compare with. Invariant: what an epoch's log once held stays readable in `histories`, so every list ever drawn can be checked.
import { emptyConversation, limits } from '@throughline/types';
import type { ConversationState, Entry, Lane, Receipts, Submit, SubmitAnswer, Sync, SyncAnswer } from '@throughline/types';
import { bodyHash } from '../../packages/server/src/adapters/store/sql/delivery/body-hash.js';
import { decodeCommand } from '../../packages/server/src/domain/conversation/command-body.js';
import { planBatch } from '../../packages/server/src/domain/conversation/plan-batch.js';
import type { Stored } from '../../packages/server/src/domain/conversation/plan-batch.js';
import { keeps } from './witness.js';

export type Principal = { type: 'visitor'; id: string } | { type: 'agent'; id: string; name: string };

interface Stream {
  lastN: number;
  skipped: Set<number>;
  byN: Map<number, Stored>;
}

export interface Conversation {
  id: string;
  convKey: string;
  owner: string;
  state: ConversationState;
  logs: Record<Lane, Entry[]>;
  streams: Map<string, Stream>;
  /** Per principal (P35). */
  byOrigin: Map<string, Map<string, Stored>>;
  joined: string | null;
}

/** Bugs a checker must notice (§11). */
export type RelayBug =
  | 'dedupe-off'
  | 'ack-without-store'
  | 'seq-hole'
  | 'epoch-kept'
  | 'claim-blind'
  | 'lanes-mixed'
  | 'resume-late'
  | 'by-clock'
  | 'small-bucket';

interface Bucket {
  left: number;
  at: number;
}

export class MemoryRelay {
  epoch: string;
  conversations = new Map<string, Conversation>();
  /** `epoch/conv/lane` → log. */
  histories = new Map<string, Entry[]>();
  /** Who a conversation belongs to, whatever backup came back. */
  readonly owners = new Map<string, string>();
  /** Histories that changed under an unchanged name (I4). */
  readonly rewritten: string[] = [];
  bug: RelayBug | null = null;
  /** What the relay's clock shows more than the world's (T1). */
  skewMs = 0;
  onPublish: (conv: Conversation, entries: Entry[]) => void = () => {};
  private backups: Map<string, Conversation>[] = [];
  /** Volatile. */
  private buckets = new Map<string, Bucket>();
  private ids = 0;

  constructor(
    private readonly hex128: () => string,
    private readonly now: () => number,
  ) {
    this.epoch = hex128();
  }

  /** What was only in memory is gone. */
  restart(): void {
    this.buckets.clear();
  }

  backup(): void {
    this.backups.push(structuredClone(this.conversations));
  }

  /** The newest backup comes back under a new epoch. False: there is none. */
  restore(): boolean {
    const back = this.backups.at(-1);
    if (back === undefined) return false;
    this.conversations = structuredClone(back);
    this.restart();
    if (this.bug !== 'epoch-kept') this.epoch = this.hex128();
    for (const conversation of this.conversations.values()) this.remember(conversation);
    return true;
  }

  log(conv: string, lane: Lane): Entry[] {
    return this.conversations.get(conv)?.logs[lane] ?? [];
  }

  submit(principal: Principal, submit: Submit): SubmitAnswer {
    const conversation = this.find(principal, submit);
    if (conversation === null) return { ok: false, code: 'forbidden' };
    const retry_ms = this.overdrawn(principal, submit.msgs.length);
    if (retry_ms > 0) return { ok: false, code: 'rate_limited', retry_ms };
    const key = `${principal.id}/${submit.stream}`;
    const stream = conversation.streams.get(key) ?? { lastN: 0, skipped: new Set(), byN: new Map<number, Stored>() };
    const origins = conversation.byOrigin.get(principal.id) ?? new Map<string, Stored>();
    conversation.byOrigin.set(principal.id, origins);
    const { pub, int } = conversation.logs;
    const blind = this.bug === 'dedupe-off';
    const plan = planBatch({
      messages: submit.msgs.map(({ n, kind, body, reoffer_of }) => {
        const decoded = decodeCommand(principal.type, kind, body);
        return {
          n,
          decoded,
          hash: decoded.ok ? bodyHash(conversation.id, decoded.command) : '',
          cid: `${submit.stream}:${n}`,
          reofferOf: reoffer_of ?? null,
        };
      }),
      ifPubHead: submit.if_pub_head ?? null,
      standing: {
        state: this.standing(conversation, submit),
        pubHead: pub.length,
        intHead: int.length,
        lastTs: this.bug === 'by-clock' ? 0 : Math.max(pub.at(-1)?.ts ?? 0, int.at(-1)?.ts ?? 0),
        lastN: blind ? (submit.msgs[0]?.n ?? 1) - 1 : stream.lastN,
        skipped: stream.skipped,
        byN: stream.byN,
        byOrigin: blind ? new Map<string, Stored>() : origins,
      },
      actor: principal,
      around: { channel: 'web_chat', joinedAgentId: conversation.joined, targets: { agentIds: new Set(), teamIds: new Set() } },
      now: this.now() + this.skewMs,
      newEntryId: () => `ent_${(this.ids += 1)}`,
    });
    if (!plan.ok) return plan;
    this.conversations.set(conversation.id, conversation);
    this.owners.set(conversation.id, conversation.owner);
    const stored = this.bug === 'ack-without-store' && this.ids % 7 === 0 ? [] : plan.append;
    for (const { entry, own } of stored) {
      conversation.logs[entry.lane].push(entry);
      if (entry.kind === 'join') conversation.joined = entry.author.id;
      if (own === null) continue;
      const mine = { entry, n: own.n, hash: own.hash };
      stream.byN.set(own.n, mine);
      origins.set(entry.origin ?? '', mine);
    }
    if (this.bug === 'seq-hole' && this.ids % 5 === 0) conversation.logs.pub.splice(-1, 1);
    conversation.state = plan.after.state;
    stream.lastN = plan.after.lastN;
    for (const n of plan.skips) stream.skipped.add(n);
    conversation.streams.set(key, stream);
    this.remember(conversation);
    this.onPublish(conversation, [...plan.results.filter(({ dup }) => dup).map(({ entry }) => entry), ...stored.map(({ entry }) => entry)]);
    return {
      ...{ ok: true, conv: conversation.id, epoch: this.epoch, last_n: plan.after.lastN },
      results: plan.results.map(({ n, entry: { lane, seq, id, ts }, dup }) => ({ ...{ n, lane, seq, id, ts }, ...(dup && { dup }) })),
    };
  }

  sync(principal: Principal, { conv, lane, epoch, after, after_id, max_bytes }: Sync): SyncAnswer {
    const conversation = this.conversations.get(conv);
    if (conversation === undefined || !maySee(principal, conversation) || (lane === 'int' && principal.type === 'visitor')) {
      return { ok: false, code: 'forbidden' };
    }
    const log = conversation.logs[lane];
    const receipts: Receipts = { delivered: 0, read: 0 };
    const page = { ...{ ok: true as const, conv, lane, epoch: this.epoch, head: log.length, receipts } };
    const foreign =
      (epoch !== '' && epoch !== this.epoch) || after > log.length || (after > 0 && after_id !== '' && log[after - 1]?.id !== after_id);
    if (foreign) return { ...page, events: [], more: log.length > 0, reset: true };
    const start = this.bug === 'resume-late' && after > 0 ? after + 1 : after;
    const events = log.slice(start, start + Math.min(limits.SYNC_PAGE_MAX_EVENTS, Math.ceil(max_bytes / 4_096)));
    if (this.bug === 'by-clock')
      events.sort((a, b) => a.ts - b.ts).splice(0, Infinity, ...events.map((entry, i) => ({ ...entry, seq: after + i + 1 })));
    return { ...page, events, more: after + events.length < log.length, reset: false };
  }

  private find(principal: Principal, { conv, conv_key }: Submit): Conversation | null {
    if (conv !== undefined) {
      const known = this.conversations.get(conv);
      return known !== undefined && maySee(principal, known) ? known : null;
    }
    const own = [...this.conversations.values()].find((one) => one.owner === principal.id && one.convKey === conv_key);
    if (own !== undefined || conv_key === undefined || principal.type !== 'visitor') return own ?? null;
    return {
      ...{ id: `cnv_${(this.ids += 1)}`, convKey: conv_key, owner: principal.id, state: emptyConversation(), joined: null },
      ...{ logs: { pub: [], int: [] }, streams: new Map(), byOrigin: new Map() },
    };
  }

  private remember({ id, logs }: Conversation): void {
    for (const lane of ['pub', 'int'] as const) {
      const where = `${this.epoch}/${id}/${lane}`;
      const known = this.histories.get(where);
      if (known !== undefined && !keeps(known, logs[lane])) this.rewritten.push(where);
      this.histories.set(where, logs[lane]);
    }
  }

  /** What the decision is told of the conversation. */
  private standing({ state }: Conversation, { msgs }: Submit): ConversationState {
    const claim = msgs.find(({ kind }) => kind === 'assign');
    if (this.bug !== 'claim-blind' || claim === undefined) return state;
    return { ...state, assigneeId: null, assignVersion: Number(claim.body['ifVersion']) };
  }

  /** 0: let through. */
  private overdrawn({ id, type }: Principal, tokens: number): number {
    const { burst, perMinute } = type === 'visitor' ? limits.RATE_VISITOR_MESSAGES : limits.RATE_AGENT_MESSAGES;
    const room = this.bug === 'small-bucket' ? 3 : burst;
    const now = this.now();
    const bucket = this.buckets.get(id) ?? { left: room, at: now };
    const left = Math.min(room, bucket.left + ((now - bucket.at) / 60_000) * perMinute);
    const short = tokens - left;
    this.buckets.set(id, { left: short > 0 ? left : left - tokens, at: now });
    return short > 0 ? Math.ceil((short / perMinute) * 60_000) : 0;
  }
}

export const maySee = (principal: Principal, conversation: Conversation): boolean =>
  principal.type === 'agent' || conversation.owner === principal.id;
