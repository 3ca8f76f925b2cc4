// Step 3 of the order 1 → 4 (G40, G46): Debian or Ubuntu, root or password-less sudo, THROUGHLINE_TEST_INSTALL not `0`. Announced first;
// the services that packages bring are not used.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** First of `names` that is an executable on PATH. */
export function onPath(...names: readonly string[]): string | null {
  for (const name of names) {
    for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
      const file = join(folder, name);
      if (folder !== '' && isExecutable(file)) return file;
    }
  }
  return null;
}

/** Whether this file exists and may be run. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}

/** Installs a Debian package; false when this machine does not allow it. */
export function installPackage(name: string): boolean {
  if (process.env['THROUGHLINE_TEST_INSTALL'] === '0' || !existsSync('/etc/debian_version')) return false;
  const root = process.getuid?.() === 0;
  const sudo = onPath('sudo');
  if (!root && (sudo === null || spawnSync(sudo, ['-n', 'true']).status !== 0)) return false;
  const run = (...args: string[]): boolean => {
    const [command, rest] = root || sudo === null ? ['apt-get', args] : [sudo, ['-n', 'apt-get', ...args]];
    return spawnSync(command, rest, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;
  };
  process.stderr.write(`${name}: not installed, running apt-get install ${name}\n`);
  const install = (): boolean => run('install', '-y', '--no-install-recommends', name);
  return install() || (run('update') && install());
}

/** Announces once per run where a server came from. */
export function announce(line: string): void {
  process.stderr.write(`${line}\n`);
}
