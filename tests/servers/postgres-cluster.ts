// A private PostgreSQL: own folder, own socket, nobody else's data (G42, G43). fsync is off: these rows test rules, not disks.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { installPackage, isExecutable, onPath } from './install-package.js';
import { freshFolder, startPrivate } from './private-server.js';

const START_TIMEOUT_MS = 30_000;
const run = promisify(execFile);

/** Folder that holds `postgres` and `initdb`; the newest when there are several. */
function findBinaries(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const brew = ['/opt/homebrew/opt/postgresql/bin', '/usr/local/opt/postgresql/bin'];
  const path = onPath('initdb');
  const folders = [...(path === null ? [] : [dirname(path)]), ...versions.map((version) => join(debian, version, 'bin')), ...brew];
  return folders.find((folder) => isExecutable(join(folder, 'initdb')) && isExecutable(join(folder, 'postgres'))) ?? null;
}

/** initdb refuses root: then both programs run as `postgres`, else as `nobody` (G43). */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const entry = lines.find(([name]) => name === 'postgres') ?? lines.find(([name]) => name === 'nobody');
  if (entry === undefined) throw new Error('PostgreSQL refuses root, and this machine has neither the user postgres nor nobody');
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}

export interface Cluster {
  /** Connection string of the maintenance database, as superuser: no relay runs as that role, `freshDatabase` makes it one of its own (S11). */
  readonly url: string;
  /** Where its socket is. */
  readonly folder: string;
  readonly about: string;
  stop(): Promise<void>;
}

/** Programs of PostgreSQL, and how they run. */
interface Programs {
  bin: string;
  folder: string;
  options: { cwd: string; uid?: number; gid?: number; env: Record<string, string> };
}

function programs(): Programs {
  const bin = findBinaries() ?? (installPackage('postgresql') ? findBinaries() : null);
  if (bin === null) throw new Error('PostgreSQL not found: set DATABASE_URL, or run: apt-get install postgresql');
  const user = unprivileged();
  const folder = freshFolder(user);
  return { bin, folder, options: { cwd: folder, ...user, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8', TZ: 'UTC' } } };
}

/** Runs the server on `<folder>/data`; resolves when it takes connections. */
async function serve({ bin, folder, options }: Programs, more: readonly string[]): Promise<Cluster> {
  const { stdout: version } = await run(join(bin, 'postgres'), ['--version'], options);
  const own = ['fsync=off', 'listen_addresses=', `unix_socket_directories=${folder}`, 'max_connections=60', 'shared_buffers=32MB'];
  const settings = [...own, ...more];
  const said: string[] = [];
  let ready = (): void => undefined;
  const up = new Promise<void>((resolve) => (ready = resolve));
  const server = startPrivate(join(bin, 'postgres'), ['-D', join(folder, 'data'), ...settings.flatMap((setting) => ['-c', setting])], {
    folder,
    stopSignal: 'SIGQUIT',
    spawn: options,
    onLine: (line) => {
      said.push(line);
      if (/ready to accept (?:read.only )?connections/.test(line)) ready();
    },
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`PostgreSQL did not start: ${said.slice(-5).join(' | ')}`)), START_TIMEOUT_MS);
  });
  try {
    await Promise.race([up, late]);
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
  const number = /\d+(\.\d+)?/.exec(version)?.[0] ?? 'of unknown version';
  return {
    url: `postgresql://throughline@localhost/postgres?host=${encodeURIComponent(folder)}`,
    folder,
    about: `PostgreSQL ${number}: private cluster from ${bin}`,
    stop: () => server.stop(),
  };
}

/** Starts a private cluster, installing PostgreSQL where that is allowed; throws one line where it is not (G47). `more`: settings that win. */
export async function startCluster(more: readonly string[] = []): Promise<Cluster> {
  const made = programs();
  const initdb = ['-D', join(made.folder, 'data'), '-U', 'throughline', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8'];
  await run(join(made.bin, 'initdb'), initdb, made.options);
  return serve(made, more);
}

/** A replica that follows `primary` asynchronously until it is promoted. */
export async function startStandby(primary: Cluster): Promise<Cluster> {
  const made = programs();
  const copy = [
    '-h',
    primary.folder,
    '-U',
    'throughline',
    '-D',
    join(made.folder, 'data'),
    '-R',
    '-X',
    'stream',
    '-c',
    'fast',
    '--no-sync',
  ];
  const home = dirname(realpathSync(join(made.bin, 'postgres'))); // PATH may hold links to the server alone
  await run(join(home, 'pg_basebackup'), copy, made.options);
  return serve(made, []);
}
