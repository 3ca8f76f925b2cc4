// Customers in a CSV file (K90): read as people save it, its columns matched with what is known of a customer, its rows cut into requests. Pure.
import type { CustomerImportRow } from '@throughline/types';

/** A row longer than this is no row of a list of people. */
const COLUMNS_MAX = 60;
/** One request: below the relay's 64 KiB and 500 rows, and short enough that progress is seen. */
const CHUNK_ROWS = 100;
const CHUNK_CHARS = 24_000;

export interface Csv {
  head: readonly string[];
  /** Cells in the order of `head`; empty lines left out. */
  rows: readonly { line: number; cells: readonly string[] }[];
}

/** Comma, semicolon or tab: whichever stands most often in the first line. */
function separatorOf(text: string): string {
  const first = text.slice(0, text.search(/\r|\n|$/));
  const counts = [',', ';', '\t'].map((one) => [one, first.split(one).length] as const);
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

/** RFC 4180 with any of the three separators; a quote that is never closed ends with the file. */
export function parseCsv(file: string): Csv {
  const text = file.replace(/^\ufeff/, '');
  const separator = separatorOf(text);
  const records: { line: number; cells: string[] }[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let startedAt = 1;
  const endRecord = (): void => {
    cells.push(cell);
    if (cells.some((one) => one.trim() !== '')) records.push({ line: startedAt, cells: cells.slice(0, COLUMNS_MAX) });
    cells = [];
    cell = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\n') line += 1;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === separator) {
      cells.push(cell);
      cell = '';
    } else if (char === '\n') {
      endRecord();
      startedAt = line;
    } else if (char !== '\r') cell += char;
  }
  if (cell !== '' || cells.length > 0) endRecord();
  const [head, ...rows] = records;
  return { head: head?.cells.map((one) => one.trim()) ?? [], rows };
}

/** What a column is; `trait`: something else that is known, by the column's own name. */
export type Meaning = 'userId' | 'email' | 'phone' | 'name' | 'trait' | 'none';
const NAMES: readonly [Exclude<Meaning, 'trait' | 'none'>, RegExp][] = [
  ['userId', /^(user|customer|external|client)?[\s_-]?id$|^user$/i],
  ['email', /^e[\s_-]?mail([\s_-]?address)?$/i],
  ['phone', /^(phone|mobile|telephone|tel)([\s_-]?number)?$/i],
  ['name', /^(full[\s_-]?)?name$/i],
];

/** By the names of the columns; each meaning once. */
export function guessMeanings(head: readonly string[]): Meaning[] {
  const taken = new Set<Meaning>();
  return head.map((column) => {
    const found = NAMES.find(([meaning, pattern]) => pattern.test(column) && !taken.has(meaning))?.[0];
    if (found === undefined) return column === '' ? 'none' : 'trait';
    taken.add(found);
    return found;
  });
}

/** What a spreadsheet was kept from computing goes back to what it was (S137). */
const unescaped = (cell: string): string => (/^'\s*[=+\-@]/.test(cell) ? cell.slice(1) : cell).trim();

const TRAIT_NAME_MAX = 64;
const CELL_MAX: Record<Exclude<Meaning, 'none'>, number> = { userId: 255, email: 255, phone: 255, name: 200, trait: 1_000 };

export function importRow({ head }: Csv, cells: readonly string[], meanings: readonly Meaning[]): CustomerImportRow {
  const row: CustomerImportRow = {};
  const traits: Record<string, string> = {};
  for (const [at, meaning] of meanings.entries()) {
    const value = unescaped(cells[at] ?? '');
    if (value === '' || meaning === 'none') continue;
    const kept = value.slice(0, CELL_MAX[meaning]);
    if (meaning === 'trait') traits[(head[at] ?? '').slice(0, TRAIT_NAME_MAX)] = kept;
    else row[meaning] = kept;
  }
  return Object.keys(traits).length === 0 ? row : { ...row, traits };
}

export interface Chunk {
  rows: CustomerImportRow[];
  /** Line of the file, per row. */
  lines: number[];
}

export function chunksOf(csv: Csv, meanings: readonly Meaning[]): Chunk[] {
  const chunks: Chunk[] = [];
  let chars = 0;
  for (const { line, cells } of csv.rows) {
    const row = importRow(csv, cells, meanings);
    const size = JSON.stringify(row).length;
    const last = chunks.at(-1);
    if (last === undefined || last.rows.length >= CHUNK_ROWS || chars + size > CHUNK_CHARS) {
      chunks.push({ rows: [row], lines: [line] });
      chars = size;
    } else {
      last.rows.push(row);
      last.lines.push(line);
      chars += size;
    }
  }
  return chunks;
}
