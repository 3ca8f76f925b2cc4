// A site as a file: one JSON array per line. First the header, then every row as [table, value, value, …] in the header's order of columns, last
// a trailer with the number of rows per table and the SHA-256 of everything before it. Nothing of the file is believed before the trailer is
// right: a truncated or altered file is refused before anything is written.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { z } from 'zod';
import { MaintenanceRefused } from '../../../../ports/maintenance.js';
import { SITE_TABLES } from './site-tables.js';
import type { SiteTable } from './site-tables.js';

export const FORMAT = 'throughline-site';
export const FORMAT_VERSION = 1;

export const Header = z.object({
  format: z.literal(FORMAT),
  version: z.literal(FORMAT_VERSION),
  /** The newest migration of the store it came from. */
  migration: z.string(),
  epoch: z.string(),
  site: z.string(),
  exportedAt: z.number(),
  keyCheck: z.string(),
  tables: z.record(z.string(), z.array(z.string())),
});
export type Header = z.infer<typeof Header>;

const Trailer = z.object({ end: z.literal(true), counts: z.record(z.string(), z.number()), sha256: z.string() });

export type Value = string | number | null;
export type Row = Record<string, Value>;

/** Adds lines and says at the end what they were. */
export class LineHash {
  private readonly hash = createHash('sha256');
  readonly counts: Record<string, number> = {};

  line(text: string): string {
    const line = `${text}\n`;
    this.hash.update(line);
    return line;
  }

  count({ name }: SiteTable): void {
    this.counts[name] = (this.counts[name] ?? 0) + 1;
  }

  row(table: SiteTable, values: readonly Value[]): string {
    this.count(table);
    return this.line(JSON.stringify([table.name, ...values]));
  }

  trailer(): string {
    return `${JSON.stringify({ end: true, counts: this.counts, sha256: this.hash.digest('hex') })}\n`;
  }

  /** What the trailer of the same lines says. */
  digest(): string {
    return this.hash.digest('hex');
  }
}

const spoilt = (file: string, what: string): MaintenanceRefused =>
  new MaintenanceRefused(`${file} is not a whole export: ${what}. Nothing was imported.`);

function json(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw spoilt(file, 'a line is cut or altered');
  }
}

export function readHeader(file: string, text: string): Header {
  const header = Header.safeParse(json(file, text));
  if (!header.success) throw spoilt(file, 'it does not begin as one of this version');
  for (const table of SITE_TABLES) {
    if (header.data.tables[table.name]?.join() !== table.columns.join()) throw spoilt(file, `its table ${table.name} has other columns`);
  }
  return header.data;
}

const isValue = (value: unknown, isText: boolean): value is Value => (isText ? typeof value === 'string' : Number.isSafeInteger(value));

const byName = new Map(SITE_TABLES.map((table) => [table.name, table]));

/** A row of the site, with every column of its table and nothing else. */
export function readRow(file: string, text: string, site: string): { table: SiteTable; row: Row } {
  const line = json(file, text);
  if (!Array.isArray(line)) throw spoilt(file, 'a line is no row');
  const [name, ...values]: unknown[] = line;
  const table = typeof name === 'string' ? byName.get(name) : undefined;
  if (table === undefined || values.length !== table.columns.length) throw spoilt(file, 'a row belongs to no table');
  const row: Row = {};
  for (const [index, column] of table.columns.entries()) {
    const value = values[index];
    const fits = value === null ? table.nullable.has(column) : isValue(value, table.texts.has(column));
    if (!fits) throw spoilt(file, `a row of ${table.name} holds no ${column}`);
    row[column] = value as Value; // checked on the line above; the compiler does not follow a ternary
  }
  if (row[table.site] !== site) throw spoilt(file, 'a row belongs to another site');
  return { table, row };
}

/** Lines end with a line feed and with nothing else: a text may hold what other readers take for a line's end (U+2028). */
export async function* linesOf(file: string): AsyncGenerator<{ text: string; isLast: boolean }> {
  let rest = '';
  let held: string | null = null;
  for await (const chunk of createReadStream(file, 'utf8')) {
    const parts = (rest + String(chunk)).split('\n');
    rest = parts.pop() ?? '';
    for (const text of parts) {
      if (held !== null) yield { text: held, isLast: false };
      held = text;
    }
  }
  if (held !== null && rest !== '') yield { text: held, isLast: false };
  const last = rest === '' ? held : rest;
  if (last !== null) yield { text: last, isLast: true };
}

const inOrder = (counts: Record<string, number>): string => JSON.stringify(Object.entries(counts).sort());

/** Reads the file to its end, row by row. Throws unless it is whole. */
export async function checkArchive(file: string): Promise<Header> {
  if (!existsSync(file)) throw new MaintenanceRefused(`There is no file ${file}`);
  const hash = new LineHash();
  let header: Header | null = null;
  for await (const { text, isLast } of linesOf(file)) {
    if (isLast) {
      const trailer = Trailer.safeParse(json(file, text));
      if (header === null || !trailer.success) break;
      if (inOrder(trailer.data.counts) !== inOrder(hash.counts) || hash.digest() !== trailer.data.sha256)
        throw spoilt(file, 'it was altered');
      return header;
    }
    if (header === null) header = readHeader(file, text);
    else hash.count(readRow(file, text, header.site).table);
    hash.line(text);
  }
  throw spoilt(file, 'its end is missing');
}
