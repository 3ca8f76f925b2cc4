// Ends the connections of whoever may not be here any more (S13, C55): a device that was reset or erased, or that speaks for another user than
// when the socket was opened (S24: its token was replaced then), an agent who signed out, was deactivated, or whose role, department or teams changed
// since. Whoever stays hears conversations that were opened at another relay while the hint was lost (P47), and no longer those that were
// opened by a code and closed again (ID20). One read for many sockets, in place of a timer for each. (Not the token's hash: a token is replaced only with the user, and ten thousand idle sockets would each keep one.)
import type { Clock } from '../../ports/clock.js';
import type { Store } from '../../ports/store.js';
import type { AgentScope } from '../../domain/context/scope.js';
import { reachOf } from '../../domain/conversation/authorise.js';
import type { TeamsOfAgent } from '../../domain/conversation/authorise.js';
import type { PushWindow } from './push-window.js';
import type { AgentSubscriber, Subscriber, Subscriptions, VisitorSubscriber } from './subscriptions.js';

const ROWS_PER_READ = 500;

interface Reach {
  role: string;
  department: string | null;
  teams: TeamsOfAgent;
}
/** The first team of a site takes something from whoever is not in it and reached all for want of teams; an admin's reach stays. */
function named(role: string, teams: TeamsOfAgent): string {
  if (teams !== null) return teams.join(' ');
  return reachOf({ id: '', role, teams: null }) === reachOf({ id: '', role, teams: [] }) ? '' : '-';
}
const isAsOpened = ({ role, departments, teams = [] }: AgentScope, now: Reach): boolean =>
  role === now.role && (departments[0] ?? null) === now.department && named(role, teams) === named(role, now.teams);

const distinct = (names: readonly string[]): string[] => [...new Set(names)];

interface HeardDeps {
  store: Pick<Store, 'livePrincipals' | 'stillOpen'>;
  clock: Clock;
  subscriptions: Subscriptions;
}

/** A conversation that is joined and not listed, as it was joined. */
interface Doubtful {
  one: VisitorSubscriber;
  joined: [conv: string, window: PushWindow][];
}

/** `listed`: the visitor's newest conversations, of which nothing has to be asked. The list has an end, and was read before the newest join. */
function doubtsOf(one: VisitorSubscriber, listed: readonly string[]): Doubtful[] {
  const known = new Set(listed);
  const joined = [...one.joined].filter(([conv]) => !known.has(conv));
  return joined.length === 0 ? [] : [{ one, joined }];
}

/** Leaves what the visitor may not read any more; what was joined anew while the store was asked stays. */
async function leaveClosed({ store, subscriptions }: HeardDeps, { one, joined }: Doubtful): Promise<void> {
  const convs = joined.map(([conv]) => conv);
  const open = new Set(await store.stillOpen({ siteId: one.siteId, visitorId: one.principalId, convs }));
  for (const [conv, window] of joined) if (!open.has(conv) && one.joined.get(conv) === window) subscriptions.leave(one, conv);
}

/** Heads of what is joined here are the caller's business. */
export async function closeRevoked(deps: HeardDeps, siteId: string, subscribers: readonly Subscriber[]): Promise<void> {
  const { store, clock, subscriptions } = deps;
  for (let from = 0; from < subscribers.length; from += ROWS_PER_READ) {
    const some = subscribers.slice(from, from + ROWS_PER_READ);
    const visitors = distinct(some.flatMap((one) => (one.side === 'visitor' ? [one.principalId] : [])));
    const sessions = distinct(some.flatMap((one) => (one.side === 'agent' ? [one.sessionHash] : [])));
    const live = await store.livePrincipals({ siteId, visitors, sessions, now: clock.now() });
    const devices = new Map(live.visitors.map((device) => [device.id, device]));
    const agents = new Map(live.sessions.map((session) => [session.hash, session]));
    const doubts: Doubtful[] = [];
    const visit = (one: VisitorSubscriber): void => {
      const device = devices.get(one.principalId);
      if (device === undefined || device.userId !== one.userId) return one.close();
      for (const conv of device.convs) subscriptions.join(one, conv);
      doubts.push(...doubtsOf(one, device.convs));
    };
    const work = (one: AgentSubscriber): void => {
      const agent = agents.get(one.sessionHash);
      if (agent === undefined || !isAsOpened(one.scope, agent)) one.close();
    };
    for (const one of some) {
      if (one.side === 'visitor') visit(one);
      else work(one);
    }
    for (const doubt of doubts) await leaveClosed(deps, doubt);
  }
}
