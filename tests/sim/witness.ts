// Sees every answer and hint at the moment it arrives, and remembers what the promises of §8 need: what was acked, and when a text was
// said. Invariant: it only watches; nothing here moves the run.
import type { Entry, SubmitAnswer, SyncAnswer } from '@throughline/types';
import type { MemoryRelay, Principal } from './relay.js';
import type { Hint } from './network.js';

const place = (epoch: string, conv: string, lane: string): string => `${epoch}/${conv}/${lane}`;

export class Witness {
  readonly broken: string[] = [];
  private readonly acks = new Map<string, string>();
  private readonly ackedHeads = new Map<string, number>();
  private readonly floors = new Map<string, Map<string, number>>();

  constructor(private readonly relay: () => MemoryRelay) {}

  /** A sender was told that its texts are stored. */
  acked(answer: SubmitAnswer): void {
    if (!answer.ok) return;
    for (const { lane, seq, id } of answer.results) {
      const where = place(answer.epoch, answer.conv, lane);
      this.acks.set(`${where}/${seq}`, id);
      this.ackedHeads.set(where, Math.max(this.ackedHeads.get(where) ?? 0, seq));
    }
  }

  /** A person says a text now: it has to come after all that was acked before, in each history (I6). */
  said(text: string): void {
    this.floors.set(text, new Map(this.ackedHeads));
  }

  heard(principal: Principal, hint: Hint): void {
    if ('head' in hint) this.own(principal, hint.head.conv, hint.head.int === undefined ? [] : ['int']);
    else this.own(principal, hint.ev.conv, [hint.ev.entry.lane]);
  }

  read(principal: Principal, answer: SyncAnswer): void {
    if (answer.ok) this.own(principal, answer.conv, [answer.lane, ...answer.events.map(({ lane }) => lane)]);
  }

  private own(principal: Principal, conv: string, lanes: string[]): void {
    if (principal.type === 'agent') return;
    const foreign = this.relay().owners.get(conv) !== principal.id;
    if (foreign || lanes.includes('int')) this.broken.push(`I9: ${principal.id} was told of ${foreign ? conv : 'the int lane'}`);
  }

  /** After the run: acked means there (I1), and later means later (I6). */
  verdicts(): string[] {
    const { histories } = this.relay();
    const broken = [...this.broken];
    for (const [where, id] of this.acks) {
      const cut = where.lastIndexOf('/');
      if (histories.get(where.slice(0, cut))?.[Number(where.slice(cut + 1)) - 1]?.id !== id)
        broken.push(`I1: ${where} was acked and is not there`);
    }
    for (const [where, log] of histories) {
      for (const { seq, body } of log) {
        const after = this.floors.get(String(body['text']))?.get(where) ?? 0;
        if (seq <= after) broken.push(`I6: ${where}/${seq} was said after ${after} was acked`);
      }
    }
    return broken;
  }
}

/** Whether `log` still begins as `known` did (I4). */
export const keeps = (known: readonly Entry[], log: readonly Entry[]): boolean =>
  known === log || known.every((entry, i) => log[i]?.id === entry.id);
