// The widget and the console in a real Chromium: what they show, keep and are sent is searched like any other sink (S92, S106).
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { hex128 } from '../servers/visitor-http.js';
import { launchBrowser } from '../servers/chromium.js';
import { fieldsIn, leaksOf } from './canary-allowed.fixture.js';
import type { Got } from './canary-readers.fixture.js';
import { identityToken } from './canary-tokens.fixture.js';
import type { Canaries } from './canary-tokens.fixture.js';
import type { CanaryWorld } from './canary-world.fixture.js';
import { controls, write } from './widget-page.fixture.js';

const SHOWN_MS = 30_000;

interface Watched {
  page: Page;
  context: BrowserContext;
  received: Got[];
  sent: Got[];
}

/** A page whose traffic with the relay is kept. */
async function watched(browser: Browser, relay: string): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const [received, sent]: [Got[], Got[]] = [[], []];
  const keep = (list: Got[], where: string, text: string | Buffer): void => void list.push({ where, status: 200, text: String(text) });
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => keep(received, `frame of ${socket.url()}`, payload));
    socket.on('framesent', ({ payload }) => keep(sent, `frame to ${socket.url()}`, payload));
  });
  page.on('request', (request) => {
    // The script tag is the shop's own request, under the shop's own referrer policy.
    if (request.url().startsWith(relay) && request.resourceType() !== 'script')
      keep(sent, request.url(), `${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`);
  });
  page.on('response', (response) => {
    if (!response.url().startsWith(relay) || !/json/.test(response.headers()['content-type'] ?? '')) return;
    response.text().then(
      (text) => keep(received, response.url(), text),
      () => keep(received, response.url(), ''), // the page went on before its body came
    );
  });
  return { page, context, received, sent };
}

/** Text of the page and its shadow roots, and everything it keeps. */
const HELD = `(async () => {
  const texts = [];
  const walk = (root) => { texts.push(root.textContent ?? ''); for (const one of root.querySelectorAll('*')) { if (one.shadowRoot) walk(one.shadowRoot); for (const { value } of one.attributes) texts.push(value); } };
  walk(document.documentElement);
  const stored = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((resolve, reject) => { const open = indexedDB.open(name); open.onsuccess = () => resolve(open.result); open.onerror = () => reject(open.error); });
    for (const store of db.objectStoreNames) stored.push(await new Promise((resolve, reject) => { const all = db.transaction(store).objectStore(store).getAll(); all.onsuccess = () => resolve(all.result); all.onerror = () => reject(all.error); }));
    db.close();
  }
  return { shown: texts.join(' '), kept: JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, stored]) };
})()`;
async function heldBy(page: Page): Promise<Got[]> {
  const { shown, kept }: { shown: string; kept: string } = await page.evaluate(HELD);
  return [
    { where: 'what the page shows', status: 200, text: shown },
    { where: 'what the page keeps', status: 200, text: kept },
  ];
}

/** A shop's own pages, on another origin. */
async function shop(script: string): Promise<{ server: Server; origin: string }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'referrer-policy': 'unsafe-url' });
    response.end(`<!doctype html><html lang="en"><head><title>Shop</title></head><body><h1>Shop</h1>${script}</body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { server, origin: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}` };
}

/** The tests, against a world that is there when they run. */
export function realPages(given: () => { world: CanaryWorld; canaries: Canaries }): void {
  it('[S92] [S106] the widget shows, keeps and is sent what is its own customer’s, and says nothing of where they came from', async () => {
    const { world, canaries } = given();
    const { keys, people } = world.sites.one;
    const script = `<script async src="${world.relay.url}/widget.js" data-site="${keys.siteId}" data-load="now"></script>`;
    const { server, origin } = await shop(script);
    const browser = await launchBrowser();
    try {
      const { page, received, sent } = await watched(browser, world.relay.url);
      await page.goto(`${origin}/?q=${canaries.word('one', 'ana', 'referrer')}`);
      await page.evaluate(
        `location.assign('/cart?mail=${canaries.word('one', 'ana', 'page query')}#${canaries.word('one', 'ana', 'page query')}')`,
      );
      await page.waitForURL(/cart/);
      await controls(page).launcher.waitFor({ timeout: SHOWN_MS });
      const token = canaries.known('one', 'ana', 'identity token', await identityToken(keys, people.ana.userId, hex128()));
      await page.evaluate(`throughline.identify('${people.ana.userId}', { email: '${people.ana.email}' }, { token: '${token}' })`);
      await controls(page).launcher.click();
      await write(page, `Here I am, ${canaries.word('one', 'ana', 'chat')}`);
      await expect.poll(() => controls(page).log.innerText(), { timeout: SHOWN_MS }).toContain('Sent');
      await page.reload(); // from here on the own text is the relay's to send
      await expect.poll(() => fieldsIn(canaries, received), { timeout: SHOWN_MS }).toContain('chat');
      const got = [...received, ...(await heldBy(page)).filter(({ where }) => where === 'what the page keeps')];
      expect(sent.length).toBeGreaterThan(3);
      expect(leaksOf(canaries, { reader: 'widget page', site: 'one', person: 'ana', got }).join('\n')).toBe('');
      expect(leaksOf(canaries, { reader: 'widget page, sent', site: 'one', person: 'ana', got: sent }).join('\n')).toBe('');
      const [shown] = await heldBy(page);
      expect(
        leaksOf(canaries, { reader: 'widget page', site: 'one', person: 'ana', got: shown === undefined ? [] : [shown] }).join('\n'),
      ).toBe('');
    } finally {
      await browser.close();
      server.close();
      server.closeAllConnections();
    }
  });

  it('[S92] [C55] the console of a department shows, keeps and is sent nothing of another one', async () => {
    const { world, canaries } = given();
    const { email, password } = world.desk('one', 'sales');
    const { ana } = world.sites.one.people;
    const browser = await launchBrowser();
    try {
      const { page, received } = await watched(browser, world.relay.url);
      await page.goto(`${world.relay.url}/console/`);
      await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
      await page.getByRole('textbox', { name: 'Password' }).fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      const list = page.getByRole('list', { name: 'Conversations' });
      await list.getByRole('link').first().waitFor({ timeout: SHOWN_MS });
      const got: Got[] = [...(await heldBy(page))];
      await page.goto(`${world.relay.url}/console/customers/${ana.customerId}`);
      await page.getByText(ana.name).first().waitFor({ timeout: SHOWN_MS });
      got.push(...(await heldBy(page)), ...received);
      expect(fieldsIn(canaries, got)).toEqual(expect.arrayContaining(['name', 'promise', 'order number']));
      expect(leaksOf(canaries, { reader: 'console page', site: 'one', got }).join('\n')).toBe('');
    } finally {
      await browser.close();
    }
  });
}
