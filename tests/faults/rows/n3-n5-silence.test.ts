// Links that carry nothing and tell nobody: both ways (N3), one way (N4, N5). Each row has a link of its own, so they wait side by side.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NIGHTLY, nightly } from './when.js';
import { openRowWorld, shown, until } from './row-world.fixture.js';
import type { RowWorld } from './row-world.fixture.js';

const KNOWN_WITHIN_MS = 25_000; // a ping every 10 s, 15 s to answer it
const SENDING_WITHIN_MS = 12_000; // two acks missed
const RESTORED_WITHIN_MS = 15_000; // backoff at most 10 s, one sync
const MARGIN_MS = 8_000; // two busy cores
const THROUGH = 5; // texts, while the link comes and goes
const LONGER_MS = 90_000;

let world: RowWorld;
beforeAll(async () => {
  world = await openRowWorld();
  await world.agent();
});
afterAll(() => world.stop());

const now = (): number => Number(process.hrtime.bigint());
const downSince = (visitor: { p: string }, since: number): boolean => world.lines(visitor, since).some(({ f }) => f === 'down');

describe.concurrent('silent links', () => {
  it('[fault N3] black hole of 5 s: the same connection goes on, what was said arrives', async () => {
    const link = await world.link();
    const agent = await world.agent();
    const { visitor, conv } = await world.chatting('Nia', link);
    const since = now();
    link.set([{ type: 'blackhole' }]);
    await visitor.say('into the hole');
    await agent.send(conv, 'message', { text: 'and out of it' });
    await pause(5_000);
    link.clear();
    await world.base([visitor]);
    expect(world.lines(visitor, since).filter((line) => line.f === 'submit' && line.type === 'fail')).toEqual([]);
  });

  it('[fault N3] black hole for longer than a ping allows: both ends know within 25 s, equal after it', async () => {
    const link = await world.link();
    const agent = await world.agent();
    const { visitor, conv } = await world.chatting('Noa', link);
    const presence = await world.presence(conv);
    const since = now();
    const began = performance.now();
    link.set([{ type: 'blackhole' }]);
    await until('the visitor knows', KNOWN_WITHIN_MS + MARGIN_MS, () => downSince(visitor, since));
    await visitor.say('written in the dark');
    await agent.send(conv, 'message', { text: 'answered in the dark' });
    const left = KNOWN_WITHIN_MS + MARGIN_MS - (performance.now() - began);
    await until('the relay knows', left, () => presence.heard.some(({ online }) => !online));
    if (NIGHTLY) await pause(60_000 - (performance.now() - began));
    link.clear();
    await world.base([visitor], RESTORED_WITHIN_MS + MARGIN_MS);
  });

  it('[fault N4] client → relay lost: the socket is given up within 12 s of a send', async () => {
    const link = await world.link();
    const { visitor } = await world.chatting('Nell', link);
    const since = now();
    link.set([{ type: 'drop_up' }]);
    await visitor.say('does this arrive?');
    await until('the socket is given up', SENDING_WITHIN_MS + MARGIN_MS, () => downSince(visitor, since));
    link.clear();
    await world.base([visitor], RESTORED_WITHIN_MS + MARGIN_MS);
  });

  it('[fault N5] relay → client lost, idle: known within 25 s, restored by itself within 30 s', async () => {
    const link = await world.link();
    const agent = await world.agent();
    const { visitor, conv } = await world.chatting('Nora', link);
    const since = now();
    link.set([{ type: 'drop_down' }]);
    await agent.send(conv, 'message', { text: 'said to a deaf visitor' });
    await until('the visitor knows', KNOWN_WITHIN_MS + MARGIN_MS, () => downSince(visitor, since));
    link.clear();
    await world.base([visitor], RESTORED_WITHIN_MS + MARGIN_MS);
  });

  it('[fault N5] relay → client lost, sending: given up within 12 s, one row', async () => {
    const link = await world.link();
    const { visitor, conv } = await world.chatting('Nino', link);
    const since = now();
    link.set([{ type: 'drop_down' }]);
    await visitor.say('stored, but who knows?');
    await until('the socket is given up', SENDING_WITHIN_MS + MARGIN_MS, () => downSince(visitor, since));
    expect((await world.entries(conv)).filter(({ kind }) => kind === 'message')).toHaveLength(2);
    link.clear();
    await world.base([visitor], RESTORED_WITHIN_MS + MARGIN_MS);
  });

  it('[fault N13] up 2 s, down 2 s: the outbox shrinks meanwhile and is empty within 30 s after', async () => {
    const link = await world.link();
    const { visitor } = await world.chatting('Nat', link);
    const acked = (since: number): number => world.lines(visitor, since).filter((line) => line.f === 'submit' && line.type === 'ok').length;
    const since = now();
    const end = performance.now() + (NIGHTLY ? 300_000 : 30_000);
    link.set([{ type: 'flap', upMs: 2_000, downMs: 2_000, cut: true }]);
    let said = 0;
    // As long as it takes for some to get through; then the rest must.
    for (; performance.now() < end || (acked(since) <= THROUGH && performance.now() < end + LONGER_MS); said += 1) {
      await visitor.say(`on and off ${said}`);
      await pause(400);
    }
    expect(acked(since)).toBeGreaterThan(THROUGH);
    link.clear();
    await world.base([visitor], 30_000);
    expect(shown(visitor).length).toBeGreaterThan(said);
  });

  nightly(
    '[fault N11] a middlebox forgets a link that is idle for 60 s: pings keep it; one that forgets sooner is found out within 25 s',
    async () => {
      const patient = await world.link();
      const hasty = await world.link();
      const agent = await world.agent();
      const [kept, cut] = await Promise.all([world.chatting('Nick', patient), world.chatting('Nils', hasty)]);
      const since = now();
      patient.set([{ type: 'idle_cut', ms: 60_000 }]);
      hasty.set([{ type: 'idle_cut', ms: 5_000 }]);
      await until('the forgotten link is found out', KNOWN_WITHIN_MS + 10_000 + MARGIN_MS, () => downSince(cut.visitor, since));
      hasty.clear();
      await agent.send(cut.conv, 'message', { text: 'still there?' });
      await pause(95_000);
      expect([patient.stats.forgotten, hasty.stats.forgotten]).toEqual([0, 1]);
      expect(downSince(kept.visitor, since)).toBe(false);
      await agent.send(kept.conv, 'message', { text: 'and you?' });
      await world.base([kept.visitor, cut.visitor], RESTORED_WITHIN_MS + MARGIN_MS);
    },
  );
});
