// Every page of the console by its address, on a desk that has something on each: for whoever looks at all of them.
import type { BrowserContextOptions, Page } from 'playwright-core';
import { latestHandoff, visitor } from '../servers/visitor-http.js';
import { openDesk, PASSWORD, say, SHOWN_MS } from './console-desk.fixture.js';
import type { Desk } from './console-desk.fixture.js';

const SETTINGS = [
  'teams',
  'routing',
  'sla',
  'replies',
  'tags',
  'reasons',
  'facts',
  'sites',
  'identity',
  'sources',
  'webhooks',
  'audit',
  'system',
];
const OWN = ['people', 'account', 'preferences'];
const WIDGET = ['install', 'appearance', 'chat', 'hours', 'form', 'survey'];
const EDITORS = ['teams', 'routing', 'sla', 'replies', 'tags'];

/** One thing of each kind, as a desk would have them. */
const THINGS: Record<string, unknown> = {
  teams: { name: 'Cards', mode: 'least_busy', skills: ['fraud'] },
  'routing-rules': { name: 'Complaints first', when: [{ field: 'open_complaint' }], then: { priority: 'high' } },
  'sla-policies': { name: 'Standard', applies: {}, targets: { firstResponse: 15, nextResponse: 60 } },
  'saved-replies': { title: 'Thanks', shortcut: 'ty', body: 'Thank you, {{contact.first_name | fallback: "there"}}!', scope: 'all' },
  tags: { name: 'refund', colour: 'amber' },
  'saved-views': { name: 'Urgent', filter: { priority: 'urgent' }, shared: true },
};

export interface PagesDesk extends Desk {
  /** Addresses below `/console/` of whoever is signed in. */
  paths: readonly string[];
  /** Signed in as the owner. */
  owner(options?: BrowserContextOptions): Promise<Page>;
  /** Opens the address and waits until it is drawn. */
  go(page: Page, path: string): Promise<void>;
}

/** Addresses below `/console/` of whoever is not. */
export const OUTSIDE = ['', 'setup#token', 'invite#token'] as const;

export async function openPagesDesk(): Promise<PagesDesk> {
  const desk = await openDesk();
  const { relay, shop } = desk;
  await relay.userAdd('olga@harbour.example', 'owner', PASSWORD, shop.siteId);
  const headers = { authorization: `Bearer ${shop.secretKey}`, 'content-type': 'application/json' };
  for (const [path, doc] of Object.entries(THINGS)) {
    const made = await fetch(`${relay.url}/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify({ doc }) });
    if (made.status !== 201) throw new Error(`${path} answered ${made.status}: ${await made.text()}`);
  }
  const conv = await say(await desk.mara(), 'Is my refund on its way?');
  for (const text of ['Where is your shop?', 'Do you have it in blue, and how long does it take?'])
    await say(await visitor(relay.url, shop.siteId), text);
  const { customerId } = (await latestHandoff(relay.url, conv, shop.secretKey)).customer;
  return {
    ...desk,
    paths: [
      ...['v/all', 'v/mentions', `c/${conv}`, 'customers', `customers/${customerId}`, 'search?q=refund', 'alerts'],
      ...[...SETTINGS, ...OWN].map((name) => `settings/${name}`),
      ...WIDGET.map((name) => `settings/widget/${name}`),
      ...EDITORS.map((name) => `settings/${name}/new`),
    ],
    owner: (options) => desk.signIn('olga', options),
    go: async (page, path) => {
      await page.goto(`${relay.url}/console/${path}`);
      await page.locator('main:visible, .pane-list:visible').first().waitFor({ timeout: SHOWN_MS });
      await page
        .locator('[aria-busy="true"]')
        .first()
        .waitFor({ state: 'hidden', timeout: SHOWN_MS * 2 });
      if (!/^[vc]\//.test(path))
        await page
          .locator('main h1')
          .first()
          .waitFor({ timeout: SHOWN_MS * 2 }); // a later part of the bundle
      if (path.startsWith('c/'))
        await page.getByRole('log', { name: 'Conversation' }).getByText('refund').first().waitFor({ timeout: SHOWN_MS });
      if (path.startsWith('customers/')) await page.locator('.customer-context .headline').waitFor({ timeout: SHOWN_MS });
      if (path === 'v/all') await page.locator('[data-conv]').first().waitFor({ timeout: SHOWN_MS });
      if (path.startsWith('settings/')) await page.locator('.settings-main h1').waitFor({ timeout: SHOWN_MS });
    },
  };
}
