// The layer rules are only worth what they catch: each is broken once in a copy of the tree, and the copy is known to have been read.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLANTED, TARGETS } from './planted.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

interface Report {
  modules: { source: string }[];
  summary: {
    totalCruised: number;
    ruleSetUsed: { forbidden: { name: string }[] };
    violations: { from: string; rule: { name: string }; cycle?: { name: string }[] }[];
  };
}

const cruise = (folder: string): Promise<Report> =>
  new Promise((resolve, reject) => {
    const args = [cruiser, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'packages'];
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      if (stdout === '') reject(error ?? new Error('no report'));
      else resolve(JSON.parse(stdout));
    });
  });

describe('the layers', () => {
  let copy: string;
  let report: Report;

  beforeAll(async () => {
    // Inside the checkout, so that packages resolve as they do for the real tree.
    mkdirSync(join(root, '.cache'), { recursive: true });
    copy = mkdtempSync(join(root, '.cache/layers-'));
    const made = /\/(dist|public|node_modules|demo)(\/|$)/;
    for (const path of ['packages', '.dependency-cruiser.mjs', 'package.json', 'tests/layers']) {
      cpSync(join(root, path), join(copy, path), { recursive: true, filter: (source) => !made.test(source.slice(root.length)) });
    }
    const planted = [...Object.entries(TARGETS), ...PLANTED.map(({ file, text }) => [file, text] as const)];
    for (const [file, text] of planted) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), text);
    }
    report = await cruise(copy);
  }, 240_000);

  afterAll(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  it('were checked on real modules, TypeScript included', () => {
    const read = report.modules.filter(({ source }) => /^packages\/(types|server|widget|console)\/src\/.*\.tsx?$/.test(source));
    expect(read.length).toBeGreaterThan(100);
  });

  it.each(PLANTED)('$rule is broken by $file, and caught', ({ rule, file }) => {
    const about = report.summary.violations.filter(({ from, cycle }) => from === file || cycle?.some(({ name }) => name === file));
    expect(about.map((violation) => violation.rule.name)).toContain(rule);
  });

  it('have a planted violation for each rule', () => {
    const rules = report.summary.ruleSetUsed.forbidden.map(({ name }) => name);
    expect(rules.filter((name) => !PLANTED.some(({ rule }) => rule === name))).toEqual([]);
  });

  it('innocent files pass', () => {
    const guilty = report.summary.violations.map(({ from }) => from);
    expect(Object.keys(TARGETS).filter((file) => guilty.includes(file))).toEqual([]);
  });
});
