import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startHurtRedis } from '../../../../../../tests/servers/redis.js';
import type { HurtRedis } from '../../../../../../tests/servers/redis.js';
import type { Hint } from '../../../ports/bus.js';
import { busContract, typing, until } from '../../../testing/bus-contract/bus-contract.js';
import { heardLog } from '../../../testing/heard-log.js';
import { createRedisBus, HINT_MAX_BYTES } from './redis-bus.js';
import { IN_FLIGHT_MAX_BYTES } from './redis-wire.js';

const PASSWORD = 'not-to-be-seen';
const BACK_MS = 15_000; // silence is known within 6 s, and a Redis that is back found within 2 s; the rest is for a busy machine
let redis: HurtRedis;
let count = 0;
let installation = '';

beforeAll(async () => {
  redis = await startHurtRedis();
});
afterAll(() => redis.stop());
beforeEach(() => {
  installation = `test-${(count += 1)}`;
});

const open = (log = heardLog(), of = installation) => createRedisBus({ address: redis.url, installation: of, log });
busContract('redis', () => ({ open: () => open(), another: () => open() }));

/** Publishes until the other side hears: hints before that may be lost. */
async function meet(from: Awaited<ReturnType<typeof open>>, heard: readonly unknown[], ms = BACK_MS): Promise<void> {
  const before = heard.length;
  const end = Date.now() + ms;
  while (heard.length === before) {
    if (Date.now() > end) throw new Error(`No hint arrived within ${ms} ms`);
    from.publish(typing('hello'));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

it('[P47] two installations on one Redis never meet', async () => {
  const [ours, twin, theirs] = [await open(), await open(), await open(heardLog(), 'another')];
  const heard: Hint[] = [];
  const foreign: Hint[] = [];
  twin.subscribe((hint) => heard.push(hint));
  theirs.subscribe((hint) => foreign.push(hint));
  await meet(ours, heard);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(foreign).toEqual([]);
  await Promise.all([ours.close(), twin.close(), theirs.close()]);
});

it('[P47] a hint at the size limit reaches the other relay, one above it stays here', async () => {
  const [first, second] = [await open(), await open()];
  const heard: Hint[] = [];
  const own: Hint[] = [];
  first.subscribe((hint) => own.push(hint));
  second.subscribe((hint) => heard.push(hint));
  await meet(first, heard);
  await new Promise((resolve) => setTimeout(resolve, 200));
  heard.length = 0;
  own.length = 0;
  const frame = JSON.stringify(typing('')).length;
  first.publish(typing('x'.repeat(HINT_MAX_BYTES - frame + 1)));
  first.publish(typing('x'.repeat(HINT_MAX_BYTES - frame)));
  first.publish(typing('after'));
  await until(() => heard.length >= 2, BACK_MS);
  expect(heard.map((hint) => ('conv' in hint ? hint.conv.length : 0))).toEqual([HINT_MAX_BYTES - frame, 5]);
  expect(own).toHaveLength(3);
  await Promise.all([first.close(), second.close()]);
});

it('[P47] what another version says and this one does not know is no hint, and ends nothing', async () => {
  const [first, second] = [await open(), await open()];
  const heard: Hint[] = [];
  second.subscribe((hint) => heard.push(hint));
  await meet(first, heard);
  heard.length = 0;
  first.publish(JSON.parse('{"type":"of a later version","siteId":"site"}'));
  first.publish(JSON.parse('{"type":"typing"}'));
  first.publish(typing('known'));
  await until(() => heard.some((hint) => 'conv' in hint && hint.conv === 'known'), BACK_MS);
  expect(heard.every((hint) => hint.type === 'typing' && 'conv' in hint)).toBe(true);
  await Promise.all([first.close(), second.close()]);
});

it('[P95] Redis killed and started again empty: own hints go on, others come back by themselves, one line per change', async () => {
  const log = heardLog();
  const [first, second] = [await open(log), await open()];
  const heard: Hint[] = [];
  const own: Hint[] = [];
  first.subscribe((hint) => own.push(hint));
  second.subscribe((hint) => heard.push(hint));
  await meet(first, heard);
  expect(first.isUp()).toBe(true);
  await redis.kill9();
  await until(() => log.lines.length === 1, BACK_MS);
  expect(first.isUp()).toBe(false);
  own.length = 0;
  for (let i = 0; i < 100; i += 1) first.publish(typing(`alone ${i}`));
  expect(own).toHaveLength(100);
  await redis.restart();
  await meet(first, heard);
  await until(() => log.lines.length === 2, BACK_MS);
  expect(first.isUp()).toBe(true); // as the page System shows it
  expect(heard.some((hint) => 'conv' in hint && hint.conv.startsWith('alone'))).toBe(false); // dropped, not kept for later
  expect(log.lines.map(({ message }) => message)).toEqual([
    'Redis does not answer: other relays learn of news by the beacon, within 15 s',
    'Redis answers again: hints reach the other relays',
  ]);
  await Promise.all([first.close(), second.close()]);
});

it('[P95] Redis paused while publishing goes on: it holds no more than its share, nobody waits, and it is left and found again', async () => {
  const log = heardLog();
  const [first, second] = [await open(log), await open()];
  const heard: Hint[] = [];
  second.subscribe((hint) => heard.push(hint));
  await meet(first, heard);
  redis.signal('SIGSTOP');
  const text = 'x'.repeat(8 * 1024);
  let most = 0;
  const end = Date.now() + 8_000;
  let sent = 0;
  while (log.lines.length === 0 && Date.now() < end) {
    for (let i = 0; i < 100; i += 1) first.publish(typing(text));
    sent += 100;
    most = Math.max(most, first.inFlight());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(sent * text.length).toBeGreaterThan(10 * IN_FLIGHT_MAX_BYTES); // far more was published than may wait
  expect(most).toBeLessThanOrEqual(IN_FLIGHT_MAX_BYTES);
  expect(log.lines).toHaveLength(1); // silence is a state like any other
  await until(() => first.inFlight() === 0, BACK_MS); // what Redis did not take is forgotten
  redis.signal('SIGCONT');
  await meet(first, heard);
  await Promise.all([first.close(), second.close()]);
});

it('[P95] a Redis that is not there, or wants another password, is one line without the address, and closing waits for nobody', async () => {
  const guarded = await startHurtRedis({ password: 'another' });
  const log = heardLog();
  const bus = await createRedisBus({ address: `redis://:${PASSWORD}@127.0.0.1:${guarded.port}`, installation, log });
  await until(() => log.lines.length > 0, BACK_MS);
  await new Promise((resolve) => setTimeout(resolve, 1_000)); // it goes on trying, silently
  expect(log.lines).toHaveLength(1);
  expect(JSON.stringify(log.lines)).not.toContain(PASSWORD);
  await bus.close();
  await guarded.stop();
});
