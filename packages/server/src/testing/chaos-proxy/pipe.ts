// One direction of one proxied connection: takes what the source says, releases it when the toxics allow.
// Invariants: order is kept, FIN and RST included; at most QUEUE_MAX_BYTES wait here, beyond that the source is not read.
import type { Socket } from 'node:net';

const QUEUE_MAX_BYTES = 64 * 1024; // small, so that a slow link is felt by its source and not hidden by the proxy
const PIECES_PER_SECOND = 50; // a limited link trickles; a second's worth at once would be a burst

/** `end`: FIN · `reset`: the source's connection died. */
type Item = { bytes: Buffer; dueAt: number } | { mark: 'end' | 'reset'; dueAt: number };

/** What the toxics say about the next piece; asked anew before each. */
export interface Limits {
  /** Nothing may pass. */
  blocked: boolean;
  /** Largest piece. */
  pieceBytes: number;
  sliced: boolean;
  bytesPerSecond: number;
}

export interface PipeHost {
  source(): Socket;
  target(): Socket;
  limits(): Limits;
  /** ms until a chunk that arrived now is due. */
  delayMs(): number;
  /** ms this chunk holds its direction up. */
  stallMs(): number;
  /** First moment at which anything may pass. */
  opened(): void;
  passed(bytes: number): void;
}

/** RST; a Unix socket has none, and one that is not connected yet has nobody to tell. */
export function resetSocket(socket: Socket): void {
  if (socket.destroyed) return;
  if (socket.remoteAddress !== undefined) socket.resetAndDestroy();
  else socket.destroy();
}

export class Pipe {
  #queue: Item[] = [];
  #queuedBytes = 0;
  #lastDueAt = 0;
  #freeAt = 0;
  #stalled: Item | null = null;
  #over = false;
  #ended = false;
  #wake: () => void = () => undefined;

  constructor(private readonly host: PipeHost) {}

  push(bytes: Buffer): void {
    if (this.#over || this.#ended) return;
    this.#queuedBytes += bytes.length;
    this.#enqueue({ bytes, dueAt: 0 });
    if (this.#queuedBytes > QUEUE_MAX_BYTES) this.host.source().pause();
  }

  mark(mark: 'end' | 'reset'): void {
    if (!this.#over && !this.#ended) this.#enqueue({ mark, dueAt: 0 });
  }

  /** FIN now; whatever the source still says is discarded. */
  end(): void {
    this.#ended = true;
    this.#queue = [];
    this.host.target().end();
  }

  /** The toxics changed: limits of the past do not bind. */
  changed(): void {
    this.#freeAt = 0;
    this.#wake();
  }

  stop(): void {
    this.#over = true;
    this.#queue = [];
    this.#wake();
  }

  async run(): Promise<void> {
    while (!this.#over) {
      const limits = this.host.limits();
      if (!limits.blocked) this.host.opened();
      const [item] = this.#queue;
      const waitMs = limits.blocked || item === undefined ? Infinity : Math.max(item.dueAt, this.#freeAt) - performance.now();
      if (item === undefined || waitMs > 0) await this.#sleep(waitMs);
      else if ('mark' in item) this.#finish(item.mark);
      else await this.#pass(item, limits);
    }
  }

  #enqueue(item: Item): void {
    this.#lastDueAt = Math.max(this.#lastDueAt, performance.now() + this.host.delayMs());
    this.#queue.push({ ...item, dueAt: this.#lastDueAt });
    this.#wake();
  }

  #finish(mark: 'end' | 'reset'): void {
    this.#queue.shift();
    const target = this.host.target();
    if (mark === 'end') target.end();
    else resetSocket(target);
  }

  async #pass(item: Item & { bytes: Buffer }, { pieceBytes, sliced, bytesPerSecond }: Limits): Promise<void> {
    if (this.#stalled !== item) {
      this.#stalled = item;
      const stallMs = this.host.stallMs();
      if (stallMs > 0) {
        this.#freeAt = performance.now() + stallMs;
        return;
      }
    }
    const size = Math.max(1, Math.min(item.bytes.length, pieceBytes, Math.floor(bytesPerSecond / PIECES_PER_SECOND)));
    const piece = item.bytes.subarray(0, size);
    item.bytes = item.bytes.subarray(size);
    if (item.bytes.length === 0) this.#queue.shift();
    this.#queuedBytes -= size;
    const target = this.host.target();
    if (!target.destroyed && target.writable && !target.write(piece)) await this.#drained(target);
    this.host.passed(size);
    this.#freeAt = Math.max(this.#freeAt, performance.now() - 1_000 / PIECES_PER_SECOND) + (size / bytesPerSecond) * 1_000;
    if (sliced) await new Promise((resolve) => void setImmediate(resolve)); // so that each slice is a segment of its own
    if (this.#queuedBytes <= QUEUE_MAX_BYTES && this.host.source().isPaused()) this.host.source().resume();
  }

  #drained(target: Socket): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        target.off('drain', done).off('close', done);
        resolve();
      };
      target.on('drain', done).on('close', done);
    });
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = Number.isFinite(ms) ? setTimeout(() => this.#wake(), Math.max(1, ms)) : undefined;
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = () => undefined;
        resolve();
      };
    });
  }
}
