// A visitor or an agent: the real delivery client behind the real link, on a device that can be reloaded. Watches everything it draws.
import { createConversationClient, createSessionLink, memoryStorage, newConversation } from '@throughline/types';
import type { ConversationClient, ConversationView, Entry, OutboxStorage, SessionLink, Surroundings, Transport } from '@throughline/types';
import type { MemoryRelay, Principal } from './relay.js';
import type { Network } from './network.js';
import type { VirtualTime } from './virtual-time.js';

export interface World {
  time: VirtualTime;
  relay: MemoryRelay;
  network: Network;
  /** Broken promises, as they are seen. */
  broken: string[];
  /** The clients are told who writes; else they learn it from the log. */
  introduced: boolean;
  /** Some storage is shared by two tabs. */
  tabs: boolean;
  /** Replaces parts of every actor by ones with a bug. */
  sabotage: {
    beaconOff?: boolean;
    transport?: (transport: Transport, around: Surroundings) => Transport;
    storage?: (storage: OutboxStorage) => OutboxStorage;
  };
}

/** A storage that survives a reload and may break. */
interface Device extends OutboxStorage {
  broken: boolean;
}

function deviceStorage(wrap: World['sabotage']['storage']): Device {
  const memory = memoryStorage();
  const inner = wrap?.(memory) ?? memory;
  const device: Device = {
    broken: false,
    durable: true,
    all: () => inner.all(),
    update: (key, change) => (device.broken ? Promise.reject(new Error('the storage is broken')) : inner.update(key, change)),
    clear: () => inner.clear(),
  };
  return device;
}

export class Actor {
  readonly around: Surroundings;
  client: ConversationClient;
  private link: SessionLink<Transport>;
  /** Texts whose `send` was answered ok, in order. */
  readonly posted: string[] = [];
  /** A person chose to send an older text after newer ones. */
  retried = false;
  private shown = new Set<string>();
  readonly storage: Device;

  constructor(
    private readonly world: World,
    readonly principal: Principal,
    private readonly convKey: string,
    conv: string | null,
    shared?: Device,
  ) {
    this.around = world.time.surroundings();
    this.storage = shared ?? deviceStorage(world.sabotage.storage);
    [this.client, this.link] = this.load(newConversation(convKey, this.around.hex128(), conv));
  }

  /** The page is closed and opened again: only the storage survives. */
  async reload(): Promise<void> {
    const { conv } = this.client.view();
    this.link.stop();
    this.client.stop();
    this.shown = new Set();
    const [stored] = await this.storage.all();
    [this.client, this.link] = this.load(stored ?? newConversation(this.convKey, this.around.hex128(), conv));
  }

  private load(stored: ReturnType<typeof newConversation>): [ConversationClient, SessionLink<Transport>] {
    const { world, principal, around, storage } = this;
    const author = principal.type === 'visitor' ? { type: principal.type, id: principal.id } : principal;
    const client = createConversationClient({
      ...{ stored, storage, surroundings: around, lanes: principal.type === 'visitor' ? ['pub'] : ['pub', 'int'] },
      ...(world.introduced && { self: author }),
      onBug: (what) => world.broken.push(`${principal.id}: client reports: ${what}`),
    });
    client.subscribe((view) => this.look(view));
    const wrap = world.sabotage.transport ?? ((transport: Transport) => transport);
    const link = createSessionLink({
      connector: world.network.connector(principal, (hint) => ('ev' in hint ? client.onEv(hint.ev) : client.onHead(hint.head))),
      surroundings: around,
      onUp: (port) => client.online(wrap(port, around), world.relay.epoch),
      onDown: () => client.offline(),
      probe: () => client.probe(),
    });
    link.start();
    return [client, link];
  }

  async say(text: string, kind = 'message'): Promise<void> {
    const answer = await this.client.send(kind, { text });
    if (answer.ok) this.posted.push(text);
  }

  /** The person asks again for what was not sent. */
  retry(state: 'failed' | 'held'): void {
    for (const item of this.client.view().outbox) {
      if (item.state.state !== state) continue;
      this.retried = true;
      void this.client.retry(item.origin);
    }
  }

  /** Writes fail from now on: full, or taken away by the browser. */
  breakStorage(): void {
    this.storage.broken = true;
  }

  wake(): void {
    this.link.wake();
  }

  cut(): void {
    this.link.strike();
  }

  stop(): void {
    this.link.stop();
    this.client.stop();
  }

  /** Own texts on screen: in the log, or waiting. */
  onScreen(): Set<string> {
    const view = this.client.view();
    const mine = (entry: Entry): boolean => entry.author.id === this.principal.id;
    return new Set([...[...view.pub.entries, ...view.int.entries].filter(mine), ...view.outbox].map(({ body }) => String(body['text'])));
  }

  /** Own texts this page would offer again. Of what two tabs queued, only the storage tells what is still queued. */
  async holds(): Promise<Set<string>> {
    const view = this.client.view();
    const stored = this.world.tabs && view.durable ? ((await this.storage.all())[0]?.items ?? []) : view.outbox;
    const queued = new Set(stored.map(({ origin }) => origin));
    const gone = view.outbox.filter(({ origin, state }) => state.state !== 'acked' && !queued.has(origin));
    const screen = this.onScreen();
    for (const { body } of gone) screen.delete(String(body['text']));
    return screen;
  }

  private look(view: ConversationView): void {
    const { broken, relay } = this.world;
    const who = this.principal.id;
    for (const lane of [view.pub, view.int]) {
      const log = relay.histories.get(`${lane.epoch}/${view.conv}/${lane.lane}`) ?? [];
      const same = lane.entries.every((entry, i) => entry.seq === lane.floor + i + 1 && log[entry.seq - 1]?.id === entry.id);
      if (!same) broken.push(`${who}: I7: the ${lane.lane} list drawn is not a contiguous range of the log`);
      if (lane.entries.length !== lane.contig - lane.floor) broken.push(`${who}: I7: contig ${lane.contig} is not the end of the list`);
    }
    const drawn = [...view.pub.entries, ...view.int.entries, ...view.outbox].flatMap(({ origin }) =>
      origin === undefined ? [] : [origin],
    );
    if (new Set(drawn).size !== drawn.length) broken.push(`${who}: P73: an origin is drawn twice`);
    // With two tabs on one storage, what one gets ticked leaves the other's outbox a moment before its log shows it.
    if (this.world.tabs) return;
    const screen = this.onScreen();
    for (const text of this.shown) if (!screen.has(text)) broken.push(`${who}: P3: "${text}" vanished from the screen`);
    for (const text of this.posted) if (screen.has(text)) this.shown.add(text);
  }

  /** Texts may legitimately leave the screen: discarded, or a history that does not hold them. */
  forget(texts: Iterable<string>): void {
    for (const text of texts) this.shown.delete(text);
  }
}
