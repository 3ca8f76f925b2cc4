// The store that the settings name, opened for its owner or for a tool beside it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { Store } from '../../ports/store.js';
import { openPostgresStore } from './postgres/postgres-store.js';
import { guardedStore } from './sql/history/store-guard.js';
import { openSqliteStore } from './sqlite/sqlite-store.js';

/** Names inside the data folder. */
const SQLITE_FILE = 'throughline.db';
const GUARD_FILE = 'store.guard';

export interface StorePlace {
  /** PostgreSQL; without it the embedded store in the data folder. */
  databaseUrl: string | undefined;
  databasePoolMax: number;
  dataDir: string;
}

export const sqliteFileIn = (dataDir: string): string => join(dataDir, SQLITE_FILE);

export interface Opening {
  /** False lets a command-line tool work beside a running relay: it takes no lock and keeps no guard. */
  exclusive: boolean;
  clock: Clock;
  log: Log;
  /** The history became another one while the store was open (P26). */
  onRenewed?: (epoch: string) => void;
}

function openPlace({ databaseUrl, databasePoolMax, dataDir }: StorePlace, { exclusive, onRenewed }: Opening): Promise<Store> {
  if (databaseUrl === undefined) return openSqliteStore({ file: sqliteFileIn(dataDir), exclusive });
  return openPostgresStore({ url: databaseUrl, poolMax: databasePoolMax, ...(onRenewed === undefined ? {} : { onRenewed }) });
}

export async function openStoreAt(place: StorePlace, opening: Opening): Promise<Store> {
  mkdirSync(place.dataDir, { recursive: true, mode: 0o700 });
  const store = await openPlace(place, opening);
  if (!opening.exclusive) return store;
  try {
    return await guardedStore(store, { file: join(place.dataDir, GUARD_FILE), clock: opening.clock, log: opening.log });
  } catch (error) {
    await store.close();
    throw error;
  }
}
