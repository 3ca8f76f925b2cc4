// What the store knows of itself and of the relays on it, for whoever runs them. Of the installation, not of a site.

/** One run of a relay, from its start on. */
export interface RelayRun {
  id: string;
  version: string;
  startedAt: number;
  seenAt: number;
}

export interface StoreFacts {
  /** Of the whole database. */
  bytes: number;
  migrations: { name: string; at: number }[];
  /** The newest start first. */
  relays: RelayRun[];
}

export interface SystemOps {
  /** A sign of life. Relays that gave none since `forgetBefore` are forgotten. */
  relaySeen(args: { relay: Omit<RelayRun, 'seenAt'>; now: number; forgetBefore: number }): Promise<void>;
  storeFacts(): Promise<StoreFacts>;
}
