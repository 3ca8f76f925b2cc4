// One proxied connection: two sockets, a pipe each way, and the toxics that concern the connection as a whole.
// Invariant: every decision comes from the seed and the number of the connection; chance that others use never moves it.
import { Socket } from 'node:net';
import type { NetConnectOpts } from 'node:net';
import { FrameCutter } from './frames.js';
import type { Unit } from './frames.js';
import { Pipe, resetSocket } from './pipe.js';
import type { Limits } from './pipe.js';
import { seeded } from './seeded.js';
import type { ChaosStats, Direction, Toxic, ToxicOf, ToxicType } from './toxics.js';

const REASONS: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};
const HEAD_START_MS = 10; // between the last bytes and their RST
const SWITCHED = /^HTTP\/1\.1 101 /;
const UPGRADE = /\r\nupgrade: *websocket\r\n/i;

export interface LinkOptions {
  number: number;
  seed: number;
  client: Socket;
  target: NetConnectOpts;
  toxics: () => readonly Toxic[];
  /** The network is down for everybody (`flap`). */
  down: () => boolean;
  stats: ChaosStats;
  closed: () => void;
}

export class Link {
  readonly #sockets: Record<'client' | 'server', Socket>;
  readonly #pipes: Record<Direction, Pipe>;
  readonly #cutters = { up: new FrameCutter((head) => UPGRADE.test(head)), down: new FrameCutter((head) => SWITCHED.test(head)) };
  readonly #draws = new Map<string, () => number>();
  /** Bytes of a direction that passed since a counting toxic was set. */
  readonly #counted = new Map<Toxic, { atSet: number; limit: number }>();
  readonly #passed: Record<Direction, number> = { up: 0, down: 0 };
  readonly #ended = new Set<'client' | 'server'>();
  readonly #gone = new Set<'client' | 'server'>();
  #heldAcks: Buffer[] = [];
  #lastByteAt = performance.now();
  #connecting = false;
  #forgotten = false;
  /** At least one end was reset. */
  #broken = false;
  #denied = false;

  constructor(private readonly options: LinkOptions) {
    this.#sockets = { client: options.client, server: new Socket({ allowHalfOpen: true }) };
    this.#pipes = { up: this.#pipe('up'), down: this.#pipe('down') };
    this.#listen('client', 'up');
    this.#listen('server', 'down');
    this.changed();
    void this.#pipes.up.run();
    void this.#pipes.down.run();
  }

  /** The toxics are others. */
  changed(): void {
    const now = this.options.toxics();
    for (const toxic of this.#counted.keys()) if (!now.includes(toxic)) this.#counted.delete(toxic);
    if (this.#of('hold_acks') === undefined) for (const bytes of this.#heldAcks.splice(0)) this.#pipes.down.push(bytes);
    this.#count('up');
    this.#count('down');
    this.#pipes.up.changed();
    this.#pipes.down.changed();
  }

  /** RST to both ends, or to one: then the other learns it at its next byte. */
  reset(to: 'client' | 'server' | 'both' = 'both'): void {
    if (this.#sockets.client.destroyed && this.#sockets.server.destroyed) return;
    this.options.stats.resets += 1;
    this.#broken = true;
    this.#pipes.up.stop();
    this.#pipes.down.stop();
    for (const end of ['client', 'server'] as const) {
      if (to === 'both' || to === end) resetSocket(this.#sockets[end]);
      else this.#sockets[end].resume();
    }
  }

  /** RST that overtakes its last bytes looks like a FIN to readers on libuv, so the bytes get a head start. */
  #resetAfterBytes(to: 'client' | 'server' | 'both' | undefined): void {
    this.#pipes.up.stop();
    this.#pipes.down.stop();
    setTimeout(() => this.reset(to), HEAD_START_MS);
  }

  /** No RST, no accounting: the proxy itself goes away. */
  destroy(): void {
    this.#pipes.up.stop();
    this.#pipes.down.stop();
    this.#sockets.client.destroy();
    this.#sockets.server.destroy();
  }

  /** The toxic of this type that concerns this connection and direction. */
  #of<Type extends ToxicType>(type: Type, direction?: Direction): ToxicOf<Type> | undefined {
    const is = (toxic: Toxic): toxic is ToxicOf<Type> => toxic.type === type;
    return this.options.toxics().find((toxic): toxic is ToxicOf<Type> => {
      if (!is(toxic)) return false;
      if (direction !== undefined && 'direction' in toxic && toxic.direction !== undefined && toxic.direction !== direction) return false;
      return toxic.share === undefined || seeded(this.options.seed, this.options.number, type)() < toxic.share;
    });
  }

  #draw(purpose: string): number {
    const known = this.#draws.get(purpose);
    const draw = known ?? seeded(this.options.seed, this.options.number, purpose);
    if (known === undefined) this.#draws.set(purpose, draw);
    return draw();
  }

  #pipe(direction: Direction): Pipe {
    return new Pipe({
      source: () => (direction === 'up' ? this.#sockets.client : this.#sockets.server),
      target: () => (direction === 'up' ? this.#sockets.server : this.#sockets.client),
      limits: () => this.#limits(direction),
      delayMs: () => {
        const latency = this.#of('latency', direction);
        if (latency === undefined) return 0;
        return Math.max(0, latency.ms + (this.#draw(`jitter ${direction}`) * 2 - 1) * (latency.jitterMs ?? 0));
      },
      stallMs: () => {
        const stall = this.#of('stall', direction);
        if (stall === undefined || this.#draw(`stall ${direction}`) >= stall.probability) return 0;
        this.options.stats.stalls += 1;
        return stall.ms;
      },
      opened: () => {
        if (direction === 'down' || this.#connecting) return;
        this.#connecting = true;
        this.#sockets.server.connect(this.options.target);
      },
      passed: (bytes) => {
        this.#passed[direction] += bytes;
        this.options.stats[direction === 'up' ? 'bytesUp' : 'bytesDown'] += bytes;
        this.#count(direction);
      },
    });
  }

  #limits(direction: Direction): Limits {
    const slicer = this.#of('slicer', direction);
    const blocked =
      this.#forgotten ||
      this.options.down() ||
      this.#of('blackhole') !== undefined ||
      this.#of(direction === 'up' ? 'drop_up' : 'drop_down') !== undefined;
    const left = [...this.#counted].map(([toxic, count]) =>
      'direction' in toxic && toxic.direction === direction ? this.#left(direction, count) : Infinity,
    );
    return {
      blocked,
      pieceBytes: Math.min(slicer?.bytes ?? Infinity, ...left),
      sliced: slicer !== undefined,
      bytesPerSecond: this.#of('bandwidth', direction)?.bytesPerSecond ?? Infinity,
    };
  }

  #left(direction: Direction, { atSet, limit }: { atSet: number; limit: number }): number {
    return Math.max(0, limit - (this.#passed[direction] - atSet));
  }

  /** Acts on the toxics that wait for a byte. */
  #count(direction: Direction): void {
    for (const type of ['reset_peer', 'half_close'] as const) {
      const toxic = this.#of(type, direction);
      if (toxic === undefined || toxic.direction !== direction) continue;
      const count = this.#counted.get(toxic) ?? { atSet: this.#passed[direction], limit: this.#limitOf(toxic) };
      this.#counted.set(toxic, count);
      if (count.limit === Infinity || this.#left(direction, count) > 0) continue;
      this.#counted.set(toxic, { ...count, limit: Infinity }); // once a connection
      if (toxic.type === 'reset_peer') return this.#resetAfterBytes(toxic.to);
      this.options.stats.halfCloses += 1;
      this.#pipes[direction].end();
    }
  }

  #limitOf(toxic: ToxicOf<'reset_peer'> | ToxicOf<'half_close'>): number {
    const { afterBytes = 0 } = toxic;
    if (typeof afterBytes === 'number') return afterBytes;
    const [least, most] = afterBytes;
    return least + Math.floor(this.#draw('reset_peer') * (most - least + 1));
  }

  #listen(end: 'client' | 'server', direction: Direction): void {
    const socket = this.#sockets[end];
    const pipe = this.#pipes[direction];
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      if (this.#broken) return resetSocket(socket);
      this.#notice();
      for (const unit of this.#cutters[direction].feed(chunk)) this.#take(direction, unit);
    });
    socket.on('end', () => {
      this.#ended.add(end);
      if (this.#forgotten && this.#ended.size === 2) return this.destroy();
      for (const unit of this.#cutters[direction].rest()) pipe.push(unit.bytes);
      return this.#broken ? resetSocket(socket) : pipe.mark('end');
    });
    socket.on('error', () => pipe.mark('reset')); // whatever broke it: to the other end this connection is gone
    socket.on('close', () => this.#closed(end));
  }

  #closed(end: 'client' | 'server'): void {
    this.#gone.add(end);
    if (this.#gone.size < 2) return;
    this.#pipes.up.stop();
    this.#pipes.down.stop();
    this.options.closed();
  }

  #notice(): void {
    const idle = this.#of('idle_cut');
    if (idle !== undefined && !this.#forgotten && performance.now() - this.#lastByteAt >= idle.ms) {
      this.#forgotten = true;
      this.options.stats.forgotten += 1;
    }
    this.#lastByteAt = performance.now();
  }

  #take(direction: Direction, { kind, bytes, text }: Unit): void {
    const pipe = this.#pipes[direction];
    if (this.#denied) return;
    if (direction === 'up' && kind === 'head' && this.#deny(text)) return;
    if (direction === 'down' && kind === 'text' && text.startsWith('43') && this.#of('hold_acks') !== undefined) {
      this.options.stats.heldAcks += 1;
      this.#heldAcks.push(bytes);
      return;
    }
    pipe.push(bytes);
    const replay = direction === 'up' && kind === 'text' ? this.#of('replay_frame') : undefined;
    if (replay === undefined || !text.startsWith(replay.prefix ?? '42') || this.#draw('replay') >= (replay.probability ?? 1)) return;
    this.options.stats.replayedFrames += 1;
    pipe.push(bytes);
  }

  #deny(head: string): boolean {
    const toxic = this.#of('deny_upgrade');
    if (toxic === undefined || (toxic.requests !== true && !UPGRADE.test(head))) return false;
    this.#denied = true;
    this.options.stats.deniedUpgrades += 1;
    const { answer = 403 } = toxic;
    this.#pipes.up.stop();
    this.#pipes.down.stop();
    resetSocket(this.#sockets.server);
    if (answer === 'close') this.#sockets.client.destroy();
    else this.#sockets.client.end(`HTTP/1.1 ${answer} ${REASONS[answer] ?? 'Refused'}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
    return true;
  }
}
