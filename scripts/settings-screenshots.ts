// Every page of the settings, for the eye: `npm run screenshots -- settings [name…]`, light, dark and on a phone, into a folder of their own.
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../tests/servers/chromium.js';
import { startRelay } from '../tests/servers/relay.js';
import type { RunningRelay, SiteKeys } from '../tests/servers/relay.js';

const PASSWORD = 'a long enough password';
const FOLDER = join(tmpdir(), 'throughline-settings-screenshots');
const SETTLE_MS = 900; // motion ends
const SHAPES = [
  { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  { colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const;
const PAGES = [
  'account',
  'widget/install',
  'widget/appearance',
  'sites',
  'teams',
  'routing',
  'sla',
  'replies',
  'tags',
  'reasons',
  'facts',
  'people',
  'audit',
  'identity',
  'sources',
  'webhooks',
] as const;

/** One of everything; answers the editors' addresses. */
async function furnish({ url }: RunningRelay, { secretKey }: SiteKeys): Promise<string[]> {
  const authorization = `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}`;
  const send = async (method: 'POST' | 'PATCH', path: string, body: unknown): Promise<string> => {
    const headers = { authorization, 'content-type': 'application/json' };
    const response = await fetch(`${url}/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string' ? answer.id : '';
  };
  const team = await send('POST', '/teams', { doc: { name: 'Care', mode: 'least_busy', skills: ['refunds'] } });
  const when = [{ field: 'open_complaint' }, { field: 'contacts', atLeast: 3 }];
  const rule = await send('POST', '/routing-rules', { doc: { name: 'Complaints first', when, then: { priority: 'high', teamId: team } } });
  const targets = { firstResponse: 15, nextResponse: 60, resolution: 2_880 };
  const policy = await send('POST', '/sla-policies', { doc: { name: 'Standard', applies: {}, targets } });
  const body = 'Hello {{contact.first_name | fallback: "there"}},\n{{item.title}} is {{item.status}}.';
  const reply = await send('POST', '/saved-replies', { doc: { title: 'On its way', shortcut: 'way', body, scope: 'all' } });
  for (const [name, colour] of Object.entries({ refund: 'amber', outage: 'red', praise: 'green' })) {
    await send('POST', '/tags', { doc: { name, colour } });
  }
  await send('PATCH', '/settings', { factPatterns: [{ key: 'meter', label: 'Meter', pattern: 'MT-\\d{6}', scope: 'customer' }] });
  await send('POST', '/webhooks', { url: 'https://hooks.example.com/throughline', events: ['handoff.created'] });
  return [`teams/${team}`, `routing/${rule}`, `sla/${policy}`, `replies/${reply}`];
}

async function take(browser: Browser, relay: RunningRelay, pages: readonly string[], shape: (typeof SHAPES)[number]): Promise<void> {
  const context = await browser.newContext(shape);
  const page = await context.newPage();
  await page.goto(relay.started.consoleUrl);
  await page.getByRole('textbox', { name: 'E-mail' }).fill('olga@harbour.example');
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Views' }).waitFor({ state: 'attached' });
  for (const path of pages) {
    await page.goto(`${relay.url}/console/settings/${path}`);
    await page.locator('.settings-main h1').waitFor();
    await page.waitForTimeout(SETTLE_MS);
    const name = path.replace(/^widget\//, '').replace(/\/.*/, '-one');
    await page.screenshot({ path: join(FOLDER, `${name}-${shape.colorScheme}-${shape.viewport.width}.png`) });
  }
  await context.close();
}

/** @param only parts of addresses; empty: every page */
export async function settingsPictures(only: readonly string[]): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
  const browser = await launchBrowser();
  try {
    const site = await relay.siteAdd('Harbour', ['*']);
    await relay.userAdd('olga@harbour.example', 'admin', PASSWORD, site.siteId);
    const pages = [...PAGES, ...(await furnish(relay, site))].filter(
      (path) => only.length === 0 || only.some((part) => path.includes(part)),
    );
    for (const shape of SHAPES) await take(browser, relay, pages, shape);
    console.log(`The pictures are in ${FOLDER}`);
  } finally {
    await browser.close();
    await relay.stop();
  }
}
