// Files of whoever leaves (S77): their rows say nothing any more and nobody may read them, from this transaction on. The bytes go right after
// it; a crash in between leaves a row that says which ones are still to go.
import type { RemovedFile } from '../../../../ports/store-files.js';
import type { Tx } from '../operation.js';

/** What a removed row keeps: its id and where its bytes are. */
const EMPTIED = { state: 'removed', name: '', type: null, width: null, height: null, owner_id: '', conversation_id: null } as const;

const REMOVED = ['site_id as siteId', 'id', 'storage'] as const;

/** All files of a conversation, whoever sent them. */
export async function removeConversationFiles(tx: Tx, siteId: string, conv: string): Promise<RemovedFile[]> {
  return tx.db
    .updateTable('files')
    .set(EMPTIED)
    .where('site_id', '=', siteId)
    .where('conversation_id', '=', conv)
    .returning(REMOVED)
    .execute();
}

/** Files of a conversation that what named them does not name any more. Their bytes go with the next sweep. */
export async function removeFiles(tx: Tx, { siteId, conv, ids }: { siteId: string; conv: string; ids: readonly string[] }): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .updateTable('files')
    .set(EMPTIED)
    .where('site_id', '=', siteId)
    .where('conversation_id', '=', conv)
    .where('id', 'in', ids)
    .execute();
}

/** What a visitor's device uploaded and did not send. */
export async function removeUnsentFiles(tx: Tx, siteId: string, visitorId: string): Promise<RemovedFile[]> {
  return tx.db
    .updateTable('files')
    .set(EMPTIED)
    .where('site_id', '=', siteId)
    .where('owner_type', '=', 'visitor')
    .where('owner_id', '=', visitorId)
    .where('state', 'in', ['reserved', 'stored'])
    .returning(REMOVED)
    .execute();
}

/** What nobody uploaded, or named in a message, in time (S65), of every site. */
export async function removeUnattached(tx: Tx, before: { stored: number; reserved: number }): Promise<void> {
  for (const state of ['stored', 'reserved'] as const)
    await tx.db.updateTable('files').set(EMPTIED).where('state', '=', state).where('created_at', '<', before[state]).execute();
}
