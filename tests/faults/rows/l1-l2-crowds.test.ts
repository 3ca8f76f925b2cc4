// Many sockets at once: readers that take nothing (L1, small; `npm run bench:stalled` measures it), a crowd that is cut (L2).
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SyncAnswer } from '@throughline/types';
import { visitor as httpVisitor } from '../../servers/visitor-http.js';
import type { TestVisitor } from '../../servers/visitor-http.js';
import { openDeafReader } from './deaf-reader.fixture.js';
import { NIGHTLY } from './when.js';
import { openRowWorld, shown, until } from './row-world.fixture.js';
import type { RowWorld } from './row-world.fixture.js';

const READERS = 5;
const CLOSED_WITHIN_MS = 30_000;
const FELT_MS = 10_000; // far above what a healthy reader waits, on two busy cores
const EQUAL_WITHIN_MS = 30_000;
const MARGIN_MS = 15_000; // two busy cores that also run the crowd
const TIMEOUT_MS = 600_000;
const CROWD = NIGHTLY ? 500 : 300; // in one process; `npm run bench:storm` measures thousands
const AT_ONCE = 20;
const PAGE_TEXTS = 40; // of 8,000 letters: more than the largest page

let world: RowWorld;
beforeAll(async () => {
  world = await openRowWorld({ env: { LOG_LEVEL: 'info' } }); // that is where a cut is told
});
afterAll(() => world.stop());

/** A conversation with more in it than one page holds. */
async function longTalk(guest: TestVisitor): Promise<string> {
  let conv = '';
  for (let n = 1; n <= PAGE_TEXTS; n += 5) {
    const msgs = Array.from({ length: 5 }, (_, at) => ({ n: n + at, kind: 'message', body: { text: `${n + at} ${'y'.repeat(8_000)}` } }));
    const answer = await guest.submit({ msgs });
    if (!answer.ok) throw new Error(answer.code);
    ({ conv } = answer);
  }
  return conv;
}

/** Ids of a lane as a client that comes back gets them, page by page. */
async function readAll(guest: TestVisitor, conv: string): Promise<string[]> {
  const socket = await guest.socket();
  const ids: string[] = [];
  for (let after = 0; ;) {
    const ask = { conv, lane: 'pub', epoch: '', after, after_id: '', max_bytes: 64 * 1024 };
    const page: SyncAnswer = await socket.timeout(10_000).emitWithAck('sync', ask);
    if (!page.ok) throw new Error(page.code);
    ids.push(...page.events.map(({ id }) => id));
    after = page.events.at(-1)?.seq ?? after;
    if (page.more) continue;
    socket.close();
    return ids;
  }
}

describe('crowds', () => {
  it(
    '[fault L1] [P45] readers that answer pings and take nothing are cut as slow within 30 s, others do not feel them, all are equal afterwards',
    async () => {
      const agent = await world.agent();
      const healthy = await world.chatting('Hale', await world.link());
      const deaf = await Promise.all(
        Array.from({ length: READERS }, async () => {
          const guest = await httpVisitor(world.relay.url, world.site.siteId);
          const conv = await longTalk(guest);
          return { guest, conv, reader: await openDeafReader(world.relay.url, guest.token) };
        }),
      );
      await until('the agent has the conversation', 20_000, () => agent.sides.has(healthy.conv));
      const began = performance.now();
      for (const { reader, conv } of deaf) reader.stopReading(conv);
      const cut = (): number => world.relay.said().split('"code":"slow"').length - 1; // and not for want of an answer to a ping
      for (let n = 0; cut() < READERS && performance.now() - began < CLOSED_WITHIN_MS + MARGIN_MS; n += 1) {
        const before = shown(healthy.visitor).length;
        await agent.send(healthy.conv, 'message', { text: `to who listens ${n}` });
        await until('the healthy one reads it', FELT_MS, () => shown(healthy.visitor).length > before);
        await pause(250);
      }
      for (const { reader } of deaf) reader.close();
      expect(cut()).toBe(READERS);
      process.stderr.write(`[fault L1] ${READERS} readers cut after ${Math.round(performance.now() - began)} ms\n`);
      for (const { guest, conv } of deaf) expect(await readAll(guest, conv)).toEqual((await world.entries(conv)).map(({ id }) => id));
      await world.base([healthy.visitor]);
    },
    TIMEOUT_MS,
  );

  it(
    '[fault L2] a crowd is cut at the same moment: all equal within 30 s',
    async () => {
      const link = await world.link();
      const names = Array.from({ length: CROWD }, (_, n) => `crowd ${n}`);
      const crowd: Awaited<ReturnType<typeof world.chatting>>[] = [];
      const queue = [...names];
      const opening = performance.now();
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (let name = queue.pop(); name !== undefined; name = queue.pop()) crowd.push(await world.chatting(name, link));
        }),
      );
      // Where so many need longer to come, twenty at a time, than the row allows for coming back, the machine is full and gets that long.
      const withinMs = Math.max(EQUAL_WITHIN_MS + MARGIN_MS, performance.now() - opening);
      link.refuse(true);
      link.cutAll();
      await Promise.all(crowd.map(({ visitor }) => visitor.say('said in the storm')));
      await pause(500);
      link.refuse(false);
      const began = performance.now();
      await until('everybody is back and has sent', withinMs, () => crowd.every(({ visitor }) => visitor.quiet()));
      process.stderr.write(`[fault L2] ${CROWD} clients equal after ${Math.round(performance.now() - began)} ms\n`);
      await world.base(
        crowd.map(({ visitor }) => visitor),
        withinMs,
      );
    },
    TIMEOUT_MS,
  );
});
