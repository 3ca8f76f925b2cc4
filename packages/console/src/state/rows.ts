// The list of conversations, as pure functions of the rows (K18–K20). Rows come from the link; nothing here asks for anything.
// Invariant: the order depends on the rows alone, so every agent sees the same list.
import type { ConversationRow, InboxView } from '@throughline/types';

/** Does this row belong to the view, for this agent? */
export function inView(row: ConversationRow, view: InboxView, agentId: string): boolean {
  const live = row.status !== 'closed' && row.status !== 'snoozed';
  switch (view) {
    case 'mine':
      return live && row.assigneeId === agentId;
    case 'unassigned':
      return live && row.assigneeId === null;
    case 'all':
      return row.status !== 'closed';
    case 'closed':
      return row.status === 'closed';
  }
}

/** Longest wait of the customer first, then what moved last; in Closed the newest closing first. */
export function compareRows(view: InboxView): (a: ConversationRow, b: ConversationRow) => number {
  const byId = (a: ConversationRow, b: ConversationRow): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  if (view === 'closed') return (a, b) => (b.closedAt ?? b.lastAt) - (a.closedAt ?? a.lastAt) || byId(a, b);
  const wait = (row: ConversationRow): number => row.waitingSince ?? Number.POSITIVE_INFINITY;
  return (a, b) => {
    const waitA = wait(a);
    const waitB = wait(b);
    if (waitA !== waitB) return waitA < waitB ? -1 : 1;
    return b.lastAt - a.lastAt || byId(a, b);
  };
}

export function rowsOf(rows: ReadonlyMap<string, ConversationRow>, view: InboxView, agentId: string): ConversationRow[] {
  return [...rows.values()].filter((row) => inView(row, view, agentId)).sort(compareRows(view));
}

export function countsOf(rows: ReadonlyMap<string, ConversationRow>, agentId: string): Record<InboxView, number> {
  const counts: Record<InboxView, number> = { mine: 0, unassigned: 0, all: 0, closed: 0 };
  for (const row of rows.values()) {
    for (const view of ['mine', 'unassigned', 'all', 'closed'] as const) if (inView(row, view, agentId)) counts[view] += 1;
  }
  return counts;
}

/** A customer wrote after what this agent last had on screen. */
export function isUnread(row: ConversationRow, seen: ReadonlyMap<string, number>): boolean {
  return row.lastFrom === 'visitor' && row.status !== 'closed' && row.pubHead > (seen.get(row.id) ?? 0);
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
