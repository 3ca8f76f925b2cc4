// The agents' list, synchronised by state (P46): the client says what it holds, only what differs goes back.
import { rowTag } from '@throughline/types';
import type { ConversationRow, InboxAnswer, InboxSync, ListQuery } from '@throughline/types';
import type { Desk } from '../domain/conversation/authorise.js';
import { rowSeenBy } from '../domain/conversation/row-seen.js';
import type { Clock } from '../ports/clock.js';
import type { Store } from '../ports/store.js';

const ROWS_MAX = 500;

interface InboxDeps {
  store: Pick<Store, 'rows' | 'inbox'>;
  clock: Pick<Clock, 'now'>;
}
type Asker = Desk & { siteId: string };

/** A named list is answered page by page; without one, everything that is not closed, newest first. */
export function syncInbox(deps: InboxDeps, agent: Asker, { known, list }: InboxSync): Promise<InboxAnswer> {
  return list === undefined ? syncAll(deps, agent, known) : syncList(deps, agent, { known, list });
}

const differing = (rows: readonly ConversationRow[], known: InboxSync['known']): ConversationRow[] => {
  const held = new Map(known);
  return rows.filter((row) => held.get(row.id) !== rowTag(row));
};

async function syncList(
  { store, clock }: InboxDeps,
  { siteId, id: agentId, role, teams = [] }: Asker,
  { known, list }: { known: InboxSync['known']; list: ListQuery },
): Promise<InboxAnswer> {
  const agent = { id: agentId, role, teams }; // of a record with a password in it, what rights hang on
  const asked = { siteId, agent, list, known: known.map(([id]) => id), now: clock.now() };
  const { ids, rows, total, next, counts } = await store.inbox(asked);
  const seen = rows.map((row) => rowSeenBy(agent, row)).filter((row) => row !== null);
  const current = new Set(seen.map(({ id }) => id));
  return {
    ok: true,
    rows: differing(seen, known),
    gone: asked.known.filter((id) => !current.has(id)),
    list: { ids, total, next },
    counts,
  };
}

async function syncAll({ store }: InboxDeps, agent: Asker, known: InboxSync['known']): Promise<InboxAnswer> {
  const all = await store.rows({ siteId: agent.siteId, limit: ROWS_MAX });
  const rows = all.map((row) => rowSeenBy(agent, row)).filter((row) => row !== null);
  const current = new Set(rows.map((row) => row.id));
  return {
    ok: true,
    rows: differing(rows, known),
    gone: known.map(([id]) => id).filter((id) => !current.has(id)),
    counts: {},
  };
}
