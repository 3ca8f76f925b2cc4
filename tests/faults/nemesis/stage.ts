// Everything a run stands on: store, Redis, relays, and a chaos proxy on every link between them and to the clients (P110).
// Invariant: nobody speaks to a relay, and no relay to its store, past a proxy; final reads go straight, after the heal.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createChaosProxy, targetOf, through } from '../../../packages/server/src/testing/chaos-proxy/index.js';
import type { ChaosProxy } from '../../../packages/server/src/testing/chaos-proxy/index.js';
import { testBuild } from '../plants/test-build.js';
import { guard } from '../../servers/guard.js';
import { freshFolder } from '../../servers/private-server.js';
import { startRelay } from '../../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../../servers/relay.js';
import type { History } from '../history.js';
import { startHookSink } from './hook-sink.js';
import type { HookSink } from './hook-sink.js';
import { startPrivatePostgres } from './private-postgres.js';
import type { PrivatePostgres } from './private-postgres.js';
import { startPrivateRedis } from './private-redis.js';
import type { PrivateRedis } from './private-redis.js';

export const PASSWORD = 'a long enough password';
const PROBE = fileURLToPath(new URL('probe.mjs', import.meta.url));
const LINKS = 3; // groups of clients that are hurt separately

export interface StageOptions {
  store: 'sqlite' | 'postgres';
  relays: number;
  agents: number;
  seed: number;
  rateLimits: 'on' | 'off';
  history: History;
}

export interface StagedRelay {
  name: string;
  relay: RunningRelay;
  /** Client links, one per group. */
  links: ChaosProxy[];
  toPostgres: ChaosProxy | null;
  toRedis: ChaosProxy | null;
  /** Sets the relay's wall clock. */
  clock(offsetMs: number): void;
  /** Somebody is killing or starting it at the moment. */
  busy: boolean;
}

export interface Stage {
  options: StageOptions;
  relays: StagedRelay[];
  postgres: PrivatePostgres | null;
  redis: PrivateRedis | null;
  sink: HookSink;
  site: SiteKeys;
  dataDir: string;
  /** Origin under which consoles open sockets. */
  origin: string;
  emails: string[];
  /** Addresses for clients of one group, one per relay. */
  urls(group: number): string[];
  stop(): Promise<void>;
}

export async function openStage(options: StageOptions): Promise<Stage> {
  const { history, seed } = options;
  const onPostgres = options.store === 'postgres';
  const relays = onPostgres ? options.relays : 1;
  const dataDir = freshFolder();
  const release = guard({ folder: dataDir });
  const [postgres, redis, sink, { cli }] = await Promise.all([
    onPostgres ? startPrivatePostgres() : null,
    onPostgres ? startPrivateRedis() : null,
    startHookSink(history),
    testBuild({ clock: true }),
  ]);
  const proxies: ChaosProxy[] = [];
  const proxy = async (address: string): Promise<ChaosProxy> => {
    const made = await createChaosProxy({ target: targetOf(address), seed: seed + proxies.length });
    proxies.push(made);
    return made;
  };
  const staged: StagedRelay[] = [];
  // The console's origin is one and the same on every node, as behind a load balancer.
  const origin = 'http://localhost:1';
  for (let i = 0; i < relays; i += 1) {
    const name = `relay${i + 1}`;
    const toPostgres = postgres === null ? null : await proxy(postgres.url);
    const toRedis = redis === null ? null : await proxy(redis.path);
    const clockFile = join(dataDir, `${name}.clock`);
    writeFileSync(clockFile, '{}');
    const relay = await startRelay({
      dataDir,
      build: cli,
      nodeArgs: ['--expose-gc', '--import', PROBE],
      env: {
        ...(toPostgres !== null && postgres !== null && { DATABASE_URL: through(toPostgres, postgres.url) }),
        ...(toRedis !== null && redis !== null && { REDIS_URL: through(toRedis, redis.path) }),
        THROUGHLINE_RATE_LIMITS: options.rateLimits,
        THROUGHLINE_EGRESS_ALLOW: `127.0.0.1:${sink.port}`,
        THROUGHLINE_TEST_CLOCK: clockFile,
        PUBLIC_URL: origin,
        HOST: '127.0.0.1',
      },
    });
    const links = [];
    for (let link = 0; link < LINKS; link += 1) links.push(await proxy(relay.url));
    const clock = (offsetMs: number): void => {
      writeFileSync(`${clockFile}.new`, JSON.stringify({ offsetMs }));
      renameSync(`${clockFile}.new`, clockFile); // the relay may be reading it at this moment
    };
    staged.push({ name, relay, links, toPostgres, toRedis, clock, busy: false });
  }
  const first = staged[0]?.relay;
  if (first === undefined) throw new Error('No relay');
  const site = await first.siteAdd('Shop');
  const emails = Array.from({ length: options.agents }, (_, i) => `agent${i + 1}@shop.example`);
  await Promise.all(emails.map((email) => first.userAdd(email, 'admin', PASSWORD, site.siteId)));
  sink.secret = await subscribe(first.url, site, sink.port);
  return {
    ...{ options, relays: staged, postgres, redis, sink, site, dataDir, origin, emails },
    urls: (group) => staged.map(({ links }) => links[group % LINKS]?.url ?? ''),
    async stop() {
      for (const { relay } of staged) {
        relay.signal('SIGCONT');
        await relay.stop();
      }
      await Promise.all(proxies.map((one) => one.close()));
      sink.close();
      redis?.stop();
      await postgres?.stop();
      rmSync(dataDir, { recursive: true, force: true });
      release();
    },
  };
}

async function subscribe(url: string, site: SiteKeys, port: number): Promise<string> {
  const response = await fetch(`${url}/api/v1/webhooks`, {
    method: 'POST',
    headers: { authorization: `Bearer ${site.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ url: `http://127.0.0.1:${port}/hook`, events: ['handoff.created'] }),
  });
  const body: { secret?: string } = await response.json();
  if (body.secret === undefined) throw new Error(`No webhook: ${response.status} ${JSON.stringify(body)}`);
  return body.secret;
}

/** The folder of a run's artefacts. */
export function artefacts(seed: number): string {
  const folder = fileURLToPath(new URL(`../../../.cache/faults/${seed}`, import.meta.url));
  mkdirSync(folder, { recursive: true });
  return folder;
}
