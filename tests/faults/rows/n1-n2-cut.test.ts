// Connections that are cut: by RST in the middle of a frame (N1), by FIN (N2).
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Toxic } from '../../../packages/server/src/testing/chaos-proxy/index.js';
import { nightly } from './when.js';
import { SEED, openRowWorld, until } from './row-world.fixture.js';
import type { RowWorld } from './row-world.fixture.js';

const RECONNECT_P99_MS = 3_000;
const MARGIN_MS = 5_000; // two busy cores

let world: RowWorld;
beforeAll(async () => {
  world = await openRowWorld();
});
afterAll(() => world.stop());

/** Cuts `rounds` times while both sides write; answers how long each reconnect took, in ms. */
async function cutRounds(name: string, rounds: number, toxicOf: (round: number) => Toxic): Promise<number[]> {
  const link = await world.link(SEED);
  const agent = await world.agent();
  const { visitor, conv } = await world.chatting(name, link);
  await until('the agent has the conversation', 20_000, () => agent.sides.has(conv));
  const tookMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const since = Number(process.hrtime.bigint());
    link.set([toxicOf(round)]);
    await visitor.say(`${name} ${round}: ${'a text long enough to be cut in two '.repeat(20)}`);
    await agent.send(conv, 'message', { text: `answer ${round}: ${'also long enough to be cut in two '.repeat(20)}` });
    await until('the connection was cut', 30_000, () => world.lines(visitor, since).some(({ f }) => f === 'down'));
    link.clear();
    const down = world.lines(visitor, since).find(({ f }) => f === 'down')?.t ?? 0;
    await until('it is back', 30_000, () => world.lines(visitor, down).some(({ f }) => f === 'up'));
    tookMs.push(((world.lines(visitor, down).find(({ f }) => f === 'up')?.t ?? 0) - down) / 1e6);
    await until('everything is sent', 30_000, () => visitor.quiet());
    await pause(100);
  }
  await world.base([visitor]);
  link.cutAll();
  await world.base([visitor]);
  return tookMs;
}

describe('cut connections', () => {
  it('[fault N1] RST in the middle of a frame of the visitor: nothing lost, nothing doubled, back within 3 s', async () => {
    const took = await cutRounds('una', 6, (round) => ({
      ...{ type: 'reset_peer', direction: 'up', afterBytes: [1, 700] },
      to: (['both', 'client', 'server'] as const)[round % 3] ?? 'both',
    }));
    expect(Math.max(...took)).toBeLessThan(RECONNECT_P99_MS + MARGIN_MS);
  });

  it('[fault N1] RST in the middle of a frame of the relay', async () => {
    const took = await cutRounds('dora', 6, (round) => ({
      ...{ type: 'reset_peer', direction: 'down', afterBytes: [1, 900] },
      to: (['both', 'client', 'server'] as const)[round % 3] ?? 'both',
    }));
    expect(Math.max(...took)).toBeLessThan(RECONNECT_P99_MS + MARGIN_MS);
  });

  for (const direction of ['up', 'down'] as const) {
    nightly(`[fault N2] FIN of one direction only (${direction})`, async () => {
      const took = await cutRounds(`fin ${direction}`, 6, (round) => ({ type: 'half_close', direction, afterBytes: round * 150 }));
      expect(Math.max(...took)).toBeLessThan(RECONNECT_P99_MS + MARGIN_MS);
    });
  }
});
