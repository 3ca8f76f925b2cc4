import { describe, expect, it } from 'vitest';
import type { Entry } from '../model/entry.js';
import { Desk, EPOCH, KEY, ME, STREAM, entryAt, pageOf, tick } from '../../../../tests/sim/desk.js';
import { memoryStorage } from './memory-storage.js';
import type { OutboxStorage } from './stored.js';

const NEW = 'f'.repeat(32);
const mine = (seq: number, n: number, text: string): Entry => entryAt(seq, { body: { text }, author: ME, origin: `${STREAM}:${n}` });
const reset = pageOf([], { epoch: NEW, head: 1, more: true, reset: true });

describe('another history', () => {
  it('[P72] reset: the cache goes, own texts are offered again under their origins in a new stream, oldest first', async () => {
    const desk = new Desk({ conv: 'cnv_1', restored: { nextN: 3 } });
    await desk.up(pageOf([mine(1, 1, 'one'), entryAt(2), mine(3, 2, 'two')], { head: 3 }));
    desk.client.offline();
    await desk.say('three');
    await desk.up(reset);
    await desk.time.pass(0);
    expect(desk.screen()).toEqual(['one:queued', 'two:queued', 'three:queued']);
    expect(desk.sync().request).toMatchObject({ after: 0, epoch: NEW });
    await desk.sync().answer(pageOf([mine(1, 1, 'one')], { epoch: NEW }));
    expect(desk.screen()).toEqual(['one', 'two:queued', 'three:queued']);
    const { stream, msgs } = desk.submit().request;
    expect(stream).not.toBe(STREAM);
    expect(msgs[0]).toMatchObject({ n: 1, reoffer_of: `${STREAM}:1`, body: { text: 'one' } });
    const dup = tick(desk.submit(), 1, { epoch: NEW });
    await desk.submit().answer(dup);
    expect(desk.submit().request.msgs.map(({ reoffer_of }) => reoffer_of)).toEqual([`${STREAM}:2`, `${STREAM}:3`]);
    await desk.submit().answer(tick(desk.submit(), 2, { epoch: NEW }));
    expect(desk.client.view().outbox.every(({ state }) => state.state === 'acked')).toBe(true);
    await desk.time.pass(300);
    await desk.sync().answer(pageOf([mine(2, 2, 'two'), mine(3, 3, 'three')], { epoch: NEW }));
    expect(desk.screen()).toEqual(['one', 'two', 'three']);
  });

  it('[P72] the texts of others and redacted own ones are not offered again', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up(pageOf([entryAt(1, { origin: 'x:1' }), { ...mine(2, 1, ''), body: {} }]));
    desk.client.offline();
    await desk.up(reset);
    await desk.time.pass(0);
    expect(desk.screen()).toEqual([]);
  });

  it('[P72] texts ticked in a history that never showed a page are offered again too', async () => {
    const desk = new Desk();
    await desk.up();
    await desk.say('first');
    await desk.submit().answer(tick(desk.submit(), 2));
    desk.client.offline();
    await desk.up(reset);
    await desk.time.pass(0);
    await desk.sync().answer(pageOf([], { epoch: NEW }));
    expect(desk.submit().request.msgs).toMatchObject([{ reoffer_of: `${STREAM}:1`, body: { text: 'first' } }]);
  });

  it('[P72] a conversation the backup does not hold is found again by its key', async () => {
    const created: string[] = [];
    const desk = new Desk({ conv: 'cnv_1', onCreated: (conv) => void created.push(conv) });
    await desk.up(pageOf([mine(1, 1, 'one')]), EPOCH);
    desk.client.offline();
    await desk.up(undefined, NEW);
    await desk.sync().answer({ ok: false, code: 'forbidden' });
    expect(desk.client.view()).toMatchObject({ conv: null, blocked: null });
    expect(desk.submit().request).toMatchObject({ conv_key: KEY, msgs: [{ reoffer_of: `${STREAM}:1` }] });
    await desk.submit().answer(tick(desk.submit(), 2, { conv: 'cnv_9', epoch: NEW }));
    expect(created).toEqual(['cnv_9']);
    expect(desk.sync().request.conv).toBe('cnv_9');
  });

  it('[P70] another entry at a known place: reset and report', async () => {
    const bugs: string[] = [];
    const desk = new Desk({ conv: 'cnv_1', onBug: (what) => void bugs.push(what) });
    await desk.up(pageOf([entryAt(1)]));
    desk.client.onEv({ conv: 'cnv_1', epoch: EPOCH, entry: entryAt(1, { id: 'ent_other' }) });
    await desk.time.pass(0);
    expect(bugs).toHaveLength(1);
    expect(desk.client.view().loading).toBe(true);
    await desk.sync().answer(pageOf([entryAt(1, { id: 'ent_other', body: { text: 'other' } })]));
    expect(desk.screen()).toEqual(['other']);
  });
});

describe('storage', () => {
  /** Works until it is told to break. */
  const breakable = (): OutboxStorage & { broken: boolean } => {
    const memory = memoryStorage();
    return {
      ...memory,
      ...{ durable: true, broken: false },
      update(key, change) {
        return this.broken ? Promise.reject(new Error('quota')) : memory.update(key, change);
      },
    };
  };

  it('[P80] a storage that fails while running: memory, said to the reader, a new stream; what was queued keeps stream and n', async () => {
    const storage = breakable();
    const desk = new Desk({ conv: 'cnv_1', storage });
    await desk.say('stored');
    expect(desk.client.view().durable).toBe(true);
    storage.broken = true;
    await desk.say('kept');
    expect(desk.client.view().durable).toBe(false);
    await desk.up(pageOf([]));
    expect(desk.submit().request).toMatchObject({ stream: STREAM, msgs: [{ n: 1, body: { text: 'stored' } }] });
    await desk.submit().answer(tick(desk.submit(), 1));
    const { stream, msgs } = desk.submit().request;
    expect(stream).not.toBe(STREAM);
    expect(msgs).toEqual([{ n: 1, kind: 'message', body: { text: 'kept' } }]);
    await desk.submit().answer(tick(desk.submit(), 2));
    expect(desk.screen()).toEqual(['stored', 'kept']);
  });

  it('[P80] memory storage says that closing the page loses what is queued', async () => {
    expect(new Desk().client.view().durable).toBe(false);
    const storage = memoryStorage();
    await storage.update('k', () => ({ convKey: 'k', conv: null, stream: 's', nextN: 1, items: [] }));
    expect(await storage.all()).toHaveLength(1);
    await storage.update('k', () => null);
    expect(await storage.all()).toEqual([]);
  });

  it('[P82] what was queued when the page closed is sent by the next page, with its n', async () => {
    const before = new Desk({ conv: 'cnv_1' });
    await before.say('unsent');
    const restored = await before.stored();
    const after = new Desk({ conv: 'cnv_1', storage: before.storage, ...(restored && { restored }) });
    expect(after.screen()).toEqual(['unsent:queued']);
    await after.up(pageOf([]));
    expect(after.submit().request).toMatchObject({ stream: STREAM, msgs: [{ n: 1 }] });
  });

  it('[P83] a full outbox says so', async () => {
    const desk = new Desk();
    for (let i = 0; i < 200; i += 1) await desk.client.send('message', { text: `${i}` });
    expect(await desk.client.send('message', { text: 'one more' })).toEqual({ ok: false, code: 'full' });
    expect(desk.client.view().outbox).toHaveLength(200);
  });

  it('[P63] texts of two tabs in one storage go out in one order, whoever sends', async () => {
    const storage = memoryStorage();
    const [a, b] = [new Desk({ conv: 'cnv_1', storage }), new Desk({ conv: 'cnv_1', storage })];
    await a.say('from a');
    await b.up(pageOf([]));
    await b.say('from b');
    expect(b.submit().request.msgs).toMatchObject([{ n: 1, body: { text: 'from a' } }]);
  });
});
