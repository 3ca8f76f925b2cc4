// Who may see or write what in a conversation: the only place that compares owners (S12). Pure.
// Absent and forbidden get the same answer from the caller, so this function never explains.
import type { Lane } from '@throughline/types';

/** Who asks, as far as rights go; `ports/store-delivery` Principal fits. */
export type Asker = { type: 'visitor'; siteId: string; id: string; userId: string | null } | { type: 'agent'; siteId: string; id: string };

/** What is asked for. `userId`: under which verified sign-in the conversation is held, if any. */
export interface Guarded {
  siteId: string;
  principalId: string;
  userId: string | null;
}

/**
 * A visitor sees the pub lane of own conversations: same device session, or same verified user (ID20). An agent sees everything of the site.
 * Another site's conversation does not exist for anybody.
 */
export function authorise(asker: Asker, conversation: Guarded, lane: Lane): boolean {
  if (asker.siteId !== conversation.siteId) return false;
  if (asker.type === 'agent') return true;
  if (lane === 'int') return false;
  if (conversation.userId !== null) return asker.userId === conversation.userId || asker.id === conversation.principalId;
  return asker.id === conversation.principalId;
}
