// Which history the store tells, and whether it went back (P26). An epoch is the name of a history: it is renewed by compare-and-set, so that
// of many nodes that notice the same thing one renews it and all follow.

/** How far a history had come at some moment. `counter` never falls within one epoch, unless the store went back. */
export interface HistoryMark {
  epoch: string;
  counter: number;
}

export interface HistoryOps {
  /** The epoch as it is stored now; `Store.epoch` follows. Cheap: once per beacon round, so that every node follows another one's renewal. */
  epochNow(): Promise<string>;
  /**
   * The store went back, as far as the caller can tell: names a new history, unless somebody did since `seen` was read. Answers the epoch
   * that holds now.
   */
  renewEpoch(args: { seen: string }): Promise<string>;
  /** What the store guard writes down. */
  historyMark(): Promise<HistoryMark>;
  /**
   * Compares with what the store guard wrote down: a counter below it under the same epoch, or an epoch that this database never had, means
   * that it went back, and the epoch is renewed. Answers the epoch that holds now.
   */
  checkMark(mark: HistoryMark): Promise<{ epoch: string; wentBack: boolean }>;
  /** Resolves when the store answers; rejects with StoreUnavailable within PING_MS when it does not. */
  ping(): Promise<void>;
}
