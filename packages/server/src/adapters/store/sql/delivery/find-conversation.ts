// Finds the conversation a principal speaks of. Locked for writing on PostgreSQL (P22); SQLite has one writer.
// Site and rights are checked here and nowhere else in the delivery operations (S12).
import { authorise } from '../../../../domain/conversation/authorise.js';
import type { Lane } from '@throughline/types';
import type { Principal } from '../../../../ports/store-delivery.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ConversationsTable } from '../schema.js';

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

const byKeyLocked = prepared<{ siteId: string; principalId: string; convKey: string }, ConversationsTable>((db, place, dialect) =>
  db
    .selectFrom('conversations')
    .selectAll()
    .where('site_id', '=', place('siteId'))
    .where('principal_id', '=', place('principalId'))
    .where('conv_key', '=', place('convKey'))
    .$if(dialect === 'postgres', (query) => query.forUpdate()),
);

const guarded = (row: ConversationsTable) => ({
  siteId: row.site_id,
  principalId: row.principal_id,
  userId: row.user_id,
  assigneeId: row.assignee_id,
});

export async function conversationById(tx: Tx, siteId: string, conv: string): Promise<ConversationsTable | null> {
  const [row] = await byId(tx, { siteId, conv });
  return row ?? null;
}

export async function lockConversation(tx: Tx, siteId: string, conv: string): Promise<ConversationsTable | null> {
  const [row] = await byIdLocked(tx, { siteId, conv });
  return row ?? null;
}

/** The conversation, if this principal may read that lane of it; null whether it is absent or forbidden. */
export async function readable(tx: Tx, principal: Principal, conv: string, lane: Lane): Promise<ConversationsTable | null> {
  const row = await conversationById(tx, principal.siteId, conv);
  return row !== null && authorise(principal, guarded(row), lane) ? row : null;
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
    if (row !== null && authorise(principal, guarded(row), 'pub')) return { found: row };
  }
  if (convKey === undefined || principal.type !== 'visitor') return null;
  const [own] = await byKeyLocked(tx, { siteId: principal.siteId, principalId: principal.id, convKey });
  return own === undefined ? { absent: convKey } : { found: own };
}
