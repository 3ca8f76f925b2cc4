// The delivery client of one conversation, as its user interface and its connection see it. One implementation serves widget,
// console, benches and tests (delivery.md §5: "widget and console share one core without DOM").
import type { Author, Entry } from '../model/entry.js';
import type { LaneView } from '../protocol/apply.js';
import type { Receipts } from '../protocol/ack.js';
import type { Ev, Head, ReceiptHint } from '../protocol/to-visitor.js';
import type { Handoff } from '../protocol/to-agent.js';
import type { OutboxItem, OutboxStorage, StoredConversation } from './stored.js';
import type { Surroundings, Transport } from './ports.js';

/** Everything there is to draw. Confirmed entries in seq order, then own unacked texts in n order (P73). */
export interface ConversationView {
  convKey: string;
  /** null until the relay created the conversation. */
  conv: string | null;
  pub: LaneView;
  /** Agents only; stays empty for visitors. */
  int: LaneView;
  outbox: readonly OutboxItem[];
  receipts: Receipts;
  /** First page asked for but not here yet. */
  loading: boolean;
  /** The relay answered `forbidden`, `erased` or `upgrade_needed` for the whole conversation; `paused`: the token has to be refreshed. */
  blocked: 'forbidden' | 'erased' | 'upgrade_needed' | null;
  /** False when closing the page loses what is queued (P80). */
  durable: boolean;
}

export interface ConversationClient {
  view(): ConversationView;
  /** Called after each change, at most once per microtask. Returns the undo; twice is fine. */
  subscribe(listener: (view: ConversationView) => void): () => void;

  /** Persists, then shows as queued, then sends (P60, P61). Refused with `full` when the outbox is full (P83): nothing was taken. */
  send(
    kind: string,
    body: Record<string, unknown>,
    options?: { ifPubHead?: number },
  ): Promise<{ ok: true; item: OutboxItem } | { ok: false; code: 'full' | 'stopped' }>;
  /** Sends a refused text again as a new item with a new n, the failed one leaves; a held or expired one as it is (it may be stored). */
  retry(origin: string): Promise<void>;
  /** Forgets a failed or held text. */
  discard(origin: string): Promise<void>;
  /** The user has read up to `seq` of the pub lane: moves the read receipt. */
  markRead(seq: number): void;
  /** Older entries of a list that starts in the middle of the log (P73). */
  loadOlder(lane: 'pub' | 'int'): Promise<void>;

  /**
   * A connection is up: sync the lanes, then drain the outbox. A new call replaces the old transport. `epoch`: the relay's, when a
   * session answer told it; lets the client find a conversation again that an older backup does not hold (P72).
   */
  online(transport: Transport, epoch?: string): void;
  /** The connection is gone: requests in flight count as unanswered, nothing is lost. */
  offline(): void;
  /**
   * Head probe (P71): asks for what is new within HEAD_PROBE_MS. False when no answer came: reconnect.
   * True when there is nothing to ask.
   */
  probe(): Promise<boolean>;
  /** Start from what an agent's `handoff` or `open` answer brought, without another request. */
  adopt(handoff: Handoff): void;

  onEv(ev: Ev): void;
  onHead(head: Head): void;
  onReceipt(hint: ReceiptHint): void;

  /** Stops timers and listeners; storage stays. Twice is fine. */
  stop(): void;
}

export interface ConversationClientOptions {
  /** Restored from storage, or new: `{ convKey: hex128(), conv: null, stream: hex128(), nextN: 1, items: [] }`. */
  stored: StoredConversation;
  storage: OutboxStorage;
  surroundings: Surroundings;
  /** `['pub']` for visitors, `['pub', 'int']` for agents. */
  lanes: readonly ('pub' | 'int')[];
  /**
   * Who writes here: lets a ticked text join the confirmed list at once, and own texts be offered again after a restore (P72). When it
   * is not known yet it is learned from the first own text in the log.
   */
  self?: Author;
  /** Something that must not happen: the relay refused a request as malformed, or two entries claim one place. Report it. */
  onBug?: (what: string) => void;
  /** Called once when the relay named the conversation. */
  onCreated?: (conv: string) => void;
  /** Called once for each entry, own ones included, that became confirmed after the first page: unread counts, sounds. */
  onArrived?: (entry: Entry) => void;
  /** A refusal that a person must see: stale_head carries the current head (K33). */
  onRefused?: (
    refusal: { code: 'stale_head'; pubHead: number; items: readonly OutboxItem[] } | { code: 'rejected'; item: OutboxItem },
  ) => void;
}
