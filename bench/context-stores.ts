// The stores the context bench measures: built once, closed and opened again, so that the first read is a cold one for the process.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import pg from 'pg';
import { openPostgresStore } from '../packages/server/dist/adapters/store/postgres/postgres-store.js';
import { openSqliteStore } from '../packages/server/dist/adapters/store/sqlite/sqlite-store.js';
import type { Store } from '../packages/server/dist/ports/store.js';
import { freshDatabase } from '../tests/servers/postgres.js';
import { fillPostgres, fillSqlite } from './context-crowd.js';

export type StoreKind = 'sqlite' | 'postgres';
export type Rows = (table: string) => Promise<unknown[]>;

export interface BenchStore {
  open(): Promise<Store>;
  /** Writes the crowd. While no store is open. */
  fill(siteId: string, count: number): Promise<void>;
  /** All rows of a table. While no store is open. */
  rows: Rows;
  diskBytes(): number;
  remove(): Promise<void>;
}

export const benchStore = (kind: StoreKind): Promise<BenchStore> => (kind === 'sqlite' ? sqlite() : postgres());

function sqlite(): Promise<BenchStore> {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-bench-'));
  const file = join(folder, 'bench.db');
  return Promise.resolve({
    open: () => openSqliteStore({ file }),
    fill: (siteId, count) => Promise.resolve(fillSqlite(file, siteId, count)),
    rows(table) {
      const db = new DatabaseSync(file, { readOnly: true });
      const rows = db.prepare(`select * from ${table}`).all();
      db.close();
      return Promise.resolve(rows);
    },
    diskBytes: () => statSync(file).size,
    remove: () => Promise.resolve(rmSync(folder, { recursive: true })),
  });
}

async function postgres(): Promise<BenchStore> {
  const { url, adminUrl, drop } = await freshDatabase();
  return {
    open: () => openPostgresStore({ url }),
    fill: (siteId, count) => fillPostgres(adminUrl, siteId, count),
    async rows(table) {
      const client = new pg.Client({ connectionString: adminUrl });
      await client.connect();
      const { rows } = await client.query<Record<string, unknown>>(`select * from ${table}`);
      await client.end();
      return rows;
    },
    diskBytes: () => 0,
    remove: drop,
  };
}
