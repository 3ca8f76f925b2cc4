// A process that submits as fast as it can and prints every ack, until it is killed: what it printed must be there afterwards.
import { randomBytes } from 'node:crypto';
import { openSqliteStore } from '../../packages/server/dist/adapters/store/sqlite/sqlite-store.js';

const hex = (): string => randomBytes(16).toString('hex');
const file = process.argv[2];
if (file === undefined) throw new Error('usage: acked-writer <file>');
const store = await openSqliteStore({ file });
const existing = await store.sites({});
const site =
  existing[0] ??
  (await store.createSite({
    name: 'Kill',
    writeKey: hex(),
    secretKeyHash: hex(),
    origins: ['*'],
    settings: { greeting: 'Hello', color: '#123456', position: 'end' },
    demo: false,
    identityKey: { kid: 'k', alg: 'HS256', sealed: 'x' },
    now: Date.now(),
  }));

await Promise.all(
  Array.from({ length: 8 }, async () => {
    const visitor = await store.createVisitor({ siteId: site.id, anonymousId: hex(), tokenHash: hex(), now: Date.now() });
    const principal = { type: 'visitor' as const, siteId: site.id, id: visitor.id, anonymousId: visitor.anonymousId, userId: null };
    const [convKey, stream] = [hex(), hex()];
    for (let n = 1; ; n += 1) {
      const { answer } = await store.submit({
        principal,
        submit: { conv_key: convKey, stream, msgs: [{ n, kind: 'message', body: { text: `text ${n}` } }] },
        online: true,
        now: Date.now(),
      });
      if (!answer.ok) throw new Error(`refused: ${answer.code}`);
      for (const { seq, id } of answer.results) process.stdout.write(`${site.id} ${answer.conv} ${seq} ${id}\n`);
    }
  }),
);
