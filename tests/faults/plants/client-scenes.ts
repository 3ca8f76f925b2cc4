// Small stages that ask the client's core one exact question each, under virtual time, and answer with what was wrong.
import { createSessionLink, limits } from '@throughline/types';
import { Desk, EPOCH, entryAt, pageOf } from '../../sim/desk.js';
import type { Scene } from './ground.js';
import { VirtualTime } from '../../sim/virtual-time.js';

const CONV = 'cnv_1';

export const CLIENT_SCENES: Record<string, Scene> = {
  /** P70: an entry ahead of a gap makes the client ask for what is missing. */
  gap: async () => {
    const desk = new Desk({ conv: CONV });
    await desk.up(pageOf([entryAt(1), entryAt(2)]));
    const asked = desk.syncs.length;
    desk.client.onEv({ conv: CONV, epoch: EPOCH, entry: entryAt(5) });
    await desk.time.pass(limits.SYNC_JITTER_MS + 50);
    return desk.syncs.length > asked ? [] : ['a gap was noticed and nothing was asked for'];
  },

  /** P73: order is seq only, whatever the timestamps say. */
  order: async () => {
    const desk = new Desk({ conv: CONV });
    await desk.up(pageOf([entryAt(1, { ts: 50 }), entryAt(2, { ts: 30 }), entryAt(3, { ts: 40 })]));
    const seqs = desk.client.view().pub.entries.map(({ seq }) => seq);
    return seqs.join() === '1,2,3' ? [] : [`the list is drawn as ${seqs.join()}`];
  },

  /** P62, P65: one message on a fresh connection; the timer doubles after two misses. */
  pace: async () => {
    const desk = new Desk({ conv: CONV });
    await desk.up(pageOf([entryAt(1)]));
    await desk.say('a', 'b', 'c', 'd', 'e');
    const wrong = [];
    const first = desk.submits[0];
    if (first?.request.msgs.length !== 1) wrong.push(`a fresh connection begins with ${first?.request.msgs.length} messages`);
    await desk.time.pass(60_000);
    desk.client.offline();
    const before = desk.submits.length;
    await desk.up(pageOf([entryAt(1)], { events: [] }));
    await desk.time.pass(1_000);
    const next = desk.submits[before];
    if (next === undefined) return [...wrong, 'nothing was sent on the next connection'];
    if (next.request.msgs.length !== 1) wrong.push(`the next connection begins with ${next.request.msgs.length} messages`);
    if (next.timeoutMs <= limits.ACK_TIMEOUT_MS) wrong.push(`after two misses the timer is still ${next.timeoutMs} ms`);
    return wrong;
  },

  /** P66: however long the relay was away, the next try is at most BACKOFF_MAX_MS off. */
  patience: async () => {
    const time = new VirtualTime(() => 0.999);
    const tries: number[] = [];
    const around = time.surroundings();
    const link = createSessionLink({
      surroundings: { ...around, random: () => 0.999 },
      connector: {
        connect(events) {
          tries.push(time.now());
          time.after(10, () => events.down());
          return () => undefined;
        },
      },
      onUp: () => undefined,
      onDown: () => undefined,
    });
    link.start();
    await time.pass(600_000);
    link.stop();
    const longest = Math.max(...tries.slice(1).map((at, i) => at - (tries[i] ?? at)));
    return longest <= limits.BACKOFF_MAX_MS + 20 ? [] : [`a try came ${Math.round(longest)} ms after the one before`];
  },
};
