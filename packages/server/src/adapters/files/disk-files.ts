// Files as files of one folder, called by 256 random bits (S68). A file is written beside its name, synced and renamed: under a name stands all of
// it or nothing. What a crash leaves (`.part`: what came in; `.next`: what was being kept) is listed by `olderThan` like any other.
import { mkdirSync } from 'node:fs';
import { open, opendir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStorage, IncomingFile } from '../../ports/file-storage.js';
import { StoreUnavailable } from '../../ports/store.js';
import type { Ids } from '../../ports/ids.js';

const NAME_BYTES = 32;
/** In it stands whose files these are. */
const OWNER = '.installation';
/** Nothing else in the folder is touched. */
const OURS = /^[A-Za-z0-9_-]{43}(\.part|\.next)?$/;

const isAbsent = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Full, over its quota or failing: nothing was kept, and the same upload may succeed later. */
const NOT_NOW: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EIO']);

async function orUnavailable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && NOT_NOW.has(error.code))) throw error;
    throw new StoreUnavailable('The folder of files takes nothing at the moment', { cause: error });
  }
}

async function absentAsNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, 'r');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

class Incoming implements IncomingFile {
  private dropped = false;

  constructor(
    private readonly folder: string,
    private readonly name: string,
    private readonly part: FileHandle,
  ) {}

  write(chunk: Uint8Array): Promise<void> {
    return orUnavailable(this.part.appendFile(chunk));
  }

  bytes(): Promise<Uint8Array> {
    return readFile(this.path('.part'));
  }

  async keep(bytes: Uint8Array): Promise<string> {
    await orUnavailable(this.putInPlace(bytes));
    await this.drop();
    return this.name;
  }

  async drop(): Promise<void> {
    if (this.dropped) return;
    this.dropped = true;
    await this.part.close();
    for (const ending of ['.part', '.next'] as const) await rm(this.path(ending), { force: true });
  }

  private async putInPlace(bytes: Uint8Array): Promise<void> {
    await writeDurably(this.path('.next'), bytes);
    await rename(this.path('.next'), this.path(''));
    await syncFolder(this.folder);
  }

  private path(ending: '' | '.part' | '.next'): string {
    return join(this.folder, `${this.name}${ending}`);
  }
}

/** Makes the folder when it is missing; only the relay's own user may look into it. */
export function diskFiles({ folder, ids }: { folder: string; ids: Pick<Ids, 'secret'> }): FileStorage {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pathOf = (name: string): string => {
    if (!OURS.test(name)) throw new Error('This is no name of the file storage');
    return join(folder, name);
  };
  return {
    async claim(installation) {
      const path = join(folder, OWNER);
      await writeFile(path, installation, { flag: 'wx', mode: 0o600, flush: true }).catch((error: unknown) => {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      });
      return (await readFile(path, 'utf8')).trim() === installation;
    },
    async receive() {
      const name = ids.secret(NAME_BYTES);
      return new Incoming(folder, name, await orUnavailable(open(pathOf(`${name}.part`), 'wx', 0o600)));
    },
    async open(name) {
      const file = await absentAsNull(open(pathOf(name), 'r'));
      return file === null ? null : file.createReadStream();
    },
    async remove(name) {
      await rm(pathOf(name), { force: true });
      await syncFolder(folder);
    },
    async *olderThan(before) {
      for await (const { name } of await opendir(folder)) {
        if (!OURS.test(name)) continue;
        const about = await absentAsNull(stat(pathOf(name)));
        if (about !== null && about.mtimeMs < before) yield name;
      }
    },
  };
}
