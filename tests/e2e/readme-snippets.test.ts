// The code of the README and the examples, run as a reader would run it: the script tag and the five lines on a foreign origin, the
// Segment client, the curl calls, the demo's past.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { SignJWT } from 'jose';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerList, TimelinePage } from '@throughline/types';
import { launchBrowser } from '../servers/chromium.js';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { get, hex128 } from '../servers/visitor-http.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const block = (language: string, start: string): string =>
  [...readme.matchAll(/```(\w+)\n([^]*?)```/g)].find(([, name, code]) => name === language && code?.startsWith(start))?.[2] ?? '';

let relay: RunningRelay;
let site: SiteKeys;
let shop: Server;
let shopUrl: string;
let browser: Browser;
const pages = new Map<string, string>();

beforeAll(async () => {
  shop = createServer((request, response) => {
    const body = pages.get(request.url ?? '');
    response.setHeader('content-type', request.url?.endsWith('.js') === true ? 'text/javascript' : 'text/html');
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
  const address = shop.address();
  shopUrl = `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
  relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
  site = await relay.siteAdd('Shop', [shopUrl]);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  shop?.close();
  await relay?.stop();
});

async function titles(userId: string): Promise<string> {
  const { customers } = await get<CustomerList>(`${relay.url}/api/v1/customers?userId=${userId}`, site.secretKey);
  const [customer] = customers;
  if (customer === undefined) return '';
  const { items } = await get<TimelinePage>(`${relay.url}/api/v1/customers/${customer.id}/timeline`, site.secretKey);
  return items.map(({ channel, title }) => `${channel}: ${title}`).join('\n');
}

describe('the README’s code', () => {
  it('script tag and five lines: identified, tracked, open', async () => {
    const tag = block('html', '<script async').replace('https://chat.example.com', relay.url).replace('site_…', site.siteId);
    const token = await new SignJWT({ name: 'Mara Lindqvist' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('customer-881')
      .setAudience(site.siteId)
      .setIssuedAt()
      .setExpirationTime('10m')
      .setJti(hex128())
      .sign(new TextEncoder().encode(site.identitySecret));
    const lines = block('js', "throughline('identify'");
    expect(
      lines
        .trim()
        .split('\n')
        .filter((line) => line.startsWith('throughline(')),
    ).toHaveLength(5);
    pages.set('/', `<!doctype html><title>Shop</title>${tag}<h1>Shop</h1>`);
    const page = await browser.newPage();
    await page.goto(shopUrl);
    await page.waitForFunction(() => typeof Reflect.get(window, 'throughline') === 'function');
    await page.addScriptTag({ content: `const token = ${JSON.stringify(token)};\n${lines}` });
    await page.getByRole('dialog', { name: 'Chat' }).waitFor();
    await expect.poll(() => titles('customer-881'), { timeout: 30_000 }).toContain('HP-30291');
    await page.close();
  });

  it('the curl calls answer', async () => {
    const calls = block('sh', 'curl');
    const paths = [...calls.matchAll(/https:\/\/chat\.example\.com(\/[^"]+)/g)].map(([, path = '']) => path);
    expect(paths).toHaveLength(3);
    const headers = { authorization: `Bearer ${site.secretKey}`, 'content-type': 'application/json' };
    const put = await fetch(relay.url + (paths[0] ?? ''), { method: 'PUT', headers, body: /-d '([^']+)'/.exec(calls)?.[1] ?? '' });
    expect([put.status, await put.json()]).toEqual([
      expect.any(Number),
      expect.objectContaining({ number: 'HP-30291', status: 'shipped' }),
    ]);
    const found = await get<CustomerList>(relay.url + (paths[1] ?? ''), site.secretKey);
    expect(found.customers).toHaveLength(1);
    const absent = await fetch(relay.url + (paths[2] ?? ''), { headers: { authorization: `Bearer ${site.secretKey}` } });
    expect(absent.status).toBe(404); // cnv_… stands for an id
  });
});

describe('the examples', () => {
  it('segment: three calls of an unmodified client arrive', async () => {
    const env = { ...process.env, THROUGHLINE_SECRET_KEY: site.secretKey };
    await run(process.execPath, [join(root, 'examples/segment/ingest.mjs'), relay.url], { env });
    await expect.poll(() => titles('customer-7'), { timeout: 30_000 }).toMatch(/branch: [^]*A-1001|A-1001[^]*branch: /);
  });

  it('[C12] demo-past: sent twice, it is there once', async () => {
    const send = () =>
      run(process.execPath, [join(root, 'examples/demo-past/ingest.mjs'), '--host', relay.url, '--secret-key', site.secretKey]);
    await send();
    const first = await titles('mara-881');
    await send();
    expect(await titles('mara-881')).toBe(first);
    for (const channel of ['branch', 'mobile_app', 'ivr', 'email', 'order', 'voice']) expect(first).toContain(`${channel}: `);
  });
});
