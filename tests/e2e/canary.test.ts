// Nothing of one customer or site reaches another's page, agent, export, webhook, log or file: every field carries a token, every actor reads
// all it can reach, and what it got is searched (S92). The table of who may read what stands in canary-allowed.fixture.
import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hex128, visitor } from '../servers/visitor-http.js';
import { leaksOf, fieldsIn } from './canary-allowed.fixture.js';
import type { Reader, Sink } from './canary-allowed.fixture.js';
import { bearer, call, done } from './canary-calls.fixture.js';
import { realPages } from './canary-pages.fixture.js';
import { say } from './canary-plant.fixture.js';
import { browse, idsOf, readApi, readAsVisitor, readSocket } from './canary-readers.fixture.js';
import type { Browsing, Got, Ids } from './canary-readers.fixture.js';
import type { DeskName } from './canary-site.fixture.js';
import { strangersWhoType } from './canary-typed.fixture.js';
import { provoke, writesOf } from './canary-writes.fixture.js';
import { canaries as canariesOf } from './canary-tokens.fixture.js';
import type { Canaries, SiteName } from './canary-tokens.fixture.js';
import { startCanaryWorld } from './canary-world.fixture.js';
import type { CanaryWorld } from './canary-world.fixture.js';

const SEED = Number(process.env['CANARY_SEED'] ?? randomInt(2 ** 31));
const AGENTS: readonly [Reader, SiteName, DeskName][] = [
  ['agent of sales', 'one', 'sales'],
  ['agent of billing', 'one', 'billing'],
  ['guest', 'one', 'ally'],
  ['analyst', 'one', 'analyst'],
  ['lead', 'one', 'lead'],
  ['other site: agent', 'two', 'sales'],
];

let receiver: Server;
let port = 0;
const hooked: Got[] = [];
beforeAll(async () => {
  console.log(`CANARY_SEED=${SEED}`);
  receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      hooked.push({ where: request.url ?? '', status: 200, text: `${JSON.stringify(request.headers)} ${body}` });
      response.end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, resolve));
  const address = receiver.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  process.env['THROUGHLINE_EGRESS_ALLOW'] = `localhost:${port}`;
  process.env['LOG_LEVEL'] = 'debug';
});
afterAll(() => {
  delete process.env['THROUGHLINE_EGRESS_ALLOW'];
  delete process.env['LOG_LEVEL'];
  receiver?.close();
});

describe.each(['sqlite', 'postgres'] as const)('canaries on %s', (store) => {
  let canaries: Canaries;
  let world: CanaryWorld;
  let ids: Record<SiteName, Ids>;
  let pages: Record<'ana' | 'stranger' | 'other', Browsing>;
  const leaks = (sink: Sink): string[] => leaksOf(canaries, sink);

  beforeAll(async () => {
    canaries = canariesOf(SEED);
    hooked.length = 0;
    world = await startCanaryWorld(store, { canaries, hook: `http://localhost:${port}` });
    const { one, two } = world.sites;
    pages = {
      ana: await browse(one.people.ana.browser, one),
      stranger: await browse(await visitor(world.relay.url, one.keys.siteId), one),
      other: await browse(two.people.ana.browser, two),
    };
    await goOn();
    ids = { one: await idsOf(world, one), two: await idsOf(world, two) };
  });
  afterAll(() => world?.stop());

  /** While everybody listens: somebody else writes, is given to the outsourced desk, and their order moves. */
  async function goOn(): Promise<void> {
    const { one } = world.sites;
    const { browser, conv, customerId, order } = one.people.ben;
    const [sales, ally] = [world.desk('one', 'sales'), world.desk('one', 'ally')];
    const to = { how: 'transfer', agentId: ally.session.agent.id, teamId: null, ifVersion: 0 };
    await say(sales, conv, ['assign', { ...to, note: `Take ${canaries.word('one', 'ben', 'transfer note')}` }]);
    const text = `And now ${canaries.word('one', 'ben', 'chat')}?`;
    await browser.submit({ conv, stream: hex128(), msgs: [{ n: 1, kind: 'message', body: { text } }] });
    const customer = { customerId };
    const status = `sent by ${canaries.word('one', 'ben', 'item status')}`;
    await done(world.relay, one.keys.secretKey, ['PUT', `tracked-items/order/${order}`, { customer, status }]);
    const due = new Date(Date.now() + 300).toISOString();
    const late = { customer, text: `answer about ${canaries.word('one', 'ben', 'promise')}`, due };
    await done(world.relay, one.keys.secretKey, ['POST', 'commitments', late]);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  }

  it.each(AGENTS)('[S92] [C4] [C54] [C55] %s', async (reader, site, name) => {
    const desk = world.desk(site, name);
    const got = [...(await readSocket(desk, ids)), ...(await readApi(world, desk.headers, ids))];
    expect(leaks({ reader, site, got }).join('\n')).toBe('');
    const readable = reader === 'analyst' ? [] : reader === 'guest' ? ['chat'] : ['chat', 'order number', 'item title', 'promise'];
    expect(fieldsIn(canaries, got)).toEqual(expect.arrayContaining(readable));
  });

  it('[S92] [ID20] [C40] a signed-in visitor reads their own and nothing else', async () => {
    const got = await readAsVisitor(world, pages.ana, ids);
    expect(leaks({ reader: 'visitor, signed in', site: 'one', person: 'ana', got }).join('\n')).toBe('');
    expect(fieldsIn(canaries, got)).toEqual(expect.arrayContaining(['chat', 'order number', 'item title', 'promise']));
    expect(
      (await readApi(world, bearer(pages.ana.browser.token), ids)).filter(({ status }) => status < 400).map(({ where }) => where),
    ).toEqual([]);
  });

  it('[S92] [C4] [ID20] neither an anonymous visitor nor one of the other site reads anything of anybody else', async () => {
    const anonymous = await readAsVisitor(world, pages.stranger, ids);
    expect(leaks({ reader: 'visitor, anonymous', site: 'one', got: anonymous }).join('\n')).toBe('');
    const other = await readAsVisitor(world, pages.other, ids);
    expect(leaks({ reader: 'visitor, other site', site: 'two', person: 'ana', got: other }).join('\n')).toBe('');
  });

  it('[S92] [C4] [S11] the secret key of one site opens nothing of the other', async () => {
    const { one, two } = world.sites;
    const got = await readApi(world, bearer(two.keys.secretKey), ids);
    expect(leaks({ reader: 'other site: secret key', site: 'two', got }).join('\n')).toBe('');
    expect(fieldsIn(canaries, got)).toEqual(expect.arrayContaining(['restricted event', 'note']));
    const foreign = [...ids.one.values()].flatMap((set) => [...set]).filter((id) => /^[a-z]{2,4}_/.test(id));
    const opened = got.filter(
      ({ where, status }) => status < 400 && foreign.some((id) => where.includes(id)) && !where.includes('?customerId='),
    );
    expect(opened.map(({ where }) => where)).toEqual([]);
    const writes = writesOf(one.people.ben, ids.one);
    for (const [method, path, body] of writes) {
      const answer = await call(world.relay.url, `/api/v1/${path}`, { method, headers: bearer(two.keys.secretKey), body });
      expect([path, [400, 404, 422].includes(answer.status)]).toEqual([path, true]);
      expect(leaks({ reader: 'other site: secret key', site: 'two', got: [{ where: path, ...answer }] }).join('\n')).toBe('');
    }
  });

  it('[S92] [C54] an agent learns nothing by writing either', async () => {
    const { headers } = world.desk('one', 'sales');
    const got: Got[] = [];
    for (const person of Object.values(world.sites.one.people))
      for (const [method, path, body] of writesOf(person, ids.one, { reveals: true }))
        got.push({
          where: `${method} ${path} ${JSON.stringify(body)}`,
          ...(await call(world.relay.url, `/api/v1/${path}`, { method, headers, body })),
        });
    expect(leaks({ reader: 'agent of sales', site: 'one', got }).join('\n')).toBe('');
  });

  it('[S92] webhooks carry ids and kinds', async () => {
    await expect.poll(() => hooked.length, { timeout: 30_000 }).toBeGreaterThan(12);
    for (const site of ['one', 'two'] as const) {
      const got = hooked.filter(({ where }) => where === `/${site}`);
      expect(got.length).toBeGreaterThan(5);
      expect(leaks({ reader: 'webhook', site, got }).join('\n')).toBe('');
    }
  });

  it('[S92] [C17] the export of one customer is theirs alone', async () => {
    const { keys, people } = world.sites.one;
    const answer = await call(world.relay.url, `/api/v1/customers/${people.ana.customerId}/export`, {
      method: 'POST',
      headers: bearer(keys.secretKey),
    });
    const got = [{ where: 'export', ...answer }];
    expect(leaks({ reader: 'export', site: 'one', person: 'ana', got }).join('\n')).toBe('');
    expect(fieldsIn(canaries, got)).toEqual(expect.arrayContaining(['name', 'chat', 'note', 'restricted event', 'account digits']));
    for (const name of ['sales', 'billing', 'ally', 'analyst', 'lead'] as const) {
      const { headers } = world.desk('one', name);
      const refused = await call(world.relay.url, `/api/v1/customers/${people.ana.customerId}/export`, { method: 'POST', headers });
      expect([name, refused.status]).toEqual([name, 403]);
    }
  });

  it('[S92] [S34] nothing of anybody is in the log, and no secret or card number in a file', async () => {
    await provoke(world);
    const log = world.relay.log();
    expect(leaks({ reader: 'log', got: log.split('\n').map((text) => ({ where: 'log', status: 0, text })) }).join('\n')).toBe('');
    const files = readdirSync(world.relay.dataDir, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
    const got = files.map((file) => ({ where: file.name, status: 0, text: readFileSync(join(file.parentPath, file.name), 'latin1') }));
    expect(leaks({ reader: 'files', got }).join('\n')).toBe('');
    if (store === 'sqlite') expect(fieldsIn(canaries, got)).toContain('restricted event');
  });

  if (store === 'sqlite') realPages(() => ({ world, canaries }));
  strangersWhoType(() => ({ world, canaries, ana: world.sites.one.people.ana }));
});
