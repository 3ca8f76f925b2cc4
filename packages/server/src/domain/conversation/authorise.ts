// Who may see or write what in a conversation: the only place that compares owners (S12). Pure.
// Absent and forbidden get the same answer from the caller, so this function never explains.
import type { Lane } from '@throughline/types';

/**
 * The teams an agent is a member of; null: the site has no team at all, so nothing is kept from anybody for a team's sake. Empty: there are
 * teams, and the agent is in none. The two differ, so that whoever leaves their last team never sees more than before (K107).
 */
export type TeamsOfAgent = readonly string[] | null;

/** An agent, as far as rights go. `teams` absent: in none of those there are. */
export interface Desk {
  id: string;
  role: string;
  teams?: TeamsOfAgent;
}

/** Who asks, as far as rights go; `ports/store-delivery` Principal fits. */
export type Asker = { type: 'visitor'; siteId: string; id: string; userId: string | null } | ({ type: 'agent'; siteId: string } & Desk);

/** With whom a conversation is. */
export interface Placed {
  /** The agent who has it, if any. */
  assigneeId: string | null;
  teamId: string | null;
  /** Agents and teams that were asked to help (K61). */
  consulted: readonly string[];
}

/** What is asked for. `userId`: under which verified sign-in the conversation is held, if any. */
export interface Guarded extends Placed {
  siteId: string;
  principalId: string;
  userId: string | null;
  /** A resume code opened this very conversation to the asker's device; false for everybody else. */
  granted: boolean;
}

/** How far a role reaches: every conversation, those of the own teams, those that were given to them, or none (C54, K107). */
export function reachOf({ role, teams = [] }: Desk): 'all' | 'teams' | 'own' | 'none' {
  if (role === 'analyst') return 'none';
  if (role === 'guest') return 'own';
  if (role === 'owner' || role === 'admin' || teams === null) return 'all';
  return 'teams';
}

/**
 * Whether an agent's role and teams let them into the conversation. Own teams: what is in their lines, in nobody's, with the agent, or
 * brought to the agent or a team of theirs for help. The lists' statements say the same in SQL (lists/scope-clause).
 */
export function agentMaySee(agent: Desk, { assigneeId, teamId, consulted }: Placed): boolean {
  const reach = reachOf(agent);
  if (reach === 'none') return false;
  if (reach === 'all' || assigneeId === agent.id) return true;
  if (reach === 'own') return false;
  const { id } = agent;
  const teams = agent.teams ?? [];
  return teamId === null || teams.includes(teamId) || consulted.some((asked) => asked === id || teams.includes(asked));
}

/**
 * A visitor sees the pub lane of own conversations: same device session, same verified user, or opened by a redeemed code (ID20). An agent
 * sees everything of the site that `agentMaySee`.
 * Another site's conversation does not exist for anybody.
 */
export function authorise(asker: Asker, conversation: Guarded, lane: Lane): boolean {
  if (asker.siteId !== conversation.siteId) return false;
  if (asker.type === 'agent') return agentMaySee(asker, conversation);
  if (lane === 'int') return false;
  if (conversation.granted) return true;
  if (conversation.userId !== null) return asker.userId === conversation.userId || asker.id === conversation.principalId;
  return asker.id === conversation.principalId;
}
