// One look at what a site has to route (K55, K57), in one transaction. Invariant: at most one look at a site at a time, so that nobody is given
// more than they carry; and each conversation is locked, so that a claim by hand and routing never both win.
import { conversation as conversationSchema, primitives } from '@throughline/types/decode';
import { byPlace } from '../../../../domain/routing/line.js';
import { decideRoute } from '../../../../domain/routing/route.js';
import { pointsOf, sumOfPoints } from '../../../../domain/routing/points.js';
import type { Priority, RoutingDecision, WaitingConversation } from '../../../../domain/routing/model.js';
import type { RoutedTo, RoutingOps } from '../../../../ports/store-routing.js';
import { membersOf } from '../customers.js';
import { stateOf } from '../delivery/conversation-state.js';
import { lockConversations } from '../delivery/find-conversation.js';
import { isErased } from '../erasure/erase-conversation.js';
import type { Tx } from '../operation.js';
import type { ConversationsTable } from '../schema.js';
import { agentsAtDesk } from './agents-at-desk.js';
import type { AgentAtDesk } from './agents-at-desk.js';
import { deskSettings } from './desk-settings.js';
import type { DeskSettings } from './desk-settings.js';
import { dueIds, heads, headsOf, movesByItself } from './lines.js';
import { lockRouting } from './routing-lock.js';
import { routingFacts } from './routing-facts.js';
import { remember, remembered } from './routing-memory.js';
import type { Remembered } from './routing-memory.js';
import { routedTo } from './routed-to.js';

/** What a lost hint left waiting is found after this time. */
const LOOK_AGAIN_MS = 15_000;
/** A line that is moving goes on moving. */
const GO_ON_MS = 1_000;

const priorityOf = (row: Pick<ConversationsTable, 'priority'>): Priority =>
  conversationSchema.ConversationRow.shape.priority.parse(row.priority);

async function setDue(tx: Tx, siteId: string, conv: string, at: number | null): Promise<void> {
  await tx.db.updateTable('conversations').set({ routing_due_at: at }).where('site_id', '=', siteId).where('id', '=', conv).execute();
}

const isRoutable = (row: ConversationsTable): boolean => row.status === 'queued' && row.customer_id !== '' && !isErased(row);

/** Whoever owned a conversation of this customer last. */
async function lastAgentOf(tx: Tx, row: ConversationsTable): Promise<string | null> {
  const found = await tx.db
    .selectFrom('conversations')
    .select('assignee_id')
    .where('site_id', '=', row.site_id)
    .where('customer_id', 'in', await membersOf(tx, row.site_id, row.customer_id))
    .where('id', '<>', row.id)
    .where('assignee_id', 'is not', null)
    .orderBy('last_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return found?.assignee_id ?? null;
}

async function waiting(tx: Tx, row: ConversationsTable, held: Remembered): Promise<WaitingConversation> {
  const state = stateOf(row);
  return {
    channel: primitives.Channel.parse(row.channel),
    department: row.department,
    teamId: state.teamId,
    priority: state.priority,
    tags: state.tags,
    language: row.language,
    lastAgentId: await lastAgentOf(tx, row),
    ...held,
  };
}

interface Look {
  desk: DeskSettings;
  agents: AgentAtDesk[];
  now: number;
  /** When each got something in this look. */
  given: Map<string, number>;
  /** Teams whose lines were looked at; true: it moved. */
  lines: Map<string, boolean>;
}

/** Null: it waits where it was. */
async function routeOne(tx: Tx, row: ConversationsTable, look: Look): Promise<RoutedTo | null> {
  const { desk, agents, now } = look;
  const held = await remembered(tx, row, now);
  const facts = held.named === null ? await routingFacts(tx, row, desk) : null;
  const conversation = await waiting(tx, row, held);
  const decision = decideRoute({
    conversation: { ...conversation, language: conversation.language ?? facts?.language ?? null },
    facts,
    rules: desk.rules,
    teams: desk.teams,
    agents,
    now,
  });
  const agent = agents.find(({ id }) => id === decision.agentId) ?? null;
  const written = await routedTo(tx, row, { decision, agent, team: teamOf(desk, decision), now });
  await remember(tx, written?.row ?? row, decision);
  for (const teamId of [row.team_id, decision.teamId]) {
    if (teamId !== null) look.lines.set(teamId, look.lines.get(teamId) === true || decision.how !== null);
  }
  // Whoever a rule names may come back at any time, whatever line it waits in; of the others their line's head is looked at again.
  const retry = decision.named.agentId === undefined ? [] : [now + LOOK_AGAIN_MS];
  const next = [decision.lookAgainAt, ...retry].filter((at) => at !== null);
  await setDue(tx, row.site_id, row.id, agent !== null || next.length === 0 ? null : Math.min(...next));
  if (agent !== null) gave(look, row, agent);
  return written?.told ?? null;
}

/** The clock alone opens a team. Of lines where it is for people to come, the first are due again, however long the line is. */
async function headsAreDue(tx: Tx, siteId: string, { desk, lines, now }: Look): Promise<void> {
  for (const [teamId, moved] of lines) {
    const team = desk.teams.find(({ id }) => id === teamId);
    if (team === undefined || !movesByItself(team) || !(team.open || team.doc.overflow !== null)) continue;
    const at = now + (moved ? GO_ON_MS : LOOK_AGAIN_MS);
    const ids = [...(await lockConversations(tx, siteId, await headsOf(tx, siteId, teamId))).keys()]; // never waiting for anybody
    if (ids.length === 0) continue;
    await tx.db
      .updateTable('conversations')
      .set({ routing_due_at: at })
      .where('site_id', '=', siteId)
      .where('id', 'in', ids)
      .where('status', '=', 'queued')
      .where((eb) => eb.or([eb('routing_due_at', 'is', null), eb('routing_due_at', '>', at)]))
      .execute();
  }
}

const teamOf = ({ teams }: DeskSettings, { teamId }: RoutingDecision): { id: string; name: string } | null => {
  const team = teams.find(({ id }) => id === teamId);
  return team === undefined ? null : { id: team.id, name: team.doc.name };
};

/** They carry it from here on, for the rest of this look too, and it is the others' turn. */
function gave({ given, now }: Look, row: ConversationsTable, agent: AgentAtDesk): void {
  agent.load = sumOfPoints([agent.load, pointsOf(primitives.Channel.parse(row.channel))]);
  agent.givenAt = Math.max(now, (agent.givenAt ?? 0) + 1); // two in one look are two turns
  given.set(agent.id, agent.givenAt);
}

/** In the order in which relays say who is connected: neither waits for the other. */
async function writeTurns(tx: Tx, siteId: string, { given }: Look): Promise<void> {
  for (const [agentId, at] of [...given].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await tx.db.updateTable('agent_presence').set({ given_at: at }).where('site_id', '=', siteId).where('agent_id', '=', agentId).execute();
  }
}

export async function route(tx: Tx, { siteId, because, limit, now }: Parameters<RoutingOps['route']>[0]): ReturnType<RoutingOps['route']> {
  if (!(await lockRouting(tx, siteId))) return { routed: [], more: true };
  const due = await dueIds(tx, siteId, { limit, now });
  const more = due.length >= limit;
  const desk = due.length > 0 || because !== 'due' ? await deskSettings(tx, siteId, now) : null;
  if (desk === null) {
    for (const id of due) await setDue(tx, siteId, id, null);
    return { routed: [], more };
  }
  const ids = [...new Set([...due, ...(because === 'due' ? [] : await heads(tx, siteId, desk, because))])];
  if (ids.length === 0) return { routed: [], more };
  const look: Look = { desk, agents: await agentsAtDesk(tx, siteId, now), now, given: new Map(), lines: new Map() };
  const rows = [...(await lockConversations(tx, siteId, ids)).values()];
  const routed: RoutedTo[] = [];
  const inLine = rows
    .filter(isRoutable)
    .map((row) => ({ row, id: row.id, priority: priorityOf(row), queuedAt: row.queued_at ?? now }))
    .sort(byPlace);
  for (const row of rows) if (!isRoutable(row)) await setDue(tx, siteId, row.id, null);
  for (const { row } of inLine) {
    const told = await routeOne(tx, row, look);
    if (told !== null) routed.push(told);
  }
  await headsAreDue(tx, siteId, look);
  await writeTurns(tx, siteId, look);
  return { routed, more };
}
