// Readers that stop reading, while messages are pushed into conversations they listen to: what they cost the relay, how soon they are cut,
// and what the others notice, against the same run with the same readers reading. Each reader is a device of one person, so that one message
// goes to all of them.
//   npm run bench:stalled -- [--readers 1000] [--seconds 60] [--conversations 8] [--json]
// Linux: who is still connected is read from /proc, because a reader that does not read does not see its end.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { PROTOCOL_VERSION, VISITOR_SOCKET_PATH, limits } from '@throughline/types';
import { startRelay } from '../tests/servers/relay.js';
import { agent as signIn, visitor } from '../tests/servers/visitor-http.js';
import { startCrowd } from './crowd.js';
import { createLoad, seeded } from './load.js';
import { loadNow, machine, mebibytes, sleep, until } from './machine.js';
import { createProbe } from './probe.js';
import { latencies, report, rounded } from './report.js';
import { pushInto, seedDevices, storeBeside } from './seed-visitors.js';

const AGENT = { email: 'bench@example.com', password: 'a password only for this run' };
const HEALTHY = 20;
const HEALTHY_PER_S = 40;
const PUSHED_PER_S = 4;
const WARM_UP_S = 3;
const CUT_WITHIN_MS = limits.OUTBOUND_STALL_MS + 5_000; // what is looked at every second, and a machine that is busy
const ESTABLISHED = '01';

const { values } = parseArgs({
  options: {
    readers: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '60' },
    conversations: { type: 'string', default: '8' },
    json: { type: 'boolean', default: false },
  },
});
const readers = Number(values.readers);
const seconds = Number(values.seconds);

/** Connections of the server on this port, as the system counts them at the server's end. */
function established(url: string): number {
  const port = Number(new URL(url).port).toString(16).toUpperCase().padStart(4, '0');
  const lines = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(1));
  return lines.filter((line) => {
    const [, local = '', , state] = line.trim().split(/\s+/);
    return local.endsWith(`:${port}`) && state === ESTABLISHED;
  }).length;
}

const loadBefore = loadNow();
const probe = createProbe();
const relay = await startRelay({ env: { ...probe.env, THROUGHLINE_RATE_LIMITS: 'off' }, nodeArgs: probe.nodeArgs });
const crowd = await startCrowd(2);
const { siteId } = await relay.siteAdd('Bench', ['*']);
await relay.userAdd(AGENT.email, 'agent', AGENT.password, siteId);
const { dataDir } = relay;
const store = await storeBeside({ dataDir });
try {
  const { members, writer } = await seedDevices(store, { dataDir, siteId, count: readers, conversations: Number(values.conversations) });
  const desk = await signIn(relay.url, AGENT.email, AGENT.password);
  const healthy = createLoad({
    visitors: await Promise.all(Array.from({ length: HEALTHY }, async () => (await visitor(relay.url, siteId)).socket())),
    agent: desk.socket,
    random: seeded(1),
  });
  const auths = members.map(({ token }) => ({ v: PROTOCOL_VERSION, token }));
  const open = (): Promise<void> => crowd.open({ url: relay.url, path: VISITOR_SOCKET_PATH, auths });
  const measured = async (): Promise<{ ackMs: number[]; deliveredMs: number[]; pushes: number }> => {
    const pusher = pushInto(relay.url, { siteId, writer, perSecond: PUSHED_PER_S });
    const samples = await healthy.pace(HEALTHY_PER_S, seconds);
    return { ...samples, pushes: await pusher.stop() };
  };

  await healthy.pace(HEALTHY_PER_S, WARM_UP_S);
  await open();
  const without = await measured();
  await crowd.close();
  await sleep(2_000);

  const others = established(relay.url);
  await open();
  const before = await probe.held();
  await crowd.stall();
  const stalledAt = performance.now();
  const running = measured();
  await sleep(Math.min(15_000, seconds * 500)); // every window is full, nobody was cut yet
  const during = await probe.held();
  const gone = await until(() => Promise.resolve(established(relay.url) <= others), CUT_WITHIN_MS);
  const cutAfterS = (performance.now() - stalledAt) / 1_000;
  await crowd.close();
  for (let left = seconds - cutAfterS; left > 1; left -= CUT_WITHIN_MS / 1_000) {
    await open(); // they come back, and stall again
    await crowd.stall();
    await sleep(Math.min(left * 1_000, CUT_WITHIN_MS));
    await crowd.close();
  }
  const stalled = await running;
  await sleep(2_000);
  const after = await probe.held();
  const [calmAck, stalledAck] = [latencies(without.ackMs), latencies(stalled.ackMs)];
  const [calmSeen, stalledSeen] = [latencies(without.deliveredMs), latencies(stalled.deliveredMs)];
  report(
    {
      ratioAckP99: rounded(stalledAck.p99Ms / calmAck.p99Ms),
      ratioDeliveredP99: rounded(stalledSeen.p99Ms / calmSeen.p99Ms),
      ack: { p99Ms: calmAck.p99Ms, stalledP99Ms: stalledAck.p99Ms, p50Ms: calmAck.p50Ms, stalledP50Ms: stalledAck.p50Ms },
      delivered: { p99Ms: calmSeen.p99Ms, stalledP99Ms: stalledSeen.p99Ms },
      mebibytesPerReader: rounded(mebibytes(Math.max(0, during.rss - before.rss)) / readers, 3),
      allCut: gone,
      cutAfterS: rounded(cutAfterS),
      heapRatioAfter: rounded(after.heap / before.heap),
      pushes: { without: without.pushes, stalled: stalled.pushes },
      readers,
      seconds,
      ...machine(),
      load: { before: loadBefore, after: loadNow() },
    },
    values.json,
  );
  healthy.close();
} finally {
  crowd.stop();
  await store.close();
  await relay.stop();
  probe.remove();
}
