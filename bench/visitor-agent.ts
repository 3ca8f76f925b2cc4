// A visitor and an answering agent, each with the product's own delivery client on a real socket: what they hold is what a widget and a
// console would show.
import {
  AGENT_SOCKET_PATH,
  PROTOCOL_VERSION,
  VISITOR_SOCKET_PATH,
  createConversationClient,
  memoryStorage,
  newConversation,
} from '@throughline/types';
import type { ConversationClient, Entry, Handoff, Transport } from '@throughline/types';
import { post, visitor as startSession } from '../tests/servers/visitor-http.js';
import { openLink, surroundings } from './connector.js';
import type { Push } from './connector.js';

/** One conversation as one side holds it. */
export interface Side {
  client: ConversationClient;
  /** Hands the text over; resolves with its origin as soon as it is queued. */
  say(kind: 'message' | 'note', text: string): Promise<string>;
  /** Resolves when the confirmed list of this side holds the entry; with the moment it did, in ms of performance.now(). */
  shows(origin: string): Promise<number>;
  entries(): readonly Entry[];
}

const SHOWN_TIMEOUT_MS = 60_000;

function sideOf(client: ConversationClient): Side {
  const waiting = new Map<string, (at: number) => void>();
  const arrived = new Map<string, number>();
  let seen = 0;
  client.subscribe(({ pub, int }) => {
    for (const lane of [pub, int]) {
      for (const entry of lane.entries) {
        const { origin } = entry;
        if (origin === undefined || arrived.has(origin)) continue;
        arrived.set(origin, performance.now());
        waiting.get(origin)?.(performance.now());
        waiting.delete(origin);
        seen += 1;
      }
    }
  });
  return {
    client,
    async say(kind, text) {
      const sent = await client.send(kind, { text });
      if (!sent.ok) throw new Error(`The outbox refused a text: ${sent.code}`);
      return sent.item.origin;
    },
    shows(origin) {
      const at = arrived.get(origin);
      if (at !== undefined) return Promise.resolve(at);
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`${origin} was not shown within ${SHOWN_TIMEOUT_MS} ms (${seen} were)`)),
          SHOWN_TIMEOUT_MS,
        );
        waiting.set(origin, (shownAt) => {
          clearTimeout(timer);
          resolve(shownAt);
        });
      });
    },
    entries: () => client.view().pub.entries,
  };
}

export interface Visitor extends Side {
  /** Resolves with the id of the conversation once the relay named it. */
  conversation: Promise<string>;
  leave(): void;
}

/** A new visitor of the site with an empty conversation. */
export async function openVisitor(url: string, site: string): Promise<Visitor> {
  const { session, token } = await startSession(url, site);
  let named = (_conv: string): void => undefined;
  const conversation = new Promise<string>((resolve) => (named = resolve));
  const stored = newConversation(surroundings.hex128(), surroundings.hex128());
  const storage = memoryStorage();
  const client = createConversationClient({
    stored,
    storage,
    surroundings,
    lanes: ['pub'],
    self: { type: 'visitor', id: session.visitorId },
    onCreated: named,
  });
  const link = openLink({
    url,
    path: VISITOR_SOCKET_PATH,
    auth: () => Promise.resolve({ v: PROTOCOL_VERSION, token }),
    push: (event, payload) => pushTo(client, event, payload),
    onUp: (transport) => client.online(transport, session.epoch),
    onDown: () => client.offline(),
  });
  return {
    ...sideOf(client),
    conversation,
    leave() {
      link.stop();
      client.stop();
    },
  };
}

function pushTo(client: ConversationClient | undefined, event: string, payload: Push): void {
  if (event === 'ev') client?.onEv(payload);
  if (event === 'head') client?.onHead(payload);
  if (event === 'receipt') client?.onReceipt(payload);
}

export interface AnsweringAgent {
  /** The agent's side of a conversation; resolves when its hand-off arrived. */
  take(conv: string): Promise<Side>;
  /** Forgets a finished conversation. */
  release(conv: string): void;
  leave(): void;
}

/** Signs in and answers whatever arrives. */
export async function openAgent(url: string, email: string, password: string): Promise<AnsweringAgent> {
  const headers = { origin: url, 'x-throughline': 'console' };
  const login = await post(`${url}/agent/v1/login`, { email, password }, headers);
  if (login.status !== 200) throw new Error(`No sign-in: ${JSON.stringify(login.body)}`);
  const cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const ticket = async (): Promise<Record<string, unknown>> => {
    const answer = await post(`${url}/agent/v1/ticket`, {}, { ...headers, cookie });
    return { v: PROTOCOL_VERSION, ticket: answer.body['ticket'] };
  };
  const sides = new Map<string, Side>();
  const waiting = new Map<string, (side: Side) => void>();
  let transport: Transport | null = null;

  function receive(handoff: Handoff): void {
    const conv = handoff.row.id;
    const known = sides.get(conv);
    if (known !== undefined) return known.client.adopt(handoff);
    const client = createConversationClient({
      stored: newConversation(surroundings.hex128(), surroundings.hex128(), conv),
      storage: memoryStorage(),
      surroundings,
      lanes: ['pub', 'int'],
    });
    const side = sideOf(client);
    sides.set(conv, side);
    client.adopt(handoff);
    if (transport !== null) client.online(transport, handoff.epoch);
    waiting.get(conv)?.(side);
    waiting.delete(conv);
  }

  const link = openLink({
    url,
    path: AGENT_SOCKET_PATH,
    auth: ticket,
    headers: { origin: url },
    push(event, payload) {
      if (event === 'handoff') receive(payload);
      else pushTo(sides.get(payload.conv)?.client, event, payload);
    },
    onUp(live) {
      transport = live;
      for (const { client } of sides.values()) client.online(live);
    },
    onDown() {
      transport = null;
      for (const { client } of sides.values()) client.offline();
    },
  });
  return {
    take(conv) {
      const side = sides.get(conv);
      return side === undefined ? new Promise((resolve) => waiting.set(conv, resolve)) : Promise.resolve(side);
    },
    release(conv) {
      sides.get(conv)?.client.stop();
      sides.delete(conv);
    },
    leave() {
      link.stop();
      for (const { client } of sides.values()) client.stop();
    },
  };
}
