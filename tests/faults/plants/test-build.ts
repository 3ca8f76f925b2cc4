// The built relay once more, as one file with the edits in it: it starts in a third of the time that the loader hook takes, and a run that
// kills it a thousand times needs that. What runs is packages/*/dist, joined and edited; nothing else is changed.
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { guard } from '../../servers/guard.js';
import { edited, editsByFile } from './edits.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SERVER = 'packages/server';

export interface TestBuild {
  /** Path of the command line: `startRelay({ build })`. */
  cli: string;
}

/** Joined into a folder of its own below .cache, from where packages are still found; the watchdog removes it. The plant is that of
 * THROUGHLINE_TEST_PLANT; failpoints and clock act when the relay's environment arms them. */
export async function testBuild({ clock = false }: { clock?: boolean } = {}): Promise<TestBuild> {
  const cache = join(ROOT, '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'test-build-'));
  guard({ folder });
  const edits = editsByFile({ plant: process.env['THROUGHLINE_TEST_PLANT'] ?? '', failpoints: true, clock });
  await build({
    absWorkingDir: ROOT,
    entryPoints: { cli: `${SERVER}/dist/cli.js`, worker: `${SERVER}/dist/adapters/store/sqlite/worker.js` },
    outdir: join(folder, 'dist'),
    inject: ['tests/faults/plants/arm.mjs'],
    bundle: true,
    minify: true, // half the text to parse at each start
    keepNames: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['@photostructure/sqlite', 'pg', 'redis', '@redis/*'],
    banner: { js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);" },
    logLevel: 'error',
    plugins: [
      {
        name: 'edits',
        setup({ onLoad }) {
          onLoad({ filter: /\/packages\/(?:types|server)\/dist\/.*\.js$/ }, ({ path }) => {
            const mine = edits.get(relative(ROOT, path));
            return mine === undefined ? undefined : { contents: edited(readFileSync(path, 'utf8'), mine), loader: 'js' };
          });
        },
      },
    ],
  });
  for (const name of ['public', 'demo', 'demo-past', 'package.json']) symlinkSync(join(ROOT, SERVER, name), join(folder, name));
  return { cli: join(folder, 'dist', 'cli.js') };
}
