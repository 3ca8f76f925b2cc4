// Time and chance of a simulated world. Nothing waits for real: the next timer is run as soon as all promises have settled.
// Invariant: one seed gives one run. (No fake timers of the test runner: the client takes its clock as a port.)
import { setImmediate as settled } from 'node:timers/promises';
import type { Surroundings } from '@throughline/types';

interface Timer {
  at: number;
  order: number;
  run: (() => void) | null;
}

/** mulberry32: 32 bits of state are enough to tell runs apart. Uniform in [0, 1). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class VirtualTime {
  private timers: Timer[] = [];
  private order = 0;
  private clock = 1_700_000_000_000;

  constructor(readonly random: () => number) {}

  now(): number {
    return this.clock;
  }

  /** Moves the clock without running anything: a laptop that slept. */
  sleep(ms: number): void {
    this.clock += ms;
  }

  after(ms: number, run: () => void): () => void {
    const timer: Timer = { at: this.clock + ms, order: (this.order += 1), run };
    this.timers.push(timer);
    return () => {
      timer.run = null;
    };
  }

  /** Runs everything due within the next `ms`. */
  async pass(ms: number): Promise<void> {
    const end = this.clock + ms;
    await settled();
    for (let next = this.take(end); next !== null; next = this.take(end)) {
      this.clock = Math.max(this.clock, next.at);
      next.run?.();
      await settled();
    }
    this.clock = Math.max(this.clock, end);
  }

  /** The earliest live timer at or before `end`; ties in the order they were set. */
  private take(end: number): Timer | null {
    let first: Timer | null = null;
    for (let i = this.timers.length - 1; i >= 0; i -= 1) {
      const timer = this.timers[i];
      if (timer === undefined) continue;
      if (timer.run === null) this.timers.splice(i, 1);
      else if (timer.at <= end && (first === null || timer.at < first.at || (timer.at === first.at && timer.order < first.order)))
        first = timer;
    }
    if (first !== null) this.timers.splice(this.timers.indexOf(first), 1);
    return first;
  }

  surroundings(): Surroundings {
    const { random } = this;
    const hex32 = (): string =>
      Math.floor(random() * 2 ** 32)
        .toString(16)
        .padStart(8, '0');
    const hex128 = (): string => hex32() + hex32() + hex32() + hex32();
    return { now: () => this.now(), random, hex128, after: (ms, run) => this.after(ms, run) };
  }
}
