// The network between one actor and the relay: losing, doubling, reordering, cutting. Implements the delivery client's `Connector`.
// Invariant: a request sent on a connection may reach the relay after that connection is gone, and its answer never comes back then.
import type { ConnectionEvents, Connector, Ev, Head, Transport } from '@throughline/types';
import type { MemoryRelay, Principal } from './relay.js';
import type { VirtualTime } from './virtual-time.js';

/** Probabilities per packet, and times in ms. */
export interface Weather {
  dropUp: number;
  dropDown: number;
  double: number;
  dropHint: number;
  latencyMs: number;
  jitterMs: number;
}
export const CALM: Weather = { dropUp: 0, dropDown: 0, double: 0, dropHint: 0, latencyMs: 20, jitterMs: 10 };

export interface Live {
  principal: Principal;
  hint(hint: { ev: Ev } | { head: Head }): void;
  cut(): void;
}

export class Network {
  weather: Weather = CALM;
  /** Nobody can connect. */
  down = false;
  readonly live = new Set<Live>();

  constructor(
    private readonly time: VirtualTime,
    private readonly relay: MemoryRelay,
  ) {}

  cutAll(): void {
    for (const connection of [...this.live]) connection.cut();
  }

  connector(principal: Principal, onHint: (hint: { ev: Ev } | { head: Head }) => void): Connector {
    return { connect: (events) => this.open(principal, onHint, events) };
  }

  private delay(): number {
    return this.weather.latencyMs + this.time.random() * this.weather.jitterMs;
  }

  private open(principal: Principal, onHint: (hint: { ev: Ev } | { head: Head }) => void, events: ConnectionEvents): () => void {
    const { time, relay } = this;
    const waiting = new Set<() => void>();
    let open = true;
    const lost = (chance: number): boolean => time.random() < chance;
    const shut = (): void => {
      if (!open) return;
      open = false;
      this.live.delete(live);
      for (const giveUp of [...waiting]) giveUp();
    };
    const live: Live = {
      principal,
      hint: (hint) => {
        if (!lost(this.weather.dropHint)) time.after(this.delay(), () => open && onHint(structuredClone(hint)));
      },
      cut: () => {
        if (!open) return;
        shut();
        events.down();
      },
    };
    const ask = <Answer>(timeoutMs: number, answerNow: () => Answer): Promise<Answer> =>
      new Promise((resolve, reject) => {
        const giveUp = (): void => {
          waiting.delete(giveUp);
          reject(new Error('no answer'));
        };
        waiting.add(giveUp);
        time.after(timeoutMs, giveUp);
        if (!open) return;
        const arrive = (): void => {
          if (this.down) return;
          const answer = structuredClone(answerNow());
          if (!lost(this.weather.dropDown)) time.after(this.delay(), () => open && resolve(answer));
        };
        if (!lost(this.weather.dropUp)) time.after(this.delay(), arrive);
        if (lost(this.weather.double)) time.after(this.delay() * 3, arrive);
      });
    const port: Transport = {
      submit: (request, timeoutMs) => ask(timeoutMs, () => relay.submit(principal, structuredClone(request))),
      sync: (request, timeoutMs) => ask(timeoutMs, () => relay.sync(principal, structuredClone(request))),
      got: () => {},
      strike: () => live.cut(),
    };
    time.after(this.delay(), () => {
      if (!open) return;
      if (this.down) return live.cut();
      this.live.add(live);
      events.up(port);
    });
    return shut;
  }
}
