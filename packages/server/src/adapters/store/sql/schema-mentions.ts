// The table of mentions; see schema.ts.

/** An agent whom a note, or a question to colleagues, names (K65). */
export interface MentionsTable {
  site_id: string;
  agent_id: string;
  /** Of the `int` entry that names them. */
  entry_id: string;
  conversation_id: string;
  /** The team they were named as a member of; null: by name. */
  team_id: string | null;
  at: number;
  /** When they opened the conversation; null: not since. */
  read_at: number | null;
}

export interface MentionDatabase {
  mentions: MentionsTable;
}
