// Asking each store's index of words (K75). A query of words is built here from folded words alone, which have no sign that either grammar
// knows; both stores answer the same rows.
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { SearchQuery } from '../../../../domain/search/query.js';
import type { Tx } from '../operation.js';
import { siteMark } from './documents.js';

type Dialect = Tx['dialect'];
type Asked = Pick<SearchQuery, 'words' | 'phrases' | 'exact'>;

const PREFIX_MIN_CHARS = 2; // a single letter is asked for as it stands: as a beginning it would mean half of everything

const isPrefix = (word: string): boolean => [...word].length >= PREFIX_MIN_CHARS;

/** FTS5: terms in quotes; words are beginnings. */
const ftsWord = (word: string): string => (isPrefix(word) ? `"${word}" *` : `"${word}"`);
const ftsAny = (exact: readonly string[]): string => exact.map((key) => `"${key}"`).join(' OR ');

/** tsquery: lexemes in quotes, taken as they are. */
const tsWord = (word: string): string => (isPrefix(word) ? `'${word}':*` : `'${word}'`);
const tsAny = (exact: readonly string[]): string => exact.map((key) => `'${key}'`).join(' | ');

/** Documents with one of the whole numbers. */
export function exactMatch(dialect: Dialect, siteId: string, { exact }: Asked): string {
  const mark = siteMark(siteId);
  return dialect === 'sqlite' ? `"${mark}" AND (${ftsAny(exact)})` : `'${mark}' & (${tsAny(exact)})`;
}

/** Documents with all words, without those that `exactMatch` answers. */
export function wordMatch(dialect: Dialect, siteId: string, { words, exact }: Asked): string {
  const mark = siteMark(siteId);
  if (dialect === 'sqlite') {
    const all = [`"${mark}"`, ...words.map(ftsWord)].join(' AND ');
    return exact.length === 0 ? all : `(${all}) NOT (${ftsAny(exact)})`;
  }
  const all = [`'${mark}'`, ...words.map(tsWord)].join(' & ');
  return exact.length === 0 ? all : `${all} & !(${tsAny(exact)})`;
}

/**
 * `search_documents as d` behind the index, the index first: it answers few rows and knows their numbers in order. `before`: only lower ones.
 */
export function matchingDocuments(
  dialect: Dialect,
  match: string,
  before: number | null,
): { from: RawBuilder<unknown>; where: RawBuilder<unknown>; n: RawBuilder<unknown> } {
  const below = (column: RawBuilder<unknown>): RawBuilder<unknown> => (before === null ? sql`` : sql` and ${column} < ${before}`);
  return dialect === 'sqlite'
    ? {
        from: sql`search_index as f cross join search_documents as d on d.n = f.rowid`,
        where: sql`search_index match ${match}${below(sql`f.rowid`)}`,
        n: sql`f.rowid`,
      }
    : {
        from: sql`search_lexemes as f join search_documents as d on d.n = f.n`,
        where: sql`f.lexemes @@ ${match}::tsquery${below(sql`f.n`)}`,
        n: sql`f.n`,
      };
}

/** Quoted words stand in this order, whole. */
export const phraseClauses = (dialect: Dialect, phrases: SearchQuery['phrases']): RawBuilder<boolean>[] =>
  phrases.map((phrase) => {
    const within = sql`' ' || d.words || ' '`;
    const asked = ` ${phrase.join(' ')} `;
    return dialect === 'sqlite' ? sql<boolean>`instr(${within}, ${asked}) > 0` : sql<boolean>`strpos(${within}, ${asked}) > 0`;
  });
