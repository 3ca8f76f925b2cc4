// Files in the store: reserve, store, read, tickets (S65–S68). What a message does to them is in attach-files.ts.
import type { FileOps } from '../../../../ports/store-files.js';
import type { Principal } from '../../../../ports/store-delivery.js';
import { currentPrincipal } from '../delivery/current-principal.js';
import { membershipsOf } from '../lists/memberships.js';
import type { OperationsOf, Tx } from '../operation.js';
import type { FileTicketsTable } from '../schema-files.js';
import { fileRow, isOwn, readableFile, refOf } from './file-rows.js';
import { removeUnattached } from './remove-files.js';

/** Read from the index alone (files_by_state). */
async function kept(tx: Tx, siteId: string): Promise<{ files: number; bytes: number }> {
  const sum = await tx.db
    .selectFrom('files')
    .select((eb) => [eb.fn.coalesce(eb.fn.sum<number>('size'), eb.lit(0)).as('bytes'), eb.fn.countAll<number>().as('files')])
    .where('site_id', '=', siteId)
    .where('state', 'in', ['reserved', 'stored', 'attached'])
    .executeTakeFirst();
  return { files: Number(sum?.files ?? 0), bytes: Number(sum?.bytes ?? 0) };
}

/** Whoever holds the ticket, as they are now; null when they may do nothing any more. */
async function holder(tx: Tx, ticket: FileTicketsTable): Promise<Principal | null> {
  const { site_id: siteId, owner_id: id } = ticket;
  if (ticket.owner_type === 'visitor') return currentPrincipal(tx, { type: 'visitor', siteId, id, anonymousId: '', userId: null });
  const teams = (await membershipsOf(tx, siteId))(id);
  const session = ticket.session_hash === null ? {} : { sessionHash: ticket.session_hash };
  return currentPrincipal(tx, { type: 'agent', siteId, id, name: '', role: '', teams, ...session });
}

export const fileOperations: OperationsOf<FileOps> = {
  reserveFile: {
    kind: 'write',
    async run(tx, { principal, name, size, siteMaxBytes, siteMaxFiles, now }) {
      const { siteId } = principal;
      if ((await currentPrincipal(tx, principal)) === null) return { ok: false, code: 'forbidden' };
      const { files, bytes } = await kept(tx, siteId);
      if (files >= siteMaxFiles || bytes + size > siteMaxBytes) return { ok: false, code: 'full' };
      const id = tx.newId('file');
      await tx.db
        .insertInto('files')
        .values({
          ...{ site_id: siteId, id, owner_type: principal.type, owner_id: principal.id, conversation_id: null, lane: null },
          ...{ name, type: null, size, width: null, height: null, state: 'reserved', storage: null, created_at: now },
        })
        .execute();
      return { ok: true, id };
    },
  },
  fileToStore: {
    kind: 'read',
    async run(tx, { principal, id }) {
      if ((await currentPrincipal(tx, principal)) === null) return null;
      const row = await fileRow(tx, principal.siteId, id);
      if (row === null || !isOwn(row, principal)) return null;
      if (row.state === 'reserved') return { size: row.size, stored: null };
      return row.state === 'stored' ? { size: row.size, stored: refOf(row) } : null;
    },
  },
  fileStored: {
    kind: 'write',
    async run(tx, { principal, id, storage, content }) {
      if ((await currentPrincipal(tx, principal)) === null) return null;
      const { type, size, width = null, height = null } = content;
      const row = await tx.db
        .updateTable('files')
        .set({ state: 'stored', storage, type, size, width, height })
        .where('site_id', '=', principal.siteId)
        .where('id', '=', id)
        .where('owner_type', '=', principal.type)
        .where('owner_id', '=', principal.id)
        .where('state', '=', 'reserved')
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : refOf(row);
    },
  },
  fileFor: {
    kind: 'read',
    async run(tx, { principal, id }) {
      const current = await currentPrincipal(tx, principal);
      return current === null ? null : readableFile(tx, current, id);
    },
  },
  createFileTicket: {
    kind: 'write',
    async run(tx, { principal, id, hash, now, expiresAt }) {
      const current = await currentPrincipal(tx, principal);
      if (current === null || (await readableFile(tx, current, id)) === null) return false;
      await tx.db.deleteFrom('file_tickets').where('site_id', '=', principal.siteId).where('expires_at', '<', now).execute();
      const session = principal.type === 'agent' ? (principal.sessionHash ?? null) : null;
      await tx.db
        .insertInto('file_tickets')
        .values({
          ...{ site_id: principal.siteId, hash, file_id: id, owner_type: principal.type, owner_id: principal.id },
          ...{ session_hash: session, expires_at: expiresAt },
        })
        .execute();
      return true;
    },
  },
  takeFileTicket: {
    kind: 'write',
    async run(tx, { siteId, hash, now }) {
      // The delete itself decides who took it: of many at once one gets the row, the others find nothing.
      const ticket = await tx.db
        .deleteFrom('file_tickets')
        .where('site_id', '=', siteId)
        .where('hash', '=', hash)
        .returningAll()
        .executeTakeFirst();
      if (ticket === undefined || ticket.expires_at <= now) return null;
      const principal = await holder(tx, ticket);
      return principal === null ? null : readableFile(tx, principal, ticket.file_id);
    },
  },
  removedFiles: {
    kind: 'write',
    async run(tx, { storedBefore, reservedBefore, skip, limit }) {
      await removeUnattached(tx, { stored: storedBefore, reserved: reservedBefore });
      const rows = await tx.db
        .selectFrom('files')
        .select(['site_id as siteId', 'id', 'storage'])
        .where('state', '=', 'removed')
        .orderBy('created_at')
        .orderBy('site_id')
        .orderBy('id')
        .limit(limit)
        .offset(skip)
        .execute();
      return rows;
    },
  },
  forgetFiles: {
    kind: 'write',
    async run(tx, { files }) {
      for (const { siteId, id } of files)
        await tx.db.deleteFrom('files').where('site_id', '=', siteId).where('id', '=', id).where('state', '=', 'removed').execute();
    },
  },
  knownStorage: {
    kind: 'read',
    async run(tx, { names }) {
      if (names.length === 0) return [];
      const rows = await tx.db.selectFrom('files').select('storage').where('storage', 'in', names).execute();
      return rows.flatMap(({ storage }) => storage ?? []);
    },
  },
};
