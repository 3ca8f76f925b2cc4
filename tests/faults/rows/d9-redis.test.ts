// Redis goes away in every way it can: nobody waits for it, news are at most a beacon late, and afterwards all is as before (P95).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNodes, within } from './nodes.fixture.js';
import type { Nodes } from './nodes.fixture.js';
import { measureStaleness } from './staleness.fixture.js';
import type { Staleness } from './staleness.fixture.js';
import { NIGHTLY } from './when.js';

const MARGIN_MS = 3_000; // two busy cores
const STALE_MAX_MS = 15_000 + MARGIN_MS;
const SOON_MS = 2_000 + MARGIN_MS; // by hint; it takes milliseconds on a machine that is not busy
const AWAY_MS = NIGHTLY ? 60_000 : 20_000;
const BACK_MS = 30_000; // until both relays found it again

let nodes: Nodes;
let line: Staleness;
beforeAll(async () => {
  nodes = await openNodes(2);
  await nodes.addAgent('ada@shop.example');
  line = await measureStaleness(nodes, 'ada@shop.example');
});
afterAll(async () => {
  line.close();
  await nodes.stop();
});

const redis = () => {
  if (nodes.redis === null) throw new Error('There is no Redis');
  return nodes.redis;
};
const normalAgain = () => within(BACK_MS, 'news arrive by hint again', async () => (await line.worstOver(500)) <= SOON_MS);

describe('Redis under two relays', () => {
  it('[fault D9] emptied in the middle: nothing is felt', async () => {
    expect(await line.worstOver(1_000)).toBeLessThanOrEqual(SOON_MS);
    expect(await redis().ask('FLUSHALL')).toBe('+OK');
    expect(await line.worstOver(2_000)).toBeLessThanOrEqual(SOON_MS);
  });

  it('[fault D9] killed and restarted empty: at most 15 seconds late, then normal', async () => {
    await redis().kill9();
    expect(await line.worstOver(AWAY_MS)).toBeLessThanOrEqual(STALE_MAX_MS);
    await redis().restart();
    await normalAgain();
  });

  it('[fault D9] paused: at most 15 seconds late, no request waits, memory stays, then normal', async () => {
    const before = nodes.relays[0]?.said();
    redis().signal('SIGSTOP');
    const asked = Date.now();
    await line.guest.say('while it is paused', { conv: line.conv });
    expect(Date.now() - asked).toBeLessThan(SOON_MS);
    expect(await line.worstOver(AWAY_MS)).toBeLessThanOrEqual(STALE_MAX_MS);
    redis().signal('SIGCONT');
    await normalAgain();
    const said = (nodes.relays[0]?.said() ?? '').slice(before?.length ?? 0);
    expect(said.match(/Redis does not answer/g)).toHaveLength(1);
    expect(said.match(/Redis answers again/g)).toHaveLength(1);
  });

  it('[fault D9] all that was said is in the log, once and in order', async () => {
    const texts = await line.ada.read(line.conv);
    expect(new Set(texts).size).toBe(new Set(await line.guest.read(line.conv)).size);
    expect(await line.guest.read(line.conv)).toEqual(texts);
  });
});
