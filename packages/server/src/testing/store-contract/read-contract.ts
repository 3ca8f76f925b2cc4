// What reading promises on every store: cursors of another history are told so, rights hold, lists show what they should (P16, P40, ID20).
import { describe, expect, it } from 'vitest';
import type { Sync, SyncPage } from '@throughline/types';
import type { Store } from '../../ports/store.js';
import type { Principal } from '../../ports/store-delivery.js';
import { event } from '../bank-past.js';
import { NOON, accepted, hex, message, stageOn } from './stage.js';
import type { Stage } from './stage.js';

async function page(stage: Stage, principal: Principal, sync: Partial<Sync> & { conv: string }): Promise<SyncPage> {
  const answer = await stage.store.sync({
    principal,
    sync: { lane: 'pub', epoch: '', after: 0, after_id: '', max_bytes: 65_536, ...sync },
  });
  if (!answer.ok) throw new Error(`refused: ${answer.code}`);
  return answer;
}

export function readContract(open: () => Store): void {
  describe('sync and lists', () => {
    it('[P16] [P40] pages follow each other by position and end at the head', async () => {
      const stage = await stageOn(open());
      const { visitor, conv, stream } = await stage.opened();
      for (let n = 2; n <= 12; n += 1) await stage.submit(visitor, { conv, stream, msgs: [message(n, `text ${n} ${'x'.repeat(300)}`)] });
      const seen: string[] = [];
      let cursor = { epoch: '', after: 0, after_id: '' };
      for (let more = true; more;) {
        const next = await page(stage, visitor, { conv, ...cursor, max_bytes: 2_048 });
        expect(next.events.length).toBeGreaterThan(0);
        seen.push(...next.events.map(({ id }) => id));
        const last = next.events.at(-1);
        cursor = { epoch: next.epoch, after: last?.seq ?? 0, after_id: last?.id ?? '' };
        more = next.more;
      }
      expect(seen).toEqual((await stage.lane(conv, 'pub')).map(({ id }) => id));
      expect(await page(stage, visitor, { conv, ...cursor })).toMatchObject({ events: [], more: false, reset: false, head: 13 });
    });

    it('[P40] a page holds at least one entry, however small the page is', async () => {
      const stage = await stageOn(open());
      const { visitor, conv } = await stage.opened();
      await stage.say(visitor, { conv }, 'y'.repeat(8_000));
      const { events, more } = await page(stage, visitor, { conv, after: 2, max_bytes: 1_024 });
      expect([events.length, more]).toEqual([1, false]);
    });

    it('[P40] a cursor of another epoch, beyond the head, or at another entry is reset', async () => {
      const stage = await stageOn(open());
      const { visitor, conv } = await stage.opened();
      const [, second] = await stage.lane(conv, 'pub');
      const here = { conv, epoch: stage.store.epoch, after: 2, after_id: second?.id ?? '' };
      expect((await page(stage, visitor, here)).reset).toBe(false);
      for (const foreign of [
        { ...here, epoch: hex() },
        { ...here, after: 3 },
        { ...here, after_id: 'ent_other' },
        { ...here, after: 1 },
      ]) {
        expect(await page(stage, visitor, foreign)).toMatchObject({ reset: true, events: [], head: 2 });
      }
    });

    it('[P2] visitor and agent read the same entries at the same places, whatever their pages', async () => {
      const stage = await stageOn(open());
      const { visitor, conv } = await stage.opened();
      const agent = await stage.agent('Ann');
      for (const principal of [agent, visitor, agent, visitor]) await stage.say(principal, { conv }, `by ${principal.type}`);
      const read = async (principal: Principal, maxBytes: number): Promise<unknown[]> => {
        const all: SyncPage['events'] = [];
        for (let more = true; more;) {
          const last = all.at(-1);
          const next = await page(stage, principal, { conv, after: last?.seq ?? 0, after_id: last?.id ?? '', max_bytes: maxBytes });
          all.push(...next.events);
          more = next.more;
        }
        return all;
      };
      expect(await read(visitor, 1_024)).toEqual(await read(agent, 65_536));
    });

    it('[S107] another visitor, another site and an unknown id get the same answer', async () => {
      const stage = await stageOn(open());
      const elsewhere = await stageOn(open());
      const { conv } = await stage.opened();
      const strangers: Principal[] = [await stage.visitor(), await elsewhere.visitor(), await elsewhere.agent('Eve')];
      for (const principal of strangers) {
        for (const id of [conv, 'cnv_unknown']) {
          const sync = { conv: id, lane: 'pub' as const, epoch: '', after: 0, after_id: '', max_bytes: 65_536 };
          expect(await stage.store.sync({ principal, sync })).toEqual({ ok: false, code: 'forbidden' });
          expect(await stage.store.maySee({ principal, conv: id })).toBe(false);
          expect(await stage.store.receipt({ principal, conv: id, delivered: 1, read: 1 })).toBeNull();
          const said = await stage.submit(principal, { conv: id, stream: hex(), msgs: [message(1, 'let me in')] });
          expect(said).toMatchObject({ answer: { ok: false, code: 'forbidden' }, publish: [], row: null, handoff: null });
          expect(said.followed).toEqual({ touched: [], alerts: [], items: [], owed: [] });
        }
      }
      expect(await stage.lane(conv, 'pub')).toHaveLength(2);
    });

    it('[ID20] a verified person sees the conversations held under that sign-in on another device, and nobody else does', async () => {
      const stage = await stageOn(open());
      const phone = await stage.visitor('user-7');
      const laptop = await stage.visitor('user-7');
      const other = await stage.visitor('user-8');
      const { conv } = await stage.say(phone, { conv_key: hex() }, 'from my phone');
      expect((await stage.store.visitorConversations({ principal: laptop })).map(({ id }) => id)).toEqual([conv]);
      expect(await stage.store.visitorConversations({ principal: other })).toEqual([]);
      expect((await stage.say(laptop, { conv }, 'from my laptop')).conv).toBe(conv);
      expect(await stage.store.maySee({ principal: other, conv })).toBe(false);
    });

    it('[ID20] a handshake is one operation: who it is, what they listen to, what they received of it', async () => {
      const stage = await stageOn(open());
      const { siteId, store } = stage;
      const tokenHash = hex();
      const ttlMs = 1_000;
      const created = await store.createVisitor({ siteId, anonymousId: `anon-${hex()}`, tokenHash, now: NOON });
      const ask = { siteId, tokenHash, now: NOON, ttlMs };
      expect(await store.admitVisitor(ask)).toEqual({ visitor: created, epoch: store.epoch, conversations: [] });
      const own: Principal = { type: 'visitor', siteId, id: created.id, anonymousId: created.anonymousId, userId: null };
      const { conv } = await stage.say(own, { conv_key: hex() }, 'from this device');
      await store.receipt({ principal: own, conv, delivered: 2, read: 1 });
      const [head] = await store.heads({ siteId, convs: [conv] });
      const mine = { ...head, conv, receipts: { delivered: 2, read: 1 } };
      expect((await store.admitVisitor(ask))?.conversations).toEqual([mine]);

      const phone = await stage.visitor('user-7');
      const { conv: elsewhere } = await stage.say(phone, { conv_key: hex() }, 'from my phone');
      await store.receipt({ principal: phone, conv: elsewhere, delivered: 2, read: 2 });
      await store.verifyVisitor({ siteId, id: created.id, userId: 'user-7', method: 'jwt', now: NOON });
      const admitted = await store.admitVisitor(ask);
      expect(admitted?.visitor.userId).toBe('user-7');
      expect(admitted?.conversations.find((one) => one.conv === elsewhere)?.receipts).toEqual({ delivered: 0, read: 0 });
      expect(admitted?.conversations.map((one) => one.conv).sort()).toEqual([conv, elsewhere].sort());

      expect(await store.admitVisitor({ ...ask, siteId: (await stageOn(open())).siteId })).toBeNull();
      expect(await store.admitVisitor({ ...ask, now: NOON + ttlMs })).toBeNull();
      await store.revokeVisitor({ siteId, id: created.id });
      expect(await store.admitVisitor(ask)).toBeNull();
    });

    it('lists put open work before closed, newest first, and count what waits', async () => {
      const stage = await stageOn(open());
      const agent = await stage.agent('Ann');
      const convs: string[] = [];
      for (const [i, text] of ['first', 'second', 'third'].entries()) {
        const visitor = await stage.visitor();
        const { answer } = await stage.submit(visitor, { conv_key: hex(), stream: hex(), msgs: [message(1, text)] }, NOON + i);
        convs.push(accepted(answer).conv);
      }
      await stage.submit(agent, { conv: convs[2] ?? '', stream: hex(), msgs: [{ n: 1, kind: 'close', body: {} }] });
      const rows = await stage.store.rows({ siteId: stage.siteId, limit: 10 });
      expect(rows.map(({ id }) => id)).toEqual([convs[1], convs[0], convs[2]]);
      expect(await stage.store.rows({ siteId: stage.siteId, limit: 1 })).toHaveLength(1);
      expect(rows[0]).toMatchObject({ status: 'queued', lastText: 'second', waitingSince: NOON + 1 });
      const customerId = rows[0]?.customer.id ?? '';
      expect((await stage.store.customerRows({ siteId: stage.siteId, customerId, limit: 5 })).map(({ id }) => id)).toEqual([convs[1]]);
    });

    it('[C45] lists name a customer by the most trusted name, then the newest', async () => {
      const stage = await stageOn(open());
      const { visitor } = await stage.opened();
      const sourceId = (await stage.store.findSite({ id: stage.siteId }))?.sources[0]?.id ?? '';
      const says = async (name: string, traitTrust: 0 | 3, at: number): Promise<string> => {
        const identifiers = [{ type: 'anonymous_id', value: visitor.anonymousId, trust: 0 as const, proven: true }];
        const told = event('renamed', 'web_chat', 0, {}, { messageId: hex(), identifiers, traits: { name }, traitTrust, occurredAt: at });
        await stage.store.ingest({ siteId: stage.siteId, sourceId, events: [told], now: NOON });
        return (await stage.store.rows({ siteId: stage.siteId, limit: 1 }))[0]?.customer.name ?? '';
      };
      expect(await says('Claimed', 0, NOON)).toBe('Claimed');
      expect(await says('Claimed earlier', 0, NOON - 1)).toBe('Claimed');
      expect(await says('B "1" 2', 3, NOON - 9)).toBe('B "1" 2');
      expect(await says('A same time', 3, NOON - 9)).toBe('A same time');
      expect(await says('Claimed later', 0, NOON + 9)).toBe('A same time');
    });

    it('heads leave out what does not exist', async () => {
      const stage = await stageOn(open());
      const { conv } = await stage.opened();
      expect(await stage.store.heads({ siteId: stage.siteId, convs: [conv, 'cnv_unknown'] })).toEqual([{ conv, pub: 2, int: 1 }]);
      expect(await stage.store.heads({ siteId: stage.siteId, convs: [] })).toEqual([]);
    });

    it('an entry of the relay itself takes the next place of its lane', async () => {
      const stage = await stageOn(open());
      const { conv } = await stage.opened();
      const author = { type: 'system' as const, id: 'relay' };
      const entry = await stage.store.appendSystem({
        siteId: stage.siteId,
        conv,
        lane: 'int',
        kind: 'identity_verified',
        body: { level: 3, method: 'jwt' },
        author,
        now: NOON,
      });
      expect(await stage.lane(conv, 'int')).toMatchObject([{ seq: 1 }, { ...entry, seq: 2, after_pub: 2 }]);
    });
  });
}
