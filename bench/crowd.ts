// Many connections from a few processes: one event loop that held them all would be measured instead of the relay. Each process connects
// from a loopback address of its own, so that none runs out of ports.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Member } from './raw-client.js';

export type Order =
  | { do: 'address'; from: string }
  | { do: 'open'; url: string; path: string; auths: Record<string, unknown>[] }
  | { do: 'clients'; url: string; members: Member[] }
  | { do: 'shown' | 'cut' | 'stall' | 'count' | 'close' };
/** What one client shows: its last confirmed seq and that entry's id; and since when it is known to be equal to the relay. */
export interface Shown {
  contig: number;
  last: string;
  equalSince: number | null;
}
export interface Counted {
  open: number;
  down: number;
  pushed: number;
  /** Full clients that are equal to the relay. */
  equal: number;
}
export interface Answer {
  id: number;
  value?: Shown[] | Counted | null;
  failed?: string;
}

export interface Crowd {
  /** Raw connections, one per credential; resolves when all are admitted. */
  open(to: { url: string; path: string; auths: Record<string, unknown>[] }): Promise<void>;
  /** Full delivery clients that reconnect; resolves at once. */
  clients(url: string, members: readonly Member[]): Promise<void>;
  /** In the order of `members`. */
  shown(): Promise<Shown[]>;
  count(): Promise<Counted>;
  /** Cuts the TCP connection of every client. */
  cut(): Promise<void>;
  /** No raw connection reads from now on. */
  stall(): Promise<void>;
  /** Closes all connections; the processes stay. */
  close(): Promise<void>;
  stop(): void;
}

class Worker {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #lastId = 0;

  constructor() {
    this.#child = fork(fileURLToPath(new URL('crowd-process.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
    this.#child.on('message', (answer: Answer) => this.#waiting.get(answer.id)?.(answer));
    this.#child.on('exit', () => {
      for (const [id, settle] of this.#waiting) settle({ id, failed: 'A crowd process ended' });
    });
  }

  tell(order: Order): Promise<Answer> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, (answer) => {
        this.#waiting.delete(id);
        if (answer.failed === undefined) resolve(answer);
        else reject(new Error(answer.failed));
      });
      this.#child.send({ id, order });
    });
  }

  stop(): void {
    this.#child.disconnect();
  }
}

/** Round-robin, so that every process has its share. */
function deal<Item>(items: readonly Item[], hands: number): Item[][] {
  return Array.from({ length: hands }, (_, hand) => items.filter((_item, i) => i % hands === hand));
}

export async function startCrowd(processes = 4): Promise<Crowd> {
  const workers = Array.from({ length: processes }, () => new Worker());
  const all = (order: (i: number) => Order): Promise<Answer[]> => Promise.all(workers.map((worker, i) => worker.tell(order(i))));
  await all((i) => ({ do: 'address', from: `127.0.0.${i + 2}` }));
  return {
    async open({ url, path, auths }) {
      const hands = deal(auths, processes);
      await all((i) => ({ do: 'open', url, path, auths: hands[i] ?? [] }));
    },
    async clients(url, members) {
      const hands = deal(members, processes);
      await all((i) => ({ do: 'clients', url, members: hands[i] ?? [] }));
    },
    async shown() {
      const hands = (await all(() => ({ do: 'shown' }))).map(({ value }) => (Array.isArray(value) ? value : []));
      const total = hands.reduce((sum, hand) => sum + hand.length, 0);
      return Array.from(
        { length: total },
        (_, i) => hands[i % processes]?.[Math.floor(i / processes)] ?? { contig: 0, last: '', equalSince: null },
      );
    },
    async count() {
      const sum: Counted = { open: 0, down: 0, pushed: 0, equal: 0 };
      for (const { value } of await all(() => ({ do: 'count' }))) {
        if (value === null || value === undefined || Array.isArray(value)) continue;
        sum.open += value.open;
        sum.down += value.down;
        sum.pushed += value.pushed;
        sum.equal += value.equal;
      }
      return sum;
    },
    async cut() {
      await all(() => ({ do: 'cut' }));
    },
    async stall() {
      await all(() => ({ do: 'stall' }));
    },
    async close() {
      await all(() => ({ do: 'close' }));
    },
    stop() {
      for (const worker of workers) worker.stop();
    },
  };
}
