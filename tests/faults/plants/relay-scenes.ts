// Small stages that ask the relay one exact question each and answer with what was wrong. On the product they answer nothing.
import { setTimeout as pause } from 'node:timers/promises';
import { PROTOCOL_VERSION, VISITOR_SOCKET_PATH } from '@throughline/types';
import type { SubmitAnswer } from '@throughline/types';
import { freshDatabase } from '../../servers/postgres.js';
import { startRelay } from '../../servers/relay.js';
import { connect, visitor } from '../../servers/visitor-http.js';
import { onRelay } from './ground.js';
import type { Scene } from './ground.js';
import { openDesk, openTalk, wireOf } from './wire.js';

const ARRIVES_MS = 600; // a hint that has not come by then was not sent

const said = (answer: SubmitAnswer): string => (answer.ok ? `ok ${JSON.stringify(answer.results)}` : JSON.stringify(answer));

/** Name → what was wrong. */
export const RELAY_SCENES: Record<string, Scene> = {
  /** P20: durability is read back. Good when it starts here, so a plant must keep it from starting or be found by strace. */
  start: async () => {
    try {
      return await onRelay({}, () => Promise.resolve([]));
    } catch (error) {
      return [`the relay refuses to start: ${String(error).slice(0, 200)}`];
    }
  },

  /** P36: what is submitted again is published again. */
  resend: () =>
    onRelay({}, async ({ relay, shop }) => {
      const { wire, conv } = await openTalk(relay, shop);
      const desk = await openDesk(relay, shop);
      await desk.open(conv);
      await wire.submit(conv, [{ n: 1 }]);
      await pause(ARRIVES_MS);
      const evs = (): number => desk.pushed.filter(({ event }) => event === 'ev').length;
      const before = evs();
      const again = await wire.submit(conv, [{ n: 1 }]);
      await pause(ARRIVES_MS);
      const wrong = [];
      if (!again.ok || again.results[0]?.dup !== true) wrong.push(`a resend was answered ${said(again)}`);
      if (before === 0) wrong.push('a message was not published');
      if (evs() === before) wrong.push('a resend was not published again');
      return wrong;
    }),

  /** P34: all of a batch or nothing. */
  batch: () =>
    onRelay({}, async ({ relay, shop }) => {
      const { wire, conv } = await openTalk(relay, shop);
      const answer = await wire.submit(conv, [{ n: 1 }, { n: 2 }, { n: 3, text: 'bad \0' }]);
      const after = await wire.sync(conv);
      const wrong =
        answer.ok || answer.code !== 'rejected' || answer.n !== 3 ? [`a batch with a bad message was answered ${said(answer)}`] : [];
      if (!after.ok || after.head !== 2) wrong.push(`a refused batch left something behind: head ${after.ok ? after.head : after.code}`);
      return wrong;
    }),

  /** P21: an operation that fails takes back what it wrote, and nothing else. */
  group: () =>
    onRelay({ THROUGHLINE_TEST_FAILPOINT: 'after-insert:throw@20' }, async ({ relay, shop }) => {
      const convs: string[] = [];
      for (let i = 0; i < 4; i += 1) convs.push((await openTalk(relay, shop)).conv); // 3 inserts each: open, message, snapshot
      const desk = await openDesk(relay, shop);
      const wrong: string[] = [];
      for (let round = 0; round < 4; round += 1) {
        const msgs = [1, 2, 3].map((n) => ({ n: n + round * 3, kind: 'note' }));
        const sent = await Promise.all(convs.map((conv) => desk.submit(conv, msgs)));
        const refused = sent.flatMap((answer, i) => (answer.ok ? [] : [i]));
        if (refused.length !== (round === 0 ? 1 : 0)) wrong.push(`round ${round + 1}: ${refused.length} of 4 were refused`);
        for (const i of refused) {
          const again = await desk.submit(convs[i] ?? '', msgs);
          if (!again.ok || again.results.some(({ dup }) => dup)) wrong.push(`what failed had been stored: ${said(again)}`);
        }
      }
      for (const conv of convs) {
        const page = await desk.sync(conv, { lane: 'int' });
        const seqs = page.ok ? page.events.map(({ seq }) => seq) : [];
        if (seqs.some((seq, i) => seq !== i + 1) || seqs.length !== 13) wrong.push(`a lane is ${seqs.join()}`);
      }
      return wrong;
    }),

  /** P31c: duplicates before the guard. */
  guard: () =>
    onRelay({}, async ({ relay, shop }) => {
      const { conv } = await openTalk(relay, shop);
      const desk = await openDesk(relay, shop);
      const handed = await desk.open(conv);
      const head = handed.ok ? handed.row.pubHead : 0;
      const first = await desk.submit(conv, [{ n: 1 }], { if_pub_head: head });
      const again = await desk.submit(conv, [{ n: 1 }], { if_pub_head: head });
      const wrong = first.ok ? [] : [`a guarded answer was refused: ${said(first)}`];
      if (!again.ok || again.results[0]?.dup !== true) wrong.push(`a guarded answer sent again got ${said(again)}`);
      return wrong;
    }),

  /** P42: join, then read. Whatever is written while an agent opens is in the answer or pushed. */
  join: () =>
    onRelay({}, async ({ relay, shop }) => {
      const { wire, conv } = await openTalk(relay, shop);
      const wrong: string[] = [];
      let n = 0;
      for (let round = 0; round < 5; round += 1) {
        const desk = await openDesk(relay, shop);
        const seen = new Set<string>();
        const opening = desk.open(conv);
        for (let i = 0; i < 12; i += 1) await wire.submit(conv, [{ n: (n += 1) }]);
        const handed = await opening;
        await pause(ARRIVES_MS);
        if (handed.ok) for (const { id } of handed.pub.events) seen.add(id);
        for (const { event, payload } of desk.pushed) if (event === 'ev') seen.add(String(Reflect.get(Object(payload['entry']), 'id')));
        const page = await wire.sync(conv);
        const missing = page.ok ? page.events.filter(({ id }) => !seen.has(id)) : [];
        if (missing.length > 0) wrong.push(`${missing.length} entries fell between reading and subscribing`);
        desk.close();
      }
      return wrong;
    }),

  /** P40: a page begins behind its cursor and leaves nothing out. */
  page: () =>
    onRelay({}, async ({ relay, shop }) => {
      const { wire, conv } = await openTalk(relay, shop);
      await wire.submit(
        conv,
        Array.from({ length: 12 }, (_, i) => ({ n: i + 1 })),
      );
      const all = await wire.sync(conv);
      if (!all.ok) return [`sync was refused: ${all.code}`];
      const wrong = [];
      for (const { seq, id } of all.events) {
        const rest = await wire.sync(conv, { epoch: all.epoch, after: seq, after_id: id });
        const seqs = rest.ok ? rest.events.map((one) => one.seq).join() : rest.code;
        const due = all.events
          .slice(seq)
          .map((one) => one.seq)
          .join();
        if (seqs !== due) wrong.push(`after ${seq} came ${seqs}`);
      }
      return wrong;
    }),

  /** P40: a cursor of another history is answered with `reset`. */
  cursor: () =>
    onRelay({}, async ({ relay, shop }) => {
      const { wire, conv, epoch } = await openTalk(relay, shop);
      await wire.submit(conv, [{ n: 1 }, { n: 2 }]);
      const asked = [
        { epoch: 'f'.repeat(32), after: 1, after_id: '' },
        { epoch, after: 2, after_id: 'ent_of_another_history' },
        { epoch, after: 99, after_id: '' },
      ];
      const wrong = [];
      for (const cursor of asked) {
        const answer = await wire.sync(conv, cursor);
        if (!answer.ok || !answer.reset) wrong.push(`no reset for ${JSON.stringify(cursor)}`);
      }
      return wrong;
    }),

  /** I9: who asks for another's conversation gets nothing, and hears nothing afterwards. */
  stranger: () =>
    onRelay({}, async ({ relay, shop }) => {
      const own = await openTalk(relay, shop);
      const stranger = await openTalk(relay, shop);
      const asked = await stranger.wire.sync(own.conv);
      const wrote = await stranger.wire.submit(own.conv, [{ n: 1 }]);
      await own.wire.submit(own.conv, [{ n: 1 }]);
      await pause(ARRIVES_MS);
      const wrong = asked.ok ? ['a stranger could read'] : [];
      if (wrote.ok) wrong.push('a stranger could write');
      if (stranger.wire.pushed.some(({ payload }) => payload['conv'] === own.conv)) wrong.push('a stranger hears what is said');
      return wrong;
    }),

  /** S40: a full batch of somebody who was silent passes at once. */
  burst: () =>
    onRelay({ THROUGHLINE_RATE_LIMITS: 'on' }, async ({ relay, shop }) => {
      const guest = await visitor(relay.url, shop.siteId);
      const msgs = Array.from({ length: 20 }, (_, i) => ({ n: i + 1, kind: 'message', body: { text: `text ${i}` } }));
      const answer = await guest.submit({ msgs });
      return answer.ok ? [] : [`a full batch was answered ${said(answer)}`];
    }),

  /** P22: many write into one conversation at once, over two relays on one PostgreSQL. */
  crowd: async () => {
    const database = await freshDatabase();
    const env = { DATABASE_URL: database.url, THROUGHLINE_RATE_LIMITS: 'off' };
    try {
      return await onRelay(env, async ({ relay, shop, build }) => {
        const second = await startRelay({ build, env, dataDir: relay.dataDir });
        const relays = [relay, second];
        try {
          const { guest, conv } = await openTalk(relay, shop);
          const auth = { v: PROTOCOL_VERSION, token: guest.token };
          const wires = await Promise.all(
            Array.from({ length: 8 }, async (_, i) => wireOf(await connect(relays[i % 2]?.url ?? '', VISITOR_SOCKET_PATH, auth))),
          );
          const wrong: string[] = [];
          for (let round = 0; round < 8; round += 1) {
            const sent = await Promise.all(wires.map((wire) => wire.submit(conv, [{ n: round + 1, text: `${wire.stream} ${round}` }])));
            for (const answer of sent) if (!answer.ok) wrong.push(`one of many was answered ${said(answer)}`);
            const places = new Set(sent.flatMap((answer) => (answer.ok ? answer.results.map(({ seq }) => seq) : [])));
            if (places.size !== sent.filter(({ ok }) => ok).length) wrong.push('two have one place');
          }
          for (const one of relays)
            for (const line of one.said().split('\n'))
              if (line.includes('A request failed')) wrong.push(`the relay's log: ${line.slice(0, 300)}`);
          return wrong;
        } finally {
          await second.stop();
        }
      });
    } finally {
      await database.drop();
    }
  },
};
