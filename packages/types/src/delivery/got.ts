// Tells the relay how far this client has received and read: flow control and receipts in one, at most once per GOT_EVERY_MS.
// Volatile: a lost one is repaired by the next, and each new connection says it again.
import { GOT_EVERY_MS } from '../limits.js';
import type { Lane } from '../model/entry.js';
import type { LaneView } from '../protocol/apply.js';
import type { Host } from './wire.js';

export interface GotTeller {
  /** Something may have moved. */
  moved(): void;
  /** A person has read up to `seq` of the pub lane. */
  read(seq: number): void;
  /** A new connection, or another history: nothing was told yet. */
  forget(): void;
}

export function createGotTeller(host: Host, views: () => readonly LaneView[]): GotTeller {
  let told = new Map<Lane, string>();
  let read = 0;
  let waiting = false;

  const tell = (): void => {
    const wire = host.wire();
    const conv = host.conv();
    if (wire === null || conv === null || waiting) return;
    for (const { lane, contig } of views()) {
      const seen = lane === 'pub' ? Math.min(read, contig) : 0;
      if (contig === 0 || told.get(lane) === `${contig}.${seen}`) continue;
      told.set(lane, `${contig}.${seen}`);
      wire.transport.got({ conv, lane, seq: contig, ...(seen > 0 && { read: seen }) });
      waiting = true;
    }
    if (!waiting) return;
    host.later(GOT_EVERY_MS, () => {
      waiting = false;
      tell();
    });
  };

  return {
    moved: tell,
    read(seq) {
      read = Math.max(read, seq);
      tell();
    },
    forget() {
      told = new Map();
      read = Math.min(read, views()[0]?.contig ?? 0);
    },
  };
}
