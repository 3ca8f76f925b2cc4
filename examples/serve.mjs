// Serves one of the example folders on another port than the relay, as a shop on its own domain would be:
//   node examples/serve.mjs react --site site_… [--relay http://localhost:3000] [--port 8080]
// Files read as a site would write them; their placeholders `https://chat.example.com`, `site_abc123` and `wk_abc123` are filled in here.
// A `main.js` or `main.jsx` that imports packages is bundled, its later parts as chunks.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.php': 'text/plain' };
const here = fileURLToPath(new URL('.', import.meta.url));

/** `{ '/main.js': text }` of the bundle and its chunks. */
async function bundled(entry) {
  const { outputFiles } = await build({
    ...{ entryPoints: [entry], bundle: true, splitting: true, format: 'esm', outdir: '/', write: false, logLevel: 'error' },
    ...{ jsx: 'automatic', jsxImportSource: 'react', define: { 'process.env.NODE_ENV': '"production"' } },
  });
  return Object.fromEntries(outputFiles.map(({ path, text }) => [`/${basename(path)}`, text]));
}

/** A server, not listening yet. `fill` is asked for `{ site, relay, writeKey }` at every request. */
export async function exampleServer(name, fill) {
  const folder = join(here, name);
  const entry = ['main.js', 'main.jsx'].map((file) => join(folder, file)).find((path) => existsSync(path));
  const made = entry ? await bundled(entry) : {};
  const filled = (text) => {
    const { site, relay, writeKey = '' } = fill();
    return text
      .replaceAll('https://chat.example.com', relay)
      .replaceAll('chat.example.com', new URL(relay).host)
      .replaceAll("protocol: 'https'", `protocol: '${new URL(relay).protocol.slice(0, -1)}'`)
      .replaceAll('site_abc123', site)
      .replaceAll('wk_abc123', writeKey);
  };
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = pathname === '/' || !extname(pathname) ? `${pathname === '/' ? '/index' : pathname}.html` : pathname;
    const file = [join(folder, path), join(folder, 'index.html')].find((one) => existsSync(one) && !one.includes('..'));
    const text = made[path] ?? (file && (extname(path) === '.html' || file.endsWith(path)) ? readFileSync(file, 'utf8') : undefined);
    if (text === undefined) return void response.writeHead(404).end();
    response.setHeader('content-type', TYPES[extname(path)] ?? 'text/plain');
    response.end(filled(text));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      site: { type: 'string' },
      relay: { type: 'string', default: 'http://localhost:3000' },
      'write-key': { type: 'string' },
      port: { type: 'string', default: '8080' },
    },
  });
  const [name] = positionals;
  if (!name || !values.site) {
    console.error(
      'Usage: node examples/serve.mjs plain-html|react|vue|spa|turbo|wordpress|segment --site site_… [--relay URL] [--port 8080]',
    );
    process.exit(2);
  }
  const server = await exampleServer(name, () => ({ site: values.site, relay: values.relay, writeKey: values['write-key'] }));
  server.listen(Number(values.port), () => console.log(`http://localhost:${values.port}`));
}
