// What the routes of files have in common, for visitors and for agents: an upload taken in, bytes sent out so that nothing in them runs (S138).
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response, Router } from 'express';
import { isStorableText } from '@throughline/types';
import type { FileTicket, HttpErrorCode } from '@throughline/types';
import { newFileTicket, readFile } from '../../app/read-file.js';
import type { OpenedFile } from '../../app/read-file.js';
import { reserveFile } from '../../app/reserve-file.js';
import { asError } from '../../domain/as-error.js';
import { toIso } from '../../domain/time/civil.js';
import type { Principal } from '../../ports/store-delivery.js';
import type { RelayDeps } from '../relay-deps.js';
import { uploadBytes } from './body-time.js';
import { sendProblem } from './problem.js';

interface Refused {
  code: HttpErrorCode;
  detail?: string;
  retryMs?: number;
}

/** The id of a file in an address; one that no store could hold names none. */
export const idOf = ({ params }: Request): string => (typeof params['id'] === 'string' ? params['id'] : '');
export function refuseStrangeIds(router: Router): void {
  router.param('id', (_request, response, next, id: string) => (isStorableText(id) ? next() : sendProblem(response, 'not_found')));
}

/** Whom a request is charged to (S55). */
export const addressOf = (deps: Pick<RelayDeps, 'addressOf'>, { socket, headers }: Request): string =>
  deps.addressOf(socket.remoteAddress ?? '', headers['x-forwarded-for']);

const refuse = (response: Response, { code, detail, retryMs }: Refused): void =>
  sendProblem(response, code, { ...(detail === undefined ? {} : { detail }), ...(retryMs === undefined ? {} : { retryMs }) });

export async function answerReserve(
  deps: RelayDeps,
  { request, response }: { request: Request; response: Response },
  wanted: { principal: Principal; name: string; size: number },
): Promise<void> {
  const reserved = await reserveFile(deps, { ...wanted, address: addressOf(deps, request) });
  if (reserved.ok) response.json({ id: reserved.id, expiresAt: toIso(reserved.expiresAt) });
  else refuse(response, reserved);
}

/** Answers before the body ended when it cannot be taken; the connection ends with that answer. */
export async function answerUpload(
  deps: RelayDeps,
  { request, response }: { request: Request; response: Response },
  { principal, id }: { principal: Principal; id: string },
): Promise<void> {
  const announced = Number(request.headers['content-length'] ?? Number.NaN);
  const announcedBytes = Number.isNaN(announced) ? null : announced;
  try {
    const stored = await deps.storeFile({
      principal,
      id,
      announcedBytes,
      chunks: uploadBytes(request, deps.clock),
      address: addressOf(deps, request),
    });
    if (!request.complete) response.set('Connection', 'close');
    if (stored.ok) response.json(stored.file);
    else refuse(response, stored);
  } catch (error) {
    if (!request.destroyed && !request.socket.destroyed) {
      if (!request.complete) response.set('Connection', 'close');
      throw error;
    }
    deps.log.info('An upload was cut off', { event: 'files' }); // nobody is left to answer
  }
}

export async function answerRead(
  deps: RelayDeps,
  response: Response,
  { principal, id }: { principal: Principal; id: string },
): Promise<void> {
  await sendOpened(deps, response, await readFile(deps, principal, id));
}

export async function answerTicket(
  deps: RelayDeps,
  response: Response,
  { principal, id }: { principal: Principal; id: string },
): Promise<void> {
  const made = await newFileTicket(deps, principal, id);
  if (!made.ok) return refuse(response, made);
  const ticket: FileTicket = { path: `files/${made.ticket}`, expiresAt: toIso(made.expiresAt) };
  response.json(ticket);
}

/** Drawn by every browser, and nothing in them runs. A PDF is not of them: viewers differ in what they let it do. */
const SHOWN: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

/**
 * The type is the stored one; in a sandbox of its own, nothing in it runs as the relay's. `shown`: a picture may be looked at in the tab
 * that asked for it; everything else is an attachment.
 */
export async function sendOpened(deps: RelayDeps, response: Response, opened: OpenedFile, { shown = false } = {}): Promise<void> {
  if (!opened.ok) return refuse(response, opened);
  const { file, bytes } = opened;
  response
    .set('Content-Type', file.type === 'text/plain' ? 'text/plain; charset=utf-8' : file.type)
    .set('Content-Length', String(file.size))
    .set('Content-Disposition', `${shown && SHOWN.has(file.type) ? 'inline' : 'attachment'}; filename*=UTF-8''${encoded(file.name)}`)
    .set('X-Content-Type-Options', 'nosniff')
    .set('Content-Security-Policy', "default-src 'none'; sandbox")
    .set('Cross-Origin-Resource-Policy', 'same-origin')
    .set('Referrer-Policy', 'no-referrer')
    .set('Cache-Control', 'no-store');
  // The stream itself, not one around it: its end, whichever comes first, closes the file.
  const source = bytes instanceof Readable ? bytes : Readable.from(bytes, { objectMode: false });
  if (response.destroyed) return void source.destroy();
  try {
    await pipeline(source, response);
  } catch (error) {
    if (isCut(error)) deps.log.info('A download was cut off', { event: 'files' });
    else deps.log.error('A file could not be read', { event: 'files', error: asError(error) }); // the connection ended with it: nobody can be told
  }
}

/** By whoever reads it; everything else is the disk's. */
const isCut = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET');

/** As RFC 8187 wants it: what `encodeURIComponent` leaves besides letters and digits is encoded too. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*!]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
