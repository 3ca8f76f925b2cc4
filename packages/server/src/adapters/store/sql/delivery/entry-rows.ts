// A log entry as a row and back. Both directions in one file, so that what is written is what is read.
import type { Author, Entry } from '@throughline/types';
import type { EntriesTable } from '../schema.js';

const AUTHOR_TYPES: Record<string, Author['type']> = { visitor: 'visitor', agent: 'agent', system: 'system' };

function authorType(stored: string): Author['type'] {
  const type = AUTHOR_TYPES[stored];
  if (type === undefined) throw new Error(`The log holds an unknown author type: ${stored}`);
  return type;
}

/** The body of a stored document column. */
export function parseObject(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('The log holds a body that is not an object');
  return { ...value };
}

export function entryOf(row: EntriesTable): Entry {
  return {
    lane: row.lane === 'int' ? 'int' : 'pub',
    seq: row.seq,
    id: row.id,
    kind: row.kind,
    body: parseObject(row.body),
    author: { type: authorType(row.author_type), id: row.author_id, ...(row.author_name === null ? {} : { name: row.author_name }) },
    ts: row.ts,
    ...(row.stream === null || row.n === null ? {} : { cid: `${row.stream}:${row.n}` }),
    ...(row.origin === null ? {} : { origin: row.origin }),
    ...(row.after_pub === null ? {} : { after_pub: row.after_pub }),
  };
}

/** Where an entry belongs, and which submission brought it (null: the relay's own). */
export interface EntryPlace {
  siteId: string;
  conv: string;
  principalId: string;
  submitted: { stream: string; n: number; hash: string } | null;
}

export function rowOf(entry: Entry, { siteId, conv, principalId, submitted }: EntryPlace): EntriesTable {
  return {
    site_id: siteId,
    conversation_id: conv,
    lane: entry.lane,
    seq: entry.seq,
    id: entry.id,
    kind: entry.kind,
    body: JSON.stringify(entry.body),
    author_type: entry.author.type,
    author_id: entry.author.id,
    author_name: entry.author.name ?? null,
    ts: entry.ts,
    principal_id: principalId,
    stream: submitted?.stream ?? null,
    n: submitted?.n ?? null,
    origin: submitted === null ? null : (entry.origin ?? null),
    body_hash: submitted?.hash ?? null,
    after_pub: entry.after_pub ?? null,
  };
}
