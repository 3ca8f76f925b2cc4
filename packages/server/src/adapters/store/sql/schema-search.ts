// What search reads (K75); see schema.ts.
import type { Generated } from 'kysely';

/**
 * One thing that can be found: derived, written in the transaction that writes the thing itself, and gone with it. Beside it each store keeps
 * its own index of `words`, by triggers: FTS5 `search_index` on SQLite, `search_lexemes` on PostgreSQL.
 */
export interface SearchDocumentsTable {
  /** Order of writing; newest last. Names the row in the index. Not exported: a copy of the site counts its own. */
  n: Generated<number>;
  site_id: string;
  /** message, note, customer, item, commitment, fact. */
  kind: string;
  /** As filed; empty where the conversation says whose it is. */
  customer_id: string;
  id: string;
  conversation_id: string | null;
  lane: string | null;
  seq: number | null;
  at: number;
  /** `visitor:<id>`, `agent:<id>`, `system:<id>`; empty: nobody's words. */
  author: string;
  /** 1: has a file. */
  files: number;
  /** Whose it is and who may see it (C54): of several sources the strictest. */
  department: string | null;
  visibility: string;
  /** Shown above and in the excerpt; of what an entry says the entry itself is read. */
  title: string;
  body: string;
  /** Folded words and marked numbers (domain/search/words), the site's mark first. */
  words: string;
}

export interface SearchDatabase {
  search_documents: SearchDocumentsTable;
}
