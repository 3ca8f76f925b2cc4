// A file as a row and as a message refers to it, and who may read it (S12, S68).
import { fileRef } from '@throughline/types/decode';
import type { FileRef } from '@throughline/types';
import type { Principal } from '../../../../ports/store-delivery.js';
import type { ReadableFile } from '../../../../ports/store-files.js';
import { readable } from '../delivery/find-conversation.js';
import type { Tx } from '../operation.js';
import type { FilesTable } from '../schema-files.js';

/** Null until it is stored. */
export function refOf(row: FilesTable): FileRef | null {
  if (row.type === null) return null;
  const { id, name, size, width, height } = row;
  return {
    ...{ id, name, size },
    type: fileRef.FileType.parse(row.type),
    ...(width === null || height === null ? {} : { width, height }),
  };
}

export async function fileRow(tx: Tx, siteId: string, id: string): Promise<FilesTable | null> {
  const row = await tx.db.selectFrom('files').selectAll().where('site_id', '=', siteId).where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

export const isOwn = (row: FilesTable, principal: Principal): boolean => row.owner_type === principal.type && row.owner_id === principal.id;

/** `principal` is the current one. Own files before a message names them; afterwards whoever may read the conversation. */
export async function readableFile(tx: Tx, principal: Principal, id: string): Promise<ReadableFile | null> {
  const row = await fileRow(tx, principal.siteId, id);
  const ref = row === null ? null : refOf(row);
  if (row === null || ref === null || row.storage === null || !(await mayRead(tx, principal, row))) return null;
  return { ref, storage: row.storage };
}

async function mayRead(tx: Tx, principal: Principal, row: FilesTable): Promise<boolean> {
  if (row.state === 'stored') return isOwn(row, principal);
  if (row.state !== 'attached' || row.conversation_id === null) return false;
  return (await readable(tx, principal, row.conversation_id, row.lane ?? 'pub')) !== null; // of a note: agents only (P14)
}
