// The npm package: packages/widget/dist/{index,element,react,vue,server}.js, what they load later as chunks beside them, and their types.
// Everything but the peers is inside: the package has no dependency. Readable, not minified: the site's own bundler does that.
import { fileURLToPath } from 'node:url';
import { npm } from './rollup.config.mjs';
import { declarations } from './rollup.types.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const NAME = '@throughline/widget';

/** Wrappers reach the functions by the package's own name, so that a server's import condition holds for them too (W60). */
const ownName = {
  name: 'own-name',
  resolveId: (id, importer) =>
    id === './index.js' && /\/src\/(mount|react|vue)\.ts$/.test(importer ?? '') ? { id: NAME, external: true } : null,
};

const build = (input, plugins = []) => ({
  input,
  external: ['react', 'vue'],
  treeshake: npm.treeshake,
  plugins: [ownName, ...npm.plugins, ...plugins],
  output: {
    dir: here('dist'),
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunk-[name].js',
    sourcemap: false,
    banner: ({ name }) => (name === 'react' ? "'use client';" : ''), // frameworks that render components on a server ask for it
  },
});

export default [
  build({ index: here('src/index.ts'), server: here('src/server.ts') }),
  build({ element: here('src/element.ts'), react: here('src/react.ts'), vue: here('src/vue.ts') }, [declarations]),
];
