// Who may see or write what in a conversation: the only place that compares owners (S12). Pure.
// Absent and forbidden get the same answer from the caller, so this function never explains.
import type { Lane } from '@throughline/types';

/** Who asks, as far as rights go; `ports/store-delivery` Principal fits. */
export type Asker =
  { type: 'visitor'; siteId: string; id: string; userId: string | null } | { type: 'agent'; siteId: string; id: string; role: string };

/** What is asked for. `userId`: under which verified sign-in the conversation is held, if any. */
export interface Guarded {
  siteId: string;
  principalId: string;
  userId: string | null;
  /** The agent who has it, if any. */
  assigneeId: string | null;
}

/** Whether an agent's role lets them into the conversation: an outsourced desk has those that were given to it (C54, K107), an analyst none. */
export function agentMaySee({ id, role }: { id: string; role: string }, assigneeId: string | null): boolean {
  if (role === 'analyst') return false;
  return role !== 'guest' || assigneeId === id;
}

/**
 * A visitor sees the pub lane of own conversations: same device session, or same verified user (ID20). An agent sees everything of the site that `agentMaySee`.
 * Another site's conversation does not exist for anybody.
 */
export function authorise(asker: Asker, conversation: Guarded, lane: Lane): boolean {
  if (asker.siteId !== conversation.siteId) return false;
  if (asker.type === 'agent') return agentMaySee(asker, conversation.assigneeId);
  if (lane === 'int') return false;
  if (conversation.userId !== null) return asker.userId === conversation.userId || asker.id === conversation.principalId;
  return asker.id === conversation.principalId;
}
