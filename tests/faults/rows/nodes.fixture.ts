// Several relays on one PostgreSQL, as an operator runs them: one seal key, one Redis or none, and people who connect to whichever.
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Socket } from 'socket.io-client';
import { AGENT_SOCKET_PATH, PROTOCOL_VERSION } from '@throughline/types';
import type { Submit, SubmitAnswer, SyncAnswer } from '@throughline/types';
import { guard } from '../../servers/guard.js';
import { freshDatabase } from '../../servers/postgres.js';
import type { FreshDatabase } from '../../servers/postgres.js';
import { freshFolder } from '../../servers/private-server.js';
import { startHurtRedis } from '../../servers/redis.js';
import type { HurtRedis } from '../../servers/redis.js';
import { startRelay } from '../../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../../servers/relay.js';
import { agent, connect, hex128, post, visitor } from '../../servers/visitor-http.js';
import type { TestAgent } from '../../servers/visitor-http.js';

const PASSWORD = 'a long enough password';

export interface Push {
  event: string;
  payload: Record<string, unknown>;
  at: number;
}
/** One person at one relay. */
export interface Caller {
  socket: Socket;
  /** Everything the relay pushed, in order. */
  pushes: Push[];
  /** Texts of messages that arrived by push. */
  texts(): string[];
  /** Heads told for a conversation. */
  heads(conv: string): number[];
  say(text: string, to: { conv: string } | { conv_key: string }): Promise<SubmitAnswer>;
  submit(submit: Submit): Promise<SubmitAnswer>;
  ask<T>(event: string, message: unknown): Promise<T>;
  /** The whole pub lane, read anew. */
  read(conv: string): Promise<string[]>;
  close(): void;
}

export interface Nodes {
  relays: RunningRelay[];
  redis: HurtRedis | null;
  database: FreshDatabase;
  site: SiteKeys;
  keyFile: string;
  env: Record<string, string>;
  visitorAt(url: string): Promise<Caller>;
  agentAt(url: string, email: string): Promise<Caller & { id: string; signedIn: TestAgent }>;
  addAgent(email: string): Promise<void>;
  stop(): Promise<void>;
}

export interface NodesOptions {
  withRedis?: boolean;
  /** A server of the caller's, who stops it. */
  redis?: HurtRedis;
  /** Where each relay finds Redis; default the server itself. */
  redisUrls?: (node: number) => string;
  /** More settings, for every relay. */
  env?: Record<string, string>;
}

export async function openNodes(
  count: number,
  { withRedis = true, redis: given, redisUrls, env: more = {} }: NodesOptions = {},
): Promise<Nodes> {
  const database = await freshDatabase();
  const redis = given ?? (withRedis ? await startHurtRedis() : null);
  const folder = freshFolder();
  const release = guard({ folder });
  const keyFile = join(folder, 'seal.key');
  writeFileSync(keyFile, randomBytes(32), { mode: 0o600 });
  const env = { DATABASE_URL: database.url, SEAL_KEY_FILE: keyFile, THROUGHLINE_RATE_LIMITS: 'off', ...more };
  const relays: RunningRelay[] = [];
  for (let node = 0; node < count; node += 1) {
    const REDIS_URL = redis === null ? '' : (redisUrls?.(node) ?? redis.url);
    relays.push(await startRelay({ env: { ...env, REDIS_URL } }));
  }
  const [first] = relays;
  if (first === undefined) throw new Error('No relay');
  const site = await first.siteAdd();
  return {
    ...{ relays, redis, database, site, keyFile, env },
    async visitorAt(url) {
      const someone = await visitor(url, site.siteId);
      return caller(await someone.socket());
    },
    addAgent: (email) => first.userAdd(email, 'agent', PASSWORD, site.siteId),
    async agentAt(url, email) {
      const signedIn = await agent(url, email, PASSWORD);
      return { ...caller(signedIn.socket), id: signedIn.session.agent.id, signedIn };
    },
    async stop() {
      await Promise.all(relays.map((relay) => relay.stop()));
      if (given === undefined) await redis?.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
      release();
    },
  };
}

/** A second socket of a signed-in agent, at any relay. */
export async function socketOf(signedIn: TestAgent, url: string): Promise<Socket> {
  const headers = { origin: url, 'x-throughline': 'console', cookie: signedIn.cookie };
  const ticket = await post(`${url}/agent/v1/ticket`, {}, headers);
  return connect(url, AGENT_SOCKET_PATH, { v: PROTOCOL_VERSION, ticket: ticket.body['ticket'] }, { origin: url });
}

function textOf(payload: Record<string, unknown>): string {
  const entry: unknown = payload['entry'];
  if (typeof entry !== 'object' || entry === null || !('body' in entry)) return '';
  const { body } = entry;
  return typeof body === 'object' && body !== null && 'text' in body && typeof body.text === 'string' ? body.text : '';
}

export function caller(socket: Socket): Caller {
  const pushes: Push[] = [];
  const stream = hex128();
  /** n rises within one conversation, under its key before it has a name. */
  const counters = new Map<string, { n: number }>();
  socket.onAny((event: string, payload: Record<string, unknown>) => pushes.push({ event, payload, at: Date.now() }));
  const ask = <T>(event: string, message: unknown): Promise<T> => socket.timeout(10_000).emitWithAck(event, message);
  const self: Caller = {
    socket,
    pushes,
    texts: () => pushes.filter(({ event }) => event === 'ev').map(({ payload }) => textOf(payload)),
    heads: (conv) =>
      pushes.filter(({ event, payload }) => event === 'head' && payload['conv'] === conv).map(({ payload }) => Number(payload['pub'])),
    ask,
    submit: (submit) => ask('submit', submit),
    async say(text, to) {
      const name = 'conv' in to ? to.conv : to.conv_key;
      const counter = counters.get(name) ?? { n: 0 };
      counters.set(name, counter);
      counter.n += 1;
      const answer = await self.submit({ ...to, stream, msgs: [{ n: counter.n, kind: 'message', body: { text } }] });
      if (answer.ok) counters.set(answer.conv, counter);
      return answer;
    },
    async read(conv) {
      const texts: string[] = [];
      for (let after = 0; ;) {
        const page = await ask<SyncAnswer>('sync', { conv, lane: 'pub', epoch: '', after, after_id: '', max_bytes: 256 * 1024 });
        if (!page.ok) throw new Error(`No page: ${page.code}`);
        texts.push(...page.events.filter(({ kind }) => kind === 'message').map(({ body }) => String(body['text'])));
        after = page.events.at(-1)?.seq ?? after;
        if (!page.more) return texts;
      }
    },
    close: () => socket.close(),
  };
  return self;
}

/** The conversation of an accepted answer. */
export function convOf(answer: SubmitAnswer): string {
  if (!answer.ok) throw new Error(`Refused: ${answer.code}`);
  return answer.conv;
}

/** Polls until `met`; answers after how many ms. */
export async function within(ms: number, what: string, met: () => boolean | Promise<boolean>): Promise<number> {
  const since = Date.now();
  while (!(await met())) {
    if (Date.now() - since > ms) throw new Error(`Not within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return Date.now() - since;
}
