// The timeline of a customer, page by page, over everything that was merged into it (C21, ID14).
import { decodeCursor, timelinePage } from '../../../domain/context/timeline-page.js';
import { limits } from '@throughline/types';
import type { TimelinePage } from '@throughline/types';
import type { ContextOps } from '../../../ports/store-context.js';
import { interactionsAfter } from './context/timeline-rows.js';
import { membersOf } from './customers.js';
import { listOperations } from './engine/list-operations.js';
import type { Tx } from './operation.js';
import { rootOrNull } from './context/root-or-null.js';

/** An unknown case has nothing. */
async function belongingTo(tx: Tx, siteId: string, id: string) {
  const found = await listOperations.caseById.run(tx, { siteId, id });
  const own = found?.refs.filter(({ type }) => type === 'interaction').map((ref) => ref.id) ?? [];
  return { interactionIds: own, conversationIds: found?.conversationIds ?? [] };
}

/** Null when the customer does not exist; an unknown cursor starts at the newest. */
export async function timeline(tx: Tx, args: Parameters<ContextOps['timeline']>[0]): Promise<TimelinePage | null> {
  const root = await rootOrNull(tx, args.siteId, args.customerId);
  if (root === null) return null;
  const limit = Math.min(Math.max(1, args.limit), limits.TIMELINE_PAGE_MAX);
  const found = await interactionsAfter(tx, args.siteId, {
    members: await membersOf(tx, args.siteId, root.id),
    channel: args.channel ?? null,
    department: args.department ?? null,
    from: args.from ?? null,
    to: args.to ?? null,
    ofCase: args.caseId === undefined ? null : await belongingTo(tx, args.siteId, args.caseId),
    after: args.cursor === undefined ? null : decodeCursor(args.cursor),
    limit: limit + 1,
  });
  return timelinePage(found, limit, false);
}
