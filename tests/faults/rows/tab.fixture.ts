// One tab of a visitor, with what the runner's visitor has no use for: storage that other tabs share, and a clock of its own.
import { createConversationClient, newConversation } from '@throughline/types';
import type { ConversationClient, Ev, Head, ReceiptHint, StoredConversation, Surroundings, Transport } from '@throughline/types';
import { Addresses, surroundingsOf } from '../clients/connector.js';
import type { Device } from '../clients/device.js';
import { createVisitorLink } from '../clients/visitor-link.js';
import { watchTransport, watchView } from '../clients/watch.js';
import { hashOf } from '../history.js';
import type { RowWorld } from './row-world.fixture.js';
import { chanceOf } from './row-world.fixture.js';

export interface TabOptions {
  p: string;
  /** Address of its link to the relay. */
  url: string;
  /** Storage of the browser. */
  device: Device;
  /** What the storage holds; null: a new conversation. */
  stored?: StoredConversation | null;
  now?: () => number;
}

export interface Tab {
  p: string;
  client: ConversationClient;
  say(text: string): Promise<void>;
  quiet(): boolean;
  close(): void;
}

type Push = Ev & Head & ReceiptHint;

/** Resolves when the relay knows the visitor. */
export function openTab(world: RowWorld, { p, url, device, stored = null, now = Date.now }: TabOptions): Promise<Tab> {
  const around: Surroundings = { ...surroundingsOf(chanceOf(p)), now };
  const kept = stored ?? newConversation(around.hex128(), around.hex128());
  const storage = device.page();
  const watched = { history: world.history, p, key: kept.convKey, page: 1 };
  return new Promise((resolve) => {
    let client: ConversationClient | null = null;
    let up: Transport | null = null; // the socket of a known conversation may be there before the session is
    const open = ({ visitorId, epoch }: { visitorId: string; epoch: string }): void => {
      const mine = createConversationClient({
        ...{ stored: kept, storage, surroundings: around, lanes: ['pub'], self: { type: 'visitor', id: visitorId } },
        onBug: (what) => world.history.add(p, { type: 'info', f: 'bug', what }),
        onCreated: () => link.live(),
      });
      mine.subscribe(watchView(watched));
      client = mine;
      if (up !== null) mine.online(watchTransport(up, watched), epoch);
      resolve({
        p,
        client: mine,
        async say(text) {
          const sent = await mine.send('message', { text });
          if (!sent.ok) throw new Error(sent.code);
          const { origin } = sent.item;
          const said = { key: kept.convKey, origin, kind: 'message', lane: 'pub', hash: hashOf('message', { text }) } as const;
          world.history.add(p, { type: 'invoke', f: 'say', ...said, author: visitorId });
        },
        quiet: () => mine.view().outbox.length === 0 && !mine.view().loading,
        close() {
          link.stop();
          mine.stop();
          storage.close();
        },
      });
    };
    const link = createVisitorLink({
      ...{ site: world.site.siteId, device, addresses: new Addresses([url], 0), surroundings: around },
      client: () => client,
      knew: (session) => client ?? open(session),
      attach(port, epoch) {
        up = port;
        world.history.add(p, { type: 'info', f: port === null ? 'down' : 'up', key: kept.convKey, page: 1 });
        if (port === null) client?.offline();
        else client?.online(watchTransport(port, watched), epoch);
      },
      push(event, payload) {
        const push: Push = JSON.parse(JSON.stringify(payload));
        if (event === 'ev') client?.onEv(push);
        if (event === 'head') client?.onHead(push);
        if (event === 'receipt') client?.onReceipt(push);
      },
    });
    link.start();
    if (kept.conv !== null) link.live();
  });
}
