// A relay with two agents and a customer whose past came over several channels: what the console's browser tests start from.
import { SignJWT } from 'jose';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../servers/chromium.js';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay, SiteKeys } from '../servers/relay.js';
import { hex128, post, visitor } from '../servers/visitor-http.js';
import type { TestVisitor } from '../servers/visitor-http.js';

export const PASSWORD = 'a long enough password';
export const SHOWN_MS = 30_000;

export interface Desk {
  relay: RunningRelay;
  browser: Browser;
  shop: SiteKeys;
  /** Errors and policy violations of every page. */
  problems: string[];
  /** Addresses of every request of every page. */
  requests: string[];
  page(options?: BrowserContextOptions): Promise<Page>;
  /** A page signed in as `ada` or `ben`. */
  signIn(name: string, options?: BrowserContextOptions): Promise<Page>;
  /** Mara, signed in at the site, with her past. */
  mara(): Promise<TestVisitor>;
  stop(): Promise<void>;
}

const DAY_MS = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();
const track = (id: string, channel: string, event: string, days: number, properties: Record<string, unknown>) => ({
  type: 'track',
  messageId: id,
  userId: 'mara',
  timestamp: ago(days),
  event,
  properties,
  context: { channel, department: 'Cards' },
});

async function past({ url }: RunningRelay, { secretKey }: SiteKeys): Promise<void> {
  const batch = [
    {
      type: 'identify',
      messageId: 'm0',
      userId: 'mara',
      traits: { name: 'Mara Lindqvist', email: 'mara@example.com', email_verified: true },
    },
    track('m1', 'branch', 'Branch Visit Logged', 9, {
      branch: 'Quayside',
      topic: 'Mortgage',
      fields: { address: 'Skeppsgatan 14, Malmö' },
    }),
    track('m2', 'ivr', 'IVR Input Received', 5, { prompt: 'Please enter your claim number', key: 'claim_id', value: 'CL-48213' }),
    track('m3', 'order', 'Order Completed', 4, { order_id: 'HP-30291', total: 649, currency: 'SEK' }),
  ];
  const answer = await post(`${url}/v1/batch`, { batch }, { authorization: `Basic ${Buffer.from(`${secretKey}:`).toString('base64')}` });
  if (answer.body['accepted'] !== batch.length) throw new Error(`The past was refused: ${JSON.stringify(answer.body)}`);
}

export async function openDesk(): Promise<Desk> {
  const relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
  const shop = await relay.siteAdd('Harbour', ['*']);
  for (const name of ['ada', 'ben']) await relay.userAdd(`${name}@harbour.example`, 'agent', PASSWORD, shop.siteId);
  await past(relay, shop);
  const browser = await launchBrowser();
  const problems: string[] = [];
  const requests: string[] = [];

  async function page(options: BrowserContextOptions = {}): Promise<Page> {
    const fresh = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })).newPage();
    fresh.on('request', (request) => requests.push(request.url()));
    fresh.on('pageerror', (error) => problems.push(error.message));
    fresh.on('console', (line) => {
      // The browser's own lines about refused connections and statuses are not the console's to suppress.
      if (line.type() === 'error' && !/Failed to load resource|WebSocket connection|ERR_/.test(line.text())) problems.push(line.text());
    });
    return fresh;
  }
  return {
    relay,
    browser,
    shop,
    problems,
    requests,
    page,
    signIn: async (name, options) => {
      const fresh = await page(options);
      await fresh.goto(relay.started.consoleUrl);
      await fresh.getByRole('textbox', { name: 'E-mail' }).fill(`${name}@harbour.example`);
      await fresh.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
      await fresh.getByRole('button', { name: 'Sign in' }).click();
      await fresh.getByRole('navigation', { name: 'Views' }).waitFor({ timeout: SHOWN_MS });
      return fresh;
    },
    mara: async () => {
      const identityToken = await new SignJWT({})
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject('mara')
        .setAudience(shop.siteId)
        .setIssuedAt()
        .setExpirationTime('10m')
        .setJti(hex128())
        .sign(new TextEncoder().encode(shop.identitySecret));
      return visitor(relay.url, shop.siteId, { identityToken });
    },
    stop: async () => {
      await browser.close();
      await relay.stop();
    },
  };
}

/** Says one thing; the n-th of this visitor. Answers the conversation. */
export async function say(who: TestVisitor, text: string, n = 1): Promise<string> {
  const answer = await who.submit({ msgs: [{ n, kind: 'message', body: { text } }] });
  if (!answer.ok) throw new Error(answer.code);
  return answer.conv;
}
