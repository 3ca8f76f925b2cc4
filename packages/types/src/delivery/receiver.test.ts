import { describe, expect, it } from 'vitest';
import { PING_TIMEOUT_MS, SYNC_JITTER_MS, SYNC_PAGE_FIRST_BYTES, SYNC_PAGE_MAX_BYTES, SYNC_PAGE_MIN_BYTES } from '../limits.js';
import type { Entry } from '../model/entry.js';
import { Desk, EPOCH, entryAt, pageOf } from '../../../../tests/sim/desk.js';

const range = (from: number, to: number): Entry[] => Array.from({ length: to - from + 1 }, (_, i) => entryAt(from + i));
const ev = (seq: number, epoch = EPOCH) => ({ conv: 'cnv_1', epoch, entry: entryAt(seq) });

describe('receiver', () => {
  it('[P70] a gap starts one sync within SYNC_JITTER_MS; what was ahead of it joins once the gap is filled', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up(pageOf(range(1, 2)));
    desk.client.onEv(ev(4));
    desk.client.onEv(ev(5));
    expect(desk.client.view().pub.contig).toBe(2);
    await desk.time.pass(SYNC_JITTER_MS);
    expect(desk.syncs).toHaveLength(2);
    expect(desk.sync().request).toMatchObject({ after: 2, after_id: 'ent_2', epoch: EPOCH });
    await desk.sync().answer(pageOf([entryAt(3)], { head: 5 }));
    expect(desk.client.view().pub.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    await desk.time.pass(10_000);
    expect(desk.syncs).toHaveLength(2);
  });

  it('[P70] a gap that hints close by themselves asks for nothing', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up(pageOf(range(1, 2)));
    desk.client.onEv(ev(4));
    desk.client.onEv(ev(3));
    await desk.time.pass(SYNC_JITTER_MS);
    expect(desk.client.view().pub.contig).toBe(4);
    expect(desk.syncs).toHaveLength(1);
  });

  it('[P71] a head that is not ours starts a sync, one that is does not', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up(pageOf(range(1, 2)));
    desk.client.onHead({ conv: 'cnv_1', epoch: EPOCH, pub: 2 });
    desk.client.onHead({ conv: 'cnv_2', epoch: EPOCH, pub: 9 });
    await desk.time.pass(SYNC_JITTER_MS);
    expect(desk.syncs).toHaveLength(1);
    desk.client.onHead({ conv: 'cnv_1', epoch: EPOCH, pub: 3 });
    await desk.time.pass(SYNC_JITTER_MS);
    expect(desk.syncs).toHaveLength(2);
  });

  it('[P71] a head announced while an older page is on its way is not forgotten', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up();
    desk.client.onHead({ conv: 'cnv_1', epoch: EPOCH, pub: 3 });
    await desk.sync().answer(pageOf(range(1, 2)));
    expect(desk.sync().request.after).toBe(2);
  });

  it('[P74] pages start at the first size, double while they arrive within a second, halve when one dies', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up();
    const sizes = [desk.sync().request.max_bytes];
    for (let seq = 1; seq <= 6; seq += 1) {
      await desk.sync().answer(pageOf([entryAt(seq)], { more: true, head: 99 }));
      sizes.push(desk.sync().request.max_bytes);
    }
    expect(sizes.slice(0, 3)).toEqual([SYNC_PAGE_FIRST_BYTES, 2 * SYNC_PAGE_FIRST_BYTES, 4 * SYNC_PAGE_FIRST_BYTES]);
    expect(sizes.at(-1)).toBe(SYNC_PAGE_MAX_BYTES);
    for (let i = 0; i < 9; i += 1) {
      await desk.sync().miss();
      desk.client.offline();
      await desk.up();
    }
    expect(desk.sync().request.max_bytes).toBe(SYNC_PAGE_MIN_BYTES);
    desk.time.sleep(1_001);
    await desk.sync().answer(pageOf([entryAt(7)], { more: true, head: 99 }));
    expect(desk.sync().request.max_bytes).toBe(SYNC_PAGE_MIN_BYTES);
  });

  it('asks again when no page comes, and strikes after the second time', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up();
    await desk.time.pass(PING_TIMEOUT_MS + 600);
    expect(desk.syncs).toHaveLength(2);
    expect(desk.strikes).toBe(0);
    await desk.time.pass(PING_TIMEOUT_MS);
    expect(desk.strikes).toBe(1);
  });

  it('waits when the relay is busy, and reports a refused request as a bug', async () => {
    const bugs: string[] = [];
    const desk = new Desk({ conv: 'cnv_1', onBug: (what) => void bugs.push(what) });
    await desk.up();
    await desk.sync().answer({ ok: false, code: 'unavailable', retry_ms: 2_000 });
    await desk.time.pass(1_900);
    expect(desk.syncs).toHaveLength(1);
    await desk.time.pass(700);
    await desk.sync().answer({ ok: false, code: 'bad_request' });
    await desk.time.pass(60_000);
    expect(desk.syncs).toHaveLength(2);
    expect(bugs).toHaveLength(1);
  });

  it('[P73] says that it is loading until the first page is complete', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    expect(desk.client.view().loading).toBe(true);
    await desk.up(pageOf(range(1, 2), { more: true, head: 3 }));
    expect(desk.client.view().loading).toBe(true);
    await desk.sync().answer(pageOf(range(3, 3)));
    expect(desk.client.view().loading).toBe(false);
  });

  it('[P73] older entries of a list that starts in the middle are put in front without a hole', async () => {
    const desk = new Desk({ conv: 'cnv_1', lanes: ['pub', 'int'], self: { type: 'agent', id: 'agt_1' } });
    adopt(desk, range(401, 402));
    await desk.up();
    const loading = desk.client.loadOlder('pub');
    expect(desk.sync().request).toMatchObject({ after: 200, after_id: '' });
    await desk.sync().answer(pageOf(range(201, 300), { more: true, head: 402 }));
    expect(desk.client.view().pub.floor).toBe(400);
    await desk.sync().answer(pageOf(range(301, 402)));
    await loading;
    const { floor, entries } = desk.client.view().pub;
    expect([floor, entries[0]?.seq, entries.at(-1)?.seq, entries.length]).toEqual([200, 201, 402, 202]);
  });

  it('arrivals are announced once each, history is not', async () => {
    const arrived: number[] = [];
    const desk = new Desk({ conv: 'cnv_1', onArrived: (entry) => void arrived.push(entry.seq) });
    await desk.up(pageOf(range(1, 2)));
    expect(arrived).toEqual([]);
    desk.client.onEv(ev(3));
    desk.client.onEv(ev(3));
    desk.client.onEv(ev(5));
    await desk.time.pass(SYNC_JITTER_MS);
    await desk.sync().answer(pageOf(range(4, 5)));
    expect(arrived).toEqual([3, 4, 5]);
  });

  it('an agent’s open answer is shown at once and continued by hints; a stale one changes nothing', async () => {
    const arrived: number[] = [];
    const desk = new Desk({
      conv: 'cnv_1',
      lanes: ['pub', 'int'],
      self: { type: 'agent', id: 'agt_1' },
      onArrived: ({ seq }) => void arrived.push(seq),
    });
    adopt(desk, range(8, 9));
    expect(desk.client.view()).toMatchObject({ loading: false, pub: { floor: 7, contig: 9 } });
    expect(arrived).toEqual([]);
    desk.client.onEv(ev(10));
    adopt(desk, range(8, 9));
    expect(desk.client.view().pub.contig).toBe(10);
    expect(arrived).toEqual([10]);
  });

  it('tells subscribers at most once per turn, and no more after the undo', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up(pageOf([]));
    let told = 0;
    const undo = desk.client.subscribe(() => void (told += 1));
    for (const seq of [1, 2, 3]) desk.client.onEv(ev(seq));
    expect(told).toBe(0);
    await desk.time.pass(0);
    expect(told).toBe(1);
    undo();
    undo();
    desk.client.onEv(ev(4));
    await desk.time.pass(0);
    expect(told).toBe(1);
    expect(desk.client.view()).toBe(desk.client.view());
  });

  it('a stopped client does nothing more', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up(pageOf([]));
    desk.client.onEv(ev(3));
    desk.client.stop();
    desk.client.stop();
    await desk.time.pass(60_000);
    expect(desk.syncs).toHaveLength(1);
    expect(await desk.client.send('message', { text: 'x' })).toEqual({ ok: false, code: 'stopped' });
  });
});

function adopt(desk: Desk, pub: Entry[]): void {
  const int = pageOf([], { lane: 'int' });
  const row = { id: 'cnv_1' } as Parameters<typeof desk.client.adopt>[0]['row']; // nothing else of a row matters here
  const context = {} as Parameters<typeof desk.client.adopt>[0]['context'];
  desk.client.adopt({ epoch: EPOCH, row, context, pub: pageOf(pub), int, receipts: { delivered: 0, read: 0 } });
}
