// The widget's bundles, in the order they need each other: who loads a chunk carries its name and hash (W101).
// Output: packages/server/public/widget/{widget.js, <version>/{widget,<chunk>-<hash>}.js, words-<hash>/<locale>.json}
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { transform } from 'esbuild';
import esbuild from 'rollup-plugin-esbuild';
import { inOneFile } from './rollup.all.mjs';
import { hosted } from './rollup.hosted.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(here('package.json'), 'utf8'));
const OUT = here('../server/public/widget');

const script = await transform(readFileSync(here('src/core/short-name.ts'), 'utf8'), { loader: 'ts' });
const { shortName } = await import(`data:text/javascript,${encodeURIComponent(script.code)}`);
/** The languages, as they lie in `words/` under English words: copied beside the chunks, in a folder that carries their hash. */
const languages = readdirSync(here('words')).map((name) => {
  const words = Object.entries(JSON.parse(readFileSync(here(`words/${name}`), 'utf8')));
  return { name, text: JSON.stringify(Object.fromEntries(words.map(([key, said]) => [shortName(key), said]))) };
});
const wordsHash = createHash('sha256')
  .update(languages.map(({ text }) => text).join('\0'))
  .digest('hex')
  .slice(0, 8);
const wordsFolder = `words-${wordsHash}`;

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

const copyWords = {
  name: 'copy-words',
  generateBundle() {
    for (const { name, text } of languages) this.emitFile({ type: 'asset', fileName: `${wordsFolder}/${name}`, source: text });
  },
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
    define: { __VERSION__: JSON.stringify(version), __WORDS__: JSON.stringify(`widget/${version}/${wordsFolder}/`) },
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
/** Of two parts that need the same small file the second has a copy of it: a third chunk would be one that nobody vouched for (W101). */
const COPIES = {
  survey: [/\/(survey|Survey|survey-due)\.tsx?$/, /\/(AskLine|ask-style|said)\.js$/],
  attach: [/\/(attach|Attach)\.tsx$/, /\/(Picture|file-icons|file-style|file-words)\.js$/],
  menu: [/\/Menu\.tsx$/, /\/(launcher-place|notify)\.js$/],
};
const copies = Object.entries(COPIES).map(([part, [who, what]]) => ({
  name: `copies-for-${part}`,
  async resolveId(id, importer) {
    if (!what.test(id) || !who.test(importer ?? '')) return null;
    const found = await this.resolve(id, importer, { skipSelf: true });
    return found && found.id.replace(/[^/]+$/, `${part}.$&`);
  },
  load: (id) => (id.includes(`/${part}.`) && !existsSync(id) ? readFileSync(id.replace(`/${part}.`, '/'), 'utf8') : null),
}));
const panel = outside({ panel: here('src/boot.ts') });
panel.plugins.unshift(...copies);
panel.plugins.push(
  followedBy(here('src/boot.ts'), {
    socket: here('src/stage-three.ts'),
    home: here('src/home.ts'),
    rich: here('src/rich.tsx'),
    files: here('src/files.tsx'),
    attach: here('src/attach.tsx'),
    ask: here('src/ask.tsx'),
    survey: here('src/survey.tsx'),
    extras: here('src/extras.tsx'),
    menu: here('src/menu.tsx'),
    gate: here('src/gate.tsx'),
  }),
);
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
  outside({ around: here('src/around.ts') }),
  panel,
  { ...outside({ later: here('src/later.ts') }), plugins: [...outside({}).plugins, copyWords] },
  outside({ door: here('src/door-chunk.ts') }),
  loader('widget.js', '.'),
  loader(`${version}/widget.js`, '../..'),
  inOneFile({ loader, chunks, version, out: OUT, words: here('words') }),
  hosted({ plugins: [...plugins, small()], out: here('../server/public/hosted') }),
];
/** For the npm package (rollup.npm.config.mjs): the same sources, the same way. */
export const npm = { plugins, treeshake };
