// The parts of `bench/console.ts`: each measures one thing of a signed-in console and answers its figures, beside a baseline of the same run.
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { asked, scrollThrough, visit, watchGlyph, watchSwitch, watchUsable } from './console-page.js';
import { questions } from './console-seed.js';
import { mebibytes } from './machine.js';
import { percentile, rounded } from './report.js';
import type { Figures } from './report.js';

export const READY_MS = 120_000;
export const KEY_EVERY_MS = 500;
/** The loader that runs these files names functions by a helper; in the page there is none. */
export const NAMES = 'globalThis.__name = (named) => named';
export const LIST = '[aria-label="Conversations"][aria-busy="false"]';
const VIEWPORT = { width: 1440, height: 900 };
const SCROLL_STEP_PX = 800;
const STILL_FRAMES = 90;
const SCROLL_MS = 120_000; // ten thousand rows take 20 s at 60 frames a second
const ROW_PX = 88;
// 4G as the reference profile has it: 9 Mbit/s down, 1.5 Mbit/s up, 85 ms.
const LINK = { offline: false, latency: 85, downloadThroughput: 9e6 / 8, uploadThroughput: 1.5e6 / 8 };
const SENTENCE = 'I will call you back tomorrow at 10 about your order ORD-4711, and I am sorry for the delay. ';

export const p95 = (samples: readonly number[]): number => rounded(percentile(samples, 0.95));
const p50 = (samples: readonly number[]): number => rounded(percentile(samples, 0.5));

/** A page on a machine `slowdown` times slower than this one. */
export async function freshPage(context: BrowserContext, slowdown: number): Promise<{ page: Page; cdp: CDPSession }> {
  const page = await context.newPage();
  await page.addInitScript(NAMES);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
  return { page, cdp };
}
export const freshContext = (
  browser: Browser,
  storageState?: Awaited<ReturnType<BrowserContext['storageState']>>,
): Promise<BrowserContext> => browser.newContext({ viewport: VIEWPORT, ...(storageState === undefined ? {} : { storageState }) });

async function metric(cdp: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
}
/** Bytes in use after everything that can go is gone. */
export async function heap(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  return metric(cdp, 'JSHeapUsedSize');
}

/** Until the list can be used (K125): with an empty cache and with what the first visit left there, beside a page of one word. */
export async function firstLoad(signedIn: BrowserContext, url: string, slowdown: number): Promise<Figures> {
  const browser = signedIn.browser();
  if (browser === null) throw new Error('No browser');
  const context = await freshContext(browser, await signedIn.storageState());
  const { page, cdp } = await freshPage(context, slowdown);
  await page.addInitScript(watchUsable);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', LINK);
  await page.goto(`${url}/healthz`);
  const bare = await page.evaluate(() => performance.getEntriesByType('navigation')[0]?.duration ?? Number.NaN);
  await page.goto(`${url}/console/v/all`);
  const cold = await page.evaluate(() => window.usable);
  const warm: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    await page.goto(`${url}/console/v/all`);
    warm.push(await page.evaluate(() => window.usable));
  }
  await context.close();
  return { oneWordLoadMs: rounded(bare), coldLoadMs: rounded(cold), warmLoadP50Ms: p50(warm), warmLoadMaxMs: rounded(Math.max(...warm)) };
}

/** From end to end (K127), beside as many plain rows of the same height. */
export async function scrolling(page: Page, beside: Page, rows: number): Promise<Figures> {
  const way = { list: 'ul', step: SCROLL_STEP_PX, stillFrames: STILL_FRAMES, withinMs: SCROLL_MS };
  await beside.setContent(`<ul style="height:800px;overflow:auto"></ul>`);
  await beside.evaluate(
    ({ count, height }) => {
      const list = document.querySelector('ul');
      for (let n = 0; n < count; n += 1) {
        const line = document.createElement('li');
        line.style.height = `${height}px`;
        line.textContent = `A line ${n}`;
        list?.append(line);
      }
    },
    { count: rows, height: ROW_PX },
  );
  const plain = await beside.evaluate(scrollThrough, way);
  const own = await page.evaluate(scrollThrough, { ...way, list: LIST });
  return {
    scrollFrameP95Ms: p95(own.frames),
    scrollFrameMaxMs: rounded(Math.max(...own.frames)),
    scrollFrames: own.frames.length,
    scrollRowsInDocument: own.rows,
    scrollReachedEnd: own.reachedEnd,
    plainScrollFrameP95Ms: p95(plain.frames),
    plainScrollFrameMaxMs: rounded(Math.max(...plain.frames)),
  };
}

const focusedRow = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute('data-conv') ?? '');
/** The keys come right after the first paint. */
async function onTheList(page: Page): Promise<void> {
  while ((await focusedRow(page)) === '') {
    await page.keyboard.press('j');
    await page.waitForTimeout(KEY_EVERY_MS);
  }
}

/** One key along the list and one to open; what it took until thread and context were painted, ms. */
async function open(page: Page, key: 'j' | 'k'): Promise<number> {
  const left = await focusedRow(page);
  await page.keyboard.press(key);
  await page.waitForFunction((row) => (document.activeElement?.getAttribute('data-conv') ?? row) !== row, left, { timeout: READY_MS });
  await page.evaluate(watchSwitch, await focusedRow(page));
  await page.keyboard.press('Enter');
  return page.evaluate(() => window.shown);
}

/** Down the list and up again (K128): each conversation for the first time, then as it was kept. `linkMs` is added to each round trip. */
export async function switching(
  { page, cdp }: { page: Page; cdp: CDPSession },
  { switches, linkMs }: { switches: number; linkMs: number },
): Promise<Figures> {
  await onTheList(page);
  await page.evaluate((ms) => (window.held.linkMs = ms), linkMs);
  let requests = 0;
  page.on('request', () => (requests += 1));
  const first: number[] = [];
  const again: number[] = [];
  const figures: Figures = {};
  for (const [key, name, took] of [
    ['j', 'First', first],
    ['k', 'Kept', again],
  ] as const) {
    const before = await metric(cdp, 'TaskDuration');
    for (let n = 0; n < switches; n += 1) took.push(await open(page, key));
    figures[`switch${name}P50Ms`] = p50(took);
    figures[`switch${name}P95Ms`] = p95(took);
    figures[`switch${name}CpuMs`] = rounded((1_000 * ((await metric(cdp, 'TaskDuration')) - before)) / switches);
  }
  await page.evaluate(() => (window.held.linkMs = 0));
  return { ...figures, linkMs, requestsPerSwitch: rounded(requests / (2 * switches)) };
}

/** Many conversations one after the other (K132): what stays in the heap, and how much of it the last half added. */
export async function opening({ page, cdp }: { page: Page; cdp: CDPSession }, count: number): Promise<Figures> {
  await onTheList(page);
  const half = Math.floor(count / 2);
  for (let n = 0; n < half; n += 1) await open(page, 'j');
  const between = await heap(cdp);
  for (let n = half; n < count; n += 1) await open(page, 'j');
  const end = await heap(cdp);
  return { opened: count, heapAfterOpeningMiB: mebibytes(end), heapGrowthLastHalfMiB: mebibytes(end - between) };
}

async function typed(page: Page): Promise<number[]> {
  const took: number[] = [];
  for (const letter of SENTENCE) {
    await page.evaluate(watchGlyph);
    await page.keyboard.press(letter);
    took.push(await page.evaluate(() => window.shown));
  }
  return took;
}

/** From a key to its glyph (K129), with every hint the sentence gives cause for; beside a bare field. */
export async function typing(page: Page, beside: Page): Promise<Figures> {
  await beside.setContent('<textarea rows="3"></textarea>');
  await beside.locator('textarea').focus();
  const bare = await typed(beside);
  if ((await page.locator('.composer-field').count()) === 0) await page.locator('[data-conv]').first().click();
  await page.locator('.composer-field').focus();
  const own = await typed(page);
  await page.locator('.composer-field').fill('');
  return { glyphP50Ms: p50(own), glyphP95Ms: p95(own), bareGlyphP50Ms: p50(bare), bareGlyphP95Ms: p95(bare) };
}

export interface LongThread {
  conv: string;
  entries: number;
  first: string;
  last: string;
}
/** A long thread (K131): until its end is painted, and from there to its first entry. */
export async function longThread(page: Page, { conv, entries, first, last }: LongThread): Promise<Figures> {
  const shown = (entry: string): string => `[role=log] [data-entry="${entry}"]`;
  const address = `/console/c/${conv}`;
  const opened = await page.evaluate(visit, { address, until: shown(last), withinMs: READY_MS });
  const jumped = await page.evaluate(visit, { address: `${address}#${first}`, until: shown(first), withinMs: READY_MS });
  return { threadEntries: entries, threadOpenMs: rounded(opened), threadToFirstMs: rounded(jumped) };
}

/** The page of a customer who did much (K133). */
export async function customerPage(
  page: Page,
  { id, interactions, runs }: { id: string; interactions: number; runs: number },
): Promise<Figures> {
  const took: number[] = [];
  for (let n = 0; n < runs; n += 1) {
    await page.evaluate(visit, { address: '/console/v/all', until: LIST, withinMs: READY_MS });
    took.push(
      await page.evaluate(visit, { address: `/console/customers/${id}`, until: '.customer-context .headline', withinMs: READY_MS }),
    );
  }
  return { customerInteractions: interactions, customerPageP50Ms: p50(took), customerPageP95Ms: p95(took) };
}

/** Search over the archive (K133), beside the cheapest question that knows who asks. */
export async function searching(page: Page, url: string, messages: number): Promise<Figures> {
  const search = questions(messages).map((q) => `${url}/api/v1/search?${new URLSearchParams({ q }).toString()}`);
  const bare = await page.evaluate(
    asked,
    search.map(() => `${url}/agent/v1/me`),
  );
  const took = await page.evaluate(asked, search);
  return { messages, searchP50Ms: p50(took), searchP95Ms: p95(took), bareQuestionP50Ms: p50(bare), bareQuestionP95Ms: p95(bare) };
}
