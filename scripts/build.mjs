// Builds the relay (tsc) and the browser bundles (rollup), each only when its sources changed since the last build.
// Invariant: what is served was built from what is on disk; content decides, not dates, so that a checkout does not rebuild.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeOrExit, root, timed } from './steps.mjs';

const STAMPS = join(root, '.cache/build');
const SHARED = ['package-lock.json', 'tsconfig.base.json'];
const PARTS = [
  {
    name: 'relay',
    sources: [...SHARED, 'packages/types', 'packages/server'],
    product: 'packages/server/dist/cli.js',
    args: ['node_modules/typescript/bin/tsc', '-b', 'packages/types', 'packages/server'],
  },
  {
    name: 'widget and console',
    sources: [...SHARED, 'rollup.config.mjs', 'packages/types', 'packages/widget', 'packages/console'],
    product: 'packages/server/public/console/index.html',
    // Bundles carry a hash in their name: the ones of yesterday would stay beside today's.
    clean: 'packages/server/public',
    args: ['node_modules/rollup/dist/bin/rollup', '-c', '--silent'],
  },
];
const MADE = new Set(['dist', 'public', 'node_modules', 'demo', 'demo-past']);

function* filesOf(path) {
  const full = join(root, path);
  if (/\.(json|mjs)$/.test(path)) return yield path;
  for (const entry of readdirSync(full, { withFileTypes: true })) {
    if (entry.isDirectory() && !MADE.has(entry.name)) yield* filesOf(`${path}/${entry.name}`);
    if (entry.isFile() && !/\.test(-d)?\.tsx?$/.test(entry.name)) yield `${path}/${entry.name}`;
  }
}

function fingerprint(sources) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => [...filesOf(source)]).sort())
    hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** Builds what changed; everything with `force`. Ends the process when a build fails. */
export function build({ force = false } = {}) {
  mkdirSync(STAMPS, { recursive: true });
  for (const part of PARTS) {
    const stamp = join(STAMPS, part.name.replaceAll(' ', '-'));
    const now = fingerprint(part.sources);
    const built = existsSync(stamp) && existsSync(join(root, part.product)) ? readFileSync(stamp, 'utf8') : '';
    if (!force && built === now) continue;
    if (part.clean) rmSync(join(root, part.clean), { recursive: true, force: true });
    const { seconds } = timed(() => nodeOrExit(`Building ${part.name}`, part.args));
    console.error(`Built ${part.name} in ${seconds} s`);
    writeFileSync(stamp, now);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build({ force: true });
