// Reading a file (S68): by who may, or once by a ticket that they asked for. Absent and forbidden answer alike (S12).
import { limits } from '@throughline/types';
import type { FileRef, HttpErrorCode } from '@throughline/types';
import type { Clock } from '../ports/clock.js';
import type { FileStorage } from '../ports/file-storage.js';
import type { Ids } from '../ports/ids.js';
import type { Limiter } from '../ports/limiter.js';
import type { Principal } from '../ports/store-delivery.js';
import type { ReadableFile } from '../ports/store-files.js';
import type { Store } from '../ports/store.js';
import type { Vault } from '../ports/vault.js';

const TICKET_BYTES = 32; // 256 bits, as every ticket

interface ReadDeps {
  store: Pick<Store, 'fileFor' | 'createFileTicket' | 'takeFileTicket'>;
  files: Pick<FileStorage, 'open'>;
  limiter: Limiter;
  vault: Vault;
  ids: Ids;
  clock: Clock;
}
interface Refused {
  ok: false;
  code: HttpErrorCode;
  retryMs?: number;
}
export type OpenedFile = { ok: true; file: FileRef; bytes: AsyncIterable<Uint8Array> } | Refused;

const NOT_FOUND: Refused = { ok: false, code: 'not_found' };

export async function readFile(deps: ReadDeps, principal: Principal, id: string): Promise<OpenedFile> {
  const refused = await charge(deps, principal);
  return refused ?? open(deps, await deps.store.fileFor({ principal, id }));
}

/** `<site id>.<256 random bits>`: opens this file once within a minute, for whoever holds it. */
export async function newFileTicket(
  deps: ReadDeps,
  principal: Principal,
  id: string,
): Promise<{ ok: true; ticket: string; expiresAt: number } | Refused> {
  const refused = await charge(deps, principal);
  if (refused !== null) return refused;
  const ticket = `${principal.siteId}.${deps.ids.secret(TICKET_BYTES)}`;
  const now = deps.clock.now();
  const expiresAt = now + limits.FILE_TICKET_TTL_MS;
  const made = await deps.store.createFileTicket({ principal, id, hash: deps.vault.digest(ticket), now, expiresAt });
  return made ? { ok: true, ticket, expiresAt } : NOT_FOUND;
}

/** Uses the ticket up, whatever comes of it. */
export async function readByTicket(deps: ReadDeps, ticket: string): Promise<OpenedFile> {
  const dot = ticket.indexOf('.');
  if (dot <= 0) return NOT_FOUND;
  const args = { siteId: ticket.slice(0, dot), hash: deps.vault.digest(ticket), now: deps.clock.now() };
  return open(deps, await deps.store.takeFileTicket(args));
}

async function charge({ limiter }: ReadDeps, { siteId, id }: Principal): Promise<Refused | null> {
  const taken = await limiter.take(`${siteId} ${id} file reads`, limits.RATE_FILE_READS);
  return taken.ok ? null : { ok: false, code: 'rate_limited', retryMs: taken.retryMs };
}

async function open({ files }: ReadDeps, found: ReadableFile | null): Promise<OpenedFile> {
  const bytes = found === null ? null : await files.open(found.storage);
  return found === null || bytes === null ? NOT_FOUND : { ok: true, file: found.ref, bytes };
}
