// Erasing a customer (ID24, S77), and once more after the store went back (S76).
import type { RemovedFile } from './store-files.js';

export interface Erased {
  /** Root and merged ones. */
  customers: number;
  interactions: number;
  conversations: string[];
  /** Devices whose open connections have to end. */
  visitors: string[];
  /** Whose bytes are to be removed now. */
  files: RemovedFile[];
  /** What names all of it, as the erasing transaction found it. */
  names: ErasedNames;
}

/** What names an erased customer in any older state of the store: ids, and where a late message would open a conversation again. */
export interface ErasedNames {
  /** Root first, then all that were merged into it. */
  customers: string[];
  visitors: string[];
  conversations: { id: string; convKey: string; principalId: string; channel: string }[];
}

export interface ErasureOps {
  /**
   * Erases a root customer and all that was merged into it, in one transaction, with an audit line that names ids alone. Interactions stay as
   * tombstones and log entries as empty places, so that neither is written a second time. Null when there is no such root.
   */
  eraseCustomer(args: { siteId: string; customerId: string; actor: string; now: number }): Promise<Erased | null>;
  /** Customers without a user id, with whom nobody was merged, whose last page has an address that begins so, by id. */
  guestsSeenOn(args: { siteId: string; address: string; limit: number }): Promise<string[]>;
  /** What `eraseCustomer` would erase now. Null when there is no such root. */
  erasedNames(args: { siteId: string; customerId: string }): Promise<ErasedNames | null>;
  /**
   * Erases whatever of these is (back) in the store, also under another root. A conversation that is not there is kept as an erased one, so
   * that a late message to it is still answered `erased`. Answers how many of `erased` had something left.
   */
  eraseAgain(args: { siteId: string; erased: ErasedNames[]; now: number }): Promise<{ repeated: number }>;
}
