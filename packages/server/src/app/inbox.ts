// The agents' list, synchronised by state (P46): the client says what it holds, only what differs goes back.
import { rowTag } from '@throughline/types';
import type { InboxAnswer, InboxSync } from '@throughline/types';
import { rowSeenBy } from '../domain/conversation/row-seen.js';
import type { Store } from '../ports/store.js';

const ROWS_MAX = 500;

export async function syncInbox(
  { store }: { store: Store },
  agent: { siteId: string; id: string; role: string },
  { known }: InboxSync,
): Promise<InboxAnswer> {
  const all = await store.rows({ siteId: agent.siteId, limit: ROWS_MAX });
  const rows = all.map((row) => rowSeenBy(agent, row)).filter((row) => row !== null);
  const held = new Map(known);
  const current = new Set(rows.map((row) => row.id));
  return {
    ok: true,
    rows: rows.filter((row) => held.get(row.id) !== rowTag(row)),
    gone: known.map(([id]) => id).filter((id) => !current.has(id)),
  };
}
