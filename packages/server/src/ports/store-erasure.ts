// Erasing a customer (ID24, S77).

export interface Erased {
  /** Root and merged ones. */
  customers: number;
  interactions: number;
  conversations: string[];
  /** Devices whose open connections have to end. */
  visitors: string[];
}

export interface ErasureOps {
  /**
   * Erases a root customer and all that was merged into it, in one transaction, with an audit line that names ids alone. Interactions stay as
   * tombstones and log entries as empty places, so that neither is written a second time. Null when there is no such root.
   */
  eraseCustomer(args: { siteId: string; customerId: string; actor: string; now: number }): Promise<Erased | null>;
}
