// The agents' list, synchronised by state (P46): the client says what it holds, only what differs goes back.
import { rowTag } from '@throughline/types';
import type { InboxAnswer, InboxSync } from '@throughline/types';
import type { Store } from '../ports/store.js';

const ROWS_MAX = 500;

export async function syncInbox({ store }: { store: Store }, siteId: string, { known }: InboxSync): Promise<InboxAnswer> {
  const rows = await store.rows({ siteId, limit: ROWS_MAX });
  const held = new Map(known);
  const current = new Set(rows.map((row) => row.id));
  return {
    ok: true,
    rows: rows.filter((row) => held.get(row.id) !== rowTag(row)),
    gone: known.map(([id]) => id).filter((id) => !current.has(id)),
  };
}
