// The bytes of a reserved file: taken in as they come, told by what they are (S66), cleaned (S67), and kept. Invariant: a file is stored when,
// and only when, its bytes are on the disk; whatever fails on the way leaves nothing that can be read.
import { limits } from '@throughline/types';
import type { FileRef, HttpErrorCode } from '@throughline/types';
import { checkContent } from '../domain/files/check-content.js';
import type { FileStorage, IncomingFile } from '../ports/file-storage.js';
import type { Limiter } from '../ports/limiter.js';
import type { Principal } from '../ports/store-delivery.js';
import type { Store } from '../ports/store.js';
import { uploadsInFlight } from './uploads-in-flight.js';

export interface Upload {
  principal: Principal;
  id: string;
  /** As the request announces it; null when it does not. */
  announcedBytes: number | null;
  chunks: AsyncIterable<Uint8Array>;
  /** The client's, for the limit on uploads at once (S47). */
  address: string;
}
export type StoredFile = { ok: true; file: FileRef } | { ok: false; code: HttpErrorCode; detail?: string; retryMs?: number };
export type StoreFile = (upload: Upload) => Promise<StoredFile>;

interface Deps {
  store: Pick<Store, 'fileToStore' | 'fileStored'>;
  files: FileStorage;
  limiter: Limiter;
}

const FULL_RETRY_MS = 5_000; // the others end on their own

/**
 * One for the whole relay. The same upload again, after its answer was lost, is answered as the first one was; while the first one comes in
 * it is a `conflict`. Rejects when the chunks end with an error. `perAddressMax`: uploads at once per address.
 */
export function fileStorer(deps: Deps, { perAddressMax = limits.UPLOADS_PER_ADDRESS_MAX }: { perAddressMax?: number } = {}): StoreFile {
  const uploads = uploadsInFlight({ perAddressMax });
  // A picture is cleaned in memory: one at a time, however many come in at once.
  const finish = oneAtATime();
  return async (upload) => {
    const refused = await charge(deps.limiter, upload);
    if (refused !== null) return refused;
    const ended = uploads.begin({ file: `${upload.principal.siteId} ${upload.id}`, address: upload.address });
    if (ended === 'same') return { ok: false, code: 'conflict' };
    if (ended === 'full') return { ok: false, code: 'rate_limited', retryMs: FULL_RETRY_MS };
    try {
      return await store(upload);
    } finally {
      ended();
    }
  };

  async function store({ principal, id, announcedBytes, chunks }: Upload): Promise<StoredFile> {
    const wanted = await deps.store.fileToStore({ principal, id });
    if (wanted === null) return { ok: false, code: 'not_found' };
    if (wanted.stored !== null) return { ok: true, file: wanted.stored };
    if (announcedBytes !== null && announcedBytes > wanted.size) return tooLarge(wanted.size);
    const incoming = await deps.files.receive();
    try {
      const received = await takeIn(incoming, chunks, wanted.size);
      if (received > wanted.size) return tooLarge(wanted.size);
      if (received < wanted.size) return { ok: false, code: 'bad_request', detail: `${received} of ${wanted.size} bytes came` };
      return await finish(() => keep(deps, incoming, { principal, id, size: wanted.size }));
    } finally {
      await incoming.drop();
    }
  }
}

/** Each try costs, whatever comes of it (S56): a reservation is charged once, and its bytes could be sent without end. */
async function charge(limiter: Limiter, { principal: { siteId, id: sender }, id }: Upload): Promise<StoredFile | null> {
  for (const [key, rate] of [
    [`${siteId} ${sender} uploads`, limits.RATE_UPLOADS],
    [`${siteId} ${sender} ${id} uploads`, limits.RATE_UPLOADS_PER_FILE],
  ] as const) {
    const taken = await limiter.take(key, rate);
    if (!taken.ok) return { ok: false, code: 'rate_limited', retryMs: taken.retryMs };
  }
  return null;
}

const tooLarge = (size: number): StoredFile => ({ ok: false, code: 'too_large', detail: `More than the ${size} bytes that were reserved` });

/** Stops with the first chunk that is too much. */
async function takeIn(incoming: IncomingFile, chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<number> {
  let received = 0;
  for await (const chunk of chunks) {
    received += chunk.length;
    if (received > maxBytes) break;
    await incoming.write(chunk);
  }
  return received;
}

async function keep(
  { store, files }: Deps,
  incoming: IncomingFile,
  { principal, id, size }: Pick<Upload, 'principal' | 'id'> & { size: number },
): Promise<StoredFile> {
  const checked = checkContent(await incoming.bytes());
  if (!checked.ok) return checked;
  const { bytes, ...content } = checked.content;
  if (bytes.length > size) return tooLarge(size); // the reservation is what was charged, and what the site has room for
  const storage = await incoming.keep(bytes);
  const file = await store.fileStored({ principal, id, storage, content: { ...content, size: bytes.length } });
  if (file !== null) return { ok: true, file };
  await files.remove(storage); // the same upload twice at once: the other one was first
  return { ok: false, code: 'conflict' };
}

function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined); // the caller has the failure; the next one goes on
    return next;
  };
}
