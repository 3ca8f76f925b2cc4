// Who looks at which conversation, and whether they write (K66, K67). Volatile: each relay holds what it heard of all of them, says again every
// ten seconds who looks here, and forgets whoever it did not hear of for thirty. Invariant: only agents who may see the conversation are told,
// and a visitor never.
import { limits } from '@throughline/types';
import type { ConversationRow, Look, Viewers } from '@throughline/types';
import { agentMaySee } from '../../domain/conversation/authorise.js';
import type { Placed } from '../../domain/conversation/authorise.js';
import type { Bus, Hint } from '../../ports/bus.js';
import type { Clock } from '../../ports/clock.js';
import type { Ids } from '../../ports/ids.js';
import type { Store } from '../../ports/store.js';
import { deskOf } from '../agent-scope.js';
import type { AgentSubscriber, Subscriptions } from './subscriptions.js';

const AGAIN_MS = limits.LOOK_TTL_MS / 3; // two may be lost
const STRENGTH = { viewing: 0, note: 1, reply: 2 } as const;

type LookHint = Hint & { type: 'look' };
type Doing = Look['doing'];

export interface ConversationViewers {
  /** The socket looks at something else, or at nothing. */
  look(agent: AgentSubscriber, look: Look): Promise<void>;
  /** The socket ended. */
  left(agent: AgentSubscriber): void;
  /** Everything that is looked at, to one console; the first time only. */
  greet(agent: AgentSubscriber): void;
  hear(hint: Hint): void;
  stop(): void;
}

interface ViewersDeps {
  store: Pick<Store, 'row'>;
  subscriptions: Subscriptions;
  bus: Bus;
  clock: Clock;
  ids: Ids;
}

interface Watched {
  siteId: string;
  conv: string;
  placed: Placed;
  /** By seat: one per socket, on whatever relay. */
  seats: Map<string, { agentId: string; doing: Doing; until: number }>;
}

const placedOf = ({ assigneeId, teamId, consulted }: ConversationRow): Placed => ({ assigneeId, teamId, consulted });

/** Each person once, with what of their sockets matters most. */
function peopleAt({ seats }: Watched): Map<string, Doing> {
  const people = new Map<string, Doing>();
  for (const { agentId, doing } of seats.values()) {
    const held = people.get(agentId);
    if (held === undefined || STRENGTH[held] < STRENGTH[doing]) people.set(agentId, doing);
  }
  return people;
}

export function createViewers({ store, subscriptions, bus, clock, ids }: ViewersDeps): ConversationViewers {
  const watched = new Map<string, Watched>();
  /** Where each seat was heard of last. */
  const places = new Map<string, Watched>();
  const own = new Map<AgentSubscriber, { seat: string; said: LookHint | null; asked: number }>();
  const greeted = new WeakSet<AgentSubscriber>();

  const tell = (agent: AgentSubscriber, { conv, placed }: Watched, people: ReadonlyMap<string, Doing>): void => {
    if (!agentMaySee(deskOf(agent.principalId, agent.scope), placed)) return;
    const others = [...people].filter(([agentId]) => agentId !== agent.principalId);
    const viewers: Viewers = { conv, people: others.map(([agentId, doing]) => ({ agentId, doing })) };
    agent.tell('viewers', viewers);
  };
  /** It was passed on: whoever lost sight of it looks no more and is told of nobody, whoever gained it is told who looks. */
  const moved = (at: Watched, placed: Placed): void => {
    const before = at.placed;
    at.placed = placed;
    const sees = (agent: AgentSubscriber, there: Placed): boolean => agentMaySee(deskOf(agent.principalId, agent.scope), there);
    for (const [agent, { said }] of own) {
      if (agent.siteId !== at.siteId || said?.at?.conv !== at.conv) continue;
      if (!sees(agent, placed)) say(agent, null);
      else said.at.placed = placed; // what is said again says where it is now
    }
    for (const agent of subscriptions.agentsOf(at.siteId)) {
      const [did, does] = [sees(agent, before), sees(agent, placed)];
      if (did && !does) agent.tell('viewers', { conv: at.conv, people: [] });
      if (does && !did) tell(agent, at, peopleAt(at));
    }
  };
  const changing = (at: Watched, change: () => void): void => {
    const before = peopleAt(at);
    change();
    const after = peopleAt(at);
    if (at.seats.size === 0) watched.delete(`${at.siteId} ${at.conv}`);
    if (before.size === after.size && [...after].every(([agentId, doing]) => before.get(agentId) === doing)) return;
    for (const agent of subscriptions.agentsOf(at.siteId)) tell(agent, at, after);
  };
  const leave = (seat: string): void => {
    const at = places.get(seat);
    places.delete(seat);
    if (at !== undefined) changing(at, () => at.seats.delete(seat));
  };
  const hearLook = ({ siteId, seat, agentId, at: there }: LookHint): void => {
    const key = there === null ? null : `${siteId} ${there.conv}`;
    const before = places.get(seat);
    if (before !== undefined && `${before.siteId} ${before.conv}` !== key) leave(seat);
    if (key === null || there === null) return;
    const at = watched.get(key) ?? { siteId, conv: there.conv, placed: there.placed, seats: new Map() };
    watched.set(key, at);
    places.set(seat, at);
    changing(at, () => at.seats.set(seat, { agentId, doing: there.doing, until: clock.now() + limits.LOOK_TTL_MS }));
  };
  const say = (agent: AgentSubscriber, at: LookHint['at']): void => {
    const held = own.get(agent);
    if (held === undefined) return;
    held.said = { type: 'look', siteId: agent.siteId, seat: held.seat, agentId: agent.principalId, at };
    bus.publish(held.said);
  };

  let cancel = (): void => {};
  const again = (): void => {
    for (const { said } of own.values()) if (said !== null && said.at !== null) bus.publish(said);
    const now = clock.now();
    for (const [seat, at] of places) if ((at.seats.get(seat)?.until ?? 0) <= now) leave(seat);
    cancel = clock.after(AGAIN_MS, again);
  };
  cancel = clock.after(AGAIN_MS, again);

  return {
    async look(agent, { conv, doing }) {
      const held = own.get(agent) ?? { seat: ids.hex128(), said: null, asked: 0 };
      own.set(agent, held);
      const asked = (held.asked += 1);
      if (conv === null) return say(agent, null);
      const row = await store.row({ siteId: agent.siteId, conv });
      if (own.get(agent)?.asked !== asked) return; // it looks elsewhere by now, or is gone
      const placed = row === null ? null : placedOf(row);
      const may = placed !== null && agentMaySee(deskOf(agent.principalId, agent.scope), placed);
      say(agent, may ? { conv, doing, placed } : null);
    },
    left(agent) {
      if (own.get(agent)?.said?.at !== undefined) say(agent, null);
      own.delete(agent);
    },
    greet(agent) {
      if (greeted.has(agent)) return;
      greeted.add(agent);
      for (const at of watched.values()) if (at.siteId === agent.siteId) tell(agent, at, peopleAt(at));
    },
    hear(hint) {
      if (hint.type === 'look') return hearLook(hint);
      const at = hint.type === 'entries' ? watched.get(`${hint.siteId} ${hint.conv}`) : undefined;
      if (at !== undefined && hint.type === 'entries') moved(at, placedOf(hint.row));
    },
    stop: () => cancel(),
  };
}
