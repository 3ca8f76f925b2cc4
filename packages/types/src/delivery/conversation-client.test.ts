import { describe, expect, it } from 'vitest';
import { ACK_TIMEOUT_MS, OUTBOX_HOLD_MS } from '../limits.js';
import type { Entry } from '../model/entry.js';
import { Desk, EPOCH, KEY, ME, STREAM, entryAt, pageOf, tick } from '../../../../tests/sim/desk.js';
import { memoryStorage } from './memory-storage.js';
import type { OutboxStorage } from './stored.js';

const mine = (seq: number, n: number, text: string, stream = STREAM): Entry =>
  entryAt(seq, { body: { text }, author: ME, cid: `${stream}:${n}`, origin: `${STREAM}:${n}` });
const refusal = { ok: false as const };

describe('sender', () => {
  it('[P60] a text is stored, then shown as queued, then sent', async () => {
    const seen: string[] = [];
    const memory = memoryStorage();
    const storage: OutboxStorage = {
      ...memory,
      async update(key, change) {
        seen.push(`storing ${desk.screen().length}`);
        return memory.update(key, change);
      },
    };
    const desk: Desk = new Desk({ storage });
    await desk.up();
    const sent = desk.client.send('message', { text: 'hello' });
    expect(desk.screen()).toEqual([]);
    expect(await sent).toMatchObject({ ok: true, item: { n: 1, origin: `${STREAM}:1` } });
    await desk.time.pass(0);
    expect(seen[0]).toBe('storing 0');
    expect((await desk.stored())?.items).toHaveLength(1);
    expect(desk.submit().request).toEqual({ conv_key: KEY, stream: STREAM, msgs: [{ n: 1, kind: 'message', body: { text: 'hello' } }] });
    expect(desk.screen()).toEqual(['hello:sending']);
  });

  it('[P62] one batch is in flight; the batch after an ack doubles, a fresh connection starts with one', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up(pageOf([]));
    await desk.say('1', '2', '3', '4');
    expect(desk.submits).toHaveLength(1);
    expect(desk.submit().request.msgs).toHaveLength(1);
    await desk.submit().answer(tick(desk.submit(), 1));
    expect(desk.submit().request.msgs.map(({ n }) => n)).toEqual([2, 3]);
    desk.client.offline();
    await desk.up(pageOf([mine(1, 1, '1')]));
    expect(desk.submit().request.msgs.map(({ n }) => n)).toEqual([2]);
  });

  it('[P61] [P65] no ack: the same n and body again on the same connection; the second miss in a row strikes and doubles the timer', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up(pageOf([]));
    await desk.say('1');
    const first = desk.submit();
    expect(first.timeoutMs).toBe(ACK_TIMEOUT_MS);
    await desk.time.pass(ACK_TIMEOUT_MS + 600);
    expect(desk.strikes).toBe(0);
    expect(desk.submits).toHaveLength(2);
    expect(desk.submit().request).toEqual(first.request);
    await desk.time.pass(ACK_TIMEOUT_MS);
    expect(desk.strikes).toBe(1);
    desk.client.offline();
    await desk.up(pageOf([]));
    expect(desk.submit()).toMatchObject({ request: first.request, timeoutMs: 2 * ACK_TIMEOUT_MS });
  });

  it('[P68] nothing is sent without a connection, and an answer to an earlier connection is ignored', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.say('1');
    expect(desk.submits).toHaveLength(0);
    await desk.up(pageOf([]));
    const late = desk.submit();
    desk.client.offline();
    await late.answer(tick(late, 1));
    expect(desk.screen()).toEqual(['1:queued']);
    await desk.time.pass(60_000);
    expect(desk.submits).toHaveLength(1);
  });

  it('[P71] a connection syncs first, then drains', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.say('1');
    await desk.up();
    expect(desk.submits).toHaveLength(0);
    expect(desk.sync().request).toMatchObject({ conv: 'cnv_1', lane: 'pub', after: 0 });
    await desk.sync().answer(pageOf([entryAt(1)]));
    expect(desk.submits).toHaveLength(1);
  });

  it('waits as long as the relay asks and resends the same n', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up(pageOf([]));
    await desk.say('1');
    await desk.submit().answer({ ...refusal, code: 'rate_limited', retry_ms: 7_000 });
    await desk.time.pass(6_900);
    expect(desk.submits).toHaveLength(1);
    await desk.time.pass(700);
    expect(desk.submits.map(({ request }) => request.msgs[0]?.n)).toEqual([1, 1]);
  });

  it('a rejected text fails visibly, its place is skipped, what was behind it is delivered', async () => {
    const refused: string[] = [];
    const desk = new Desk({ conv: 'cnv_1', onRefused: (what) => void refused.push(what.code) });
    await desk.up(pageOf([]));
    await desk.say('bad', 'good');
    await desk.submit().answer({ ...refusal, code: 'rejected', n: 1, reason: 'too_long' });
    expect(desk.screen()).toEqual(['bad:failed', 'good:queued']);
    expect(desk.submit().request.msgs).toEqual([{ n: 1, kind: 'skip', body: {} }]);
    await desk.submit().answer(tick(desk.submit(), 1));
    await desk.submit().answer(tick(desk.submit(), 1));
    expect(desk.screen()).toEqual(['good', 'bad:failed']);
    expect(refused).toEqual(['rejected']);
    await desk.client.discard(`${STREAM}:1`);
    expect(desk.screen()).toEqual(['good']);
  });

  it('[K22] a conversation that ended long ago: what waits goes on in another one, which is then shown, and is offered there once', async () => {
    const created: string[] = [];
    const desk = new Desk({ conv: 'cnv_1', restored: { nextN: 2, epoch: EPOCH }, onCreated: (conv) => void created.push(conv) });
    await desk.up(pageOf([mine(1, 1, 'old'), entryAt(2)]));
    await desk.say('again', 'and more');
    await desk.submit().answer({ ...refusal, code: 'rejected', n: 2, reason: 'ended' });
    expect(desk.screen()).toEqual(['old', 'their 2', 'again:sending', 'and more:queued']);
    const moved = desk.submit().request;
    expect(moved).toMatchObject({ conv: 'cnv_1', go_on: true, msgs: [{ n: 1, reoffer_of: `${STREAM}:2`, body: { text: 'again' } }] });
    expect(moved.stream).not.toBe(STREAM);
    await desk.submit().miss();
    await desk.time.pass(1_000);
    expect(desk.submit().request).toEqual(moved);
    await desk.submit().answer(tick(desk.submit(), 2, { conv: 'cnv_2' }));
    expect(created).toEqual(['cnv_2']);
    expect(desk.sync().request).toMatchObject({ conv: 'cnv_2', after: 0 });
    const [opening, again] = [entryAt(1, { kind: 'open', body: { continues: 'cnv_1' } }), mine(2, 2, 'again')];
    await desk.sync().answer({ ...pageOf([opening, again]), conv: 'cnv_2' });
    const rest = desk.submit().request;
    expect(rest).toEqual({ conv: 'cnv_2', stream: moved.stream, msgs: [expect.objectContaining({ n: 2, reoffer_of: `${STREAM}:3` })] });
    await desk.submit().answer(tick(desk.submit(), 3, { conv: 'cnv_2' }));
    expect(desk.client.view()).toMatchObject({ conv: 'cnv_2', pub: { contig: 2 } });
    expect(desk.screen().at(-1)).toMatch(/^and more/);
    expect((await desk.stored())?.items).toEqual([]);
  });

  it('[K22] a survey that waits before the reply still goes to the ended one; a relay that refuses again leaves a visible failure', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up(pageOf([]));
    await desk.say('0');
    await desk.submit().answer(tick(desk.submit(), 1));
    void desk.client.send('survey', { score: 5 });
    await desk.say('again');
    await desk.submit().answer({ ...refusal, code: 'out_of_order', last_n: 1 }); // both travel together from here on
    expect(desk.submit().request.msgs.map(({ kind }) => kind)).toEqual(['survey', 'message']);
    await desk.submit().answer({ ...refusal, code: 'rejected', n: 3, reason: 'ended' });
    expect(desk.submit().request.msgs.map(({ kind }) => kind)).toEqual(['survey']);
    await desk.submit().answer(tick(desk.submit(), 2));
    await desk.submit().answer({ ...refusal, code: 'rejected', n: 3, reason: 'ended' });
    await desk.submit().answer({ ...refusal, code: 'rejected', n: 1, reason: 'ended' });
    expect(desk.screen().at(-1)).toBe('again:failed');
  });

  it('[P63] out of order: resends from the lowest n held, or moves everything to a new stream when the relay lost history', async () => {
    const desk = new Desk({ conv: 'cnv_1', restored: { nextN: 4 } });
    await desk.up(pageOf([]));
    await desk.say('4', '5');
    await desk.submit().answer({ ...refusal, code: 'out_of_order', last_n: 3 });
    expect(desk.submit().request).toMatchObject({ stream: STREAM, msgs: [{ n: 4 }] });
    await desk.submit().answer({ ...refusal, code: 'out_of_order', last_n: 0 });
    const { stream, msgs } = desk.submit().request;
    expect(stream).not.toBe(STREAM);
    expect(msgs).toEqual([{ n: 1, kind: 'message', body: { text: '4' }, reoffer_of: `${STREAM}:4` }]);
    expect((await desk.stored())?.items.map(({ n, origin }) => [n, origin])).toEqual([[1, `${STREAM}:4`], [2, `${STREAM}:5`]]); // prettier-ignore
  });

  it('[P64] conflict: the storage was cloned; what is left goes on in a new stream, under the cid it first had', async () => {
    const desk = new Desk({ conv: 'cnv_1', restored: { nextN: 5 } });
    await desk.up(pageOf([]));
    await desk.say('mine');
    await desk.submit().answer({ ...refusal, code: 'conflict', n: 5 });
    expect(desk.submit().request.stream).not.toBe(STREAM);
    expect(desk.submit().request.msgs).toEqual([{ n: 1, kind: 'message', body: { text: 'mine' }, reoffer_of: `${STREAM}:5~` }]);
  });

  it('[P3] [P64] a place that only the other device skipped: the text goes on in a new stream, nobody has to send it again', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up(pageOf([]));
    await desk.say('fine');
    await desk.submit().answer({ ...refusal, code: 'rejected', n: 1, reason: 'skipped' });
    expect(desk.screen()).toEqual(['fine:sending']);
    expect(desk.submit().request.msgs).toMatchObject([{ n: 1, body: { text: 'fine' }, reoffer_of: `${STREAM}:1~` }]);
  });

  it('[P64] [P73] a text whose name another device took has a bubble of its own, and none beside the entry the relay made of it', async () => {
    const desk = new Desk({ conv: 'cnv_1', restored: { nextN: 5 } });
    await desk.up(pageOf([mine(1, 5, 'theirs')]));
    await desk.say('mine');
    await desk.submit().answer({ ...refusal, code: 'conflict', n: 5 });
    expect(desk.screen()).toEqual(['theirs', 'mine:sending']);
    desk.client.onEv({ conv: 'cnv_1', epoch: EPOCH, entry: { ...mine(2, 5, 'mine'), origin: `${STREAM}:5~another` } });
    expect(desk.screen()).toEqual(['theirs', 'mine']);
  });

  it('[P69] a text from the day before waits for a word; released it goes out under its own n', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.say('yesterday');
    desk.time.sleep(OUTBOX_HOLD_MS + 1);
    await desk.up(pageOf([]));
    expect(desk.screen()).toEqual(['yesterday:held']);
    expect(desk.submits).toHaveLength(0);
    await desk.client.retry(`${STREAM}:1`);
    await desk.time.pass(0);
    expect(desk.submit().request).toMatchObject({ stream: STREAM, msgs: [{ n: 1 }] });
  });

  it('[P69] a held text that the log turns out to hold is not offered to be sent', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.say('yesterday');
    desk.time.sleep(OUTBOX_HOLD_MS + 1);
    await desk.up(pageOf([mine(1, 1, 'yesterday')]));
    await desk.time.pass(0);
    expect(desk.screen()).toEqual(['yesterday']);
    expect((await desk.stored())?.items).toEqual([]);
  });

  it('[P73] a refused text that another tab of this storage sent anew leaves this tab when the log holds it', async () => {
    const storage = memoryStorage();
    const other = new Desk({ conv: 'cnv_1', storage });
    await other.up(pageOf([]));
    await other.say('again');
    await other.submit().answer({ ...refusal, code: 'rejected', n: 1, reason: 'too_long' });
    const desk = new Desk({ storage, restored: (await other.stored()) ?? {} });
    await desk.up(pageOf([]));
    expect(desk.screen()).toEqual(['again:failed']);
    await other.client.retry(`${STREAM}:1`);
    expect(desk.screen()).toEqual(['again:failed']);
    const sent = entryAt(1, { body: { text: 'again' }, author: ME, cid: `${STREAM}:2`, origin: `${STREAM}:2` });
    desk.client.onEv({ conv: 'cnv_1', epoch: EPOCH, entry: sent });
    await desk.time.pass(0);
    expect(desk.screen()).toEqual(['again']);
  });

  it('a reply that others overtook is held and the newest head reported', async () => {
    const heads: number[] = [];
    const desk = new Desk({ conv: 'cnv_1', onRefused: (what) => what.code === 'stale_head' && heads.push(what.pubHead) });
    await desk.up(pageOf([entryAt(1)]));
    await desk.client.send('message', { text: 'reply' }, { ifPubHead: 1 });
    await desk.time.pass(0);
    expect(desk.submit().request.if_pub_head).toBe(1);
    await desk.submit().answer({ ...refusal, code: 'stale_head', pub_head: 2 });
    expect(heads).toEqual([2]);
    expect(desk.screen()).toEqual(['their 1', 'reply:held']);
    await desk.client.retry(`${STREAM}:1`);
    await desk.time.pass(0);
    expect(desk.submit().request).not.toHaveProperty('if_pub_head');
  });

  it('forbidden: what is queued fails visibly, and nothing new is taken', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.say('1');
    await desk.up();
    await desk.sync().answer({ ...refusal, code: 'forbidden' });
    expect(desk.screen()).toEqual(['1:failed']);
    expect(desk.client.view().blocked).toBe('forbidden');
    expect(await desk.client.send('message', { text: '2' })).toEqual({ ok: false, code: 'stopped' });
  });

  it('erased: outbox and cache of the conversation are dropped', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up(pageOf([entryAt(1)]));
    await desk.say('1');
    await desk.submit().answer({ ...refusal, code: 'erased' });
    expect(desk.screen()).toEqual([]);
    expect(await desk.stored()).toBeUndefined();
  });

  it('upgrade needed: the outbox stays and waits for the next connection', async () => {
    const desk = new Desk({ conv: 'cnv_1' });
    await desk.up(pageOf([]));
    await desk.say('1');
    await desk.submit().answer({ ...refusal, code: 'upgrade_needed' });
    expect(desk.client.view().blocked).toBe('upgrade_needed');
    expect(desk.screen()).toEqual(['1:queued']);
    await desk.up(pageOf([]));
    expect(desk.client.view().blocked).toBeNull();
    expect(desk.submits).toHaveLength(2);
  });

  it('bad request: the culprit of a batch is found, fails and is reported', async () => {
    const bugs: string[] = [];
    const desk = new Desk({ conv: 'cnv_1', onBug: (what) => void bugs.push(what) });
    await desk.up(pageOf([]));
    await desk.say('1', '2', '3');
    await desk.submit().answer(tick(desk.submit(), 1));
    expect(desk.submit().request.msgs).toHaveLength(2);
    await desk.submit().answer({ ...refusal, code: 'bad_request' });
    expect(desk.submit().request.msgs.map(({ n }) => n)).toEqual([2]);
    await desk.submit().answer({ ...refusal, code: 'bad_request' });
    expect(desk.screen()).toEqual(['1', '2:failed', '3:queued']);
    expect(bugs).toHaveLength(2);
  });
});
