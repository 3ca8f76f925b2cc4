import { describe, expect, it } from 'vitest';
import { GOT_EVERY_MS, HEAD_PROBE_MS } from '../limits.js';
import type { Entry } from '../model/entry.js';
import { Desk, EPOCH, ME, STREAM, entryAt, pageOf, tick } from '../../../../tests/sim/desk.js';

const mine = (seq: number, n: number, text: string): Entry =>
  entryAt(seq, { body: { text }, author: ME, cid: `${STREAM}:${n}`, origin: `${STREAM}:${n}` });

describe('first message', () => {
  it('[P73] a tick joins the list where it is next in line, stays as acked where it is not, and is never drawn twice or not at all', async () => {
    const created: string[] = [];
    const desk = new Desk({ onCreated: (conv) => void created.push(conv) });
    await desk.up();
    await desk.say('hello');
    await desk.submit().answer(tick(desk.submit(), 2));
    expect(created).toEqual(['cnv_1']);
    expect(desk.screen()).toEqual(['hello:acked']);
    expect((await desk.stored())?.items).toEqual([]);
    await desk.sync().answer(pageOf([entryAt(1, { kind: 'open', body: { text: 'opened' } }), mine(2, 1, 'hello')]));
    expect(desk.screen()).toEqual(['opened', 'hello']);
    await desk.say('again');
    await desk.submit().answer(tick(desk.submit(), 3));
    expect(desk.screen()).toEqual(['opened', 'hello', 'again']);
    desk.client.onEv({ conv: 'cnv_1', epoch: EPOCH, entry: mine(3, 2, 'again') });
    expect(desk.screen()).toEqual(['opened', 'hello', 'again']);
  });

  it('[P73] an echo that arrives before its ack is drawn once', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up(pageOf([entryAt(1)]));
    await desk.say('hi');
    desk.client.onEv({ conv: 'cnv_1', epoch: EPOCH, entry: mine(2, 1, 'hi') });
    expect(desk.screen()).toEqual(['their 1', 'hi']);
    await desk.submit().answer(tick(desk.submit(), 2));
    expect(desk.screen()).toEqual(['their 1', 'hi']);
    expect(desk.client.view().outbox).toEqual([]);
  });

  it('[P73] the entry shown at a tick equals the one the relay stored', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up(pageOf([]));
    await desk.say('hi');
    await desk.submit().answer(tick(desk.submit(), 1));
    expect(desk.client.view().pub.entries).toEqual([{ ...mine(1, 1, 'hi'), ts: 7 }]);
  });
});

describe('who writes here', () => {
  it('[P73] is learned from the first own text in the log when it was not told', async () => {
    const arrived: number[] = [];
    const desk = new Desk({ conv: 'cnv_1', selfUnknown: true, onArrived: (entry) => void arrived.push(entry.seq) });
    await desk.up(pageOf([]));
    await desk.say('first');
    await desk.submit().answer(tick(desk.submit(), 1));
    expect(desk.screen()).toEqual(['first:acked']);
    await desk.time.pass(300);
    await desk.sync().answer(pageOf([mine(1, 1, 'first')]));
    await desk.say('second');
    await desk.submit().answer(tick(desk.submit(), 2));
    expect(desk.screen()).toEqual(['first', 'second']);
    expect(arrived).toEqual([1, 2]);
  });
});

describe('receipts', () => {
  it('tells how far it has received and read, at most once per GOT_EVERY_MS, and again on a new connection', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up(pageOf([entryAt(1)]));
    expect(desk.gots).toEqual([{ conv: 'cnv_1', lane: 'pub', seq: 1 }]);
    desk.client.onEv({ conv: 'cnv_1', epoch: EPOCH, entry: entryAt(2) });
    desk.client.markRead(9);
    expect(desk.gots).toHaveLength(1);
    await desk.time.pass(GOT_EVERY_MS);
    expect(desk.gots[1]).toEqual({ conv: 'cnv_1', lane: 'pub', seq: 2, read: 2 });
    await desk.time.pass(5 * GOT_EVERY_MS);
    expect(desk.gots).toHaveLength(2);
    await desk.up(pageOf([], { head: 2 }));
    expect(desk.gots).toHaveLength(3);
  });

  it('receipts only grow, whether a page or a hint brings them', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up(pageOf([entryAt(1)], { receipts: { delivered: 3, read: 1 } }));
    desk.client.onReceipt({ conv: 'cnv_1', receipts: { delivered: 2, read: 2 } });
    expect(desk.client.view().receipts).toEqual({ delivered: 3, read: 2 });
  });
});

describe('head probe', () => {
  it('[P71] is answered by any page, and false when none comes within HEAD_PROBE_MS', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up(pageOf([entryAt(1)]));
    const alive = desk.client.probe();
    expect(desk.sync().timeoutMs).toBe(HEAD_PROBE_MS);
    await desk.sync().answer(pageOf([entryAt(2)]));
    expect(await alive).toBe(true);
    expect(desk.screen()).toEqual(['their 1', 'their 2']);
    const dead = desk.client.probe();
    await desk.time.pass(HEAD_PROBE_MS);
    expect(await dead).toBe(false);
    expect(await new Desk().client.probe()).toBe(true);
  });
});
