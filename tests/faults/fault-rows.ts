// The fault matrix by row: which test carries it, or that none does (`npm run faults -- --rows`). A row is run when a test has its id in its
// name; whether that test may be skipped where a tool is missing, its output says.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FAULTS } from './nemesis/faults.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const GROUPS = { N: 16, K: 8, D: 11, T: 4, C: 8, L: 4, B: 4 } as const;
const PLACES = ['tests', 'packages/server/src', 'packages/types/src', 'packages/widget/src', 'packages/console/src'];
/** A test and its name, as `it(`, `it.each(…)(` or `nightly(` registers it; other ids may stand before the row's. */
const TEST = /\b(it|nightly)(?:\.\w+\(.*\))?\(\s*['"`](?:\[[^\]]+\] )*\[fault ([A-Z0-9 ,]+)\]/g;

export interface RowTests {
  /** Files with a test of the row that `npm test` runs. */
  always: string[];
  /** Files with a test of the row that is run at night only (rows/when.ts). */
  nightly: string[];
  /** Whether one of these files does more at night: longer outages, more rounds. */
  longerAtNight: boolean;
}

/** Row id → the tests whose names carry it. */
export function rowsInTests(): Map<string, RowTests> {
  const found = new Map<string, RowTests>();
  for (const place of PLACES) {
    for (const name of readdirSync(join(ROOT, place), { recursive: true, encoding: 'utf8' })) {
      if (!/\.test\.tsx?$/.test(name) || name.includes('node_modules')) continue;
      const text = readFileSync(join(ROOT, place, name), 'utf8');
      const file = join(place, name);
      for (const [, registered, ids = ''] of text.matchAll(TEST)) {
        for (const [id] of ids.matchAll(/[A-Z]\d+/g)) {
          const row = found.get(id) ?? { always: [], nightly: [], longerAtNight: false };
          const files = registered === 'nightly' ? row.nightly : row.always;
          if (!files.includes(file)) files.push(file);
          row.longerAtNight ||= /\bNIGHTLY\b/.test(text);
          found.set(id, row);
        }
      }
    }
  }
  return found;
}

function statusOf(row: RowTests | undefined, inCampaigns: boolean): string {
  if (row === undefined) return inCampaigns ? 'inside campaigns only' : 'not run';
  return row.always.length > 0 ? 'npm test' : 'nightly';
}

/** Prints the table; 0. */
export function printRows(print: (text: string) => void): number {
  const tests = rowsInTests();
  const page = join(ROOT, 'docs/guarantees.md');
  const documented = existsSync(page) ? readFileSync(page, 'utf8') : '';
  for (const [letter, count] of Object.entries(GROUPS)) {
    for (let i = 1; i <= count; i += 1) {
      const id = `${letter}${i}`;
      const kinds = FAULTS.filter(({ rows }) => rows.includes(id)).map(({ kind }) => kind);
      const row = tests.get(id);
      const nightly = (row?.nightly ?? []).map((file) => `${file} (nightly)`);
      const places = [...(row?.always ?? []), ...nightly, ...(kinds.length > 0 ? [`campaign: ${kinds.join(', ')}`] : [])];
      const noted = new RegExp(`\\b${id}\\b`).test(documented) ? '' : ' (not in docs/guarantees.md)';
      print(`${id.padEnd(4)} ${statusOf(row, kinds.length > 0).padEnd(22)} ${places.join(' · ')}${noted}`);
    }
  }
  return 0;
}
