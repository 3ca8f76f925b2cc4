// The hosted page (`/chat/<site>`): its script is built, the rest is copied. Output: packages/server/public/hosted/
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const rest = {
  name: 'hosted-files',
  generateBundle() {
    for (const fileName of ['index.html', 'page.css', 'icon.svg'])
      this.emitFile({ type: 'asset', fileName, source: readFileSync(here(`hosted/${fileName}`)) });
  },
};

export const hosted = ({ plugins, out }) => ({
  input: { page: here('src/hosted.ts') },
  plugins: [...plugins, rest],
  output: { dir: out, format: 'iife', entryFileNames: '[name].js', sourcemap: false },
});
