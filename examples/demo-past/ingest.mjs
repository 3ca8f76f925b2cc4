// Ingests the demo customer's past into a site of yours, through the public HTTP API:
//   node examples/demo-past/ingest.mjs --host http://localhost:3000 --secret-key sk_…
// The events themselves, and the one request that carries them, are in packages/server/demo-past.
import { parseArgs } from 'node:util';
import { ingestDemoPast } from '../../packages/server/demo-past/ingest.mjs';

const { values } = parseArgs({ options: { host: { type: 'string', default: 'http://localhost:3000' }, 'secret-key': { type: 'string' } } });
const secretKey = values['secret-key'];
if (!secretKey) {
  console.error('Usage: node examples/demo-past/ingest.mjs --secret-key sk_… [--host http://localhost:3000]');
  process.exit(2);
}
await ingestDemoPast({ host: values.host, secretKey, now: Date.now() });
console.log(`Mara Lindqvist's past is at ${values.host}`);
