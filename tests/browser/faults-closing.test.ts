// A visitor leaves at the worst moment: the tab is closed right after Enter (C1), the page is reloaded while a text is on its way (C2), the
// whole browser is killed (C3). Written is written: exactly once, in order, after coming back.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bubble, controls } from '../e2e/widget-page.fixture.js';
import { NIGHTLY, nightly } from '../faults/rows/when.js';
import { findChromium } from '../servers/chromium.js';
import { guard } from '../servers/guard.js';
import { freshFolder } from '../servers/private-server.js';
import { faultsPage } from './faults-page.fixture.js';
import type { FaultsPage } from './faults-page.fixture.js';

const CLOSINGS = NIGHTLY ? 20 : 6;
const RELOADS = NIGHTLY ? 50 : 20;
const KILLS = 5;
const SENT_WITHIN_MS = 60_000;

let site: FaultsPage;
beforeAll(async () => {
  site = await faultsPage();
});
afterAll(() => site.stop());

const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: SENT_WITHIN_MS, interval: 200 });

/** Types into the panel, which is open or comes back open, and presses Enter. */
async function enter(page: Page, text: string): Promise<void> {
  const { message, launcher } = controls(page);
  if (!(await message.isVisible())) {
    await launcher.waitFor();
    await page.waitForTimeout(300); // the panel may be coming back by itself
    if (!(await message.isVisible())) await launcher.click();
  }
  await message.fill(text);
  await message.press('Enter');
}

describe('the visitor leaves', () => {
  it('[fault C1] the tab is closed right after Enter: exactly once after reopening', async () => {
    site.link.set([{ type: 'latency', ms: 150, jitterMs: 100 }]); // closed before the ack can be back
    const { page, context, url } = await site.open('/closed-at-enter');
    await enter(page, 'Hello from the tab');
    await eventually(() => controls(page).log.innerText()).toContain('Sent');
    const { conv } = await site.world.answer('Hello from the tab');
    const said = ['Hello from the tab'];
    let current = page;
    for (let round = 0; round < CLOSINGS; round += 1) {
      const text = `Closed at once, ${round}`;
      said.push(text);
      await enter(current, text);
      if (round % 2 === 0) await bubble(current, text).waitFor();
      await current.close();
      current = await context.newPage();
      await current.goto(url);
      const { message } = controls(current);
      await bubble(current, said.at(-2) ?? '').waitFor();
      // What the outbox had not taken yet is still in the field: not sent, in plain sight (P3).
      if ((await message.inputValue()) === text && !(await bubble(current, text).isVisible())) await message.press('Enter');
      await eventually(() => site.texts(conv)).toEqual(said);
    }
    site.link.clear();
    expect(await controls(current).log.locator('.bubble').allInnerTexts()).toHaveLength(said.length);
    await context.close();
  });

  it(`[fault C2] reload during send, ${RELOADS} times: exactly once each`, async () => {
    site.link.set([{ type: 'latency', ms: 60, jitterMs: 60 }]);
    const { page, context } = await site.open('/reloaded');
    await enter(page, 'Before the reloads');
    await eventually(() => controls(page).log.innerText()).toContain('Sent');
    const { conv } = await site.world.answer('Before the reloads');
    const said = ['Before the reloads'];
    for (let round = 0; round < RELOADS; round += 1) {
      const text = `Reloaded, ${round}`;
      said.push(text);
      await enter(page, text);
      await bubble(page, text).waitFor();
      await page.waitForTimeout((round * 37) % 250); // before, while and after the text travels
      await page.reload();
    }
    await eventually(() => site.texts(conv)).toEqual(said);
    site.link.clear();
    await bubble(page, `Reloaded, ${RELOADS - 1}`).waitFor();
    await eventually(() => controls(page).log.innerText()).not.toContain('Sending…');
    const shown = await controls(page).log.locator('.bubble').allInnerTexts();
    expect(shown.map((text) => text.split('\n').at(-1))).toEqual(said);
    await context.close();
  });

  nightly('[fault C3] the browser is killed with -9: exactly once what was shown as queued', async () => {
    const folder = freshFolder();
    const release = guard({ folder });
    const url = site.world.serve('/killed', { body: `<h1>Shop</h1>${site.world.script.replaceAll(site.world.relay.url, site.link.url)}` });
    const start = async (): Promise<{ browser: Browser; page: Page; kill: () => Promise<void> }> => {
      const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
      const child = spawn(
        findChromium(),
        [
          '--headless=new',
          '--remote-debugging-port=0',
          `--user-data-dir=${folder}`,
          '--no-first-run',
          '--disable-gpu',
          ...sandbox,
          'about:blank',
        ],
        { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
      );
      const { pid } = child;
      if (pid === undefined) throw new Error('Chromium did not start');
      const over = guard({ pid });
      const address = await new Promise<string>((resolve, reject) => {
        let heard = '';
        child.stderr.on('data', (chunk: Buffer) => {
          heard += chunk.toString();
          const [found] = /ws:\/\/\S+/.exec(heard) ?? [];
          if (found !== undefined) resolve(found);
        });
        child.once('exit', () => reject(new Error(`Chromium ended: ${heard}`)));
      });
      const browser = await chromium.connectOverCDP(address);
      const [context] = browser.contexts();
      const page = await context?.newPage();
      if (page === undefined) throw new Error('Chromium has no page');
      const gone = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
      return {
        browser,
        page,
        async kill() {
          process.kill(-pid, 'SIGKILL'); // the whole group: renderers too
          await gone;
          over();
        },
      };
    };
    let { page, kill } = await start();
    await page.goto(url);
    await enter(page, 'Before the kills');
    await eventually(() => controls(page).log.innerText()).toContain('Sent');
    const { conv } = await site.world.answer('Before the kills');
    const said = ['Before the kills'];
    await page.waitForTimeout(8_000); // what a browser writes down lazily is written by now
    for (let round = 0; round < KILLS; round += 1) {
      const text = `Killed, ${round}`;
      site.link.set([{ type: 'drop_up' }]);
      await enter(page, text);
      await bubble(page, text).waitFor();
      said.push(text);
      await kill();
      site.link.cutAll();
      site.link.clear();
      ({ page, kill } = await start());
      await page.goto(url);
      await eventually(() => site.texts(conv)).toEqual(said);
    }
    await kill();
    rmSync(folder, { recursive: true, force: true });
    release();
  });
});
