// What the widget may import costs it kilobytes of every host page: no schema library may come with it (W7), and it stays small.
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The minified bundle of `code`, and the files it is made of. */
async function bundle(code: string): Promise<{ gzipBytes: number; inputs: string[] }> {
  const built = await build({
    stdin: { contents: code, resolveDir: root },
    alias: { '@throughline/types': `${root}packages/types/src/index.ts` },
    ...{ bundle: true, minify: true, format: 'esm', target: 'es2022', write: false, metafile: true, logLevel: 'silent' },
  });
  const [output] = Object.values(built.metafile.outputs);
  const used = Object.entries(output?.inputs ?? {}).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const [file] = built.outputFiles;
  return { gzipBytes: gzipSync(file?.contents ?? '', { level: 9 }).length, inputs: used.map(([path]) => path) };
}

describe('@throughline/types', () => {
  it('brings no zod and no test code along, whatever is imported from its index', async () => {
    const { inputs, gzipBytes } = await bundle("export * from '@throughline/types'");
    console.log(`everything in @throughline/types: ${gzipBytes} bytes gzip`);
    expect(inputs.filter((path) => /zod|testing|fast-check/.test(path))).toEqual([]);
    expect(inputs.length).toBeGreaterThan(10);
  });

  it('the check sees zod where it is', async () => {
    const { inputs } = await bundle(`export { entry } from '${root}packages/types/src/decode.ts'`);
    expect(inputs.some((path) => path.includes('zod'))).toBe(true);
  });

  it.each([
    ['createConversationClient', 6_550],
    ['createSessionLink', 1_000],
    ['memoryStorage', 400],
  ])('%s stays below %i bytes gzip', async (name, bound) => {
    const { gzipBytes } = await bundle(`export { ${name} } from '@throughline/types'`);
    console.log(`${name}: ${gzipBytes} bytes gzip`);
    expect(gzipBytes).toBeLessThanOrEqual(bound);
  });
});
