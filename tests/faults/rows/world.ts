// A relay of the test build on a store of its own, with visitors and an agent who write to it without pause.
import { setTimeout as pause } from 'node:timers/promises';
import { AGENT_SOCKET_PATH, PROTOCOL_VERSION, VISITOR_SOCKET_PATH } from '@throughline/types';
import { freshDatabase } from '../../servers/postgres.js';
import { startRelay } from '../../servers/relay.js';
import type { RelayOptions, RunningRelay, SiteKeys } from '../../servers/relay.js';
import { agent, connect, hex128, post, visitor } from '../../servers/visitor-http.js';
import { Journal, judge, laneOf } from './journal.js';
import type { Verdict } from './journal.js';
import { conversationsOf } from './sql.js';
import { startWriter } from './writer.js';
import type { Writer, WriterOptions } from './writer.js';

const PASSWORD = 'a long enough password';
const EMAIL = 'ada@shop.example';
export type StoreKind = 'sqlite' | 'postgres';

export interface World {
  readonly relay: RunningRelay;
  readonly site: SiteKeys;
  readonly journal: Journal;
  readonly writers: readonly Writer[];
  /** Of PostgreSQL; empty on SQLite. */
  readonly databaseUrl: string;
  /** Adds `count` visitors and, once, an agent who answers in the first conversation. The relay must run. Visitors open their sockets at
   * `urls` in turn; default this relay's. */
  write(count: number, more?: Partial<WriterOptions>, urls?: readonly string[]): Promise<void>;
  /** Adds an endpoint that hears of every hand-off. */
  webhook(url: string): Promise<void>;
  /** Resolves when somebody got an ack later than now. */
  nextAck(timeoutMs?: number): Promise<number>;
  /** Lets the writers finish what they sent and judges. The relay must run. */
  verdict(): Promise<Verdict>;
  stop(): Promise<void>;
}

export interface WorldOptions extends RelayOptions {
  store: StoreKind;
  /** Of a PostgreSQL of the caller's; default a fresh database of the run's cluster. */
  databaseUrl?: string;
}

export async function openWorld({ store, env = {}, databaseUrl: given, ...options }: WorldOptions): Promise<World> {
  const database = store === 'postgres' && given === undefined ? await freshDatabase() : null;
  const databaseUrl = given ?? database?.url ?? '';
  const relay = await startRelay({ ...options, env: { THROUGHLINE_RATE_LIMITS: 'off', DATABASE_URL: databaseUrl, ...env } });
  const site = await relay.siteAdd();
  await relay.userAdd(EMAIL, 'agent', PASSWORD, site.siteId);
  const journal = new Journal();
  const writers: Writer[] = [];
  let agents = 0;

  /** A new ticket for each socket, as the console asks for one. */
  const agentSocket = async () => {
    const ada = await agent(relay.url, EMAIL, PASSWORD);
    ada.close();
    return async () => {
      const headers = { origin: relay.url, 'x-throughline': 'console', cookie: ada.cookie };
      const ticket = await post(`${relay.url}/agent/v1/ticket`, {}, headers);
      return connect(relay.url, AGENT_SOCKET_PATH, { v: PROTOCOL_VERSION, ticket: ticket.body['ticket'] }, { origin: relay.url });
    };
  };

  const world: World = {
    relay,
    site,
    journal,
    writers,
    databaseUrl,
    async write(count, more = {}, urls = [relay.url]) {
      let opened = 0;
      for (let index = 0; index < count; index += 1) {
        const guest = await visitor(relay.url, site.siteId);
        const name = `visitor ${writers.length + 1}`;
        const open = () => {
          const url = urls[(opened += 1) % urls.length] ?? relay.url;
          return connect(url, VISITOR_SOCKET_PATH, { v: PROTOCOL_VERSION, token: guest.token });
        };
        writers.push(startWriter({ name, journal, open, target: () => ({ conv_key: guest.stream }), ...more }));
      }
      if (agents > 0) return;
      agents += 1;
      const open = await agentSocket();
      let conv: string | null = null;
      const target = () => ((conv ??= writers[0]?.conv ?? null) === null ? null : { conv });
      writers.push(startWriter({ name: 'agent', journal, open, target, ...more }));
    },
    async webhook(url) {
      const headers = { authorization: `Bearer ${site.secretKey}`, 'content-type': 'application/json', 'idempotency-key': hex128() };
      const added = await post(`${relay.url}/api/v1/webhooks`, { url, events: ['handoff.created'] }, headers);
      if (added.status !== 201) throw new Error(`No webhook: ${JSON.stringify(added.body)}`);
    },
    async nextAck(timeoutMs = 60_000) {
      const since = performance.now();
      const before = journal.ackTimes.length;
      while (journal.ackTimes.length === before) {
        if (performance.now() - since > timeoutMs) throw new Error(`no ack for ${timeoutMs} ms; the relay said: ${relay.said()}`);
        await pause(10);
      }
      return performance.now() - since;
    },
    async verdict() {
      await Promise.all(writers.map((writer) => writer.settle()));
      return judge(journal, {
        conversations: await conversationsOf({ dataDir: relay.dataDir, databaseUrl }, site.siteId),
        log: (conv) => laneOf(relay.url, conv, site.secretKey),
      });
    },
    async stop() {
      await relay.stop();
      await database?.drop();
    },
  };
  return world;
}
