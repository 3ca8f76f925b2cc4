// A world from a list of commands: people who write, a network that fails, a relay that restarts or comes back from a backup.
// The run ends healed and quiet; then the verdicts are asked (verdicts.ts).
import fc from 'fast-check';
import { limits } from '@throughline/types';
import { Actor } from './actor.js';
import type { World } from './actor.js';
import { CALM, Network } from './network.js';
import type { Weather } from './network.js';
import { MemoryRelay } from './relay.js';
import type { RelayBug } from './relay.js';
import { VirtualTime, randomOf } from './virtual-time.js';

export type Command =
  | { do: 'say'; who: number; texts: number; kind: 'message' | 'note' | 'poison' }
  | { do: 'wait'; ms: number }
  | { do: 'cut'; who: number }
  | { do: 'reload'; who: number }
  | { do: 'wake'; who: number }
  | { do: 'retry'; who: number }
  | { do: 'storage-breaks'; who: number }
  | { do: 'sleep'; ms: number }
  | { do: 'outage'; ms: number }
  | { do: 'restart' }
  | { do: 'backup' }
  | { do: 'restore' };

export interface Scenario {
  seed: number;
  visitors: number;
  agents: number;
  /** The first visitor has two tabs that share one storage. */
  tabs: boolean;
  weather: Weather;
  commands: Command[];
}

const who = fc.nat({ max: 5 });
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('say' as const),
      who,
      texts: fc.integer({ min: 1, max: 4 }),
      kind: fc.constantFrom('message', 'message', 'message', 'note', 'poison'),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(5, 60, 400, 3_000, 15_000) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cut' as const), who }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reload' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wake' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('retry' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('storage-breaks' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sleep' as const), ms: fc.constantFrom(60_000, limits.OUTBOX_HOLD_MS + 1_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('outage' as const), ms: fc.constantFrom(500, 8_000, 40_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('backup' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const) }) },
);

const chance = fc.constantFrom(0, 0, 0.05, 0.2, 0.4);
export const scenarios: fc.Arbitrary<Scenario> = fc.record({
  seed: fc.nat(),
  visitors: fc.integer({ min: 1, max: 2 }),
  agents: fc.integer({ min: 0, max: 2 }),
  tabs: fc.boolean(),
  weather: fc.record({
    ...{ dropUp: chance, dropDown: chance, double: chance, dropHint: fc.constantFrom(0, 0.3, 1) },
    ...{ latencyMs: fc.constantFrom(2, 50, 900), jitterMs: fc.constantFrom(0, 100, 2_000) },
  }),
  commands: fc.array(command, { minLength: 1, maxLength: 20, size: 'max' }),
});

/** The world after the run, for the verdicts. */
export class Run implements World {
  readonly time: VirtualTime;
  readonly relay: MemoryRelay;
  readonly network: Network;
  readonly broken: string[] = [];
  readonly visitors: Actor[] = [];
  /** Per conversation, one actor per agent. */
  readonly agents = new Map<string, Actor[]>();
  /** Texts that a restore may have taken: no open page held them. */
  readonly excused = new Set<string>();
  restored = false;
  readonly tabs: boolean;
  /** A page that was loaded after a restore and never told who it is can't know which texts are its own. */
  readonly introduced: boolean;
  private texts = 0;

  constructor(
    readonly scenario: Scenario,
    readonly sabotage: World['sabotage'] = {},
    bug: RelayBug | null = null,
  ) {
    this.tabs = scenario.tabs;
    this.introduced = scenario.commands.some((command) => command.do === 'restore');
    this.time = new VirtualTime(randomOf(scenario.seed));
    const { hex128 } = this.time.surroundings();
    this.relay = new MemoryRelay(hex128, () => this.time.now());
    this.relay.bug = bug;
    this.network = new Network(this.time, this.relay);
    this.relay.onPublish = ({ id, owner }, entries) => {
      if (!this.agents.has(id)) this.staff(id);
      for (const connection of this.network.live) {
        const { principal } = connection;
        if (principal.type === 'visitor' && principal.id !== owner) continue;
        for (const entry of entries) {
          if (entry.lane === 'pub' || principal.type === 'agent') connection.hint({ ev: { conv: id, epoch: this.relay.epoch, entry } });
        }
      }
    };
    for (let i = 0; i < scenario.visitors; i += 1) {
      const key = hex128();
      const first = new Actor(this, { type: 'visitor', id: `vis_${i}` }, key, null);
      this.visitors.push(first);
      if (scenario.tabs && i === 0) this.visitors.push(new Actor(this, first.principal, key, null, first.storage));
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

  async play(): Promise<this> {
    this.network.weather = this.scenario.weather;
    if (this.sabotage.beaconOff !== true) this.beacon();
    for (const command of this.scenario.commands) await this.obey(command);
    this.network.weather = CALM;
    this.network.down = false;
    await this.time.pass(60_000);
    // Held texts are sent when a person says so; after the heal everybody does.
    for (const actor of this.actors()) actor.retry('held');
    await this.time.pass(60_000);
    return this;
  }

  private async obey(command: Command): Promise<void> {
    const actors = this.actors();
    const actor = 'who' in command ? actors[command.who % actors.length] : undefined;
    switch (command.do) {
      case 'say':
        for (let i = 0; i < command.texts; i += 1) {
          this.texts += 1;
          const text = command.kind === 'poison' ? `poison \0 ${this.texts}` : `t${this.texts}`;
          const note = command.kind === 'note' && actor?.principal.type === 'agent';
          void actor?.say(text, note ? 'note' : 'message');
        }
        return this.time.pass(1);
      case 'wait':
        return this.time.pass(command.ms);
      case 'cut':
        return actor?.cut();
      case 'wake':
        return actor?.wake();
      case 'retry':
        return actor?.retry('failed');
      case 'storage-breaks':
        return actor?.breakStorage();
      case 'sleep':
        return this.time.sleep(command.ms);
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
