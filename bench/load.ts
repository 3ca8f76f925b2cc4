// Visitors who write as fast as they are answered, or at a given pace, and an agent who sees it all. Raw frames, so that the generator
// costs little next to the relay it measures.
import { randomBytes } from 'node:crypto';
import type { Socket } from 'socket.io-client';
import type { Ev, SubmitAnswer } from '@throughline/types';

const ACK_TIMEOUT_MS = 15_000;
const TEXT_MIN_CHARS = 8;
const TEXT_SPREAD_CHARS = 120;

/** A repeatable source of chance (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Writer {
  readonly stream = randomBytes(16).toString('hex');
  readonly #convKey = randomBytes(16).toString('hex');
  #conv: string | undefined;
  #n = 0;
  /** Submissions of one stream are answered in order, so they wait for each other. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(readonly socket: Socket) {}

  /** Resolves on the ack. `sent` is told the name under which the agent will see it. */
  write(text: string, sent: (cid: string) => void): Promise<void> {
    const run = async (): Promise<void> => {
      const n = (this.#n += 1);
      sent(`${this.stream}:${n}`);
      const target = this.#conv === undefined ? { conv_key: this.#convKey } : { conv: this.#conv };
      const request = { ...target, stream: this.stream, msgs: [{ n, kind: 'message', body: { text } }] };
      const answer: SubmitAnswer = await this.socket.timeout(ACK_TIMEOUT_MS).emitWithAck('submit', request);
      if (!answer.ok) throw new Error(`The relay refused a message: ${answer.code}`);
      this.#conv = answer.conv;
    };
    const mine = this.#last.then(run);
    this.#last = mine;
    return mine;
  }
}

const GOT_BYTES = 8192; // as the client core confirms: every 8 KiB or second (delivery.md, PUSH_WINDOW_BYTES)
const GOT_MS = 1_000;
const FRAME_BYTES = 250; // of an `ev` beside its text

/** Confirms what a socket receives, as every client does; a relay stops pushing to one that confirms nothing. */
function confirming(socket: Socket): void {
  const open = new Map<string, { bytes: number; at: number }>();
  socket.on('ev', ({ conv, entry }: Ev) => {
    const now = performance.now();
    const held = open.get(conv) ?? { bytes: 0, at: now };
    held.bytes += FRAME_BYTES + String(entry.body['text'] ?? '').length;
    if (held.bytes >= GOT_BYTES || now - held.at >= GOT_MS) {
      socket.emit('got', { conv, lane: 'pub', seq: entry.seq });
      Object.assign(held, { bytes: 0, at: now });
    }
    open.set(conv, held);
  });
}

const OPENED_AT_ONCE = 4; // a new conversation costs a hand-off: a hundred at once are another test

export interface Load {
  /** Each visitor's first message. */
  open(): Promise<void>;
  /** Acknowledged messages when every visitor writes again on each ack, and how long that took. */
  saturate(seconds: number): Promise<{ acked: number; seconds: number }>;
  /** Latencies in ms at a fixed rate, from the moment a message was due. */
  pace(perSecond: number, seconds: number): Promise<{ ackMs: number[]; deliveredMs: number[] }>;
  close(): void;
}

export function createLoad({ visitors, agent, random }: { visitors: Socket[]; agent: Socket; random: () => number }): Load {
  const writers = visitors.map((socket) => new Writer(socket));
  for (const socket of [...visitors, agent]) confirming(socket);
  const due = new Map<string, number>();
  let deliveredMs: number[] = [];
  agent.on('ev', ({ entry }: Ev) => {
    const at = due.get(entry.cid ?? '');
    if (at === undefined) return;
    due.delete(entry.cid ?? '');
    deliveredMs.push(performance.now() - at);
  });
  const text = (): string => 'x'.repeat(TEXT_MIN_CHARS + Math.floor(random() * TEXT_SPREAD_CHARS));

  return {
    async open() {
      const waiting = [...writers];
      const one = async (): Promise<void> => {
        for (let writer = waiting.pop(); writer !== undefined; writer = waiting.pop()) await writer.write(text(), () => undefined);
      };
      await Promise.all(Array.from({ length: OPENED_AT_ONCE }, one));
    },
    async saturate(seconds) {
      const until = performance.now() + seconds * 1000;
      const start = performance.now();
      let acked = 0;
      await Promise.all(
        writers.map(async (writer) => {
          while (performance.now() < until) {
            await writer.write(text(), () => undefined);
            acked += 1;
          }
        }),
      );
      return { acked, seconds: (performance.now() - start) / 1000 };
    },
    async pace(perSecond, seconds) {
      const ackMs: number[] = [];
      deliveredMs = [];
      const total = Math.floor(perSecond * seconds);
      const start = performance.now();
      const pending: Promise<void>[] = [];
      while (pending.length < total) {
        const now = performance.now();
        const owed = Math.min(total, Math.floor(((now - start) / 1000) * perSecond));
        while (pending.length < owed) {
          const at = start + (pending.length / perSecond) * 1000;
          const writer = writers[pending.length % writers.length];
          if (writer === undefined) throw new Error('No visitors');
          pending.push(writer.write(text(), (cid) => due.set(cid, at)).then(() => void ackMs.push(performance.now() - at)));
        }
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      await Promise.all(pending);
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { ackMs, deliveredMs };
    },
    close() {
      for (const socket of [...visitors, agent]) socket.close();
    },
  };
}
