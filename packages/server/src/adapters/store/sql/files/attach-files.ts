// Files of a message become the conversation's, in the transaction of the message (S65): no message names a file that is not kept, and no
// file belongs to two messages.
import { entry as decodeEntry } from '@throughline/types/decode';
import type { Entry, FileRef, Lane } from '@throughline/types';
import type { Incoming } from '../../../../domain/conversation/plan-batch.js';
import type { Principal } from '../../../../ports/store-delivery.js';
import type { Tx } from '../operation.js';
import { isOwn, refOf } from './file-rows.js';

/** Those that this batch names and this principal may attach, as they are stored. Held until the transaction ends. */
export async function attachable(tx: Tx, principal: Principal, messages: readonly Incoming[]): Promise<Map<string, FileRef>> {
  const ids = messages.flatMap(({ decoded }) =>
    decoded.ok && 'files' in decoded.command ? (decoded.command.files ?? []).map(({ id }) => id) : [],
  );
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('files')
    .selectAll()
    .where('site_id', '=', principal.siteId)
    .where('id', 'in', [...new Set(ids)])
    .where('state', '=', 'stored')
    .orderBy('id') // two batches lock in one order
    .$if(tx.dialect === 'postgres', (query) => query.forUpdate())
    .execute();
  return new Map(
    rows.flatMap((row) => {
      const ref = isOwn(row, principal) ? refOf(row) : null;
      return ref === null ? [] : [[ref.id, ref]];
    }),
  );
}

/** Ids of the files that these entries carry. */
export const filesOf = (entries: readonly Entry[]): string[] =>
  entries.flatMap(({ body: { files } }) =>
    files === undefined ? [] : (decodeEntry.MessageBody.shape.files.parse(files) ?? []).map(({ id }) => id),
  );

/** Of entries that are being written in this transaction. */
export async function attachFiles(
  tx: Tx,
  { siteId, conv, entries }: { siteId: string; conv: string; entries: readonly Entry[] },
): Promise<void> {
  for (const lane of ['pub', 'int'] as const) {
    const ids = filesOf(entries.filter((entry) => entry.lane === lane));
    if (ids.length > 0) await attach(tx, { siteId, conv, lane, ids });
  }
}

async function attach(tx: Tx, { siteId, conv, lane, ids }: { siteId: string; conv: string; lane: Lane; ids: string[] }): Promise<void> {
  const done = await tx.db
    .updateTable('files')
    .set({ state: 'attached', conversation_id: conv, lane })
    .where('site_id', '=', siteId)
    .where('id', 'in', ids)
    .where('state', '=', 'stored')
    .executeTakeFirst();
  if (done.numUpdatedRows !== BigInt(ids.length)) throw new Error('A file of the message was attached or removed between plan and write');
}
