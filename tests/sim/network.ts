// The network between one actor and the relay: losing, doubling, reordering, cutting. Implements the delivery client's `Connector`.
// Invariant: a request sent on a connection may reach the relay after that connection is gone, and its answer never comes back then.
import type { ConnectionEvents, Connector, Ev, Head, Submit, SubmitAnswer, Sync, SyncAnswer, Transport } from '@throughline/types';
import type { MemoryRelay, Principal } from './relay.js';
import type { VirtualTime } from './virtual-time.js';
import type { Witness } from './witness.js';

/** Probabilities per packet, and times in ms. */
export interface Weather {
  dropUp: number;
  dropDown: number;
  double: number;
  dropHint: number;
  latencyMs: number;
  /** A packet may be held up so long; others overtake it. */
  jitterMs: number;
}
export const CALM: Weather = { dropUp: 0, dropDown: 0, double: 0, dropHint: 0, latencyMs: 20, jitterMs: 10 };

export type Hint = { ev: Ev } | { head: Head };
export interface Live {
  principal: Principal;
  hint(hint: Hint): void;
  cut(): void;
}

export class Network {
  weather: Weather = CALM;
  /** Nobody can connect. */
  down = false;
  /** Hints that are never sent at all (P117). */
  silent: 'ev' | 'head' | null = null;
  readonly live = new Set<Live>();

  constructor(
    private readonly time: VirtualTime,
    private readonly relay: MemoryRelay,
    private readonly witness: Witness,
  ) {}

  cutAll(): void {
    for (const connection of [...this.live]) connection.cut();
  }

  connector(principal: Principal, onHint: (hint: Hint) => void): Connector {
    return { connect: (events) => this.open(principal, onHint, events) };
  }

  private packet(label: string, run: () => void, times = 1): void {
    const { latencyMs, jitterMs } = this.weather;
    this.time.deliver(label, latencyMs * times, jitterMs * times, run);
  }

  private open(principal: Principal, onHint: (hint: Hint) => void, events: ConnectionEvents): () => void {
    const { time, relay, witness } = this;
    const waiting = new Set<() => void>();
    let open = true;
    const lost = (chance: number): boolean => chance > 0 && time.random() < chance;
    const shut = (): void => {
      if (!open) return;
      open = false;
      this.live.delete(live);
      for (const giveUp of [...waiting]) giveUp();
    };
    const live: Live = {
      principal,
      hint: (hint) => {
        if (this.silent !== null && this.silent in hint) return;
        const copy = structuredClone(hint);
        const hear = (): void => {
          if (!open) return;
          witness.heard(principal, copy);
          onHint(copy);
        };
        if (!lost(this.weather.dropHint)) this.packet(`${'ev' in hint ? 'ev' : 'head'} to ${principal.id}`, hear);
      },
      cut: () => {
        if (!open) return;
        shut();
        events.down();
      },
    };
    const ask = <Answer>(what: string, timeoutMs: number, answerNow: () => Answer, told: (answer: Answer) => void): Promise<Answer> =>
      new Promise((resolve, reject) => {
        const giveUp = (): void => {
          waiting.delete(giveUp);
          cancel();
          reject(new Error('no answer'));
        };
        waiting.add(giveUp);
        const cancel = time.after(timeoutMs, giveUp);
        if (!open) return;
        const label = `${what} of ${principal.id}`;
        const arrive = (): void => {
          if (this.down) return;
          const answer = structuredClone(answerNow());
          const back = (): void => {
            if (!open || !waiting.delete(giveUp)) return;
            cancel();
            told(answer);
            resolve(answer);
          };
          if (!lost(this.weather.dropDown)) this.packet(`${label} answered`, back);
        };
        if (!lost(this.weather.dropUp)) this.packet(label, arrive);
        if (lost(this.weather.double)) this.packet(`${label} again`, arrive, 3);
      });
    const port: Transport = {
      submit: (request: Submit, timeoutMs) => {
        const copy = structuredClone(request);
        return ask<SubmitAnswer>(
          'submit',
          timeoutMs,
          () => relay.submit(principal, copy),
          (answer) => witness.acked(answer),
        );
      },
      sync: (request: Sync, timeoutMs) =>
        ask<SyncAnswer>(
          'sync',
          timeoutMs,
          () => relay.sync(principal, request),
          (answer) => witness.read(principal, answer),
        ),
      got: () => {},
      strike: () => live.cut(),
    };
    this.packet(`handshake of ${principal.id}`, () => {
      if (!open) return;
      if (this.down) return live.cut();
      this.live.add(live);
      events.up(port);
    });
    return shut;
  }
}
