// The console's bundle: one script, one style sheet, one page; hashed and free of inline code (S58, S59, K140).
// An array, joined with the other packages' bundles by the root configuration.
import { createHash } from 'node:crypto';
import { readFile, readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { transform } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const OUT = here('../server/public/console');
// The order of the layers is said in tokens.css; the order of the files follows it.
const STYLES = ['tokens', 'base', 'controls', 'shell', 'list', 'thread', 'context', 'overlay'];

const hashed = (name, text) => {
  const hash = createHash('sha256').update(text).digest('base64url').replace(/[-_]/g, '').slice(0, 10);
  return name.replace('.', `-${hash}.`);
};

/**
 * TypeScript from source, the wire types included. Not rollup-plugin-esbuild: it resolves relative imports before node-resolve does and
 * so picks the Node half of packages with a `browser` map (engine.io-client).
 */
function typescript() {
  const sources = { '@throughline/types': here('../types/src/index.ts'), '@throughline/types/decode': here('../types/src/decode.ts') };
  return {
    name: 'console-typescript',
    async resolveId(id, importer) {
      if (sources[id] !== undefined) return sources[id];
      if (!importer || !id.startsWith('.') || !id.endsWith('.js') || importer.includes('node_modules')) return null;
      const stem = id.slice(0, -3);
      return (await this.resolve(`${stem}.ts`, importer, { skipSelf: true })) ?? this.resolve(`${stem}.tsx`, importer, { skipSelf: true });
    },
    async transform(code, id) {
      if (!/\.tsx?$/.test(id) || id.includes('node_modules')) return null;
      const loader = id.endsWith('x') ? 'tsx' : 'ts';
      const done = await transform(code, {
        loader,
        target: 'es2022',
        jsx: 'automatic',
        jsxImportSource: 'preact',
        sourcefile: id,
        sourcemap: true,
      });
      return { code: done.code, map: done.map, moduleSideEffects: !id.includes('/types/src/') };
    },
  };
}

/**
 * Decoders without the half of zod that prints JSON schemas: 8 kB that no page calls. The relay keeps it (OpenAPI). Every export stays, as
 * something that throws, so that a new version of zod either builds or says what is missing.
 */
function withoutJsonSchema() {
  const modules = /zod[\\/]v4[\\/]core[\\/](json-schema-processors|to-json-schema)\.js$/;
  return {
    name: 'console-without-json-schema',
    async load(id) {
      if (!modules.test(id)) return null;
      const names = [...(await readFile(id, 'utf8')).matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
      const none = `const none = () => () => { throw new Error('no JSON schemas in the console'); };`;
      return { code: `${none}\n${names.map((name) => `export const ${name} = none;`).join('\n')}`, moduleSideEffects: false };
    },
  };
}

/** Style sheet and page beside the script. */
function page() {
  return {
    name: 'console-page',
    async buildStart() {
      for (const file of await readdir(here('src/styles'))) this.addWatchFile(here(`src/styles/${file}`));
    },
    async generateBundle(options, bundle) {
      await rm(OUT, { recursive: true, force: true });
      const entry = Object.values(bundle).find((chunk) => chunk.type === 'chunk' && chunk.isEntry);
      const sheets = await Promise.all(STYLES.map((name) => readFile(here(`src/styles/${name}.css`), 'utf8')));
      const css = (await transform(sheets.join('\n'), { loader: 'css', minify: true, target: ['chrome111', 'firefox113', 'safari16.4'] }))
        .code;
      const sheet = `assets/${hashed('app.css', css)}`;
      this.emitFile({ type: 'asset', fileName: sheet, source: css });
      // No icon link: Chromium asks for it again at every change of the address, so opening a conversation would cost a request (K40).
      const html = (await readFile(here('index.html'), 'utf8')).replace('assets/app.js', entry.fileName).replace('assets/app.css', sheet);
      this.emitFile({ type: 'asset', fileName: 'index.html', source: html });
    },
  };
}

export default [
  {
    input: here('src/main.ts'),
    onwarn: (warning, warn) => {
      const foreign =
        warning.code === 'INVALID_ANNOTATION' ||
        (warning.code === 'CIRCULAR_DEPENDENCY' && warning.ids?.every((id) => id.includes('node_modules')));
      if (!foreign) warn(warning);
    },
    output: { dir: OUT, format: 'es', entryFileNames: 'assets/app-[hash].js', chunkFileNames: 'assets/part-[hash].js', sourcemap: false },
    plugins: [
      typescript(),
      withoutJsonSchema(),
      nodeResolve({ browser: true, extensions: ['.mjs', '.js', '.ts', '.tsx'] }),
      terser({ module: true, ecma: 2020, compress: { passes: 2 } }),
      page(),
    ],
  },
];
