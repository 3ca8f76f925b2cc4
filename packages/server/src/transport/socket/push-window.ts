// What one socket confirmed of one conversation, and what it was pushed beyond that (P44). Kernel buffers hide backpressure, a confirmed
// cursor does not. Invariant: pushed and not confirmed is at most PUSH_WINDOW_BYTES; beyond it the socket was told one `head`, and nothing
// more until it asked for a page or confirmed something.
import { limits } from '@throughline/types';
import type { Lane, Receipts } from '@throughline/types';

export interface Heads {
  pub: number;
  int: number;
}

interface Pushed {
  lane: Lane;
  seq: number;
  bytes: number;
}
/** Shared by all that confirmed everything, which is nearly all of them. */
const NOTHING: readonly Pushed[] = [];

export class PushWindow implements Heads {
  /** Confirmed by `got` or by the cursor of a `sync`. */
  pub = 0;
  int = 0;
  /** What the store holds as receipt of this principal, as far as is known here: one that says no more is not written again. */
  delivered: number;
  read: number;
  #pushed: readonly Pushed[] = NOTHING;
  #bytes = 0;
  /** Null while everything was pushed; else the heads the socket was told instead. */
  #told: Heads | null = null;

  constructor({ delivered, read }: Receipts = { delivered: 0, read: 0 }) {
    this.delivered = delivered;
    this.read = read;
  }

  /** True when the entry may be pushed; it is counted until it is confirmed. One that was pushed or confirmed before costs nothing. */
  take(lane: Lane, seq: number, bytes: number): boolean {
    if (this.#told !== null) return false;
    if (seq <= this[lane] || this.#pushed.some((one) => one.lane === lane && one.seq === seq)) return true;
    if (this.#bytes + bytes > limits.PUSH_WINDOW_BYTES) return false;
    this.#pushed = [...this.#pushed, { lane, seq, bytes }];
    this.#bytes += bytes;
    return true;
  }

  /** Something was not pushed. True when the socket has to be told the heads: once, however much follows. */
  fellBehind(heads: Heads): boolean {
    const first = this.#told === null;
    this.#told = heads;
    return first;
  }

  /** The socket holds the lane up to `seq`. Answers the heads it still has to hear about, or null. */
  confirm(lane: Lane, seq: number): Heads | null {
    this[lane] = seq;
    const left = this.#pushed.filter((one) => one.lane !== lane || one.seq > seq);
    this.#pushed = left.length > 0 ? left : NOTHING;
    this.#bytes = this.#pushed.reduce((sum, { bytes }) => sum + bytes, 0);
    const told = this.#told;
    this.#told = null; // it is reading: what comes next is pushed again, as far as there is room
    return told !== null && (told.pub > this.pub || told.int > this.int) ? told : null;
  }

  /** Another history: nothing of it was confirmed. */
  reset(): void {
    this.pub = 0;
    this.int = 0;
    this.delivered = 0;
    this.read = 0;
    this.#pushed = NOTHING;
    this.#bytes = 0;
    this.#told = null;
  }
}
