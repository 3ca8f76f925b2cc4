// Two relays behind nginx with the configuration of examples/self-host: no sticky sessions, and a relay that dies is passed over.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../packages/server/dist/config.js';
import { seeded } from '../../../packages/server/src/testing/chaos-proxy/seeded.js';
import { freePort } from '../../servers/free-port.js';
import { startNginx } from '../../servers/nginx.js';
import type { TestNginx } from '../../servers/nginx.js';
import { hex128, post, visitor as httpVisitor } from '../../servers/visitor-http.js';
import { Visitor } from '../clients/visitor.js';
import { createHistory } from '../history.js';
import { caller, openNodes, socketOf, within } from './nodes.fixture.js';
import type { Nodes } from './nodes.fixture.js';

const BACK_MS = 15_000 + 10_000; // a client is back within its longest backoff, whatever it met; two busy cores
const SEED = 91;
const example = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../examples/self-host/${name}`, import.meta.url)), 'utf8');

/** The example's own text; addresses are this machine's, and TLS is left out: there is no certificate for loopback. */
function siteOf(port: number, relays: readonly string[]): string {
  let next = 0;
  const upstream = example('relays.conf').replaceAll(/127\.0\.0\.1:\d+/g, () => new URL(relays[next++] ?? '').host);
  const server = example('nginx.conf')
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replaceAll(/^ *(http2|ssl_certificate|ssl_certificate_key) .*$/gm, '');
  return `${upstream}\n${server}`;
}

describe('two relays behind nginx', () => {
  let nodes: Nodes;
  let nginx: TestNginx;
  beforeAll(async () => {
    const port = await freePort();
    nodes = await openNodes(2, { env: { PUBLIC_URL: `http://127.0.0.1:${port}`, TRUSTED_PROXIES: '127.0.0.1' } });
    await nodes.addAgent('ada@shop.example');
    const urls = nodes.relays.map(({ url }) => `http://127.0.0.1:${new URL(url).port}`);
    nginx = await startNginx({ port, site: siteOf(port, urls) });
  });
  afterAll(async () => {
    await nginx.stop();
    await nodes.stop();
  });

  it('[P91] [P41] a visitor on WebSocket, one on HTTPS alone and an agent talk through it; a relay is killed and all go on', async () => {
    const site = nodes.site.siteId;
    const history = createHistory(null);
    const live = new Visitor({ p: 'live', site, urls: [nginx.url], history, random: seeded(SEED), doubleClick: false });
    await live.open();
    const plain = await httpVisitor(nginx.url, site);
    let n = 0;
    const submit = (text: string) => plain.submit({ msgs: [{ n: (n += 1), kind: 'message', body: { text } }] });
    const opened = await submit('over https');
    await live.say('over a socket');
    const drawn = (): unknown[] =>
      (live.client?.view().pub.entries ?? []).filter(({ kind }) => kind === 'message').map(({ body }) => body['text']);
    await within(BACK_MS, 'the first text is in the log', () => live.quiet() && drawn().length === 1);
    const liveConv = live.client?.view().conv ?? '';
    const plainConv = opened.ok ? opened.conv : '';
    const ada = await nodes.agentAt(nginx.url, 'ada@shop.example');
    for (const conv of [liveConv, plainConv]) expect(await ada.say('hello from the desk', { conv })).toMatchObject({ ok: true });
    await within(BACK_MS, 'the answer is drawn', () => drawn().length === 2);

    await nodes.relays[0]?.kill9();
    for (let count = 0; count < 10; count += 1) expect(await submit(`after the end ${count}`)).toMatchObject({ ok: true }); // nginx passes it over
    await live.say('still here');
    await within(BACK_MS, 'the visitor goes on', () => live.quiet() && drawn().length === 3);
    const desk = ada.socket.connected ? ada : caller(await socketOf(ada.signedIn, nginx.url));
    const news = { conv: liveConv, stream: hex128(), msgs: [{ n: 1, kind: 'message' as const, body: { text: 'so am I' } }] };
    expect(await desk.submit(news)).toMatchObject({ ok: true });
    await within(BACK_MS, 'the agent goes on', () => drawn().length === 4);
    expect(drawn()).toEqual(['over a socket', 'hello from the desk', 'still here', 'so am I']);

    const sync = { conv: plainConv, lane: 'pub', epoch: '', after: 0, after_id: '', max_bytes: 65_536 };
    const page = await post(`${nginx.url}/visitor/v1/sync`, { site, deviceToken: plain.token, sync });
    expect(JSON.stringify(page.body)).toContain('hello from the desk');
    expect(JSON.stringify(page.body)).toContain('after the end 9');
    await nodes.relays[0]?.restart();
    await within(BACK_MS, 'the relay is asked again', async () => (await submit('once more')).ok);
    live.close();
    desk.close();
  });
});

/** Names of settings in the environment of a unit or of a service. */
const settingsIn = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name = '']) => name);
const NOT_OURS = /^(NODE_ENV|POSTGRES_)/;

describe('the files of examples/self-host', () => {
  it('[S11] the relays of the compose file have a role that row-level security holds, not the superuser of the image', () => {
    const role = /postgres:\/\/(\w+):%s@postgres\//.exec(example('README.md'))?.[1] ?? '';
    expect(example('initdb.sh')).toContain(`CREATE ROLE ${role} LOGIN NOSUPERUSER NOBYPASSRLS `);
    expect(example('compose.yaml')).toContain('./initdb.sh:/docker-entrypoint-initdb.d/');
    expect(/POSTGRES_USER: (\w+)/.exec(example('compose.yaml'))?.[1]).not.toBe(role);
  });

  it('[P91] name only settings that exist', () => {
    const inUnits = ['throughline.service', 'throughline@.service'].flatMap((file) =>
      settingsIn(example(file), /^Environment=([A-Z_]+)=/gm),
    );
    const inCompose = settingsIn(example('compose.yaml'), /^ {4,6}([A-Z][A-Z_]+): /gm);
    const known = {
      PORT: '3000',
      HOST: '::1',
      DATA_DIR: 'd',
      FILES_DIR: 'f',
      REDIS_URL: 'redis://r',
      SEAL_KEY_FILE: 'k',
      PUBLIC_URL: 'https://x.example',
      TRUSTED_PROXIES: '::1',
    };
    const names = [...inUnits, ...inCompose].filter((name) => !NOT_OURS.test(name));
    expect(new Set(names.map((name) => name.replace(/^(DATABASE_URL|REDIS_URL)_FILE$/, '$1')))).toEqual(
      new Set([...Object.keys(known), 'DATABASE_URL']),
    );
    const read = readConfig({}, { ...known, DATABASE_URL: 'postgres://db' }, '/absent.json');
    expect(read).toMatchObject({
      port: 3000,
      host: '::1',
      dataDir: 'd',
      filesDir: 'f',
      redisUrl: 'redis://r',
      sealKeyFile: 'k',
      databaseUrl: 'postgres://db',
    });
  });

  it('[P91] the compose file has the services, secrets and ports that its parts and the README speak of', () => {
    const compose = example('compose.yaml');
    for (const service of ['relay1', 'relay2', 'postgres', 'redis', 'nginx']) expect(compose).toMatch(new RegExp(`^  ${service}:$`, 'm'));
    const port = /PORT: '(\d+)'/.exec(compose)?.[1] ?? '';
    for (const relay of ['relay1', 'relay2']) expect(compose).toContain(`server ${relay}:${port} `);
    expect(compose).toContain(`http://127.0.0.1:${port}/readyz`);
    const secrets = settingsIn(compose, /file: \.\/secrets\/(\w+)/g);
    for (const name of secrets) {
      expect(compose).toContain(`/run/secrets/${name}`);
      expect(example('README.md')).toContain(`secrets/${name}`);
    }
    const proxy = /TRUSTED_PROXIES: ([\d.]+)/.exec(compose)?.[1] ?? '';
    expect(compose).toContain(`ipv4_address: ${proxy}`);
    for (const name of [
      'README.md',
      'compose.yaml',
      'initdb.sh',
      'nginx.conf',
      'relays.conf',
      'throughline.service',
      'throughline@.service',
    ])
      expect(example(name).split('\n').length, name).toBeLessThanOrEqual(101);
  });
});
