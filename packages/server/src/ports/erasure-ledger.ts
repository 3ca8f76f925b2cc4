// Who was erased, kept outside the database (S76): a backup that is older than an erasure brings the person back, and this takes them away again.
// Ids only: the ledger says that somebody was erased, never who.
import type { ErasedNames } from './store-erasure.js';

export interface LedgerLine extends ErasedNames {
  siteId: string;
  at: number;
}

export interface ErasureLedger {
  /** On the disk when it resolves. */
  append(line: LedgerLine): Promise<void>;
  /** In the order they were written. */
  lines(): AsyncIterable<LedgerLine>;
}
