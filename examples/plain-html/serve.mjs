// Serves this folder on another port than the relay, as a shop on its own domain would be:
//   node examples/plain-html/serve.mjs --site site_… [--port 8080]
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const TYPES = { '/index.html': 'text/html', '/page.js': 'text/javascript' };
const { values } = parseArgs({ options: { site: { type: 'string' }, port: { type: 'string', default: '8080' } } });
if (!values.site) {
  console.error('Usage: node examples/plain-html/serve.mjs --site site_… [--port 8080]');
  process.exit(2);
}

createServer((request, response) => {
  const path = request.url === '/' ? '/index.html' : (request.url ?? '');
  const file = fileURLToPath(new URL(`.${path}`, import.meta.url));
  if (path === '/settings.js') {
    response.setHeader('content-type', 'text/javascript');
    response.end(`window.throughlineSettings = { site: ${JSON.stringify(values.site)} };`);
  } else if (path in TYPES && existsSync(file)) {
    response.setHeader('content-type', TYPES[path]);
    createReadStream(file).pipe(response);
  } else response.writeHead(404).end();
}).listen(Number(values.port), () => console.log(`http://localhost:${values.port}`));
