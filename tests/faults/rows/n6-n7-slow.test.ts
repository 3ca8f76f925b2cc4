// Links that are slow but alive: nothing may be taken for dead that only takes its time (N6, N7).
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Toxic } from '../../../packages/server/src/testing/chaos-proxy/index.js';
import { nightly } from './when.js';
import { openRowWorld, until } from './row-world.fixture.js';
import type { RowWorld } from './row-world.fixture.js';

const MINUTES = 4;

let world: RowWorld;
beforeAll(async () => {
  world = await openRowWorld();
});
afterAll(() => world.stop());

interface Slow {
  downs: number;
  minutes: number;
  failed: number;
}

/** Writes `sizes` bytes of text every `everyMs` over a slow link; answers how often the connection was given up. */
async function chatOver(name: string, toxics: Toxic[], { bytes, everyMs }: { bytes: number; everyMs: number }): Promise<Slow> {
  const link = await world.link();
  const agent = await world.agent();
  const { visitor, conv } = await world.chatting(name, link);
  await until('the agent has the conversation', 20_000, () => agent.sides.has(conv));
  const since = Number(process.hrtime.bigint());
  const began = performance.now();
  link.set(toxics);
  for (let n = 0; performance.now() - began < MINUTES * 60_000; n += 1) {
    await visitor.say(`${name} ${n} ${'x'.repeat(bytes)}`);
    if (n % 3 === 0) await agent.send(conv, 'message', { text: `answer ${n}` });
    await pause(everyMs);
  }
  await until('the outbox drains over the slow link', 180_000, () => visitor.quiet());
  const minutes = (performance.now() - began) / 60_000;
  const told = world.lines(visitor, since);
  link.clear();
  await world.base([visitor]);
  return {
    minutes,
    downs: told.filter(({ f }) => f === 'down').length,
    failed: told.filter((line) => line.f === 'box' && line.items.some(([, state]) => state === 'failed')).length,
  };
}

describe.concurrent('slow links', () => {
  nightly(
    '[fault N6] 2 s ± 1 s of latency, one exchange in ten stalls for 5 s: no false failure, at most one reconnect a minute',
    async () => {
      const toxics: Toxic[] = [
        { type: 'latency', ms: 1_000, jitterMs: 500 }, // there and back: 2 s ± 1 s
        { type: 'stall', probability: 0.05, ms: 5_000 }, // there, or back
      ];
      const { downs, minutes, failed } = await chatOver('Sam', toxics, { bytes: 100, everyMs: 5_000 });
      expect(downs).toBeLessThanOrEqual(minutes);
      expect(failed).toBe(0);
    },
  );

  nightly('[fault N7] 8 kbit/s in slices of one byte, texts of 2 KiB: the outbox drains, at most 2 reconnects in 5 minutes', async () => {
    const toxics: Toxic[] = [
      { type: 'bandwidth', bytesPerSecond: 1_000 },
      { type: 'slicer', bytes: 1 },
    ];
    const { downs, failed } = await chatOver('Sue', toxics, { bytes: 2_000, everyMs: 8_000 });
    expect(downs).toBeLessThanOrEqual(2);
    expect(failed).toBe(0);
  });

  nightly('[fault N7] 32 kbit/s, texts of 8 KiB: the outbox drains, at most 2 reconnects in 5 minutes', async () => {
    const toxics: Toxic[] = [{ type: 'bandwidth', bytesPerSecond: 4_000 }];
    const { downs, failed } = await chatOver('Sven', toxics, { bytes: 8_000, everyMs: 10_000 });
    expect(downs).toBeLessThanOrEqual(2);
    expect(failed).toBe(0);
  });
});
