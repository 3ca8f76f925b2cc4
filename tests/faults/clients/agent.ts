// An agent at a desk: signs in, keeps the inbox, answers at once, writes notes, claims, transfers and closes. One delivery client per
// conversation on one socket, as the console has it.
import { AGENT_SOCKET_PATH, createConversationClient, createSessionLink, memoryStorage, newConversation, rowTag } from '@throughline/types';
import type {
  ConversationClient,
  ConversationRow,
  Ev,
  Handoff,
  Head,
  InboxAnswer,
  OpenAnswer,
  ReceiptHint,
  SessionLink,
  Surroundings,
} from '@throughline/types';
import { hashOf } from '../history.js';
import type { History } from '../history.js';
import { Addresses, PROTOCOL_VERSION, post, socketConnector, surroundingsOf } from './connector.js';
import type { SocketPort } from './connector.js';
import { watchTransport, watchView } from './watch.js';
import type { Watched } from './watch.js';

const INBOX_EVERY_MS = 5_000; // a lost hand-off hint is found by state (P46)
const ASK_TIMEOUT_MS = 5_000;

export interface AgentOptions {
  p: string;
  email: string;
  password: string;
  urls: readonly string[];
  origin: string;
  history: History;
  random: () => number;
}

type Push = Handoff & Ev & Head & ReceiptHint & ConversationRow;

export interface Side {
  client: ConversationClient;
  watched: Watched;
}

export class Agent {
  readonly p: string;
  id = '';
  readonly sides = new Map<string, Side>();
  readonly rows = new Map<string, ConversationRow>();
  /** Called with each conversation whose newest pub entry is a visitor's. */
  onQuestion: (conv: string) => void = () => undefined;
  private readonly around: Surroundings;
  private readonly addresses: Addresses;
  private readonly link: SessionLink<SocketPort>;
  private cookie = '';
  private cancelInbox = (): void => undefined;
  private readonly opening = new Set<string>();
  /** Conversations that this connection hears. A new one hears nothing before `open` (K40). */
  private readonly heard = new Set<string>();

  constructor(private readonly options: AgentOptions) {
    this.p = options.p;
    this.around = surroundingsOf(options.random);
    this.addresses = new Addresses(options.urls, Math.floor(options.random() * options.urls.length));
    this.link = createSessionLink<SocketPort>({
      surroundings: this.around,
      connector: socketConnector({
        addresses: this.addresses,
        path: AGENT_SOCKET_PATH,
        headers: { origin: options.origin },
        auth: async (url) => ({ v: PROTOCOL_VERSION, ticket: await this.ticket(url) }),
        push: (event, payload) => this.hear(event, JSON.parse(JSON.stringify(payload))),
      }),
      onUp: (port) => {
        this.heard.clear();
        for (const { client, watched } of this.sides.values()) client.online(watchTransport(port, watched));
        void this.syncInbox();
      },
      onDown: () => {
        for (const { client } of this.sides.values()) client.offline();
      },
      onRefused: (code) => {
        if (code === 'unauthenticated') this.cookie = '';
      },
      probe: () => this.syncInbox(),
    });
  }

  /** Signs in; the link keeps trying. */
  start(): void {
    this.link.start();
    const again = (): void => {
      this.cancelInbox = this.around.after(INBOX_EVERY_MS, () => {
        void this.syncInbox();
        again();
      });
    };
    again();
  }

  stop(): void {
    this.cancelInbox();
    this.link.stop();
    for (const { client } of this.sides.values()) client.stop();
  }

  wake(): void {
    this.link.wake();
  }

  private async ticket(url: string): Promise<string> {
    const headers = { origin: this.options.origin, 'x-throughline': 'console', 'content-type': 'application/json' };
    if (this.cookie === '') {
      const { email, password } = this.options;
      const login = await post(`${url}/agent/v1/login`, { email, password }, { headers });
      if (login.status !== 200) throw new Error(`login ${login.status}`);
      this.cookie = login.cookie;
      const { agent } = JSON.parse(JSON.stringify(login.body));
      this.id = String(agent.id);
    }
    const answer = await post(`${url}/agent/v1/ticket`, {}, { headers: { ...headers, cookie: this.cookie } });
    if (answer.status === 401) this.cookie = '';
    if (answer.status !== 200) throw new Error(`ticket ${answer.status}`);
    return String(answer.body['ticket']);
  }

  private async syncInbox(): Promise<boolean> {
    const port = this.link.port();
    if (port === null) return false;
    try {
      const known = [...this.rows.values()].map((row): [string, string] => [row.id, rowTag(row)]);
      const answer = await port.ask<InboxAnswer>('inbox', { known }, ASK_TIMEOUT_MS);
      if (answer.ok) for (const row of answer.rows) this.takeRow(row);
      for (const conv of this.rows.keys()) if (!this.heard.has(conv)) await this.openOne(port, conv);
      return true;
    } catch {
      return false; // no answer: the link decides what to do about it
    }
  }

  private async openOne(port: SocketPort, conv: string): Promise<void> {
    if (this.opening.has(conv)) return;
    this.opening.add(conv);
    try {
      const answer = await port.ask<OpenAnswer>('open', { conv }, ASK_TIMEOUT_MS);
      if (answer.ok && port === this.link.port()) this.receive(answer);
    } finally {
      this.opening.delete(conv);
    }
  }

  private takeRow(row: ConversationRow): void {
    const held = this.rows.get(row.id);
    const age = (one: ConversationRow): number => one.pubHead + one.intHead + one.statusVersion + one.assignVersion;
    if (held === undefined || age(row) >= age(held)) this.rows.set(row.id, row);
  }

  private receive(handoff: Handoff): void {
    const { row } = handoff;
    this.takeRow(row);
    this.heard.add(row.id);
    const known = this.sides.get(row.id);
    if (known !== undefined) return known.client.adopt(handoff);
    const { history } = this.options;
    const watched: Watched = { history, p: this.p, key: row.id, page: 1 };
    const client = createConversationClient({
      ...{
        stored: newConversation(this.around.hex128(), this.around.hex128(), row.id),
        storage: memoryStorage(),
        surroundings: this.around,
      },
      lanes: ['pub', 'int'],
      onBug: (what) => history.add(this.p, { type: 'info', f: 'bug', what }),
    });
    this.sides.set(row.id, { client, watched });
    client.subscribe(watchView(watched));
    let answered = 0;
    client.subscribe(({ pub }) => {
      const last = pub.entries.at(-1);
      if (last === undefined || last.seq <= answered) return;
      answered = last.seq;
      client.markRead(pub.contig);
      if (last.author.type === 'visitor' && last.kind === 'message') this.onQuestion(row.id);
    });
    client.adopt(handoff);
    const port = this.link.port();
    if (port !== null) client.online(watchTransport(port, watched), handoff.epoch);
    return undefined;
  }

  private hear(event: string, push: Push): void {
    const side = this.sides.get(push.conv)?.client;
    if (event === 'handoff') this.receive(push);
    else if (event === 'row') this.takeRow(push);
    else if (event === 'ev') side?.onEv(push);
    else if (event === 'head') side?.onHead(push);
    else if (event === 'receipt') side?.onReceipt(push);
  }

  /** Text, note, assignment or close. */
  async send(conv: string, kind: string, body: Record<string, unknown>): Promise<void> {
    const side = this.sides.get(conv);
    const sent = await side?.client.send(kind, body);
    if (sent?.ok !== true) return;
    const lane = kind === 'message' || kind === 'close' || kind === 'open' ? 'pub' : 'int';
    const { origin } = sent.item;
    const said = { key: conv, origin, kind, lane, hash: hashOf(kind, kind === 'close' ? {} : body) } as const;
    this.options.history.add(this.p, { type: 'invoke', f: 'say', ...said, author: this.id });
  }

  quiet(): boolean {
    if (this.link.port() === null || [...this.rows.keys()].some((conv) => !this.heard.has(conv))) return false;
    return [...this.sides.values()].every(({ client }) => {
      const view = client.view();
      return !view.loading && view.outbox.every(({ state }) => state.state === 'failed');
    });
  }
}
