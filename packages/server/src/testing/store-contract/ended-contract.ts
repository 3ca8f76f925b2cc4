// What becomes of a reply to a conversation that ended more than 14 days ago (K22), on every store: one new conversation, never two, never none.
import { describe, expect, it } from 'vitest';
import { limits } from '@throughline/types';
import type { SubmitMessage } from '@throughline/types';
import type { Store } from '../../ports/store.js';
import { NOON, accepted, hex, message, stageOn } from './stage.js';
import type { Stage, Visitor } from './stage.js';

const LATE = NOON + limits.REOPEN_WINDOW_MS + 1;

async function endedOn(stage: Stage): Promise<{ visitor: Visitor; conv: string; ann: Awaited<ReturnType<Stage['agent']>> }> {
  const { visitor, conv } = await stage.opened();
  const ann = await stage.agent('Ann');
  await stage.submit(ann, { conv, stream: hex(), msgs: [message(1, 'done'), { n: 2, kind: 'close', body: {} }] });
  return { visitor, conv, ann };
}
const goesOn = (conv: string, stream: string, ...msgs: SubmitMessage[]) => ({ conv, stream, msgs, go_on: true as const });

export function endedContract(open: () => Store): void {
  describe('a conversation that ended long ago', () => {
    it('[K22] takes a reply for 14 days; later it stays as it is, and the reply opens one that continues it, unassigned', async () => {
      const stage = await stageOn(open());
      const { visitor, conv } = await endedOn(stage);
      const before = await stage.lane(conv, 'pub');
      const stream = hex();
      const refused = await stage.submit(visitor, { conv, stream, msgs: [message(1, 'again')] }, LATE);
      expect(refused.answer).toEqual({ ok: false, code: 'rejected', n: 1, reason: 'ended' });
      const { answer, row, handoff } = await stage.submit(visitor, goesOn(conv, stream, message(1, 'again')), LATE);
      const next = accepted(answer).conv;
      expect(next).not.toBe(conv);
      expect(row).toMatchObject({ id: next, status: 'queued', assigneeId: null, lastText: 'again' });
      expect(handoff?.context.handoff.kind).toBe('new');
      expect(await stage.lane(conv, 'pub')).toEqual(before);
      expect(await stage.lane(next, 'pub')).toMatchObject([
        { kind: 'open', body: { channel: 'web_chat', continues: conv } },
        { kind: 'message', body: { text: 'again' } },
      ]);
    });

    it('[K22] [P32] sent again, from another stream and another device: one conversation takes it all, and each text once', async () => {
      const stage = await stageOn(open());
      const user = hex();
      const [phone, laptop] = [await stage.visitor(user), await stage.visitor(user)];
      const { answer: first } = await stage.submit(phone, { conv_key: hex(), stream: hex(), msgs: [message(1, 'hello')] });
      const { conv } = accepted(first);
      const ann = await stage.agent('Ann');
      await stage.submit(ann, { conv, stream: hex(), msgs: [{ n: 1, kind: 'close', body: {} }] });
      const stream = hex();
      const text = goesOn(conv, stream, message(1, 'again', { reoffer_of: `${hex()}:7` }));
      const offered = await Promise.all([1, 2, 3].map(() => stage.submit(phone, text, LATE)));
      const convs = new Set(offered.map(({ answer }) => accepted(answer).conv));
      expect(convs.size).toBe(1);
      const other = { ...text, stream: hex() }; // a second tab moved it, too
      const again = accepted((await stage.submit(phone, other, LATE)).answer);
      expect(again.results).toMatchObject([{ n: 1, dup: true }]);
      const elsewhere = accepted((await stage.submit(laptop, goesOn(conv, hex(), message(1, 'from the laptop')), LATE)).answer);
      expect([...convs, again.conv]).toEqual([elsewhere.conv, elsewhere.conv]);
      const said = (await stage.lane(elsewhere.conv, 'pub')).filter(({ kind }) => kind === 'message');
      expect(said.map(({ body }) => body['text'])).toEqual(['again', 'from the laptop']);
    });

    it('[K22] what was open again meanwhile takes it itself; one continued is not opened again; what ends in turn is continued in turn', async () => {
      const stage = await stageOn(open());
      const { visitor, conv, ann } = await endedOn(stage);
      const act = (at: string, kind: string, now: number) =>
        stage.submit(ann, { conv: at, stream: hex(), msgs: [{ n: 1, kind, body: {} }] }, now);
      const reply = async (now: number): Promise<string> =>
        accepted((await stage.submit(visitor, goesOn(conv, hex(), message(1, 'again')), now)).answer).conv;
      expect((await act(conv, 'open', LATE)).answer.ok).toBe(true);
      expect(await reply(LATE)).toBe(conv);
      await act(conv, 'close', LATE);
      const later = LATE + limits.REOPEN_WINDOW_MS + 1;
      const second = await reply(later);
      expect(second).not.toBe(conv);
      expect((await act(conv, 'open', later)).answer).toMatchObject({ ok: false, reason: 'continued' });
      await act(second, 'close', later);
      expect(await reply(later + limits.REOPEN_WINDOW_MS)).toBe(second);
      await act(second, 'close', later + limits.REOPEN_WINDOW_MS);
      const third = await reply(later + 2 * limits.REOPEN_WINDOW_MS + 1);
      expect((await stage.lane(third, 'pub'))[0]).toMatchObject({ kind: 'open', body: { continues: second } });
    });

    it('[K22] [I9] nobody goes on in another visitor’s conversation, and the survey of an ended one still belongs to it', async () => {
      const stage = await stageOn(open());
      const { visitor, conv } = await endedOn(stage);
      const stranger = await stage.visitor();
      expect((await stage.submit(stranger, goesOn(conv, hex(), message(1, 'mine?')), LATE)).answer).toEqual({
        ok: false,
        code: 'forbidden',
      });
      const survey: SubmitMessage = { n: 1, kind: 'survey', body: { satisfaction: 5 } };
      const rated = await stage.submit(visitor, { conv, stream: hex(), msgs: [survey] }, LATE);
      expect(accepted(rated.answer).conv).toBe(conv);
    });
  });
}
