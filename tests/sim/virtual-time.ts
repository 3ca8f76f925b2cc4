// Time and chance of a simulated world. Nothing waits for real: the next thing to happen is run as soon as all promises have settled.
// Timers run at their moment. A delivery (a packet, a storage write) has a window instead, and which of the things that could be next
// comes next is the choice of fast-check's scheduler: its decisions are printed with a failure and stay the same while the scenario shrinks.
// Invariants: one seed gives one run; a delivery happens within its window. (No fake timers of the test runner: the client takes its clock
// as a port.)
import type { Scheduler } from 'fast-check';
import type { Surroundings } from '@throughline/types';

interface Timer {
  at: number;
  order: number;
  run: (() => void) | null;
}
interface Delivery {
  from: number;
  until: number;
  label: string;
  run: () => void;
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

/** All promises have settled: ticks are served when no microtask is left. Much cheaper than a turn of the event loop. */
const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

export class VirtualTime {
  private timers: Timer[] = [];
  /** Deliveries whose window has not begun, and those the scheduler may choose. */
  private flying: Delivery[] = [];
  private readonly choices = new Set<Delivery>();
  private clockOffered = false;
  private clockChosen = false;
  private order = 0;
  private clock = 1_700_000_000_000;

  /** @param scheduler decides between deliveries; without one there are none */
  constructor(
    readonly random: () => number,
    private readonly scheduler: Scheduler | null = null,
  ) {}

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

  /** Runs `run` once, between `minMs` and `minMs + jitterMs` from now. */
  deliver(label: string, minMs: number, jitterMs: number, run: () => void): void {
    this.flying.push({ from: this.clock + minMs, until: this.clock + minMs + jitterMs, label, run });
  }

  /** Runs everything due within the next `ms`. */
  async pass(ms: number): Promise<void> {
    const end = this.clock + ms;
    do await settled();
    while (await this.step(end));
    this.clock = Math.max(this.clock, end);
  }

  /** One timer or one delivery. False: nothing can happen until `end`. */
  private async step(end: number): Promise<boolean> {
    const timer = this.earliest();
    const timerAt = timer?.at ?? Infinity;
    // Time cannot go past the window of a delivery that has not happened.
    let limit = end;
    for (const one of this.flying) limit = Math.min(limit, one.until);
    for (const one of this.choices) limit = Math.min(limit, one.until);
    const horizon = Math.max(Math.min(limit, timerAt), this.clock);
    if (this.flying.length > 0) {
      const open = this.flying.filter(({ from }) => from <= horizon);
      if (open.length > 0) this.flying = this.flying.filter(({ from }) => from > horizon);
      for (const one of open) this.offer(one);
    }
    const timerIsDue = timer !== null && timerAt <= Math.max(limit, this.clock) && timerAt <= end;
    if (this.choices.size > 0) {
      if (timerIsDue && !this.clockOffered) this.offerClock();
      await this.scheduler?.waitNext(1);
      await settled();
      if (!this.clockChosen) return true;
      this.clockChosen = false;
    }
    if (!timerIsDue) return this.choices.size > 0;
    this.clock = Math.max(this.clock, timerAt);
    const { run } = timer;
    timer.run = null;
    run?.();
    return true;
  }

  private offer(one: Delivery): void {
    if (this.scheduler === null) throw new Error('a world with deliveries needs a scheduler');
    this.choices.add(one);
    void this.scheduler.schedule(Promise.resolve(), one.label).then(() => {
      this.choices.delete(one);
      this.clock = Math.max(this.clock, one.from);
      one.run();
    });
  }

  /** That the next timer comes before all deliveries is a choice too. */
  private offerClock(): void {
    this.clockOffered = true;
    void this.scheduler?.schedule(Promise.resolve(), 'time goes on').then(() => {
      this.clockOffered = false;
      this.clockChosen = true;
    });
  }

  /** The earliest live timer; ties in the order they were set. */
  private earliest(): Timer | null {
    let first: Timer | null = null;
    let dead = 0;
    for (const timer of this.timers) {
      if (timer.run === null) dead += 1;
      else if (first === null || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) first = timer;
    }
    if (dead > 16) this.timers = this.timers.filter(({ run }) => run !== null);
    return first;
  }

  /** @param skewMs what this device's clock shows more than the world's; timers do not notice (T2) */
  surroundings(skewMs: () => number = () => 0): Surroundings {
    const { random } = this;
    const hex32 = (): string =>
      Math.floor(random() * 2 ** 32)
        .toString(16)
        .padStart(8, '0');
    const hex128 = (): string => hex32() + hex32() + hex32() + hex32();
    return { now: () => this.now() + skewMs(), random, hex128, after: (ms, run) => this.after(ms, run) };
  }
}
