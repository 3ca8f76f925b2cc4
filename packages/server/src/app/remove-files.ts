// Bytes that are to go: files that were not uploaded in time or that no message named within a day (S65), those of erased people (S77), and what a crash or an older backup left
// in the storage without a row. A row outlives its bytes, never the other way round, so nothing is forgotten half-way.
import { limits } from '@throughline/types';
import { asError } from '../domain/as-error.js';
import type { Clock } from '../ports/clock.js';
import type { FileStorage } from '../ports/file-storage.js';
import type { Log } from '../ports/log.js';
import type { RemovedFile } from '../ports/store-files.js';
import type { Store } from '../ports/store.js';
import { repeating } from './repeating.js';

const EVERY_MS = 60_000;
const STRAYS_EVERY_MS = 60 * 60_000;
/** After a start: whoever started it on another database has a day to see that files are missing. */
const FIRST_STRAYS_MS = 24 * 60 * 60_000;
const AT_ONCE = 100;
/** In one round: a database that is not the right one knows none of the files. */
const STRAYS_MAX = 100;

interface RemoveDeps {
  store: Pick<Store, 'removedFiles' | 'forgetFiles'>;
  files: Pick<FileStorage, 'remove'>;
  log: Pick<Log, 'warn'>;
}

/** Everything that is removed already and, with times, what was not stored or not sent before them. What cannot be removed is tried next time. */
export async function removeFiles(deps: RemoveDeps, { storedBefore = 0, reservedBefore = 0 } = {}): Promise<void> {
  let skip = 0;
  for (;;) {
    const removed = await deps.store.removedFiles({ storedBefore, reservedBefore, skip, limit: AT_ONCE });
    skip += await removeEach(deps, removed);
    if (removed.length < AT_ONCE) return;
  }
}

/** Removes each that can be removed, and forgets it; answers how many could not, which are in the log. */
export async function removeEach(
  { store, files, log }: Omit<RemoveDeps, 'store'> & { store: Pick<Store, 'forgetFiles'> },
  removed: readonly RemovedFile[],
): Promise<number> {
  const gone: RemovedFile[] = [];
  for (const file of removed) {
    try {
      if (file.storage !== null) await files.remove(file.storage);
      gone.push(file);
    } catch (error) {
      log.warn('A file could not be removed yet', { event: 'files', error: asError(error) });
    }
  }
  if (gone.length > 0) await store.forgetFiles({ files: gone });
  return removed.length - gone.length;
}

/** What stands in the storage since before `before` and belongs to no file, at most a hundred. Answers how many went. */
export async function removeStrays(
  { store, files }: { store: Pick<Store, 'knownStorage'>; files: Pick<FileStorage, 'remove' | 'olderThan'> },
  before: number,
): Promise<number> {
  let removed = 0;
  const remove = async (names: readonly string[]): Promise<void> => {
    const known = new Set(await store.knownStorage({ names: [...names] }));
    for (const name of names) {
      if (known.has(name) || removed >= STRAYS_MAX) continue;
      await files.remove(name);
      removed += 1;
    }
  };
  let held: string[] = [];
  for await (const name of files.olderThan(before)) {
    held.push(name);
    if (held.length < AT_ONCE) continue;
    await remove(held);
    held = [];
    if (removed >= STRAYS_MAX) return removed;
  }
  await remove(held);
  return removed;
}

/** Starts; the result stops it. */
export function startFileSweep(deps: { store: Store; files: FileStorage; filesAreOurs: boolean; clock: Clock; log: Log }): () => void {
  let straysAt = deps.clock.now() + FIRST_STRAYS_MS;
  return repeating(deps, { everyMs: EVERY_MS, event: 'files' }, async () => {
    const now = deps.clock.now();
    const before = now - limits.FILE_UNATTACHED_TTL_MS;
    await removeFiles(deps, { storedBefore: before, reservedBefore: now - limits.FILE_RESERVED_TTL_MS });
    if (now < straysAt || !deps.filesAreOurs) return false;
    straysAt = now + STRAYS_EVERY_MS;
    const count = await removeStrays(deps, before);
    if (count >= STRAYS_MAX)
      deps.log.warn('Many files belong to no message of this database: some were removed, more follow in an hour', { count });
    else if (count > 0) deps.log.info('Files that belong to no message were removed', { count });
    return false;
  });
}
