// What the guarantees page says is what the protocol promises and what the tests run: nobody has to believe a table.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rowsInTests } from '../faults/fault-rows.js';
import { FAULTS } from '../faults/nemesis/faults.js';
import { boundOf } from '../faults/report.js';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const oneLine = (text: string): string => text.replace(/^> ?/gm, '').replace(/\s+/g, ' ').replace(/[*_]/g, '');
const page = read('docs/guarantees.md');
const GROUPS = { N: 16, K: 8, D: 11, T: 4, C: 8, L: 4, B: 4 };

interface Row {
  where: string;
  run: string;
}
/** Row id → where and how the page says it is run. */
const rows = new Map(
  [...page.matchAll(/^\| ([NKDTCLB]\d+) +\|[^|]*\| *([^|]*?) *\| *([^|]*?) *\|$/gm)].map(
    ([, id = '', where = '', run = '']): [string, Row] => [id, { where, run }],
  ),
);
const NOT_BY_A_TEST = /^(campaigns|not run: .{10,})$/;

it('gives the promises P1–P4 in the words of protocol and README', () => {
  const words = oneLine(page);
  for (const source of ['docs/protocol.md', 'README.md']) {
    const promises = [...read(source).matchAll(/^- \*\*(P[1-4])\*\* (.*)$/gm)];
    expect(promises, source).toHaveLength(4);
    for (const [, id = '', text = ''] of promises) expect(words, id).toContain(oneLine(`${id} ${text}`));
  }
});

it('[P5] says what is not promised in the words of README and protocol', () => {
  const [, said = ''] = /^- \*\*P5\*\* Not promised: (.*)\.$/m.exec(page) ?? [];
  expect(said.split('; ')).toHaveLength(3);
  for (const source of ['docs/protocol.md', 'README.md']) expect(oneLine(read(source)), source).toContain(oneLine(said));
});

it('names every row of the fault matrix once, and every invariant', () => {
  const all = Object.entries(GROUPS).flatMap(([letter, count]) => Array.from({ length: count }, (_, i) => `${letter}${i + 1}`));
  expect([...rows.keys()]).toEqual(all);
  for (let i = 1; i <= 10; i += 1) expect(page).toMatch(new RegExp(`^\\| I${i} +\\|`, 'm'));
});

describe('a row of the fault matrix', () => {
  const inTests = rowsInTests();

  it('is in every run when an `it` carries it, at night only when all its tests are `nightly`, else in a campaign or not at all', () => {
    const inCampaigns = new Set(FAULTS.flatMap((fault) => [...fault.rows]));
    for (const [id, { run }] of rows) {
      const row = inTests.get(id);
      if (row === undefined) expect(run, id).toMatch(NOT_BY_A_TEST);
      else expect(run, id).toMatch(row.always.length > 0 ? /^npm test(; nightly: .{3,})?$/ : /^nightly$/);
      if (run === 'campaigns') expect(inCampaigns, id).toContain(id);
    }
  });

  it('says what is run at night only, and nothing of it where its tests are the same by day', () => {
    for (const [id, { run }] of rows) {
      const { always = [], nightly = [], longerAtNight = false } = inTests.get(id) ?? {};
      if (always.length > 0 && nightly.length > 0) expect(run, id).toContain('; nightly: ');
      if (run.includes('; nightly: ')) expect(nightly.length > 0 || longerAtNight, id).toBe(true);
    }
  });

  it('is run where the page says: by processes, in a browser, or both', () => {
    for (const [id, { always, nightly }] of inTests) {
      const files = [...always, ...nightly];
      const inBrowser = files.filter((file) => /^tests\/(browser|e2e)\//.test(file));
      const where = [...(inBrowser.length < files.length ? ['processes'] : []), ...(inBrowser.length > 0 ? ['browser'] : [])];
      expect(rows.get(id)?.where, id).toBe(where.join(', '));
    }
  });
});

it('[P121] a run without anything bad prints what that bounds', () => {
  expect(boundOf(30_000)).toBe('0 bad in 30000 acked messages: fewer than one in 10000 with 95 % confidence');
  for (const n of [100, 30_000, 1_000_000]) expect((1 - 3 / n) ** n).toBeLessThan(0.05); // such a run is that unlikely at this rate
});
