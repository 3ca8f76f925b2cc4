// Where a conversation that nobody owns goes (K55, K57). Pure: equal input gives an equal decision, and `now` is an argument.
// Rules are asked once, when it arrives; what they named holds for as long as it waits. Whom a person put it to stays where it was put.
import { chooseAgent, isFree } from './choose-agent.js';
import type { Chosen } from './choose-agent.js';
import type { Named, RoutingAgent, RoutingDecision, RoutingFacts, RoutingRule, RoutingTeam, WaitingConversation } from './model.js';
import { pointsOf } from './points.js';
import { namedBy } from './rules.js';
import type { Ruled } from './rules.js';

const MINUTE_MS = 60_000;
const REASON_MAX_CHARS = 300;

export interface RoutingInput {
  conversation: WaitingConversation;
  /** Null: the rules were asked before, so nothing of it is needed. */
  facts: RoutingFacts | null;
  rules: readonly RoutingRule[];
  teams: readonly RoutingTeam[];
  /** Agents who may answer. */
  agents: readonly RoutingAgent[];
  now: number;
}

interface Place {
  team: RoutingTeam | null;
  because: string[];
}

const minutes = (count: number): string => `${count} ${count === 1 ? 'minute' : 'minutes'}`;
const same = (a: string | null, b: string | null): boolean => a !== null && b !== null && a.trim().toLowerCase() === b.trim().toLowerCase();

/** Where somebody put it, else the rule's team, else the department's, else the one team that routes at all. */
function placeOf({ conversation, teams }: RoutingInput, named: Named): Place {
  const byId = (id: string | null | undefined): RoutingTeam | null => teams.find((team) => team.id === id) ?? null;
  if (conversation.teamId !== null) return { team: byId(conversation.teamId), because: [] };
  const ruled = byId(named.teamId);
  if (ruled !== null) return { team: ruled, because: [] };
  const [department, ...others] = teams.filter(({ doc }) => same(doc.department, conversation.department));
  if (department !== undefined && others.length === 0) return { team: department, because: [`department: ${department.doc.name}`] };
  const routing = teams.filter(({ doc }) => doc.mode !== 'manual');
  return { team: routing.length === 1 ? (routing[0] ?? null) : null, because: [] };
}

const isStaffed = ({ doc, open }: RoutingTeam, agents: readonly RoutingAgent[]): boolean =>
  open && agents.some(({ id, status, connected }) => doc.members.includes(id) && status === 'online' && connected);

/** The other team and why it goes there now; null: it stays. */
function overflowOf(
  team: RoutingTeam,
  { conversation, teams, agents, now }: RoutingInput,
  inLineSince: number,
): { team: RoutingTeam; why: string } | null {
  const { overflow } = team.doc;
  const other = overflow === null ? undefined : teams.find(({ id }) => id === overflow.teamId);
  if (overflow === null || other === undefined || other.id === team.id || conversation.passed.includes(other.id)) return null;
  if (now - inLineSince >= overflow.afterMinutes * MINUTE_MS)
    return { team: other, why: `from ${team.doc.name}: waited ${minutes(overflow.afterMinutes)}` };
  if (isStaffed(team, agents) || !isStaffed(other, agents)) return null;
  return { team: other, why: `from ${team.doc.name}: ${team.open ? 'nobody online' : 'outside opening hours'}` };
}

/** The agent a rule names, if they are free; else whoever the team's mode finds. */
function agentFor(team: RoutingTeam | null, { conversation, agents }: RoutingInput, named: Named): Chosen | null {
  const wanted = agents.find(({ id }) => id === named.agentId);
  if (wanted !== undefined && isFree(wanted, pointsOf(conversation.channel))) return { agentId: wanted.id, because: [] };
  if (team === null || !team.open) return null;
  return chooseAgent(team, conversation, { agents, ...(named.skill === undefined ? {} : { skill: named.skill }) });
}

/** Which clock strikes next while it waits. */
function nextLook(team: RoutingTeam | null, { conversation, now }: RoutingInput, inLineSince: number): number | null {
  if (team === null) return null;
  const { overflow, mode } = team.doc;
  const over =
    overflow === null || overflow.teamId === team.id || conversation.passed.includes(overflow.teamId)
      ? []
      : [inLineSince + overflow.afterMinutes * MINUTE_MS];
  const opens = mode === 'manual' || team.changesAt === null ? [] : [team.changesAt];
  const next = [...over, ...opens].filter((at) => at > now);
  return next.length === 0 ? null : Math.min(...next);
}

export function decideRoute(input: RoutingInput): RoutingDecision {
  const { conversation, facts, rules, now } = input;
  const asked: Ruled | null = conversation.named === null && facts !== null ? namedBy(rules, facts) : null;
  const named = conversation.named ?? asked?.named ?? { rules: [] };
  const place = placeOf(input, named);
  const since = conversation.teamId === (place.team?.id ?? null) ? conversation.inLineSince : now;
  const chosen = agentFor(place.team, input, named);
  const over = chosen === null && place.team !== null ? overflowOf(place.team, input, since) : null;
  const team = over?.team ?? place.team;
  const given = over === null ? chosen : agentFor(over.team, input, named);
  const teamId = team?.id ?? conversation.teamId;
  const moved = given !== null || teamId !== conversation.teamId;
  const because = [
    ...(given?.because ?? []),
    ...(over === null ? [] : [over.why]),
    ...place.because,
    ...named.rules.map((rule) => `rule: ${rule}`),
  ];
  const inLineSince = over === null ? since : now;
  const passed = over === null || place.team === null ? conversation.passed : [...conversation.passed, place.team.id];
  return {
    teamId,
    agentId: given?.agentId ?? null,
    how: !moved ? null : over === null ? 'route' : 'overflow',
    reason: moved ? [...new Set(because)].join('; ').slice(0, REASON_MAX_CHARS) : '',
    priority: asked === null || asked.priority?.priority === conversation.priority ? null : asked.priority,
    tags: (asked?.tags ?? []).filter((tag) => !conversation.tags.includes(tag)),
    named,
    passed,
    inLineSince,
    lookAgainAt: given === null ? nextLook(team, { ...input, conversation: { ...conversation, passed } }, inLineSince) : null,
  };
}
