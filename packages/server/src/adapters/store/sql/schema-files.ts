// The tables of files; see schema.ts. The bytes are not in the store (S65).

export interface FilesTable {
  site_id: string;
  id: string;
  owner_type: 'visitor' | 'agent';
  owner_id: string;
  /** Set with `attached`. */
  conversation_id: string | null;
  /** Of the entry that names it; set with `attached`. */
  lane: 'pub' | 'int' | null;
  name: string;
  /** Null until stored. */
  type: string | null;
  /** As reserved, then as stored. */
  size: number;
  width: number | null;
  height: number | null;
  state: 'reserved' | 'stored' | 'attached' | 'removed';
  /** Name in the file storage; null until stored. */
  storage: string | null;
  created_at: number;
}
/** One read of one file, for one principal (S68). */
export interface FileTicketsTable {
  site_id: string;
  hash: string;
  file_id: string;
  owner_type: 'visitor' | 'agent';
  owner_id: string;
  /** Digest of the agent's session. */
  session_hash: string | null;
  expires_at: number;
}

export interface FileDatabase {
  files: FilesTable;
  file_tickets: FileTicketsTable;
}
