// Segment's own libraries, unmodified, feed the timeline: the server library and the browser snippet with its bundle (W65, W68, C7–C13).
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { Analytics } from '@segment/analytics-node';
import snippet from '@segment/snippet';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { CustomerList, TimelineItem, TimelinePage } from '@throughline/types';
import { launchBrowser } from '../servers/chromium.js';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { get, hex128 } from '../servers/visitor-http.js';

const CDN = 'cdn.segment.example';
const BUNDLES = join(dirname(createRequire(import.meta.url).resolve('@segment/analytics-next/package.json')), 'dist', 'umd');

let relay: RunningRelay;
let shop: SiteKeys;
let website: Server;
let pageUrl: string;
let browser: Browser;
/** The page the website answers with. */
let html = '';

beforeAll(async () => {
  website = createServer((_request, response) => void response.setHeader('content-type', 'text/html').end(html));
  await new Promise<void>((resolve) => website.listen(0, '127.0.0.1', resolve));
  const { port } = website.address() as AddressInfo;
  pageUrl = `http://127.0.0.1:${port}`;
  relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
  shop = await relay.siteAdd('Shop', [pageUrl]);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  website?.close();
  await relay?.stop();
});

async function timeline(query: string): Promise<TimelineItem[]> {
  const { customers } = await get<CustomerList>(`${relay.url}/api/v1/customers?${query}`, shop.secretKey);
  const [customer] = customers;
  if (customer === undefined) return [];
  return (await get<TimelinePage>(`${relay.url}/api/v1/customers/${customer.id}/timeline`, shop.secretKey)).items;
}
const lines = async (query: string): Promise<string[]> =>
  (await timeline(query)).map(({ channel, title }) => `${channel} · ${title}`).sort();

it('[C7] @segment/analytics-node with nothing but `host` and the secret key', async () => {
  const [userId, anonymousId] = [hex128(), hex128()];
  const analytics = new Analytics({ writeKey: shop.secretKey, host: relay.url, flushAt: 20 });
  const failures: unknown[] = [];
  analytics.on('error', (error) => failures.push(error));
  analytics.track({ anonymousId, event: 'Product Viewed', properties: { name: 'Plus tariff' } });
  analytics.identify({ userId, anonymousId, traits: { name: 'Ann Lee', email: `${userId}@example.com`, email_verified: true } });
  analytics.track({ userId, event: 'Order Completed', properties: { order_id: 'o-77', total: 159.2, currency: 'EUR' } });
  analytics.page({ userId, name: 'Pricing', properties: { path: '/pricing' } });
  analytics.screen({ userId, name: 'Start' });
  analytics.group({ userId, groupId: 'acme', traits: { name: 'Acme Ltd' } });
  analytics.alias({ userId, previousId: anonymousId });
  await analytics.closeAndFlush({ timeout: 10_000 });

  expect(failures).toEqual([]);
  expect(await lines(`userId=${userId}`)).toEqual([
    'mobile_app · Opened Start',
    'order · Looked at Plus tariff',
    'order · Order o-77 completed, 159.20 EUR',
    'other · Also known under an earlier id',
    'other · Details updated',
    'other · Joined Acme Ltd',
    'web · Viewed /pricing',
  ]);
  const { customers } = await get<CustomerList>(`${relay.url}/api/v1/customers?email=${userId}@example.com`, shop.secretKey);
  expect(customers).toMatchObject([{ userId, name: 'Ann Lee', traits: { name: 'Ann Lee' } }]);
});

/** A page with the snippet as a site would paste it; on plain http the library must be told its CDN (W68). */
function pageWith(load: string, calls: string): string {
  const pasted = snippet.min({ apiKey: shop.writeKey, host: CDN, load: false, page: false });
  return `<!doctype html><title>Shop</title><script>${pasted}</script>
    <script>analytics._cdn = ${JSON.stringify(relay.url)}; ${load}; ${calls}</script>`;
}

/** Serves the library's files; events and settings go to the relay by themselves. */
async function openPage(): Promise<{ page: Page; sent: string[]; problems: string[] }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const sent: string[] = [];
  const problems: string[] = [];
  const library = async (route: Route): Promise<void> => {
    const file = basename(new URL(route.request().url()).pathname);
    const body = await readFile(join(BUNDLES, file === 'analytics.min.js' ? 'standalone.js' : file));
    await route.fulfill({ contentType: 'text/javascript', headers: { 'access-control-allow-origin': '*' }, body });
  };
  await page.route(`https://${CDN}/**`, library);
  await page.route(`${relay.url}/analytics-next/**`, library);
  page.on('request', (request) => {
    if (request.url().startsWith(`${relay.url}/v1/`))
      sent.push(`${request.method()} ${new URL(request.url()).pathname.replace(shop.writeKey, 'KEY')}`);
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(`${pageUrl}/pricing`);
  return { page, sent, problems };
}

const anonymousIdOf = (page: Page): Promise<string> =>
  page.evaluate(() => String(JSON.parse(localStorage.getItem('ajs_anonymous_id') ?? '""')));

it('[W68] the browser snippet, one request per call', async () => {
  html = pageWith(
    `analytics.load(${JSON.stringify(shop.writeKey)})`,
    `analytics.page(); analytics.track('Product Added', { name: 'Plus tariff', price: 19.9, currency: 'EUR' });
     analytics.identify('claimed-user', { name: 'Ann' }); analytics.group('acme'); analytics.screen('Start');`,
  );
  const { page, sent, problems } = await openPage();
  await vi.waitFor(() => expect(sent.filter((line) => /\/v1\/[a-z]$/.test(line)).length).toBeGreaterThanOrEqual(5), { timeout: 30_000 });
  expect(sent).toContain('GET /v1/projects/KEY/settings');
  for (const letter of ['p', 't', 'i', 'g', 's']) expect(sent).toContain(`POST /v1/${letter}`);
  const anonymousId = await anonymousIdOf(page);
  await vi.waitFor(
    async () =>
      expect(await lines(`anonymousId=${anonymousId}`)).toEqual([
        'mobile_app · Opened Start',
        'web · Details updated',
        'web · Joined acme',
        'web · Put in the cart: Plus tariff, 19.90 EUR',
        'web · Viewed /pricing',
      ]),
    { timeout: 30_000, interval: 200 },
  );
  expect(problems).toEqual([]);
  // The unsigned user id stays a claim: nobody became that user (ID6, ID8).
  const { customers } = await get<CustomerList>(`${relay.url}/api/v1/customers?userId=claimed-user`, shop.secretKey);
  expect(customers).toEqual([]);
  await page.context().close();
});

it('[W68] the browser snippet in batches', async () => {
  html = pageWith(
    `analytics.load(${JSON.stringify(shop.writeKey)}, { integrations: { 'Segment.io': { deliveryStrategy: { strategy: 'batching', config: { size: 3, timeout: 500 } } } } })`,
    `analytics.page(); analytics.track('Search No Result', { query: 'export all data' }); analytics.track('Checkout Started', { total: 5, currency: 'EUR' });`,
  );
  const { page, sent, problems } = await openPage();
  await vi.waitFor(() => expect(sent).toContain('POST /v1/b'), { timeout: 30_000 });
  const anonymousId = await anonymousIdOf(page);
  await vi.waitFor(
    async () =>
      expect(await lines(`anonymousId=${anonymousId}`)).toEqual([
        'web · Checkout started, 5.00 EUR',
        'web · Searched "export all data": no result',
        'web · Viewed /pricing',
      ]),
    { timeout: 30_000, interval: 200 },
  );
  expect(problems).toEqual([]);
  await page.context().close();
});
