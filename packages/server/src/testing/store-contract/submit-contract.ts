// What `submit` promises on every store: one place per message, duplicates answered, all or nothing (P31–P38).
import { describe, expect, it } from 'vitest';
import type { Store } from '../../ports/store.js';
import { NOON, accepted, hex, message, skip, stageOn } from './stage.js';

export function submitContract(open: () => Store): void {
  describe('submit', () => {
    it('[P31] a repeated first message and a double click open one conversation', async () => {
      const stage = await stageOn(open());
      const visitor = await stage.visitor();
      const submit = { conv_key: hex(), stream: hex(), msgs: [message(1, 'hello')] };
      const outcomes = await Promise.all([1, 2, 3, 4].map(() => stage.submit(visitor, submit)));
      const answers = outcomes.map(({ answer }) => accepted(answer));
      expect(new Set(answers.map(({ conv }) => conv)).size).toBe(1);
      expect(new Set(answers.map(({ results }) => results[0]?.id)).size).toBe(1);
      expect(answers.filter(({ results }) => results[0]?.dup !== true)).toHaveLength(1);
      expect((await stage.lane(answers[0]?.conv ?? '', 'pub')).map(({ kind }) => kind)).toEqual(['open', 'message']);
    });

    it('[P31] two tabs with one conv_key and different streams write into one conversation', async () => {
      const stage = await stageOn(open());
      const visitor = await stage.visitor();
      const convKey = hex();
      const answers = await Promise.all(['a', 'b', 'c'].map((text) => stage.say(visitor, { conv_key: convKey }, text)));
      const conv = answers[0]?.conv ?? '';
      expect(answers.every((answer) => answer.conv === conv)).toBe(true);
      const pub = await stage.lane(conv, 'pub');
      expect(pub.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
      expect(pub.filter(({ kind }) => kind === 'open')).toHaveLength(1);
    });

    it('[P31] [P36] a duplicate is answered before the head is compared, and is published again', async () => {
      const stage = await stageOn(open());
      const { visitor, conv, stream } = await stage.opened();
      await stage.say(visitor, { conv }, 'more');
      const again = await stage.submit(visitor, { conv, stream, msgs: [message(1, 'hello')], if_pub_head: 1 });
      expect(accepted(again.answer).results).toMatchObject([{ n: 1, seq: 2, dup: true }]);
      expect(again.publish.map(({ seq }) => seq)).toEqual([2]);
    });

    it('[P32] a resend with another body is a conflict and never replaces the stored text', async () => {
      const stage = await stageOn(open());
      const { visitor, conv, stream } = await stage.opened();
      const other = await stage.submit(visitor, { conv, stream, msgs: [message(1, 'something else'), message(2, 'next')] });
      expect(other.answer).toEqual({ ok: false, code: 'conflict', n: 1 });
      expect((await stage.lane(conv, 'pub')).map(({ body }) => body['text'])).toEqual([undefined, 'hello']);
    });

    it('[P32] a resend answers the stored place with unknown keys of the body dropped', async () => {
      const stage = await stageOn(open());
      const { visitor, conv, stream } = await stage.opened();
      const again = await stage.submit(visitor, { conv, stream, msgs: [{ n: 1, kind: 'message', body: { future: 1, text: 'hello' } }] });
      expect(accepted(again.answer).results).toMatchObject([{ n: 1, seq: 2, dup: true }]);
    });

    it('[P15] the same stream and n of another principal are another message', async () => {
      const stage = await stageOn(open());
      const { visitor, conv, stream } = await stage.opened();
      const agent = await stage.agent('Ann');
      const own = await stage.submit(agent, { conv, stream, msgs: [message(1, 'mine')] });
      expect(accepted(own.answer).results).toMatchObject([{ n: 1, seq: 4 }]);
      const again = await stage.submit(visitor, { conv, stream, msgs: [message(1, 'hello')] });
      expect(accepted(again.answer).results).toMatchObject([{ n: 1, seq: 2, dup: true }]);
    });

    it('[P33] a first new n other than last_n + 1 refuses the batch', async () => {
      const stage = await stageOn(open());
      const { visitor, conv, stream } = await stage.opened();
      const { answer } = await stage.submit(visitor, { conv, stream, msgs: [message(3, 'three'), message(4, 'four')] });
      expect(answer).toEqual({ ok: false, code: 'out_of_order', last_n: 1 });
      expect(await stage.lane(conv, 'pub')).toHaveLength(2);
    });

    it('[P33] an unknown conversation key with n above 1 creates nothing', async () => {
      const stage = await stageOn(open());
      const visitor = await stage.visitor();
      const { answer, row } = await stage.submit(visitor, { conv_key: hex(), stream: hex(), msgs: [message(7, 'late')] });
      expect(answer).toEqual({ ok: false, code: 'out_of_order', last_n: 0 });
      expect(row).toBeNull();
      expect(await stage.store.visitorConversations({ principal: visitor })).toEqual([]);
    });

    it('[P34] a message that can never succeed refuses the whole batch; skip passes it and leaves no entry', async () => {
      const stage = await stageOn(open());
      const { visitor, conv, stream } = await stage.opened();
      const poison = [message(2, 'two'), message(3, '  '), message(4, 'four')];
      const refusal = await stage.submit(visitor, { conv, stream, msgs: poison });
      expect(refusal.answer).toEqual({ ok: false, code: 'rejected', n: 3, reason: 'empty' });
      expect(await stage.lane(conv, 'pub')).toHaveLength(2);

      const passed = await stage.submit(visitor, { conv, stream, msgs: [message(2, 'two'), skip(3), message(4, 'four')] });
      expect(accepted(passed.answer)).toMatchObject({
        last_n: 4,
        results: [
          { n: 2, seq: 3 },
          { n: 4, seq: 4 },
        ],
      });
      const late = await stage.submit(visitor, { conv, stream, msgs: [message(3, 'too late')] });
      expect(late.answer).toEqual({ ok: false, code: 'rejected', n: 3, reason: 'skipped' });
      const skippedAgain = await stage.submit(visitor, { conv, stream, msgs: [skip(3), message(4, 'four'), message(5, 'five')] });
      expect(accepted(skippedAgain.answer).results).toMatchObject([
        { n: 4, dup: true },
        { n: 5, seq: 5 },
      ]);
    });

    it('[P34] a conversation that begins with a skip appears with its first message', async () => {
      const stage = await stageOn(open());
      const visitor = await stage.visitor();
      const to = { conv_key: hex(), stream: hex() };
      const skipped = await stage.submit(visitor, { ...to, msgs: [skip(1)] });
      expect(skipped).toMatchObject({ answer: { ok: true, last_n: 1, results: [] }, row: null, handoff: null });
      expect(await stage.store.rows({ siteId: stage.siteId, limit: 10 })).toEqual([]);
      const spoken = await stage.submit(visitor, { ...to, msgs: [message(2, 'hello')] });
      expect(spoken.handoff?.context.handoff.kind).toBe('new');
      expect(await stage.store.rows({ siteId: stage.siteId, limit: 10 })).toHaveLength(1);
    });

    it('[P35] a re-offered text whose origin exists is a duplicate, under the new n and again', async () => {
      const stage = await stageOn(open());
      const { visitor, conv, stream } = await stage.opened();
      const fresh = hex();
      const offer = { conv, stream: fresh, msgs: [message(1, 'hello', { reoffer_of: `${stream}:1` }), message(2, 'new')] };
      for (const dup of [undefined, true]) {
        const { answer } = await stage.submit(visitor, offer);
        expect(accepted(answer).results).toEqual([
          expect.objectContaining({ n: 1, seq: 2, dup: true }),
          expect.objectContaining({ n: 2, seq: 3, ...(dup === undefined ? {} : { dup }) }),
        ]);
      }
      expect(await stage.lane(conv, 'pub')).toHaveLength(3);
    });

    it('[P35] a re-offered text that the log lost is stored under its origin, and the first submission then finds it', async () => {
      const stage = await stageOn(open());
      const { visitor, conv } = await stage.opened();
      const [lost, fresh] = [hex(), hex()];
      const offered = await stage.submit(visitor, { conv, stream: fresh, msgs: [message(1, 'lost', { reoffer_of: `${lost}:1` })] });
      expect(accepted(offered.answer).results).toMatchObject([{ n: 1, seq: 3 }]);
      const original = await stage.submit(visitor, { conv, stream: lost, msgs: [message(1, 'lost'), message(2, 'after')] });
      expect(accepted(original.answer).results).toMatchObject([
        { n: 1, seq: 3, dup: true },
        { n: 2, seq: 4 },
      ]);
      expect((await stage.lane(conv, 'pub'))[2]).toMatchObject({ cid: `${fresh}:1`, origin: `${lost}:1` });
    });

    it('[P35] a re-offer whose origin holds another text is a new text, found again in each stream and under the name the log gave it', async () => {
      const stage = await stageOn(open());
      const { visitor, conv, stream } = await stage.opened();
      const offer = (origin: string) =>
        stage.submit(visitor, { conv, stream: hex(), msgs: [message(1, 'written on the other machine', { reoffer_of: origin })] });
      expect(accepted((await offer(`${stream}:1`)).answer).results).toMatchObject([{ n: 1, seq: 3 }]);
      const [, , other] = await stage.lane(conv, 'pub');
      for (const origin of [`${stream}:1`, `${stream}:1~`, other?.origin ?? '']) {
        expect(accepted((await offer(origin)).answer).results).toMatchObject([{ n: 1, seq: 3, dup: true }]);
      }
      expect(await stage.lane(conv, 'pub')).toHaveLength(3);
    });

    it('[P35] [C18] a text that lost a card number is the same one when it is offered again as the log shows it', async () => {
      const stage = await stageOn(open());
      const { visitor, conv } = await stage.opened();
      const stream = hex();
      await stage.submit(visitor, { conv, stream, msgs: [message(1, 'my card is 4111 1111 1111 1111')] });
      const [, , kept] = await stage.lane(conv, 'pub');
      expect(kept?.body['text']).not.toContain('4111');
      const again = { ...message(1, ''), body: kept?.body ?? {}, reoffer_of: `${stream}:1` };
      const { answer } = await stage.submit(visitor, { conv, stream: hex(), msgs: [again] });
      expect(accepted(answer).results).toMatchObject([{ n: 1, seq: 3, dup: true }]);
    });

    it('[P33] a batch with a hole inside or falling numbers is a bug of the sender and writes nothing', async () => {
      const stage = await stageOn(open());
      const { visitor, conv, stream } = await stage.opened();
      for (const ns of [
        [2, 4],
        [3, 2],
        [2, 2],
      ]) {
        const { answer } = await stage.submit(visitor, { conv, stream, msgs: ns.map((n) => message(n, `text ${n}`)) });
        expect(answer).toEqual({ ok: false, code: 'bad_request' });
      }
      expect(await stage.lane(conv, 'pub')).toHaveLength(2);
    });

    it('[S13] a device that was reset may write and read nothing, in the very transaction', async () => {
      const stage = await stageOn(open());
      const { visitor, conv, stream } = await stage.opened();
      await stage.store.revokeVisitor({ siteId: stage.siteId, id: visitor.id });
      const { answer } = await stage.submit(visitor, { conv, stream, msgs: [message(2, 'after the reset')] });
      expect(answer).toEqual({ ok: false, code: 'forbidden' });
      const sync = { conv, lane: 'pub' as const, epoch: '', after: 0, after_id: '', max_bytes: 4_096 };
      expect(await stage.store.sync({ principal: visitor, sync })).toEqual({ ok: false, code: 'forbidden' });
      expect(await stage.lane(conv, 'pub')).toHaveLength(2);
    });

    it('[C18] a card number is replaced before anything keeps it; the sender is told, and its resend is the same message', async () => {
      const stage = await stageOn(open());
      const { visitor, conv, stream } = await stage.opened();
      const sent = { conv, stream, msgs: [message(2, 'my card is 4111 1111 1111 1111, thanks')] };
      const { answer, row } = await stage.submit(visitor, sent);
      expect(accepted(answer).results).toMatchObject([{ n: 2, redacted: true }]);
      expect((await stage.lane(conv, 'pub')).at(-1)?.body).toEqual({ text: 'my card is [card •1111], thanks' });
      expect(row?.lastText).toBe('my card is [card •1111], thanks');
      const again = await stage.submit(visitor, sent);
      expect(accepted(again.answer).results).toMatchObject([{ n: 2, dup: true }]);
    });

    it('[P38] timestamps never go back, whatever the clock does', async () => {
      const stage = await stageOn(open());
      const { visitor, conv, stream } = await stage.opened();
      const times = [NOON + 60_000, NOON - 86_400_000, NOON + 30_000];
      for (const [i, now] of times.entries()) await stage.submit(visitor, { conv, stream, msgs: [message(i + 2, `at ${now}`)] }, now);
      expect((await stage.lane(conv, 'pub')).map(({ ts }) => ts - NOON)).toEqual([0, 0, 60_000, 60_000, 60_000]);
    });

    it('[P31] a client that holds a conversation id of another history is found by its key', async () => {
      const stage = await stageOn(open());
      const { visitor, conv, convKey } = await stage.opened();
      const { answer } = await stage.submit(visitor, {
        conv: 'cnv_gone',
        conv_key: convKey,
        stream: hex(),
        msgs: [message(1, 'still me')],
      });
      expect(accepted(answer).conv).toBe(conv);
    });
  });
}
