// Visitors with a conversation each, written straight into the store beside the relay: ten thousand sessions over HTTP would take longer
// than what is measured with them.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createVault, keyFromFile } from '../packages/server/dist/adapters/crypto/vault.js';
import { openPostgresStore } from '../packages/server/dist/adapters/store/postgres/postgres-store.js';
import { openSqliteStore } from '../packages/server/dist/adapters/store/sqlite/sqlite-store.js';
import type { Store } from '../packages/server/dist/ports/store.js';
import { post } from '../tests/servers/visitor-http.js';
import { sleep } from './machine.js';
import type { Member } from './raw-client.js';

const AT_ONCE = 64; // fills a commit group without a queue that outgrows the statement timeout
const hex = (): string => randomBytes(16).toString('hex');

/** The store of a relay that runs, as a command-line tool opens it. */
export function storeBeside({ dataDir, databaseUrl }: { dataDir: string; databaseUrl?: string | undefined }): Promise<Store> {
  if (databaseUrl !== undefined) return openPostgresStore({ url: databaseUrl });
  return openSqliteStore({ file: join(dataDir, 'throughline.db'), exclusive: false });
}

/** Runs `work` for each item, a few at once; results in order. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
  atOnce = AT_ONCE,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += atOnce) {
    results.push(...(await Promise.all(items.slice(from, from + atOnce).map(work))));
  }
  return results;
}

/** Writes one message as the visitor. */
export async function writeAs(store: Store, siteId: string, member: Omit<Member, 'conv'>, text: string): Promise<string> {
  const { visitorId, convKey } = member;
  const { answer } = await store.submit({
    principal: { type: 'visitor', siteId, id: visitorId, anonymousId: `anon_${visitorId}`, userId: null },
    submit: { conv_key: convKey, stream: hex(), msgs: [{ n: 1, kind: 'message', body: { text } }] },
    online: true,
    now: Date.now(),
  });
  if (!answer.ok) throw new Error(`refused: ${answer.code}`);
  return answer.conv;
}

export interface Writer {
  token: string;
  convKeys: string[];
}

/** One verified person with `count` devices, and conversations that all of them listen to; `writer` is the device that writes there. */
export async function seedDevices(
  store: Store,
  { dataDir, siteId, count, conversations }: { dataDir: string; siteId: string; count: number; conversations: number },
): Promise<{ members: Member[]; writer: Writer }> {
  const [first, ...members] = await seedVisitors(store, { dataDir, siteId, count: count + 1, withConversation: false });
  if (first === undefined) throw new Error('No visitors');
  const convKeys = Array.from({ length: conversations }, hex);
  for (const convKey of convKeys) await writeAs(store, siteId, { ...first, convKey }, 'Hello from one of my devices.');
  const verify = (id: string) => store.verifyVisitor({ siteId, id, userId: 'user-1', method: 'jwt', now: Date.now() });
  await inTurns([first, ...members], ({ visitorId }) => verify(visitorId));
  return { members, writer: { token: first.token, convKeys } };
}

const PUSHED_CHARS = 4_000; // a few of them fill a window

/** Writes into the writer's conversations in turn, over HTTPS as a widget without a socket does, until stopped; answers how many. */
export function pushInto(
  url: string,
  { siteId, writer, perSecond }: { siteId: string; writer: Writer; perSecond: number },
): { stop(): Promise<number> } {
  let stopped = false;
  let written = 0;
  const stream = hex();
  const run = async (): Promise<number> => {
    const text = 'x'.repeat(PUSHED_CHARS);
    for (; !stopped; await sleep(1_000 / perSecond)) {
      const n = Math.floor(written / writer.convKeys.length) + 1;
      const submit = {
        conv_key: writer.convKeys[written % writer.convKeys.length],
        stream,
        msgs: [{ n, kind: 'message', body: { text } }],
      };
      const { status, body } = await post(`${url}/visitor/v1/submit`, { site: siteId, deviceToken: writer.token, submit });
      if (status !== 200 || body['ok'] !== true) throw new Error(`A message was refused: ${JSON.stringify(body)}`);
      written += 1;
    }
    return written;
  };
  const running = run();
  running.catch(() => undefined); // told to whoever stops it
  return {
    stop() {
      stopped = true;
      return running;
    },
  };
}

/** `count` visitors of the site; each has a conversation of one message, unless told otherwise: then `conv` is empty. */
export function seedVisitors(
  store: Store,
  { dataDir, siteId, count, withConversation = true }: { dataDir: string; siteId: string; count: number; withConversation?: boolean },
): Promise<Member[]> {
  const vault = createVault(keyFromFile(join(dataDir, 'seal.key')));
  return inTurns(
    Array.from({ length: count }, (_, i) => i),
    async () => {
      const token = `${siteId}.${hex()}${hex()}`;
      const visitor = await store.createVisitor({
        ...{ siteId, anonymousId: `anon_${hex()}`, tokenHash: vault.digest(token), now: Date.now() },
      });
      const member = { visitorId: visitor.id, token, convKey: hex() };
      return { ...member, conv: !withConversation ? '' : await writeAs(store, siteId, member, 'Hello, I have a question about my order.') };
    },
  );
}
