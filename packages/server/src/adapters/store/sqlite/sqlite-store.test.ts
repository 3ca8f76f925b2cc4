import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { storeContract } from '../../../testing/store-contract/store-contract.js';
import { openSqliteStore } from './sqlite-store.js';

const folder = mkdtempSync(join(tmpdir(), 'throughline-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

storeContract('SQLite', () => openSqliteStore({ file: join(folder, 'contract.db'), workerUrl: builtWorker() }));

function builtWorker(): URL {
  return new URL('../../../../dist/adapters/store/sqlite/worker.js', import.meta.url);
}
