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

/** Decoders without zod's English sentences, 1 kB: the console asks whether an answer decodes and shows its own words when it does not. */
function withoutZodSentences() {
  const locale = /zod[\\/]v4[\\/]locales[\\/]en\.js$/;
  return {
    name: 'console-without-zod-sentences',
    load: (id) => (locale.test(id) ? { code: 'export default () => ({});', moduleSideEffects: false } : null),
  };
}

/**
 * Decoders without what zod has for values that hold themselves, and without its compiler: an answer of the relay is JSON, which has no
 * cycles, and the policy forbids compiling (no-eval.ts). 4 kB that cost time at every decode; zod reads the memoizer as one that may be missing.
 */
function withoutCycles() {
  const memoizer = /zod[\\/]v4[\\/]core[\\/]memoizer\.js$/;
  const compiler = /zod[\\/]v4[\\/]core[\\/]doc\.js$/;
  const never = `() => { throw new Error('no such values in the console'); }`;
  return {
    name: 'console-without-cycles',
    load(id) {
      if (compiler.test(id)) return { code: 'export class Doc {}', moduleSideEffects: false };
      if (!memoizer.test(id)) return null;
      const rest = ['isRecursiveSchema', 'isBackEdge'].map((name) => `export const ${name} = ${never};`).join('\n');
      return {
        code: `export const memoizer = () => undefined;\nexport class $ZodCyclicError extends Error {}\n${rest}`,
        moduleSideEffects: false,
      };
    },
  };
}

/** The live connection speaks WebSocket alone (agent-connector.ts): the client's other ways to connect are 3 kB that never run. */
function withoutOtherTransports() {
  const transports = /engine\.io-client[\\/]build[\\/]esm[\\/]transports[\\/]index\.js$/;
  return {
    name: 'console-without-other-transports',
    load(id) {
      if (!transports.test(id)) return null;
      return `import { WS } from './websocket.js';\nexport const transports = { websocket: WS };`;
    },
    // Exported once more for whoever asks for them: nobody does, but what they do when they are read would keep them.
    transform: (code, id) =>
      /engine\.io-client[\\/]build[\\/]esm[\\/]transports[\\/]polling/.test(id) ? { code, map: null, moduleSideEffects: false } : null,
  };
}

/** The emoji as a file of their own, asked for when somebody opens the grid (K37, K143). */
function emoji() {
  return {
    name: 'console-emoji',
    async load(id) {
      if (id !== here('src/emoji/address.ts')) return null;
      const text = JSON.stringify(JSON.parse(await readFile(here('src/emoji/emoji.json'), 'utf8')));
      const fileName = `assets/${hashed('emoji.json', text)}`;
      this.emitFile({ type: 'asset', fileName, source: text });
      return `export const EMOJI_PATH = 'console/${fileName}';`;
    },
  };
}

/** A language's words are a part of their own, loaded before the first paint by whoever reads that language (K119). */
function words() {
  return {
    name: 'console-words',
    async load(id) {
      if (!/[\\/]console[\\/]words[\\/][\w-]+\.json$/.test(id)) return null;
      return { code: `export default ${await readFile(id, 'utf8')};`, moduleSideEffects: false };
    },
  };
}
const localeOf = (id) => /[\\/]words[\\/]([\w-]+)\.json$/.exec(id ?? '')?.[1];

/** Routes with a limit of their own have a name of their own (K126); the other parts come after the first paint whatever is opened. */
const ROUTES = new Map([
  [here('src/views/door.ts'), 'door'],
  [here('src/views/access/access-views.ts'), 'door'],
  [here('src/state/answer-words.ts'), 'answers'],
  [here('src/views/deeds/deeds.ts'), 'deeds'],
  [here('src/views/FirstStepsBody.tsx'), 'first-steps'],
  [here('src/views/writing/WritingTools.tsx'), 'writing'],
  [here('src/views/ContextMore.tsx'), 'context'],
  [here('src/views/Dialogs.tsx'), 'dialogs'],
  [here('src/views/search/SearchPage.tsx'), 'search'],
  [here('src/views/hint-offers.ts'), 'hints'],
  [here('src/views/ListTools.tsx'), 'list-tools'],
  [here('src/views/later-messages.ts'), 'messages'],
  [here('src/views/palette/Palette.tsx'), 'palette'],
  [here('src/views/customers/customers.ts'), 'customers'],
  [here('src/views/settings/SettingsPage.tsx'), 'settings'],
  [here('src/views/settings/WidgetSettings.tsx'), 'widget-settings'],
  [here('src/views/settings/DeskPages.tsx'), 'desk-settings'],
  [here('src/views/settings/DeveloperPages.tsx'), 'site-settings'],
  [here('src/link/settings-api-client.ts'), 'client-of-settings'],
]);

/** What pages of the settings have in common belongs to none of them. */
const SETTINGS = here('src/views/settings/');
/** What the context below its facts shares with the source sheet counts as its own. */
const OF_CONTEXT = here('src/ui/item-icons.tsx');

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
    output: {
      dir: OUT,
      format: 'es',
      entryFileNames: 'assets/app-[hash].js',
      chunkFileNames: ({ facadeModuleId, moduleIds }) => {
        const locale = localeOf(facadeModuleId);
        const shared = moduleIds.some((id) => id.startsWith(SETTINGS))
          ? 'shared-settings'
          : moduleIds.includes(OF_CONTEXT)
            ? 'context'
            : 'part';
        return `assets/${locale === undefined ? (ROUTES.get(facadeModuleId ?? '') ?? shared) : `words-${locale}`}-[hash].js`;
      },
      sourcemap: false,
    },
    plugins: [
      emoji(),
      typescript(),
      withoutJsonSchema(),
      withoutZodSentences(),
      withoutCycles(),
      withoutOtherTransports(),
      words(),
      nodeResolve({ browser: true, extensions: ['.mjs', '.js', '.ts', '.tsx'] }),
      terser({ module: true, ecma: 2020, compress: { passes: 2 } }),
      page(),
    ],
  },
];
