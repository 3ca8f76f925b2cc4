// One relay is cut from Redis, with a link that just goes silent: no end of file, no reset.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createChaosProxy, targetOf, through } from '../../../packages/server/src/testing/chaos-proxy/index.js';
import type { ChaosProxy } from '../../../packages/server/src/testing/chaos-proxy/index.js';
import { openNodes, within } from './nodes.fixture.js';
import type { Nodes } from './nodes.fixture.js';
import { startHurtRedis } from '../../servers/redis.js';
import type { HurtRedis } from '../../servers/redis.js';
import { measureStaleness } from './staleness.fixture.js';
import { NIGHTLY } from './when.js';

const MARGIN_MS = 3_000; // two busy cores
const STALE_MAX_MS = 15_000 + MARGIN_MS;
const SOON_MS = 2_000 + MARGIN_MS;
const CUT_MS = NIGHTLY ? 60_000 : 16_000;
const BACK_MS = 30_000;
const SEED = 14;

let redis: HurtRedis;
let proxy: ChaosProxy;
let nodes: Nodes;
beforeAll(async () => {
  redis = await startHurtRedis();
  proxy = await createChaosProxy({ target: targetOf(redis.url), seed: SEED });
  nodes = await openNodes(2, { redis, redisUrls: (node) => (node === 1 ? through(proxy, redis.url) : redis.url) });
  await nodes.addAgent('ada@shop.example');
});
afterAll(async () => {
  await nodes.stop();
  await proxy.close();
  await redis.stop();
});

it('[fault N14] one relay cut from Redis: at most 15 seconds late in both directions, then normal', async () => {
  const line = await measureStaleness(nodes, 'ada@shop.example');
  expect(await line.worstOver(1_000)).toBeLessThanOrEqual(SOON_MS);
  proxy.set([{ type: 'blackhole' }]);
  expect(await line.worstOver(CUT_MS)).toBeLessThanOrEqual(STALE_MAX_MS);
  const heads = line.guest.heads(line.conv).length;
  const answered = await line.ada.say('from the relay that is cut', { conv: line.conv });
  expect(answered.ok).toBe(true);
  await within(STALE_MAX_MS, 'the visitor hears of it', () => line.guest.heads(line.conv).length > heads);
  proxy.clear();
  await within(BACK_MS, 'news arrive by hint again', async () => (await line.worstOver(500)) <= SOON_MS);
  expect(nodes.relays[1]?.said()).toContain('Redis does not answer');
  expect(nodes.relays[0]?.said()).not.toContain('Redis does not answer');
  line.close();
});
