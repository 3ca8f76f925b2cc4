// What the operator set for this relay, and what its machine says: for the page "System".
// Invariant: no secret, no address and no path is in it.

export interface OperatorSettings {
  rateLimits: 'on' | 'off';
  /** null: no limit. */
  socketsPerAddress: number | null;
  /** null: the embedded store has no connections. */
  databasePoolMax: number | null;
  logLevel: string;
  /** How many are named. */
  trustedProxies: number;
  egressAllow: number;
  signInProvider: boolean;
  ownFilesFolder: boolean;
}

export interface BackupMade {
  at: number;
  bytes: number;
}

export interface Operator {
  settings: OperatorSettings;
  node: string;
  redis(): 'none' | 'up' | 'down';
  /** Of the disk that holds the data folder; null: it could not be asked. */
  freeBytes(): Promise<number | null>;
  /** `unknown`: the store is backed up by its own tools, or the note of it cannot be read. */
  lastBackup(): Promise<BackupMade | 'none' | 'unknown'>;
}
