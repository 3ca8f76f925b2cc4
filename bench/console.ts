// The console under load (K125, K127–K133): a real relay with thousands of open conversations, a long thread, a customer who did
// much and an archive to search; Chromium; every figure beside one of a page that does the least of its kind, in the same run.
//   npm run bench:console                                            about 12 minutes, one of them to write what is measured
//   npm run bench:console -- --conversations 10000 --per-second 200 --seconds 60 --slowdown 4 --messages 1000000 --json
//   --parts load,switch,updates,scroll,typing,thread,memory,customer,search --opened 500 --switches 40 --link-ms 50
// Each part says its figures when it is done (`--json`: a line each), so that one that fails takes nothing of the others with it; then the exit
// code is 1.
// The rows are pushed inside the page, into the console's own socket: a relay beside Chromium on a small machine would measure itself.
// Everything else (sign-in, list, counts, opening, search) is the relay's, on SQLite. On a busy machine (`loadAverage` above the cores) compare
// the ratios alone, and `…CpuMs`: what the page's own thread computed.
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../tests/servers/chromium.js';
import { startRelay } from '../tests/servers/relay.js';
import { demoCustomer } from './context-customer.js';
import { copyConversations } from './console-copies.js';
import { feed, keepSocket, watchLine } from './console-page.js';
import type { Feed, FeedFigures } from './console-page.js';
import * as parts from './console-parts.js';
import { besideRelay, fillArchive, growThread } from './console-seed.js';
import { loadNow, mebibytes } from './machine.js';
import { report, rounded } from './report.js';
import type { Figures } from './report.js';
import { seedVisitors, storeBeside } from './seed-visitors.js';

const { values: options } = parseArgs({
  options: {
    parts: { type: 'string', default: 'load,switch,updates,scroll,typing,thread,memory,customer,search' },
    conversations: { type: 'string', default: '10000' },
    'per-second': { type: 'string', default: '200' },
    seconds: { type: 'string', default: '60' },
    switches: { type: 'string', default: '40' },
    'link-ms': { type: 'string', default: '50' },
    opened: { type: 'string', default: '200' },
    entries: { type: 'string', default: '5000' },
    interactions: { type: 'string', default: '10000' },
    messages: { type: 'string', default: '100000' },
    slowdown: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const WANTED = new Set(options.parts.split(','));
const CONVERSATIONS = Number(options.conversations);
const SWITCHES = Number(options.switches);
const SLOWDOWN = Number(options.slowdown);
const MESSAGES = Number(options.messages);
const PASSWORD = 'a long enough password';
const PLAIN_ROWS = 60;
const CUSTOMER_RUNS = 10;
const WRITTEN = 100; // conversations that go through the product's store; the others are copies of their rows
const PART_MS = 600_000 + 4_000 * Number(options.seconds); // the longest part feeds four times
const { p95, heap, freshContext, freshPage, LIST, KEY_EVERY_MS, READY_MS } = parts;

/** Feeds while a key is pressed twice a second. */
async function fed(page: Page, what: Pick<Feed, 'ids' | 'into'>): Promise<FeedFigures> {
  const measured = page.evaluate(feed, { ...what, perSecond: Number(options['per-second']), seconds: Number(options.seconds) });
  let ended = false;
  const end = measured.finally(() => (ended = true));
  while (!ended) {
    await page.keyboard.press('j');
    await Promise.race([end, page.waitForTimeout(KEY_EVERY_MS)]);
  }
  return end;
}
const said = (name: string, { frames, delays, pushed }: FeedFigures): Figures => ({
  [`${name}FrameP95Ms`]: p95(frames),
  [`${name}FrameMaxMs`]: rounded(Math.max(...frames)),
  [`${name}KeyDelayP95Ms`]: p95(delays),
  [`${name}Pushed`]: pushed,
});

/** What a key costs at least: a page that writes one line. */
async function bareKeys(beside: Page): Promise<Figures> {
  const keys: number[] = [];
  for (let n = 0; n < SWITCHES; n += 1) {
    await beside.evaluate(watchLine);
    await beside.keyboard.press('j');
    keys.push(await beside.evaluate(() => window.shown));
  }
  return { blankKeyToPaintP95Ms: p95(keys) };
}

/** Rows that change many times a second (K130), beside a page without anything and one with as many lines as the console draws. */
async function updates({ page, cdp }: Awaited<ReturnType<typeof freshPage>>, beside: Page, ids: readonly string[]): Promise<Figures> {
  const blank = await fed(beside, { ids, into: 'none' });
  await beside.setContent(`<ul>${'<li>A line</li>'.repeat(PLAIN_ROWS)}</ul>`);
  const plain = await fed(beside, { ids, into: 'list' });
  await fed(page, { ids, into: 'socket' }); // every row was held once: what is measured next is growth, not arrival
  const before = await heap(cdp);
  const own = await fed(page, { ids, into: 'socket' });
  const growth = (await heap(cdp)) - before;
  return {
    fedBy: 'rows pushed inside the page',
    ...said('console', own),
    heapMiB: mebibytes(before),
    heapGrowthMiB: mebibytes(growth),
    rowsInDocument: own.rows,
    ...said('blank', blank),
    ...said('plainList', plain),
  };
}

/** A part that never ends is one that failed. */
async function within(measuring: Promise<Figures>): Promise<Figures> {
  const late = new AbortController();
  try {
    return await Promise.race([
      measuring,
      setTimeout(PART_MS, null, { signal: late.signal }).then(() => Promise.reject(new Error(`Not done within ${PART_MS / 1_000} s`))),
    ]);
  } finally {
    late.abort();
  }
}

const seedingFrom = performance.now();
const relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
const browser = await launchBrowser();
try {
  const { siteId } = await relay.siteAdd('Bench', ['*']);
  await relay.userAdd('ada@bench.example', 'admin', PASSWORD, siteId);
  const store = await storeBeside({ dataDir: relay.dataDir });
  const members = await seedVisitors(store, { dataDir: relay.dataDir, siteId, count: Math.min(WRITTEN, CONVERSATIONS) });
  const models = members.map(({ conv }) => conv);
  const copies = besideRelay(relay.dataDir, (db) => copyConversations(db, { siteId, models, count: CONVERSATIONS - models.length }));
  const ids = [...models, ...copies];
  const conv = ids[0] ?? '';
  const interactions = WANTED.has('customer') ? Number(options.interactions) : 0;
  const site = await store.findSite({ id: siteId });
  if (site === null) throw new Error('No site');
  const customer = interactions === 0 ? null : await demoCustomer(store, site, { interactions, seed: 1, user: 'bench' });
  await store.close();
  const entries = WANTED.has('thread') ? Number(options.entries) : 0;
  if (WANTED.has('search')) besideRelay(relay.dataDir, (db) => fillArchive(db, { siteId, conv, messages: MESSAGES }));
  const thread = entries === 0 ? null : besideRelay(relay.dataDir, (db) => growThread(db, { siteId, conv, entries }));
  const loadAverage = loadNow();
  const seedingMs = rounded(performance.now() - seedingFrom);

  const { page: beside } = await freshPage(await freshContext(browser), SLOWDOWN);
  await beside.goto('about:blank');
  const context = await freshContext(browser);
  const own = await freshPage(context, SLOWDOWN);
  const { page } = own;
  await page.addInitScript(keepSocket);
  await page.goto(relay.started.consoleUrl);
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@bench.example');
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const atTheList = () => page.locator(`${LIST} [data-conv]`).first().waitFor({ timeout: READY_MS });
  const anew = async (): Promise<void> => {
    await page.goto(`${relay.url}/console/v/all`);
    await atTheList();
  };
  await atTheList();

  report({ conversations: CONVERSATIONS, slowdown: SLOWDOWN, seedingMs, loadAverage }, options.json);
  const take = async (part: string, measure: () => Promise<Figures>): Promise<void> => {
    if (!WANTED.has(part)) return;
    const from = performance.now();
    try {
      const figures = await within(measure());
      report({ part, ...figures, tookMs: rounded(performance.now() - from), loadAverageAtTheEnd: loadNow() }, options.json);
    } catch (error) {
      process.exitCode = 1;
      report({ part, failed: error instanceof Error ? error.message : String(error) }, options.json);
      await anew();
    }
  };
  await take('switch', () => bareKeys(beside));
  await take('switch', () => parts.switching(own, { switches: SWITCHES, linkMs: Number(options['link-ms']) }));
  await take('typing', () => parts.typing(page, beside));
  await anew();
  await take('updates', () => updates(own, beside, ids));
  await take('scroll', () => parts.scrolling(page, beside, CONVERSATIONS));
  await anew();
  await take('memory', () => parts.opening(own, Math.min(CONVERSATIONS - 1, Number(options.opened))));
  await take('thread', () => (thread === null ? Promise.resolve({}) : parts.longThread(page, { conv, entries, ...thread })));
  await take('customer', () =>
    customer === null ? Promise.resolve({}) : parts.customerPage(page, { id: customer.customerId, interactions, runs: CUSTOMER_RUNS }),
  );
  await take('search', () => parts.searching(page, relay.url, MESSAGES));
  await take('load', () => parts.firstLoad(context, relay.url, SLOWDOWN));
} finally {
  await browser.close();
  await relay.stop();
}
