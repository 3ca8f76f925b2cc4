// Which case a conversation belongs to (C29): it joins the one whose item it is about; a likely one is only offered. Pure.
import { sameNumber } from './case-event.js';
import { isOpenCase } from './fold-case.js';
import type { FoldedCase } from './model.js';

const SAME_REASON_MS = 30 * 86_400_000; // later, the same reason is a new concern

export interface JoinInput {
  cases: readonly (Pick<FoldedCase, 'status' | 'reason' | 'openedAt' | 'resolvedAt'> & { id: string; itemNumbers: readonly string[] })[];
  conversation: {
    /** As the customer, the page or the address of the conversation named them. */
    ids: { orderIds: readonly string[]; claimIds: readonly string[]; itemNumbers: readonly string[] };
    reasonCode: string | null;
    at: number;
  };
}

/**
 * `join` when an item, order or claim is shared, closed cases excepted; `suggest` when the reason is the same within 30 days, or when the
 * customer has exactly one open case; null otherwise. Open cases go before resolved ones, newer before older.
 */
export function caseToJoin({ cases, conversation }: JoinInput): { join: string } | { suggest: string } | null {
  const { ids, reasonCode, at } = conversation;
  const ranked = [...cases].sort(
    (a, b) => Number(isOpenCase(b.status)) - Number(isOpenCase(a.status)) || b.openedAt - a.openedAt || (a.id < b.id ? -1 : 1),
  );
  const named = new Set([...ids.orderIds, ...ids.claimIds, ...ids.itemNumbers].map(sameNumber));
  const shared = ranked.find(
    ({ status, itemNumbers }) => status !== 'closed' && itemNumbers.some((number) => named.has(sameNumber(number))),
  );
  if (shared !== undefined) return { join: shared.id };
  const alike = ranked.find(
    (one) => reasonCode !== null && one.reason === reasonCode && at - (one.resolvedAt ?? one.openedAt) <= SAME_REASON_MS,
  );
  if (alike !== undefined) return { suggest: alike.id };
  const open = ranked.filter(({ status }) => isOpenCase(status));
  return open.length === 1 && open[0] !== undefined ? { suggest: open[0].id } : null;
}
