// One run: a small world, a list of commands, weather. The run ends healed and quiet; then the verdicts are asked (verdicts.ts).
import type { Scheduler } from 'fast-check';
import { setImmediate as breathe } from 'node:timers/promises';
import { limits } from '@throughline/types';
import { Actor } from './actor.js';
import type { Sabotage, World } from './actor.js';
import type { Command, Scenario } from './commands.js';
import { CALM, Network } from './network.js';
import type { Weather } from './network.js';
import { MemoryRelay } from './relay.js';
import type { RelayBug } from './relay.js';
import { VirtualTime, randomOf } from './virtual-time.js';
import { Witness } from './witness.js';

const HEALED_MS = 30_000; // I10: so long after the heal every list equals the log
const QUIET_MAX_MS = 3_600_000; // rate limits make a long outbox slow, and two tabs that resend the same make it twice as slow
const GLANCE_MS = 3_000;
const VISITORS_MAX = 5; // pages, copies of a profile included

/** The world after the run, for the verdicts. */
export class Run implements World {
  readonly time: VirtualTime;
  readonly relay: MemoryRelay;
  readonly network: Network;
  readonly witness: Witness;
  readonly broken: string[] = [];
  readonly visitors: Actor[] = [];
  /** Per conversation, one actor per agent. */
  readonly agents = new Map<string, Actor[]>();
  /** Texts that a restore may have taken: no open page held them. */
  readonly excused = new Set<string>();
  restored = false;
  readonly tabs: boolean;
  cloned = false;
  /** A page that was loaded after a restore and never told who it is can't know which texts are its own. */
  readonly introduced: boolean;
  private texts = 0;

  constructor(
    readonly scenario: Scenario,
    scheduler: Scheduler,
    readonly sabotage: Sabotage = {},
    bug: RelayBug | null = null,
  ) {
    this.tabs = scenario.tabs;
    this.introduced = scenario.commands.some((command) => command.do === 'restore');
    this.time = new VirtualTime(randomOf(scenario.seed), scheduler);
    const { hex128 } = this.time.surroundings();
    this.relay = new MemoryRelay(hex128, () => this.time.now());
    this.relay.bug = bug;
    this.witness = new Witness(() => this.relay);
    this.network = new Network(this.time, this.relay, this.witness);
    this.network.silent = scenario.hints === 'beacon' ? 'ev' : scenario.hints === 'push' ? 'head' : null;
    this.relay.onPublish = ({ id, owner }, entries) => {
      if (!this.agents.has(id)) this.staff(id);
      for (const connection of this.network.live) {
        const { principal } = connection;
        if (principal.type === 'visitor' && principal.id !== owner) continue;
        for (const entry of entries) {
          const meant = entry.lane === 'pub' || principal.type === 'agent' || bug === 'lanes-mixed';
          if (meant) connection.hint({ ev: { conv: id, epoch: this.relay.epoch, entry } });
        }
      }
    };
    for (let i = 0; i < scenario.visitors; i += 1) {
      const key = hex128();
      const first = new Actor(this, { type: 'visitor', id: `vis_${i}` }, key, null);
      this.visitors.push(first);
      if (scenario.tabs && i === 0) this.visitors.push(new Actor(this, first.principal, key, null, first.device));
    }
  }

  private staff(conv: string): void {
    const crew = Array.from({ length: this.scenario.agents }, (_, i) => {
      return new Actor(this, { type: 'agent', id: `agt_${i}`, name: `Agent ${i}` }, `${conv}-${i}`, conv);
    });
    this.agents.set(conv, crew);
  }

  actors(): Actor[] {
    return [...this.visitors, ...[...this.agents.values()].flat()];
  }

  private beacon(): void {
    for (const connection of this.network.live) {
      for (const { id, owner, logs } of this.relay.conversations.values()) {
        const { principal } = connection;
        const head = { conv: id, epoch: this.relay.epoch, pub: logs.pub.length };
        if (principal.type === 'agent') connection.hint({ head: { ...head, int: logs.int.length } });
        else if (principal.id === owner) connection.hint({ head });
      }
    }
    this.time.after(limits.BEACON_MS, () => this.beacon());
  }

  /** Pushes that nothing else makes up for are not lost: a beacon that is off promises no more (P117). */
  private blow(weather: Weather): void {
    this.network.weather = this.scenario.hints === 'push' ? { ...weather, dropHint: 0 } : weather;
  }

  async play(): Promise<this> {
    this.blow(this.scenario.weather);
    if (this.sabotage.beaconOff !== true) this.beacon();
    for (const command of this.scenario.commands) await this.obey(command);
    this.network.weather = CALM;
    this.network.down = false;
    const heads = this.heads();
    const late = (): Actor[] => this.actors().filter((actor) => !this.holds(actor, heads));
    await this.until(HEALED_MS, () => late().length === 0);
    for (const { principal } of late()) this.broken.push(`I10: ${principal.id}: 30 s after the heal a list lacks what the log held then`);
    await this.until(QUIET_MAX_MS, () => this.quiet());
    // Held texts are sent when a person says so; after the heal everybody does.
    for (const actor of this.actors()) actor.retry('held');
    await this.time.pass(GLANCE_MS);
    await this.until(QUIET_MAX_MS, () => this.quiet());
    await breathe();
    return this;
  }

  private async until(maxMs: number, done: () => boolean | Promise<boolean>): Promise<void> {
    for (let ms = 0; ms < maxMs && !(await done()); ms += GLANCE_MS) await this.time.pass(GLANCE_MS);
  }

  /** Nothing is on its way any more: all that is left waits for a person. */
  private async quiet(): Promise<boolean> {
    for (const actor of this.actors()) {
      if (!this.equals(actor)) return false;
      const items = [...actor.client.view().outbox];
      // A text behind its twin's is not drawn until the relay was asked about it (see Actor.look).
      if (this.cloned) {
        const screen = actor.onScreen();
        if (actor.posted.some((text) => !screen.has(text) && !this.excused.has(text))) return false;
        if (!actor.device.broken) for (const { items: stored } of await actor.device.all()) items.push(...stored);
      }
      if (items.some(({ state, skip }) => (state.state !== 'failed' && state.state !== 'held') || skip === true)) return false;
    }
    return true;
  }

  /** Length of each log now. */
  private heads(): Map<string, number> {
    return new Map([...this.relay.histories].map(([where, log]) => [where, log.length]));
  }

  private holds({ client, principal }: Actor, heads: ReadonlyMap<string, number>): boolean {
    const { conv, blocked, pub, int } = client.view();
    if (conv === null || this.expelled(blocked, conv)) return true;
    return (principal.type === 'agent' ? [pub, int] : [pub]).every(
      ({ lane, contig }) => contig >= (heads.get(`${this.relay.epoch}/${conv}/${lane}`) ?? 0),
    );
  }

  /** What an actor draws is what the log holds. */
  equals({ client, principal }: Actor): boolean {
    const view = client.view();
    const { conv } = view;
    if (conv === null || this.expelled(view.blocked, conv)) return true;
    return (principal.type === 'agent' ? [view.pub, view.int] : [view.pub]).every(({ entries, lane }) => {
      const log = this.relay.log(conv, lane);
      return entries.length === log.length && entries.every((entry, i) => entry.id === log[i]?.id);
    });
  }

  /** The conversation an agent had open is not in the backup that came back. */
  expelled(blocked: string | null, conv: string | null): boolean {
    return blocked === 'forbidden' && this.restored && !this.relay.conversations.has(conv ?? '');
  }

  private async obey(command: Command): Promise<void> {
    const actors = this.actors();
    const actor = 'who' in command && command.who !== 'relay' ? actors[command.who % actors.length] : undefined;
    switch (command.do) {
      case 'say':
        for (let i = 0; i < command.texts; i += 1) {
          this.texts += 1;
          const text = command.kind === 'poison' ? `poison \0 ${this.texts}` : `t${this.texts}`;
          const note = command.kind === 'note' && actor?.principal.type === 'agent';
          void actor?.say(text, note ? 'note' : 'message');
        }
        return this.time.pass(1);
      case 'act':
        actor?.act(command.kind);
        return this.time.pass(1);
      case 'race': {
        const crews = [...this.agents.values()];
        for (const agent of crews[command.who % crews.length] ?? []) agent.act('claim');
        return this.time.pass(1);
      }
      case 'wait':
        return this.time.pass(command.ms);
      case 'cut':
        return actor?.cut();
      case 'wake':
        return actor?.wake();
      case 'retry':
        return actor?.retry('failed');
      case 'storage-breaks':
        if (actor !== undefined) actor.device.broken = true;
        return;
      case 'clone':
        if (actor?.principal.type !== 'visitor' || actor.device.broken || this.visitors.length >= VISITORS_MAX) return;
        this.cloned = true;
        this.visitors.push(await actor.clone());
        return;
      case 'sleep':
        return this.time.sleep(command.ms);
      case 'clock':
        if (command.who === 'relay') this.relay.skewMs = command.ms;
        else if (actor !== undefined) actor.device.skewMs = command.ms;
        // What such a clock holds back, or calls expired while it is on its way, comes after newer texts.
        for (const one of actors) if (one.device === actor?.device) one.retried = true;
        return;
      case 'weather':
        return this.blow(command.weather);
      case 'reload':
        if (this.restored || actor?.client.view().durable === false) for (const text of actor?.onScreen() ?? []) this.excused.add(text);
        return actor?.reload();
      case 'outage':
        this.network.down = true;
        this.network.cutAll();
        await this.time.pass(command.ms);
        this.network.down = false;
        return;
      case 'restart':
        this.relay.restart();
        return this.network.cutAll();
      case 'backup':
        return this.relay.backup();
      case 'restore':
        return this.restore();
    }
  }

  /** The relay comes back from a backup. What no open page holds is gone; agents of a conversation that is gone lose it. */
  private async restore(): Promise<void> {
    this.network.cutAll();
    if (!this.relay.restore()) return;
    this.restored = true;
    for (const actor of this.actors()) {
      const screen = await actor.holds();
      for (const text of actor.posted) if (!screen.has(text)) this.excused.add(text);
    }
    for (const [conv, crew] of this.agents) {
      if (this.relay.conversations.has(conv)) continue;
      for (const actor of crew) {
        for (const text of actor.posted) this.excused.add(text);
        actor.forget(actor.posted);
      }
    }
  }
}
