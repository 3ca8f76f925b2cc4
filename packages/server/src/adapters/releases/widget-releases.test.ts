// What stays of a release after an upgrade, and for how long.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LogFields } from '../../ports/log.js';
import { keepWidgetReleases } from './widget-releases.js';

const DAY_MS = 24 * 60 * 60 * 1000;
let folder: string;
let now: number;
let warnings: (string | LogFields | undefined)[][];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'releases-'));
  now = 1_000 * DAY_MS;
  warnings = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A start of the relay whose own bundle is `version`. */
function start(version: string): void {
  const bundle = join(folder, `bundle-${version}`);
  mkdirSync(join(bundle, version), { recursive: true });
  writeFileSync(join(bundle, version, `panel-${version}.js`), version);
  const quiet = (): void => undefined;
  keepWidgetReleases({
    bundle,
    kept: join(folder, 'kept'),
    clock: { now: () => now, after: () => quiet },
    log: { info: quiet, error: quiet, warn: (...said) => void warnings.push(said) },
  });
}
const has = (version: string): boolean => existsSync(join(folder, 'kept', version, `panel-${version}.js`));

it('[W102] the chunks of a release are there for 90 days after another one took its place', () => {
  start('1.0.0');
  expect(readFileSync(join(folder, 'kept/1.0.0/panel-1.0.0.js'), 'utf8')).toBe('1.0.0');
  now += 400 * DAY_MS; // in service all the while
  start('1.1.0');
  expect([has('1.0.0'), has('1.1.0')]).toEqual([true, true]);
  now += 89 * DAY_MS;
  start('1.1.0');
  expect(has('1.0.0')).toBe(true);
  now += 2 * DAY_MS;
  start('1.1.0');
  expect([has('1.0.0'), has('1.1.0')]).toEqual([false, true]);
});

it('[W102] a release that came back is in service again', () => {
  start('1.0.0');
  start('1.1.0');
  now += 60 * DAY_MS;
  start('1.0.0');
  now += 60 * DAY_MS;
  start('1.0.0');
  expect([has('1.0.0'), has('1.1.0')]).toEqual([true, true]);
  expect(warnings).toEqual([]);
});

it('a folder that cannot be written costs a line in the log, not the start', () => {
  writeFileSync(join(folder, 'kept'), 'a file in its place');
  start('1.0.0');
  expect(warnings).toHaveLength(1);
});
