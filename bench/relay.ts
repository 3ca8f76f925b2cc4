// What durability costs: the relay (fsync per commit group, identity, hand-off) against a bare socket.io relay with acks, in one run on one
// machine over loopback, each in processes of its own. Rounds alternate, so that a busy machine burdens both.
//   npm run bench:relay -- [--store sqlite|postgres] [--nodes 1|2] [--seconds 20] [--visitors 100] [--seed 1] [--json]
// `--cpu-prof <folder>`: the relays leave profiles there. `cpuRatio` compares by CPU time, the store's included: on a machine that has other
// things to do, or fewer cores than there are processes here, it says more than messages per second.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { AGENT_SOCKET_PATH, VISITOR_SOCKET_PATH } from '@throughline/types';
import { agent as signIn, connect, visitor } from '../tests/servers/visitor-http.js';
import { cpuMs } from './cpu-time.js';
import { startDurable } from './durable-relays.js';
import { createLoad, seeded } from './load.js';
import type { Load } from './load.js';
import { latencies, report, rounded } from './report.js';

const SHARE_OF_SATURATION = 0.3;
const ROUNDS = 4;
const WARM_UP_S = 2;
const AGENT = { email: 'bench@example.com', password: 'a password only for this run' };

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'sqlite' },
    nodes: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '20' },
    visitors: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    'cpu-prof': { type: 'string' },
  },
});
const seed = Number(values.seed);
const count = Number(values.visitors);
const nodes = Number(values.nodes);
if (values.store !== 'sqlite' && values.store !== 'postgres') throw new Error('--store is sqlite or postgres');
const { store, 'cpu-prof': profiles } = values;
/** A quarter for each of: saturation of both, pace of both. */
const phaseS = Math.max(1, Number(values.seconds) / 4);

async function startBare(): Promise<{ url: string; pid: number; stop: () => void }> {
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('bare-relay.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', () => reject(new Error('The bare relay did not start')));
  });
  return { url: JSON.parse(line).url, pid: child.pid ?? 0, stop: () => void child.kill('SIGTERM') };
}

const many = <Item>(open: (index: number) => Promise<Item>): Promise<Item[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => open(index)));

interface Measured {
  messages: number;
  seconds: number;
  cpuMs: number;
  storeCpuMs: number;
}

const bare = await startBare();
const durable = await startDurable({
  store,
  nodes,
  nodeArgs: profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`],
}).catch((error: unknown) => {
  bare.stop(); // else it would outlive a run that never began
  throw error;
});
try {
  const [first] = durable.nodes;
  const site = await first.siteAdd('Bench', ['*']);
  await first.userAdd(AGENT.email, 'agent', AGENT.password, site.siteId);
  const desk = await signIn(first.url, AGENT.email, AGENT.password);
  const nodeOf = (index: number): string => (durable.nodes[index % durable.nodes.length] ?? first).url;
  const loads: Record<'durable' | 'bare', Load> = {
    durable: createLoad({
      visitors: await many(async (index) => (await visitor(nodeOf(index), site.siteId)).socket()),
      agent: desk.socket,
      random: seeded(seed),
    }),
    bare: createLoad({
      visitors: await many(() => connect(bare.url, VISITOR_SOCKET_PATH, {})),
      agent: await connect(bare.url, AGENT_SOCKET_PATH, {}),
      random: seeded(seed),
    }),
  };
  const relayPids = { durable: durable.nodes.map(({ pid }) => pid), bare: [bare.pid] };
  const storePids = durable.storePids();
  const measured: Record<'durable' | 'bare', Measured> = {
    durable: { messages: 0, seconds: 0, cpuMs: 0, storeCpuMs: 0 },
    bare: { messages: 0, seconds: 0, cpuMs: 0, storeCpuMs: 0 },
  };

  for (const name of ['bare', 'durable'] as const) {
    await loads[name].open();
    await loads[name].saturate(WARM_UP_S);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of ['bare', 'durable'] as const) {
      const into = measured[name];
      const [relayBefore, storeBefore] = [cpuMs(relayPids[name]), cpuMs(storePids)];
      const { acked, seconds } = await loads[name].saturate(phaseS / ROUNDS);
      into.messages += acked;
      into.seconds += seconds;
      into.cpuMs += cpuMs(relayPids[name]) - relayBefore;
      into.storeCpuMs += name === 'durable' ? cpuMs(storePids) - storeBefore : 0;
    }
  }
  const perSecond = { durable: measured.durable.messages / measured.durable.seconds, bare: measured.bare.messages / measured.bare.seconds };
  const perMessageMs = (name: 'durable' | 'bare'): number => rounded(measured[name].cpuMs / measured[name].messages, 3);
  const pace = perSecond.durable * SHARE_OF_SATURATION;
  const paced = await loads.durable.pace(pace, phaseS);
  const baseline = latencies((await loads.bare.pace(pace, phaseS)).ackMs);
  const delivered = latencies(paced.deliveredMs);
  const acked = latencies(paced.ackMs);
  report(
    {
      store,
      nodes,
      ratio: rounded(perSecond.durable / perSecond.bare),
      messagesPerSecond: Math.round(perSecond.durable),
      bareMessagesPerSecond: Math.round(perSecond.bare),
      relayCpuMsPerMessage: perMessageMs('durable'),
      storeCpuMsPerMessage: rounded(measured.durable.storeCpuMs / measured.durable.messages, 3),
      bareCpuMsPerMessage: perMessageMs('bare'),
      cpuRatio: rounded(
        measured.bare.cpuMs / measured.bare.messages / ((measured.durable.cpuMs + measured.durable.storeCpuMs) / measured.durable.messages),
      ),
      ...acked,
      bareP50Ms: baseline.p50Ms,
      bareP99Ms: baseline.p99Ms,
      addedP50Ms: rounded(acked.p50Ms - baseline.p50Ms),
      addedP99Ms: rounded(acked.p99Ms - baseline.p99Ms),
      deliveredP50Ms: delivered.p50Ms,
      deliveredP99Ms: delivered.p99Ms,
      pacePerSecond: Math.round(pace),
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
  await durable.stop();
}
