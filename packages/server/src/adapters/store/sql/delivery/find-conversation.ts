// Finds the conversation a principal speaks of. Locked for writing on PostgreSQL (P22); SQLite has one writer.
// Site and rights are checked here and nowhere else in the delivery operations (S12).
import { sql } from 'kysely';
import { authorise } from '../../../../domain/conversation/authorise.js';
import type { Lane } from '@throughline/types';
import type { Principal } from '../../../../ports/store-delivery.js';
import { listed } from '../listed.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ConversationsTable } from '../schema.js';
import { textsOf } from './conversation-state.js';
import { isGranted } from './grants.js';

const byId = prepared<{ siteId: string; conv: string }, ConversationsTable>((db, place) =>
  db.selectFrom('conversations').selectAll().where('site_id', '=', place('siteId')).where('id', '=', place('conv')),
);

const byIdLocked = prepared<{ siteId: string; conv: string }, ConversationsTable>((db, place, dialect) =>
  db
    .selectFrom('conversations')
    .selectAll()
    .where('site_id', '=', place('siteId'))
    .where('id', '=', place('conv'))
    .$if(dialect === 'postgres', (query) => query.forUpdate()),
);

/**
 * Those that nobody else holds. (Not waiting for the others: one that is held would keep a whole group from its answer, and in the end make
 * all of it `unavailable`.) A group never waits for another one, so no circle can come of it.
 */
const listedLocked = prepared<{ siteId: string; convs: string }, ConversationsTable>((db, place, dialect) =>
  db
    .selectFrom('conversations')
    .selectAll()
    .where('site_id', '=', place('siteId'))
    .where('id', 'in', sql<string>`(select id from ${listed(dialect, place('convs'), ['id'])} as asked)`)
    .$if(dialect === 'postgres', (query) => query.forUpdate().skipLocked()),
);

const byKeyLocked = prepared<{ siteId: string; principalId: string; convKey: string }, ConversationsTable>((db, place, dialect) =>
  db
    .selectFrom('conversations')
    .selectAll()
    .where('site_id', '=', place('siteId'))
    .where('principal_id', '=', place('principalId'))
    .where('conv_key', '=', place('convKey'))
    .$if(dialect === 'postgres', (query) => query.forUpdate()),
);

export const guarded = (
  row: Pick<ConversationsTable, 'site_id' | 'principal_id' | 'user_id' | 'assignee_id' | 'team_id' | 'consulted'>,
) => ({
  siteId: row.site_id,
  principalId: row.principal_id,
  userId: row.user_id,
  assigneeId: row.assignee_id,
  teamId: row.team_id,
  consulted: textsOf(row.consulted),
  granted: false,
});

/** `authorise` with what a redeemed code opened, which is looked up only for a visitor who would be refused otherwise. */
export async function mayEnter(tx: Tx, principal: Principal, row: ConversationsTable, lane: Lane): Promise<boolean> {
  const owned = guarded(row);
  if (authorise(principal, owned, lane)) return true;
  if (principal.type !== 'visitor' || principal.siteId !== row.site_id) return false;
  const granted = await isGranted(tx, { siteId: row.site_id, conv: row.id, principalId: principal.id });
  return authorise(principal, { ...owned, granted }, lane);
}

export async function conversationById(tx: Tx, siteId: string, conv: string): Promise<ConversationsTable | null> {
  const [row] = await byId(tx, { siteId, conv });
  return row ?? null;
}

export async function lockConversation(tx: Tx, siteId: string, conv: string): Promise<ConversationsTable | null> {
  const [row] = await byIdLocked(tx, { siteId, conv });
  return row ?? null;
}

/** Those that exist and that nobody else holds, locked, by id. */
export async function lockConversations(tx: Tx, siteId: string, convs: readonly string[]): Promise<Map<string, ConversationsTable>> {
  const rows = await listedLocked(tx, { siteId, convs: JSON.stringify(convs.map((conv) => [conv])) });
  return new Map(rows.map((row) => [row.id, row]));
}

/** The conversation, if this principal may read that lane of it; null whether it is absent or forbidden. */
export async function readable(tx: Tx, principal: Principal, conv: string, lane: Lane): Promise<ConversationsTable | null> {
  const row = await conversationById(tx, principal.siteId, conv);
  return row !== null && (await mayEnter(tx, principal, row, lane)) ? row : null;
}

/**
 * The conversation a submission goes to, locked. `conv` first; a client that holds both falls back to its own `conv_key`, because after an
 * older backup was restored the id it knows may be gone (P72). `absent`: a visitor may create it by that key.
 */
export async function writable(
  tx: Tx,
  principal: Principal,
  { conv, conv_key: convKey }: { conv?: string | undefined; conv_key?: string | undefined },
): Promise<{ found: ConversationsTable } | { absent: string } | null> {
  if (conv !== undefined) {
    const row = await lockConversation(tx, principal.siteId, conv);
    if (row !== null && (await mayEnter(tx, principal, row, 'pub'))) return { found: row };
  }
  if (convKey === undefined || principal.type !== 'visitor') return null;
  const [own] = await byKeyLocked(tx, { siteId: principal.siteId, principalId: principal.id, convKey });
  return own === undefined ? { absent: convKey } : { found: own };
}
