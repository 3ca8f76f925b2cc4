// `@throughline/widget` as npm would install it: built, packed and unpacked once per state of its sources.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const SOURCES = ['packages/widget', 'packages/types/src'];
const MADE = /(^|\/)(dist|node_modules)\/|\.test(-d)?\.tsx?$/;

export interface WidgetPackage {
  /** A folder whose `node_modules` holds the package; `react` and `vue` are found from it too. */
  project: string;
  /** The package itself. */
  folder: string;
  tarball: string;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const names = readdirSync(join(root, source), { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !MADE.test(path.slice(root.length)));
    for (const path of names.sort()) hash.update(`${path.slice(root.length)}\0`).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 16);
}

/** The same package where the workspace's own link points: what `examples/` import. */
export function linkedWidgetPackage(): void {
  cpSync(join(widgetPackage().folder, 'dist'), join(root, 'packages/widget/dist'), { recursive: true });
}

/** Takes half a minute when the sources changed, else nothing. */
export function widgetPackage(): WidgetPackage {
  const project = join(root, '.cache/widget-package', fingerprint());
  const scope = join(project, 'node_modules/@throughline');
  const made = { project, folder: join(scope, 'widget'), tarball: join(project, 'widget.tgz') };
  if (existsSync(made.tarball)) return made;
  rmSync(join(root, '.cache/widget-package'), { recursive: true, force: true }); // of earlier sources
  mkdirSync(scope, { recursive: true });
  const run = (command: string, args: string[], cwd = root): string =>
    execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe' });
  run(process.execPath, ['node_modules/rollup/dist/bin/rollup', '-c', 'packages/widget/rollup.npm.config.mjs', '--silent']);
  const [packed]: { filename: string }[] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], join(root, 'packages/widget')),
  );
  const file = join(project, packed?.filename ?? '');
  run('tar', ['-xzf', file, '-C', scope]);
  renameSync(join(scope, 'package'), made.folder);
  renameSync(file, made.tarball);
  return made;
}
