// A visitor with a device: the real delivery client, reloaded and impatient. Writes down everything that leaves, returns or is drawn.
import { createConversationClient, newConversation } from '@throughline/types';
import type { ConversationClient, Ev, Head, ReceiptHint, Surroundings } from '@throughline/types';
import { hashOf } from '../history.js';
import type { History } from '../history.js';
import { Addresses, surroundingsOf } from './connector.js';
import { createDevice } from './device.js';
import type { Device } from './device.js';
import { createVisitorLink } from './visitor-link.js';
import type { VisitorLink } from './visitor-link.js';
import { watchTransport, watchView } from './watch.js';
import { NOTE_CANARY } from './words.js';

export interface VisitorOptions {
  p: string;
  site: string;
  urls: readonly string[];
  history: History;
  random: () => number;
  /** Sends the first submission twice at the same moment. */
  doubleClick: boolean;
}

type Push = Ev & Head & ReceiptHint;

export class Visitor {
  readonly device: Device = createDevice();
  readonly p: string;
  /** The conversation's key: what a new visitor mints. */
  readonly key: string;
  client: ConversationClient | null = null;
  visitorId = '';
  private readonly around: Surroundings;
  private readonly addresses: Addresses;
  private link: VisitorLink | null = null;
  private storage: ReturnType<Device['page']> | null = null;
  private page = 0;
  private clicked = false;

  constructor(private readonly options: VisitorOptions) {
    this.p = options.p;
    this.around = surroundingsOf(options.random);
    this.key = this.around.hex128();
    this.addresses = new Addresses(options.urls, Math.floor(options.random() * options.urls.length));
  }

  /** Opens the page; resolves when there is a client to type into. */
  async open(): Promise<void> {
    const { history, site } = this.options;
    this.page += 1;
    const page = this.page;
    const watched = { history, p: this.p, key: this.key, page };
    const storage = this.device.page();
    this.storage = storage;
    const [kept] = await storage.all();
    const stored = kept ?? newConversation(this.key, this.around.hex128());
    let ready = (): void => undefined;
    const known = new Promise<void>((resolve) => (ready = resolve));
    const begin = (visitorId: string): void => {
      this.visitorId = visitorId;
      const client = createConversationClient({
        ...{ stored, storage, surroundings: this.around, lanes: ['pub'], self: { type: 'visitor', id: visitorId } },
        onBug: (what) => history.add(this.p, { type: 'info', f: 'bug', what }),
        onCreated: () => link.live(),
      });
      client.subscribe(watchView(watched));
      this.client = client;
      ready();
    };
    const link = createVisitorLink({
      ...{ site, device: this.device, addresses: this.addresses, surroundings: this.around },
      client: () => (page === this.page ? this.client : null),
      knew: (session) => {
        if (page === this.page && this.client === null) begin(session.visitorId);
      },
      attach: (port, epoch) => {
        history.add(this.p, { type: 'info', f: port === null ? 'down' : 'up', key: this.key, page });
        if (port === null) this.client?.offline();
        else
          this.client?.online(
            watchTransport(port, watched, () => this.twice()),
            epoch,
          );
      },
      push: (event, payload) => page === this.page && this.hear(event, payload),
    });
    this.link = link;
    if (this.visitorId !== '') begin(this.visitorId);
    link.start();
    if (stored.conv !== null) link.live();
    return known;
  }

  private twice(): boolean {
    if (this.clicked || !this.options.doubleClick) return false;
    this.clicked = true;
    return true;
  }

  private hear(event: string, payload: unknown): void {
    if (JSON.stringify(payload)?.includes(NOTE_CANARY) === true)
      this.options.history.add(this.p, { type: 'info', f: 'leak', what: `${event}: a note` });
    const push: Push = JSON.parse(JSON.stringify(payload));
    if (event === 'ev') this.client?.onEv(push);
    if (event === 'head') this.client?.onHead(push);
    if (event === 'receipt') this.client?.onReceipt(push);
  }

  /** The person presses send. */
  async say(text: string): Promise<void> {
    const { client } = this;
    const body = { text };
    const sent = await client?.send('message', body);
    if (sent?.ok !== true) return;
    const { origin } = sent.item;
    this.options.history.add(this.p, {
      ...{ type: 'invoke', f: 'say', key: this.key, origin, kind: 'message', lane: 'pub', hash: hashOf('message', body) },
      author: this.visitorId,
    });
  }

  /** The tab is closed at once and opened again. */
  async reload(): Promise<void> {
    if (this.client === null) return;
    this.options.history.add(this.p, { type: 'info', f: 'reload', key: this.key, page: this.page });
    this.close();
    await this.open();
  }

  wake(): void {
    this.link?.wake();
  }

  /** Held texts are sent because the person says so (P69). */
  async sendHeld(): Promise<void> {
    for (const { origin, state } of this.client?.view().outbox ?? []) if (state.state === 'held') await this.client?.retry(origin);
  }

  /** Nothing is on its way any more. */
  quiet(): boolean {
    const view = this.client?.view();
    return view !== undefined && !view.loading && view.outbox.every(({ state }) => state.state === 'failed');
  }

  close(): void {
    this.link?.stop();
    this.client?.stop();
    this.storage?.close();
    this.client = null;
    this.link = null;
  }
}
