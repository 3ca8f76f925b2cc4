// What happens to a conversation when a saved reply is sent (K50): shown beside the draft, and done behind the reply. Pure.
import type { SavedReplyDoc } from '@throughline/types';

export type AfterSending = SavedReplyDoc['actions'];

/** As a stored draft carries it; what is not whole is left out. */
export function afterIn(stored: Record<string, unknown>): { after?: AfterSending } {
  const value = stored['after'];
  if (typeof value !== 'object' || value === null) return {};
  if (!('tags' in value) || !('assignTeamId' in value) || !('snoozeMinutes' in value) || !('close' in value)) return {};
  const { tags, assignTeamId, snoozeMinutes, close } = value;
  if (!Array.isArray(tags) || (assignTeamId !== null && typeof assignTeamId !== 'string')) return {};
  if ((snoozeMinutes !== null && typeof snoozeMinutes !== 'number') || typeof close !== 'boolean') return {};
  return { after: { tags: tags.filter((tag): tag is string => typeof tag === 'string'), assignTeamId, snoozeMinutes, close } };
}
