// What rows say to this agent, and a list that must not move (K20, K85). Pure: rows come from the link, nothing here asks for anything.
import type { ConversationRow } from '@throughline/types';

/** A customer wrote after `seenPub`, the pub seq this agent last had on screen. */
export function isUnreadAfter(row: ConversationRow, seenPub: number): boolean {
  return row.lastFrom === 'visitor' && row.status !== 'closed' && row.pubHead > seenPub;
}

/** A customer wrote after what this agent last had on screen. */
export function isUnread(row: ConversationRow, seen: ReadonlyMap<string, number>): boolean {
  return isUnreadAfter(row, seen.get(row.id) ?? 0);
}

/** Unread conversations that ask something of this agent: own ones and those nobody owns (K85). */
export function unreadCount(rows: ReadonlyMap<string, ConversationRow>, seen: ReadonlyMap<string, number>, agentId: string): number {
  let count = 0;
  for (const row of rows.values()) if ((row.assigneeId === agentId || row.assigneeId === null) && isUnread(row, seen)) count += 1;
  return count;
}

/**
 * What the list shows while it must not move (K20): `shown` keeps its order and its leavers, new rows go to the end.
 * `updates` counts what the true order would change.
 */
export function holdOrder(shown: readonly string[], fresh: readonly string[]): { ids: string[]; updates: number } {
  const known = new Set(shown);
  const wanted = new Set(fresh);
  const added = fresh.filter((id) => !known.has(id));
  const left = shown.filter((id) => !wanted.has(id)).length;
  const stayed = shown.filter((id) => wanted.has(id));
  const truth = fresh.filter((id) => known.has(id));
  const moved = stayed.filter((id, index) => truth[index] !== id).length;
  const ids = [...shown, ...added];
  const settled = ids.length === fresh.length && ids.every((id, index) => fresh[index] === id);
  return { ids, updates: settled ? 0 : Math.max(1, added.length + left + (moved > 0 ? 1 : 0)) };
}
