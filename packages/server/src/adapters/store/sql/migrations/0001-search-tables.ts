// Tables of the first migration: what search reads, and the index each store keeps of it by triggers, so that nothing that is written or
// removed, imported or erased can leave one without the other (K75, S76).
// PostgreSQL: the index of words is a table of its own, without a site wall. Behind a wall a full-text operator could use no index, because it
// is not leakproof. It holds numbers and words, no site and no id: whatever is answered comes from `search_documents`, behind its wall.
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Dialect, IndexSpec, TableSpec } from './table.js';

export const SEARCH_TABLES: readonly TableSpec[] = [
  {
    name: 'search_documents',
    columns: {
      site_id: 'text',
      kind: 'text',
      customer_id: 'text',
      id: 'text',
      conversation_id: 'text?',
      lane: 'text?',
      seq: 'big?',
      at: 'big',
      author: 'text',
      files: 'int',
      department: 'text?',
      visibility: 'text',
      title: 'text',
      body: 'text',
      words: 'text',
    },
    key: ['site_id', 'kind', 'customer_id', 'id'],
    numbered: true,
  },
];

export const SEARCH_INDEXES: readonly IndexSpec[] = [
  { name: 'search_by_number', on: 'search_documents', columns: ['site_id', 'n'] },
  { name: 'search_by_customer', on: 'search_documents', columns: ['site_id', 'customer_id'], where: sql`customer_id <> ''` },
  {
    name: 'search_by_conversation',
    on: 'search_documents',
    columns: ['site_id', 'conversation_id'],
    where: sql`conversation_id is not null`,
  },
];

const SQLITE = [
  sql`create virtual table search_index using fts5(words, content='search_documents', content_rowid='n', tokenize="ascii tokenchars '=@'", prefix='3')`,
  sql`insert into search_index(search_index, rank) values ('secure-delete', 1)`, // erased words leave the file with their row (S77)
  sql`create trigger search_added after insert on search_documents begin
    insert into search_index(rowid, words) values (new.n, new.words); end`,
  sql`create trigger search_removed after delete on search_documents begin
    insert into search_index(search_index, rowid, words) values ('delete', old.n, old.words); end`,
  sql`create trigger search_changed after update of words on search_documents when old.words <> new.words begin
    insert into search_index(search_index, rowid, words) values ('delete', old.n, old.words);
    insert into search_index(rowid, words) values (new.n, new.words); end`,
];

const POSTGRES = [
  sql`create table search_lexemes (
    n bigint primary key references search_documents (n) on delete cascade, lexemes tsvector not null)`,
  sql`create index search_lexemes_by_word on search_lexemes using gin (lexemes)`,
  sql`create function search_index() returns trigger language plpgsql as $$ begin
    insert into search_lexemes (n, lexemes) values (new.n, array_to_tsvector(string_to_array(new.words, ' ')))
      on conflict (n) do update set lexemes = excluded.lexemes;
    return null; end $$`,
  sql`create trigger search_written after insert or update of words on search_documents for each row execute function search_index()`,
];

export async function createSearchIndex(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  for (const statement of dialect === 'sqlite' ? SQLITE : POSTGRES) await statement.execute(db);
}
