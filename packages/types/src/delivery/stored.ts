// What a sender keeps on its device for one conversation, and the storage it needs. Pure data; every change is one
// read-modify-write of the storage, so n and text are stored together (P61).
import type { RejectReason } from '../errors.js';

/**
 * State of one text that left the composer (P60). `sending` and `acked` are never stored: acked ones leave the storage (P82) and stay
 * in the view until the confirmed list holds them (P73).
 */
export type OutboxState =
  | { state: 'queued' }
  | { state: 'sending' }
  | { state: 'acked'; seq: number }
  | { state: 'held' }
  | { state: 'failed'; reason: RejectReason | 'expired' | 'forbidden' | 'bad_request' | 'too_old_build' };

export interface OutboxItem {
  /** Position in (conversation, stream): 1, 2, 3 … */
  n: number;
  /** The stream of `n` when it is not the conversation's present one (P69, P80). */
  stream?: string;
  /** `stream:n` of the first submission ever: the key of the bubble (P73). */
  origin: string;
  kind: string;
  body: Record<string, unknown>;
  /** ms, device clock; decoration and hold/expiry only. */
  at: number;
  state: OutboxState;
  /** Set when the item moved to a new stream (P63, P64, P72). */
  reofferOf?: string;
  /** Refuse unless the pub head is exactly this (K33). */
  ifPubHead?: number;
  /** Takes n's place without an entry (P34): the text failed for good and is kept only to be read. */
  skip?: boolean;
}

/** One conversation's sender. `conv` is null until the relay created it. */
export interface StoredConversation {
  convKey: string;
  conv: string | null;
  /** The relay's history in which `conv` was last acked; tells a conversation an older backup does not hold from a foreign one. */
  epoch?: string;
  /** `conv` ended too long ago to take more: what waits goes into the one that continues it (K22). The ack names it and takes this away. */
  goOn?: boolean;
  stream: string;
  /** n of the next text. */
  nextN: number;
  items: OutboxItem[];
}

/** Where outboxes live. IndexedDB, localStorage or memory (P80); decoded like network input when read back (S104). */
export interface OutboxStorage {
  /** False when a closed tab loses what is queued: show *keep this page open until sent*. */
  readonly durable: boolean;
  /** All conversations with anything stored. */
  all(): Promise<StoredConversation[]>;
  /** One atomic read-modify-write. `change` gets undefined for an unknown key; returning null deletes. */
  update(
    convKey: string,
    change: (stored: StoredConversation | undefined) => StoredConversation | null,
  ): Promise<StoredConversation | null>;
  clear(): Promise<void>;
}
