// Purity beyond imports is lint, and lint is configuration: each rule we rely on is broken once, where it must hold.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const DOMAIN = 'packages/server/src/domain';
const CORE = 'packages/widget/src/core';
const UI = 'packages/widget/src/ui';

const BROKEN: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['eslint(no-restricted-globals)', `${DOMAIN}/clock.ts`, 'export const now = (): number => Date.now();'],
  ['eslint(no-restricted-globals)', `${DOMAIN}/words.ts`, "export const words = new Intl.NumberFormat('en');"],
  ['eslint(no-restricted-globals)', `${DOMAIN}/environment.ts`, 'export const home = process.env;'],
  ['eslint(no-restricted-properties)', `${DOMAIN}/chance.ts`, 'export const chance = (): number => Math.random();'],
  ['eslint(no-restricted-globals)', `${CORE}/page.ts`, 'export const title = (): string => document.title;'],
  ['eslint(no-restricted-globals)', `${CORE}/later.ts`, 'export const later = (run: () => void): unknown => setTimeout(run, 1);'],
  ['eslint(no-restricted-globals)', `${CORE}/request.ts`, "export const ask = (): unknown => fetch('/');"],
  ['eslint(no-restricted-properties)', `${UI}/markup.ts`, "export const paint = (node: HTMLElement): void => { node.innerHTML = 'x'; };"],
  ['eslint(no-eval)', `${UI}/run.ts`, "export const run = (): unknown => eval('1');"],
  ['eslint(no-empty)', `${UI}/swallow.ts`, 'export const swallow = (run: () => void): void => { try { run(); } catch {} };'],
  ['typescript(no-explicit-any)', `${UI}/any.ts`, 'export const any = (value: any): unknown => value;'],
  ['typescript(no-non-null-assertion)', `${UI}/sure.ts`, 'export const sure = (value: string | null): string => value!;'],
  ['typescript(ban-ts-comment)', `${UI}/comment.ts`, '// @ts-ignore\nexport const comment: number = 1;'],
  ['import(no-default-export)', `${UI}/default.ts`, 'export default 1;'],
  [
    'typescript(no-floating-promises)',
    `${UI}/floating.ts`,
    'const work = async (): Promise<void> => undefined;\nexport const start = (): void => { work(); };',
  ],
  [
    'typescript(switch-exhaustiveness-check)',
    `${UI}/switch.ts`,
    "export const word = (kind: 'a' | 'b'): string => { switch (kind) { case 'a': return 'A'; } return ''; };",
  ],
];

interface Diagnostic {
  code: string;
  filename: string;
}

const lint = (folder: string): Promise<Diagnostic[]> =>
  new Promise((resolve, reject) => {
    const args = [join(root, 'node_modules/oxlint/bin/oxlint'), '--type-aware', '--format', 'json'];
    const env = { ...process.env, OXLINT_TSGOLINT_PATH: join(root, 'node_modules/.bin/tsgolint') };
    execFile(process.execPath, args, { cwd: folder, env, maxBuffer: 16 * 1024 * 1024 }, (error, stdout) => {
      if (!stdout.startsWith('{')) reject(error ?? new Error(stdout));
      else resolve(JSON.parse(stdout).diagnostics);
    });
  });

describe('the lint', () => {
  let copy: string;
  let found: Diagnostic[];

  beforeAll(async () => {
    copy = mkdtempSync(join(tmpdir(), 'throughline-lint-'));
    cpSync(join(root, '.oxlintrc.json'), join(copy, '.oxlintrc.json'));
    writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ compilerOptions: { strict: true, lib: ['ES2023', 'DOM'], noEmit: true } }));
    for (const [, file, text] of BROKEN) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), `${text}\n`);
    }
    found = await lint(copy);
  }, 60_000);

  afterAll(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  it.each(BROKEN)('%s is broken by %s, and caught', (rule, file) => {
    expect(found.filter(({ filename }) => filename.endsWith(file)).map(({ code }) => code)).toContain(rule);
  });
});
