// What an operator does to a store as a whole, while no relay owns it or beside one: copies, and the move of one site to another store.
import type { LedgerLine } from './erasure-ledger.js';

/** It cannot be done, for a reason the operator can act on: one clear line. */
export class MaintenanceRefused extends Error {
  override readonly name = 'MaintenanceRefused';
}

export interface SiteCounts {
  siteId: string;
  /** Rows per table. */
  counts: Record<string, number>;
}

export interface ImportedSite extends SiteCounts {
  /** Erasures that the file did not know of. */
  repeated: number;
}

export interface Maintenance {
  /** A whole, consistent copy in a new file, also beside a running relay. Answers its size in bytes. */
  backup(file: string): Promise<number>;
  /** Writes down in the data folder that a copy was made just now, for the page "System". */
  noteBackup(bytes: number): Promise<void>;
  /** Puts a backup in the store's place and names a new history (P98). PostgreSQL was restored by its own tools: there `file` is absent. */
  restore(file: string | undefined): Promise<void>;
  /** Every row of the site, as a file of JSON lines. `keyCheck` says under which key its secrets are sealed. */
  exportSite(args: { siteId: string; file: string; keyCheck: string; now: number }): Promise<SiteCounts>;
  /** All of the file or nothing of it. Whoever of the site is in `erased` is erased again before anybody can see the site (S76). */
  importSite(args: { file: string; keyCheck: string; erased: AsyncIterable<LedgerLine> }): Promise<ImportedSite>;
}
