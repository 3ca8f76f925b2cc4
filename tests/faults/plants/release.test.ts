// P112: failpoints and planted bugs are there when a test asks for them, and nowhere in what is released.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { clockEdits } from './clock.mjs';
import { edited } from './edits.mjs';
import type { Edit } from './edits.mjs';
import { failpoints, NAMES } from './failpoints.mjs';
import { plants } from './list.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const RELEASED = ['types', 'server', 'widget', 'console'].flatMap((name) => [`packages/${name}/dist`, `packages/${name}/public`]);
const CODE = /\.(?:js|mjs|cjs|css|html|map)$/;
const TEST_WORDS = /throughlineFailpoint|throughlineClock|THROUGHLINE_TEST_(?:FAILPOINT|PLANT|CLOCK)/;

function* released(): Generator<{ path: string; text: string }> {
  for (const folder of RELEASED.filter((name) => existsSync(join(ROOT, name)))) {
    for (const name of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      if (CODE.test(name)) yield { path, text: readFileSync(join(ROOT, path), 'utf8') };
    }
  }
}

/** As the loader applies them: all edits of a file, one after the other. */
function applied(edits: readonly Edit[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const edit of edits) files.set(edit.file, edited(files.get(edit.file) ?? readFileSync(join(ROOT, edit.file), 'utf8'), [edit]));
  return files;
}

describe('test builds', () => {
  it('[P112] every failpoint is in a test build, on both stores', () => {
    for (const store of ['sqlite', 'postgres']) {
      const texts = [...applied(failpoints.filter((one) => one.store === store || one.store === 'both')).values()].join('\n');
      for (const name of NAMES) expect(texts, `${name} on ${store}`).toContain(`throughlineFailpoint('${name}')`);
    }
    expect([...applied([...failpoints, ...clockEdits]).values()].join('\n')).toContain('throughlineClock()');
  });

  it.each(plants.map((plant) => [plant.id, plant] as const))(
    '[P112] the planted bug %s can be planted, also beside the failpoints',
    (_id, plant) => {
      expect(applied(plant.edits).size).toBeGreaterThan(0);
      applied([...failpoints, ...plant.edits]);
    },
  );

  it('[P112] the release holds no failpoint and no planted bug', () => {
    const texts = [...released()];
    expect(texts.length).toBeGreaterThan(100);
    expect(texts.filter(({ text }) => TEST_WORDS.test(text)).map(({ path }) => path)).toEqual([]);
    const holds = ({ file, find, replace }: Edit): boolean => {
      const text = readFileSync(join(ROOT, file), 'utf8');
      return text.includes(replace) && !text.includes(find);
    };
    const planted = plants.filter(({ edits }) => edits.some(holds)).map(({ id }) => id);
    expect(planted).toEqual([]);
  });
});
