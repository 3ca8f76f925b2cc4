// A site with two agents at their desks, for what is asked of routing.
import type { Entry, RoutingRuleDoc, TeamDoc } from '@throughline/types';
import { desk } from '@throughline/types/decode';
import type { RoutedTo } from '../../ports/store-routing.js';
import type { Store } from '../../ports/store.js';
import { accepted, hex, message, NOON, stageOn } from './stage.js';
import type { AgentPrincipal, Stage } from './stage.js';

interface Desk extends Stage {
  ada: AgentPrincipal;
  ben: AgentPrincipal;
  team(name: string, doc?: Partial<TeamDoc>): Promise<string>;
  rule(name: string, doc: Partial<RoutingRuleDoc>): Promise<void>;
  capacity(who: AgentPrincipal, points: number): Promise<void>;
  /** A new visitor's first message. */
  arrives(text?: string, at?: number): Promise<string>;
  route(at?: number, because?: 'due' | 'freed' | 'settings'): Promise<RoutedTo[]>;
  assign(who: AgentPrincipal, conv: string, body: Record<string, unknown>): Promise<void>;
  close(who: AgentPrincipal, conv: string): Promise<void>;
  newest(conv: string, kind: string): Promise<Entry | undefined>;
}

export async function openDesk(store: Store): Promise<Desk> {
  const stage = await stageOn(store);
  const { siteId } = stage;
  const [ada, ben] = [await stage.agent('Ada'), await stage.agent('Ben')];
  const put = { siteId, ifVersion: 0, ownerId: ada.id, actor: ada.id, now: NOON };
  for (const { id: agentId } of [ada, ben]) await store.presenceStarted({ siteId, agentId, now: NOON });
  const say = async (who: AgentPrincipal, conv: string, kind: string, body: Record<string, unknown>): Promise<void> => {
    accepted((await stage.submit(who, { conv, stream: hex(), msgs: [{ n: 1, kind, body }] })).answer);
  };
  return {
    ...stage,
    ada,
    ben,
    async team(name, doc = {}) {
      const full = desk.TeamDoc.parse({ name, mode: 'round_robin', members: [ada.id, ben.id], ...doc });
      const made = await store.putSettingsObject({ ...put, kind: 'team', doc: full });
      if (!made.ok) throw new Error(made.code);
      return made.object.id;
    },
    async rule(name, doc) {
      await store.putSettingsObject({ ...put, kind: 'routing_rule', doc: desk.RoutingRuleDoc.parse({ name, then: {}, ...doc }) });
    },
    async capacity({ id }, points) {
      await store.putSettingsObject({ ...put, kind: 'agent_profile', id, doc: desk.AgentProfileDoc.parse({ capacity: points }) });
    },
    async arrives(text = 'hello', at = NOON) {
      const visitor = await stage.visitor();
      const { answer } = await stage.submit(visitor, { conv_key: hex(), stream: hex(), msgs: [message(1, text)] }, at);
      return accepted(answer).conv;
    },
    route: async (at = NOON, because = 'due') => (await store.route({ siteId, because, limit: 50, now: at })).routed,
    assign: (who, conv, body) => say(who, conv, 'assign', body),
    close: (who, conv) => say(who, conv, 'close', {}),
    newest: async (conv, kind) => (await stage.lane(conv, 'int')).filter((entry) => entry.kind === kind).at(-1),
  };
}
