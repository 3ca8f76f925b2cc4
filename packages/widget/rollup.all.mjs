// `widget.all.js`: the loader with every chunk in it, for sites whose policy checks each byte by one hash; and `integrity.json`, the hash
// of each file of the release, and the languages where the npm package asks for them. Runs last: it is made of what the builds before it wrote, so that both forms run the same code.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CHUNKS = '\0chunks-inside';

/** @param loader makes the configuration of a loader  @param chunks name → `{ path }`, filled by the builds before
 *  @param words folder of the languages */
export function inOneFile({ loader, chunks, version, out, words }) {
  const folder = join(out, version);
  const paths = () => Object.values(chunks).map(({ path }) => path);
  const inside = {
    name: 'chunks-inside',
    resolveId: (id) => (id.endsWith('/io/chunks.js') ? CHUNKS : null),
    load(id) {
      if (id !== CHUNKS) return null;
      const imports = paths().map((path, at) => `import * as c${at} from ${JSON.stringify(join(out, '..', path))};`);
      const table = paths().map((path, at) => `${JSON.stringify(path)}: c${at}`);
      return `${imports.join('\n')}\nconst own = {${table.join()}};\nexport const chunkLoader = () => async ({ path }) => own[path];`;
    },
  };
  const list = {
    name: 'integrity-list',
    writeBundle() {
      const hash = (file) =>
        `sha384-${createHash('sha384')
          .update(readFileSync(join(folder, file)))
          .digest('base64')}`;
      const files = ['widget.js', 'widget.all.js', ...paths().map((path) => path.slice(path.lastIndexOf('/') + 1))];
      const hashes = Object.fromEntries(files.map((file) => [file, hash(file)]));
      writeFileSync(join(folder, 'integrity.json'), `${JSON.stringify(hashes, null, 2)}\n`);
      mkdirSync(join(out, 'words'), { recursive: true });
      for (const name of readdirSync(words)) {
        const text = JSON.stringify(JSON.parse(readFileSync(join(words, name), 'utf8')));
        writeFileSync(join(out, 'words', name), text);
      }
    },
  };
  const { plugins, output, ...config } = loader(`${version}/widget.all.js`, '../..');
  return { ...config, plugins: [inside, ...plugins, list], output };
}
