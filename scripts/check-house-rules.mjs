// Rules about the tree that no other tool knows: length of files, what a lockfile may say, licences, install scripts, paths of a machine.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './steps.mjs';

const LINES_MAX = 300;
const PRODUCTION_PACKAGES_MAX = 220;
const ALLOWED = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'Python-2.0',
]);
// By hand: MPL unmodified, development only where noted; packages whose licence stands in a file instead of the field.
const ALLOWED_PACKAGES = new Set([
  '@axe-core/playwright',
  'axe-core',
  'web-push',
  'xmlhttprequest-ssl',
  'rollup-plugin-dts',
  'lightningcss',
  'spark-md5',
  '@segment/facade',
  '@segment/isodate',
  '@segment/isodate-traverse',
  'new-date',
]);
const INSTALL_SCRIPTS = { production: new Set(['@photostructure/sqlite']), development: new Set(['esbuild', 'fsevents']) };
const MACHINE_PATH = /(?:^|[\s"'`(=])\/(?:home|Users|root|work|farm)\/\w/m;
const UNFINISHED = new RegExp(`\\b(?:${['TO' + 'DO', 'FIX' + 'ME'].join('|')})\\b`);

const problems = [];
const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
for (const path of tracked) {
  const text =
    /\.(ts|tsx|mjs|js|css|html|json|md|yml|yaml|sh)$/.test(path) && existsSync(join(root, path))
      ? readFileSync(join(root, path), 'utf8')
      : null;
  if (text === null) continue;
  const lines = text.split('\n').length - 1;
  if (/\.(ts|tsx|mjs)$/.test(path) && lines > LINES_MAX) problems.push(`${path}: ${lines} lines, more than ${LINES_MAX}`);
  if (path !== 'package-lock.json' && MACHINE_PATH.test(text)) problems.push(`${path}: path of a machine`);
  if (/\.(ts|tsx|mjs)$/.test(path) && UNFINISHED.test(text)) problems.push(`${path}: unfinished`);
  if (/\.(ts|tsx|mjs)$/.test(path) && /(^|\/)(utils?|helpers?|managers?|core)\.tsx?$/.test(path))
    problems.push(`${path}: name it for the thing`);
}

const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
if (/"resolved": *"https?:/.test(lock)) problems.push('package-lock.json: names a registry host');
let production = 0;
const allows = (licence) => ALLOWED.has(licence.trim());
for (const [path, entry] of Object.entries(JSON.parse(lock).packages)) {
  if (!path.includes('node_modules/') || entry.link) continue;
  const name = path.split('node_modules/').at(-1);
  if (!entry.dev && !entry.optional) production += 1;
  if (entry.hasInstallScript && !INSTALL_SCRIPTS[entry.dev ? 'development' : 'production'].has(name))
    problems.push(`${name}: has an install script`);
  const licence = String(entry.license ?? 'none').replace(/[()]/g, '');
  const fits = licence.includes(' AND ') ? licence.split(' AND ').every(allows) : licence.split(' OR ').some(allows);
  if (!fits && !ALLOWED_PACKAGES.has(name) && !ALLOWED_PACKAGES.has(name.replace(/-(linux|darwin|win32|android|freebsd).*/, '')))
    problems.push(`${name}: licence ${licence}`);
}
if (production > PRODUCTION_PACKAGES_MAX) problems.push(`${production} packages in production, more than ${PRODUCTION_PACKAGES_MAX}`);

for (const problem of [...new Set(problems)]) console.error(problem);
console.log(`${tracked.length} files, ${production} packages in production`);
process.exit(problems.length === 0 ? 0 : 1);
