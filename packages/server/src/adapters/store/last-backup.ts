// When `throughline backup` last made a copy of the embedded store, in a small file of the data folder: the store itself is only read by it.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { BackupMade } from '../../ports/operator.js';
import { replaceFile } from './sql/history/durable-file.js';

const FILE = 'last-backup.json';
const Made = z.object({ at: z.int(), bytes: z.int() });

export const noteBackup = (dataDir: string, made: BackupMade): Promise<void> => replaceFile(join(dataDir, FILE), JSON.stringify(made));

/** Throws when the file is there and cannot be read. */
export async function lastBackupOf(dataDir: string): Promise<BackupMade | 'none'> {
  const file = join(dataDir, FILE);
  return existsSync(file) ? Made.parse(JSON.parse(await readFile(file, 'utf8'))) : 'none';
}
