// An unmodified Segment library feeds the timeline; only the host is ours:
//   THROUGHLINE_SECRET_KEY=sk_… node examples/segment/ingest.mjs [http://localhost:3000]
import { Analytics } from '@segment/analytics-node';

const [host = 'http://localhost:3000'] = process.argv.slice(2);
const writeKey = process.env.THROUGHLINE_SECRET_KEY;
if (!writeKey) {
  console.error('THROUGHLINE_SECRET_KEY is the secret key that `throughline site:add` printed');
  process.exit(2);
}

const analytics = new Analytics({ writeKey, host });
analytics.on('error', (error) => {
  console.error(error);
  process.exitCode = 1;
});
analytics.identify({ userId: 'customer-7', traits: { name: 'Noor Haddad', email: 'noor@example.com', email_verified: true } });
analytics.track({ userId: 'customer-7', event: 'Order Completed', properties: { order_id: 'A-1001', total: 49, currency: 'EUR' } });
analytics.track({
  userId: 'customer-7',
  event: 'Branch Visit Logged',
  properties: { branch: 'Old Town', topic: 'Return', fields: { name: 'Noor Haddad' } },
  context: { channel: 'branch', department: 'Stores' },
});
await analytics.closeAndFlush();
console.log(`Three calls are at ${host}`);
