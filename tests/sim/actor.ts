// A visitor or an agent: the real delivery client behind the real link, on a device that can be reloaded. Watches everything it draws.
import { createConversationClient, createSessionLink, newConversation } from '@throughline/types';
import type { ConversationClient, ConversationView, Entry, LaneView, SessionLink, Surroundings, Transport } from '@throughline/types';
import { Device } from './device.js';
import type { WrapStorage } from './device.js';
import type { Hint, Network } from './network.js';
import type { MemoryRelay, Principal } from './relay.js';
import type { VirtualTime } from './virtual-time.js';
import type { Witness } from './witness.js';

/** Replaces parts of every actor by ones with a bug. */
export interface Sabotage {
  beaconOff?: boolean;
  transport?: (transport: Transport, around: Surroundings) => Transport;
  storage?: WrapStorage;
  /** False: the client does not get to hear it. */
  hears?: (hint: Hint, view: ConversationView) => boolean;
  /** The time and chance of the link. */
  link?: (around: Surroundings) => Surroundings;
}

export interface World {
  time: VirtualTime;
  relay: MemoryRelay;
  network: Network;
  witness: Witness;
  /** Broken promises, as they are seen. */
  broken: string[];
  /** The clients are told who writes; else they learn it from the log. */
  introduced: boolean;
  /** Some storage is shared by two tabs. */
  tabs: boolean;
  /** Some device is a copy of another. */
  cloned: boolean;
  sabotage: Sabotage;
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
  /** Lists found right so far. */
  private checked = new WeakSet<readonly Entry[]>();

  constructor(
    private readonly world: World,
    readonly principal: Principal,
    private readonly convKey: string,
    conv: string | null,
    readonly device: Device = new Device(world.time, world.sabotage.storage),
  ) {
    this.around = world.time.surroundings(() => this.device.skewMs);
    [this.client, this.link] = this.load(newConversation(convKey, this.around.hex128(), conv));
  }

  /** The page is closed and opened again: only the storage survives. */
  async reload(): Promise<void> {
    const { conv } = this.client.view();
    this.stop();
    this.shown = new Set();
    const [stored] = await this.device.all();
    [this.client, this.link] = this.load(stored ?? newConversation(this.convKey, this.around.hex128(), conv));
  }

  /** The same person on a machine that got a copy of the profile (C7). */
  async clone(): Promise<Actor> {
    const device = await this.device.clone();
    const twin = new Actor(this.world, this.principal, this.convKey, this.client.view().conv, device);
    await twin.reload();
    return twin;
  }

  private load(stored: ReturnType<typeof newConversation>): [ConversationClient, SessionLink<Transport>] {
    const { world, principal, around } = this;
    const author = principal.type === 'visitor' ? { type: principal.type, id: principal.id } : principal;
    const client = createConversationClient({
      ...{ stored, storage: this.device, surroundings: around, lanes: principal.type === 'visitor' ? ['pub'] : ['pub', 'int'] },
      ...(world.introduced && { self: author }),
      onBug: (what) => world.broken.push(`${principal.id}: client reports: ${what}`),
    });
    client.subscribe((view) => this.look(view));
    const { sabotage } = world;
    const onHint = (hint: Hint): void => {
      if (sabotage.hears?.(hint, client.view()) === false) return;
      if ('ev' in hint) client.onEv(hint.ev);
      else client.onHead(hint.head);
    };
    const link = createSessionLink({
      connector: world.network.connector(principal, onHint),
      surroundings: sabotage.link?.(around) ?? around,
      onUp: (port) => client.online(sabotage.transport?.(port, around) ?? port, world.relay.epoch),
      onDown: () => client.offline(),
      probe: () => client.probe(),
    });
    link.start();
    return [client, link];
  }

  async say(text: string, kind = 'message'): Promise<void> {
    const { client } = this;
    this.world.witness.said(text);
    const answer = await client.send(kind, { text });
    // A page that was closed while it stored a text never showed it as taken.
    if (answer.ok && client === this.client) this.posted.push(text);
  }

  /** An agent does what the console's buttons do, on what is seen now. */
  act(kind: 'claim' | 'close' | 'open'): void {
    if (this.principal.type !== 'agent') return;
    const ifVersion = this.client.view().int.entries.filter((entry) => entry.kind === 'assign').length;
    if (kind === 'claim') void this.client.send('assign', { how: kind, agentId: this.principal.id, teamId: null, ifVersion });
    else void this.client.send(kind, {});
  }

  /** The person asks again for what was not sent. */
  retry(state: 'failed' | 'held'): void {
    for (const item of this.client.view().outbox) {
      if (item.state.state !== state) continue;
      this.retried = true;
      void this.client.retry(item.origin);
    }
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
  onScreen(view = this.client.view()): Set<string> {
    const screen = new Set<string>();
    for (const lane of [view.pub, view.int]) {
      for (const { author, body } of lane.entries) if (author.id === this.principal.id) screen.add(String(body['text']));
    }
    for (const { body } of view.outbox) screen.add(String(body['text']));
    return screen;
  }

  /** Own texts this page would offer again. Of what two tabs queued, only the storage tells what is still queued. */
  async holds(): Promise<Set<string>> {
    const view = this.client.view();
    const stored = this.world.tabs && view.durable ? ((await this.device.all())[0]?.items ?? []) : view.outbox;
    const queued = new Set(stored.map(({ origin }) => origin));
    const gone = view.outbox.filter(({ origin, state }) => state.state !== 'acked' && !queued.has(origin));
    const screen = this.onScreen();
    for (const { body } of gone) screen.delete(String(body['text']));
    return screen;
  }

  private look(view: ConversationView): void {
    const { broken } = this.world;
    const who = this.principal.id;
    const drawn = new Set<string>();
    // The text belongs to the name: of two devices with one profile each has its own text under one origin, until the relay was asked.
    const draw = ({ origin, body }: { origin?: string | undefined; body: Record<string, unknown> }): void => {
      if (origin === undefined) return;
      const bubble = `${origin} ${String(body['text'])}`;
      if (drawn.has(bubble)) broken.push(`${who}: P73: an origin is drawn twice`);
      drawn.add(bubble);
    };
    for (const lane of [view.pub, view.int]) {
      this.inspect(lane, view.conv);
      for (const entry of lane.entries) draw(entry);
    }
    for (const item of view.outbox) draw(item);
    // With two tabs on one storage, what one gets ticked leaves the other's outbox a moment before its log shows it. And a text of a cloned
    // storage has the name of its twin's until the relay says so (P64): for that moment the twin's is shown.
    if (this.world.tabs || this.world.cloned) return;
    const screen = this.onScreen(view);
    for (const text of this.shown) if (!screen.has(text)) broken.push(`${who}: P3: "${text}" vanished from the screen`);
    for (const text of this.posted) if (screen.has(text)) this.shown.add(text);
  }

  private inspect({ entries, epoch, lane, floor, contig }: LaneView, conv: string | null): void {
    const { broken, relay } = this.world;
    const who = this.principal.id;
    if (entries.length !== contig - floor) broken.push(`${who}: I7: contig ${contig} is not the end of the list`);
    if (this.checked.has(entries)) return;
    const log = relay.histories.get(`${epoch}/${conv}/${lane}`) ?? [];
    const same = entries.every((entry, i) => entry.seq === floor + i + 1 && log[entry.seq - 1]?.id === entry.id);
    if (!same) broken.push(`${who}: I7: the ${lane} list drawn is not a contiguous range of the log`);
    this.checked.add(entries);
  }

  /** Texts may legitimately leave the screen: discarded, or a history that does not hold them. */
  forget(texts: Iterable<string>): void {
    for (const text of texts) this.shown.delete(text);
  }
}
