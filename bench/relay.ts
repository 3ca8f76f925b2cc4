// What durability costs: the relay (SQLite, fsync per commit group, identity, hand-off) against a bare socket.io relay with acks, in one
// run on one machine over loopback, each in its own process. Rounds alternate, so that a busy machine burdens both.
//   npm run bench:relay -- [--seconds 20] [--visitors 100] [--seed 1] [--json]
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { AGENT_SOCKET_PATH, VISITOR_SOCKET_PATH } from '@throughline/types';
import { startRelay } from '../tests/servers/relay.js';
import { agent as signIn, connect, visitor } from '../tests/servers/visitor-http.js';
import { createLoad, seeded } from './load.js';
import type { Load } from './load.js';
import { latencies, report, rounded } from './report.js';

const SHARE_OF_SATURATION = 0.3;
const ROUNDS = 2;
const WARM_UP_S = 1;
const AGENT = { email: 'bench@example.com', password: 'a password only for this run' };

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    visitors: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed);
const count = Number(values.visitors);
/** A quarter for each of: saturation of both, pace of both. */
const phaseS = Math.max(1, Number(values.seconds) / 4);

async function startBare(): Promise<{ url: string; stop: () => void }> {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('bare-relay.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', () => reject(new Error('The bare relay did not start')));
  });
  return { url: JSON.parse(line).url, stop: () => void child.kill('SIGTERM') };
}

const many = <Item>(open: () => Promise<Item>): Promise<Item[]> => Promise.all(Array.from({ length: count }, open));

const bare = await startBare();
const relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
try {
  const site = await relay.siteAdd('Bench', ['*']);
  await relay.userAdd(AGENT.email, 'agent', AGENT.password, site.siteId);
  const desk = await signIn(relay.url, AGENT.email, AGENT.password);
  const loads: Record<'durable' | 'bare', Load> = {
    durable: createLoad({
      visitors: await many(async () => (await visitor(relay.url, site.siteId)).socket()),
      agent: desk.socket,
      random: seeded(seed),
    }),
    bare: createLoad({
      visitors: await many(() => connect(bare.url, VISITOR_SOCKET_PATH, {})),
      agent: await connect(bare.url, AGENT_SOCKET_PATH, {}),
      random: seeded(seed),
    }),
  };

  const perSecond = { durable: 0, bare: 0 };
  for (const name of ['bare', 'durable'] as const) await loads[name].saturate(WARM_UP_S);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of ['bare', 'durable'] as const) perSecond[name] += (await loads[name].saturate(phaseS / ROUNDS)) / ROUNDS;
  }
  const durable = await loads.durable.pace(perSecond.durable * SHARE_OF_SATURATION, phaseS);
  const baseline = await loads.bare.pace(perSecond.durable * SHARE_OF_SATURATION, phaseS);
  const delivered = latencies(durable.deliveredMs);
  const baselineAck = latencies(baseline.ackMs);
  report(
    {
      ratio: rounded(perSecond.durable / perSecond.bare),
      ...latencies(durable.ackMs),
      deliveredP50Ms: delivered.p50Ms,
      deliveredP99Ms: delivered.p99Ms,
      bareP50Ms: baselineAck.p50Ms,
      bareP99Ms: baselineAck.p99Ms,
      messagesPerSecond: Math.round(perSecond.durable),
      bareMessagesPerSecond: Math.round(perSecond.bare),
      pacePerSecond: Math.round(perSecond.durable * SHARE_OF_SATURATION),
      visitors: count,
      seconds: Number(values.seconds),
      seed,
    },
    values.json,
  );
  loads.durable.close();
  loads.bare.close();
} finally {
  bare.stop();
  await relay.stop();
}
