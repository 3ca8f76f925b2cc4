// A visitor and an agent who speak the protocol by hand, for checks that ask for one exact answer. Everything is awaited; nothing is retried.
import type { InboxAnswer, OpenAnswer, SubmitAnswer, SyncAnswer } from '@throughline/types';
import type { RunningRelay, SiteKeys } from '../../servers/relay.js';
import { agent, hex128, visitor } from '../../servers/visitor-http.js';
import type { TestAgent, TestVisitor } from '../../servers/visitor-http.js';
import type { Socket } from 'socket.io-client';

const PASSWORD = 'a long enough password';
const ANSWER_MS = 10_000;

export interface Wire {
  socket: Socket;
  stream: string;
  /** Whatever was pushed. */
  pushed: { event: string; payload: Record<string, unknown> }[];
  submit(
    conv: string,
    msgs: { n: number; kind?: string; text?: string; body?: Record<string, unknown> }[],
    more?: Record<string, unknown>,
  ): Promise<SubmitAnswer>;
  sync(conv: string, cursor?: { lane?: 'pub' | 'int'; epoch?: string; after?: number; after_id?: string }): Promise<SyncAnswer>;
  open(conv: string): Promise<OpenAnswer>;
  inbox(): Promise<InboxAnswer>;
  got(conv: string, seq: number): void;
  close(): void;
}

export function wireOf(socket: Socket): Wire {
  const ask = <Answer>(event: string, payload: unknown): Promise<Answer> => socket.timeout(ANSWER_MS).emitWithAck(event, payload);
  const stream = hex128();
  const pushed: Wire['pushed'] = [];
  socket.onAny((event: string, payload: Record<string, unknown>) => pushed.push({ event, payload }));
  return {
    ...{ socket, stream, pushed },
    submit: (conv, msgs, more = {}) =>
      ask('submit', {
        ...{ conv, stream, ...more },
        msgs: msgs.map(({ n, kind = 'message', text = `text ${n}`, body }) => ({
          n,
          kind,
          body: body ?? (kind === 'skip' ? {} : { text }),
        })),
      }),
    sync: (conv, { lane = 'pub', epoch = '', after = 0, after_id: id = '' } = {}) =>
      ask('sync', { conv, lane, epoch, after, after_id: id, max_bytes: 65_536 }),
    open: (conv) => ask('open', { conv }),
    inbox: () => ask('inbox', { known: [] }),
    got: (conv, seq) => void socket.emit('got', { conv, lane: 'pub', seq, read: seq }),
    close: () => void socket.close(),
  };
}

export interface Talk {
  guest: TestVisitor;
  wire: Wire;
  conv: string;
  epoch: string;
}

/** A new visitor with an open conversation (entries 1 `open`, 2 the first message) and a socket. */
export async function openTalk(relay: RunningRelay, shop: SiteKeys): Promise<Talk> {
  const guest = await visitor(relay.url, shop.siteId);
  const opened = await guest.submit({ msgs: [{ n: 1, kind: 'message', body: { text: 'hello' } }] });
  if (!opened.ok) throw new Error(`No conversation: ${opened.code}`);
  const wire = wireOf(await guest.socket());
  return { guest, wire, conv: opened.conv, epoch: opened.epoch };
}

const EMAIL = 'ada@shop.example';
const known = new WeakSet<RunningRelay>();

/** The site's agent, on a socket of their own. */
export async function openDesk(relay: RunningRelay, shop: SiteKeys): Promise<Wire & { agent: TestAgent }> {
  if (!known.has(relay)) await relay.userAdd(EMAIL, 'admin', PASSWORD, shop.siteId);
  known.add(relay);
  const one = await agent(relay.url, EMAIL, PASSWORD);
  return { ...wireOf(one.socket), agent: one };
}
