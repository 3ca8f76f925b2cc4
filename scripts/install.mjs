// Installs what the lockfile names, when it is not there yet. Without scripts of packages: none of ours needs one, and npm 12 runs none.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { root } from './steps.mjs';

const FLOOR = [20, 19];

/** Ends the process with one line when this Node is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > FLOOR[0] || (major === FLOOR[0] && minor >= FLOOR[1])) return;
  console.error(`Throughline needs Node ${FLOOR.join('.')} or later, this is ${process.versions.node}`);
  process.exit(1);
}

const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** Whether node_modules holds every package of the lockfile in its version. Optional ones may be absent: they are other platforms'. */
function isInstalled() {
  const hidden = 'node_modules/.package-lock.json';
  if (!existsSync(join(root, hidden))) return false;
  const { packages: installed } = read(hidden);
  const wanted = Object.entries(read('package-lock.json').packages);
  return wanted.every(([path, { version, link, optional }]) => {
    if (!path.startsWith('node_modules/') || link) return true;
    const found = installed[path];
    return found === undefined ? optional === true : found.version === version;
  });
}

/** `npm ci` when node_modules is missing or differs from the lockfile. */
export function install() {
  if (isInstalled()) return;
  console.error('Installing packages (npm ci) …');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const [command, rest] = npm ? [process.execPath, [npm, ...args]] : ['npm', args];
  const { status } = spawnSync(command, rest, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: !npm && process.platform === 'win32',
  });
  if (status === 0) return;
  console.error('npm ci failed');
  process.exit(status ?? 1);
}
