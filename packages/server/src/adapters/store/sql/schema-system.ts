// The installation: what the store is, and the relays on it; see schema.ts. No row belongs to a site.

/** What the store is and which history it tells: `epoch`, `created_at`. */
export interface MetaTable {
  key: string;
  value: string;
}

/** One row per run of a relay; written by that relay alone, removed by any when it was silent for long. */
export interface RelaysTable {
  id: string;
  version: string;
  started_at: number;
  seen_at: number;
}

export interface SystemDatabase {
  meta: MetaTable;
  relays: RelaysTable;
}
