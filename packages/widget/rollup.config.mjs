// The widget's bundles, in the order they need each other: who loads a chunk carries its name and hash (W101).
// Output: packages/server/public/widget/{widget.js, <version>/{widget,door-<hash>,calls-<hash>,panel-<hash>,socket-<hash>,home-<hash>}.js}
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { transform } from 'esbuild';
import esbuild from 'rollup-plugin-esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(here('package.json'), 'utf8'));
const OUT = here('../server/public/widget');

/** chunk name → `{ path, integrity }`, filled as chunks are written. */
const chunks = {};

/** `@throughline/types` from its source: what the loader and panel do not use falls out. */
const fromSource = {
  name: 'types-from-source',
  resolveId: (id) => (id === '@throughline/types' ? here('../types/src/index.ts') : null),
};
/** Limits are constants: a copy per chunk, so that the minifier puts the number where the name is. */
const ownLimits = {
  name: 'own-limits',
  resolveId: (id, importer) =>
    id.endsWith('/limits.js') && importer?.includes('/types/src/delivery/') ? here('../types/src/limits.copy.ts') : null,
  load: (id) => (id.endsWith('/limits.copy.ts') ? readFileSync(here('../types/src/limits.ts'), 'utf8') : null),
};
// Source imports end in .js, the files in .ts or .tsx.
const tsFiles = {
  name: 'ts-files',
  async resolveId(id, importer) {
    if (!importer || !id.startsWith('.') || !id.endsWith('.js') || importer.includes('node_modules')) return null;
    const stem = id.slice(0, -3);
    return (await this.resolve(`${stem}.ts`, importer, { skipSelf: true })) ?? this.resolve(`${stem}.tsx`, importer, { skipSelf: true });
  },
};
/** JSX as calls of preact's own `h`: it is in the bundle anyway, the runtime module is not. */
const classicJsx = {
  name: 'classic-jsx',
  transform: (code, id) => (id.endsWith('.tsx') ? { code: `import { h, Fragment } from 'preact';${code}`, map: null } : null),
};
/** Style templates: white space out. */
const styles = {
  name: 'styles',
  async transform(code, id) {
    if (!id.endsWith('-style.ts')) return null;
    const [, css] = /`([^]*)`/.exec(code);
    const small = await transform(css, { loader: 'css', minify: true, target: ['chrome111', 'safari16.4', 'firefox115'] });
    return { code: code.replace(/`[^]*`/, () => JSON.stringify(small.code.trim())), map: null };
  },
};
const record = {
  name: 'record',
  generateBundle(_, bundle) {
    for (const { name, fileName, code } of Object.values(bundle)) {
      const integrity = `sha384-${createHash('sha384').update(code).digest('base64')}`;
      chunks[name] = { path: `widget/${version}/${fileName}`, integrity };
    }
  },
};
/** Puts the chunk table in; has to run after they were written. */
const knowChunks = {
  name: 'know-chunks',
  transform: (code) =>
    code.includes('__CHUNKS__') ? { code: code.replace(/__CHUNKS__\.(\w+)/g, (_, name) => JSON.stringify(chunks[name])), map: null } : null,
};

const plugins = [
  fromSource,
  ownLimits,
  tsFiles,
  nodeResolve({ browser: true, extensions: ['.mjs', '.js', '.ts', '.tsx'] }),
  styles,
  classicJsx,
  esbuild({
    target: 'es2022',
    jsx: 'transform',
    jsxFactory: 'h',
    jsxFragment: 'Fragment',
    tsconfig: false,
    define: { __VERSION__: JSON.stringify(version) },
    sourceMap: false,
  }),
];
/** packages/types says `sideEffects: false`; read from its source, rollup has to be told. */
const treeshake = { moduleSideEffects: (id) => !id.startsWith(here('../types/src/')) };
// Functions stay where they are called twice: gzip does better with the calls than with copies. (unsafe_arrows: nothing here is called with `new` but classes.)
const small = () => terser({ ecma: 2020, module: true, compress: { passes: 4, pure_getters: true, inline: 0, unsafe_arrows: true } });

const outside = (input) => ({
  input,
  treeshake,
  plugins: [...plugins, knowChunks, small(), record],
  preserveEntrySignatures: 'allow-extension',
  output: { dir: `${OUT}/${version}`, format: 'es', entryFileNames: '[name]-[hash].js', sourcemap: false },
});
/** What is loaded after the panel takes from there what both need: one Preact, one copy of each file. */
const followedBy = (first, later) => ({
  name: 'followed-by',
  buildStart() {
    for (const [name, id] of Object.entries(later))
      this.emitFile({ type: 'chunk', id, name, implicitlyLoadedAfterOneOf: [first], preserveSignature: 'strict' });
  },
});
const panel = outside({ panel: here('src/boot.ts') });
panel.plugins.push(followedBy(here('src/boot.ts'), { socket: here('src/stage-three.ts'), home: here('src/home.ts') }));
panel.output.chunkFileNames = '[name]-[hash].js';
const loader = (file, root) => ({
  input: here('src/loader.ts'),
  treeshake,
  plugins: [
    { name: 'root', transform: (code) => (code.includes('__ROOT__,') ? code.replace('__ROOT__,', `'${root}',`) : null) },
    ...plugins,
    knowChunks,
    small(),
  ],
  output: { file: `${OUT}/${file}`, format: 'iife', sourcemap: false },
});

// Each carries the hashes of those before it: the loader vouches for the door, the door for the rest.
export default [
  outside({ calls: here('src/calls.ts') }),
  panel,
  outside({ door: here('src/door-chunk.ts') }),
  loader('widget.js', '.'),
  loader(`${version}/widget.js`, '../..'),
];
