// Every folder of examples/ in Chromium, against a real relay: the launcher is there, a visitor writes, an agent reads it, nothing fails.
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InboxAnswer } from '@throughline/types';
import { exampleServer } from '../../examples/serve.mjs';
import { linkedWidgetPackage } from '../packages/widget-package.fixture.js';
import { launchBrowser } from '../servers/chromium.js';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { agent } from '../servers/visitor-http.js';
import type { TestAgent } from '../servers/visitor-http.js';
import { call, controls, sentEvents, write } from './widget-page.fixture.js';

const NAMES = ['plain-html', 'react', 'vue', 'spa', 'turbo', 'wordpress', 'segment'] as const;
const AGENT = { email: 'ada@shop.example', password: 'correct horse battery staple' };
const SEGMENT = join(dirname(createRequire(import.meta.url).resolve('@segment/analytics-next/package.json')), 'dist', 'umd');

let relay: RunningRelay;
let site: SiteKeys;
let desk: TestAgent;
let browser: Browser;
const servers = new Map<string, { server: Server; url: string }>();

beforeAll(async () => {
  linkedWidgetPackage();
  for (const name of NAMES) {
    const server = await exampleServer(name, () => ({ site: site.siteId, relay: relay.url, writeKey: site.writeKey }));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    servers.set(name, { server, url: `http://127.0.0.1:${port}` });
  }
  relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
  site = await relay.siteAdd(
    'Examples',
    [...servers.values()].map(({ url }) => url),
  );
  await relay.userAdd(AGENT.email, 'agent', AGENT.password, site.siteId);
  desk = await agent(relay.url, AGENT.email, AGENT.password);
  browser = await launchBrowser();
}, 180_000);
afterAll(async () => {
  desk?.close();
  await browser?.close();
  for (const { server } of servers.values()) server.close();
  await relay?.stop();
});

async function openExample(name: string): Promise<{ page: Page; problems: string[]; close(): Promise<void> }> {
  const context = await browser.newContext({ viewport: { width: 1100, height: 820 } });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  await page.route('https://cdn.segment.com/**', async (route) => {
    const file = basename(new URL(route.request().url()).pathname);
    const headers = { 'access-control-allow-origin': '*' };
    if (file === 'settings') return route.fulfill({ headers, json: { integrations: { 'Segment.io': { apiKey: site.writeKey } } } });
    const body = await readFile(join(SEGMENT, file === 'analytics.min.js' ? 'standalone.js' : file));
    return route.fulfill({ contentType: 'text/javascript', headers, body });
  });
  await page.goto(servers.get(name)?.url ?? '');
  return { page, problems, close: () => context.close() };
}

async function agentReads(text: string): Promise<void> {
  const last = async (): Promise<string[]> => {
    const inbox: InboxAnswer = await desk.socket.timeout(5_000).emitWithAck('inbox', { known: [] });
    return inbox.ok ? inbox.rows.map((row) => row.lastText) : [inbox.code];
  };
  await expect.poll(last, { timeout: 30_000 }).toContain(text);
}

describe('examples', () => {
  it.each(NAMES)('%s: a visitor writes, an agent reads', async (name) => {
    const { page, problems, close } = await openExample(name);
    await controls(page).launcher.click();
    const text = `Hello from ${name}`;
    await write(page, text);
    await agentReads(text);
    await controls(page).log.getByText(text).waitFor();
    expect(problems).toEqual([]);
    await close();
  });

  it.each(['plain-html', 'react', 'vue'])('%s: a button of the page opens the composer with its text', async (name) => {
    const { page, problems, close } = await openExample(name);
    await controls(page).launcher.waitFor();
    await page.getByRole('button', { name: 'Ask about delivery' }).click();
    await expect.poll(() => controls(page).message.inputValue(), { timeout: 30_000 }).toBe('When will my order arrive?');
    expect(problems).toEqual([]);
    await close();
  });

  it.each([
    ['spa', 'Delivery'],
    ['turbo', 'Kettles'],
  ])('[W53] %s: a route change keeps the open chat and what is being written', async (name, link) => {
    const { page, problems, close } = await openExample(name);
    await controls(page).launcher.click();
    await controls(page).message.fill('Half a sen');
    await page.getByRole('link', { name: link }).click();
    await page.getByRole('heading', { name: link, level: 1 }).waitFor();
    expect(await controls(page).message.inputValue()).toBe('Half a sen');
    await write(page, `Half a sentence, ${name}`);
    await agentReads(`Half a sentence, ${name}`);
    expect(problems).toEqual([]);
    await close();
  });

  it('wordpress: the page holds the tag that the plugin prints', () => {
    const read = (name: string): string => readFileSync(new URL(`../../examples/wordpress/${name}`, import.meta.url), 'utf8');
    const [, path = ''] = /THROUGHLINE_HOST \. '([^']+)' \. rawurlencode\(THROUGHLINE_SITE\)/.exec(read('throughline.php')) ?? [];
    const [, handle = ''] =
      /wp_enqueue_script\('([^']+)', \$address, \[\], null, \['strategy' => 'async'/.exec(read('throughline.php')) ?? [];
    expect(read('index.html')).toContain(`src="https://chat.example.com${path}site_abc123"`);
    expect(read('index.html')).toContain(`id="${handle}-js"`);
  });

  it('[W68] segment: the page keeps its snippet; page views come from it alone, and who signs in is known to the chat', async () => {
    const { page, problems, close } = await openExample('segment');
    const own = await sentEvents(page);
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.url().startsWith(`${relay.url}/v1/`)) sent.push(new URL(request.url()).pathname);
    });
    await page.reload();
    await expect.poll(() => sent, { timeout: 30_000 }).toContain('/v1/p');
    await controls(page).launcher.click();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect.poll(() => call(page, 'throughline.userId'), { timeout: 30_000 }).toBe('u-7');
    await expect.poll(() => own.map((event) => event['type']), { timeout: 30_000 }).toEqual(['identify']);
    expect(problems).toEqual([]);
    await close();
  });
});
