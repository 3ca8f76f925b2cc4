// Pages that make everything but themselves inert, move or cover the whole window, and pages that come back or cannot be reached.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../servers/chromium.js';
import { serveHazard } from './hazard-pages.fixture.js';
import { arrive, chat, leave } from './widget-hazards.fixture.js';
import { bubble, controls, widgetWorld } from './widget-page.fixture.js';
import type { WidgetWorld } from './widget-page.fixture.js';

let world: WidgetWorld;
beforeAll(async () => {
  world = await widgetWorld(['--rate-limits=off']);
});
afterAll(() => world?.stop());

const home = (page: Page) => page.locator('html > throughline-chat');
const inDialog = (page: Page, id: string) => page.locator(`#${id} > throughline-chat`);
const box = (page: Page) => controls(page).panel.boundingBox();
const settled = (page: Page) => page.waitForTimeout(400); // the panel has arrived
const modal = (page: Page, id: string, what: string) => page.evaluate(`document.querySelector('#${id}').${what}`);

describe('widget: beside the page’s modal dialogs', () => {
  it('[W75] host-show-modal: plain, transformed, one above the other, and closed again', async () => {
    const guest = await arrive(world, 'host-show-modal');
    const { page } = guest;
    await chat(guest, 'Before the dialog');
    await settled(page);
    const place = await box(page);
    await controls(page).message.fill('kept');
    await modal(page, 'one', 'showModal()');
    await inDialog(page, 'one').waitFor({ state: 'attached' });
    expect(await controls(page).message.inputValue()).toBe('kept');
    await controls(page).message.fill('');
    await chat(guest, 'In the dialog');
    expect(await box(page)).toEqual(place);
    await modal(page, 'two', 'showModal()');
    await inDialog(page, 'two').waitFor({ state: 'attached' });
    await chat(guest, 'In the moved dialog');
    expect(await box(page)).toEqual(place);
    await modal(page, 'two', 'close()');
    await inDialog(page, 'one').waitFor({ state: 'attached' });
    await chat(guest, 'In the first again');
    // Escape closes the panel and leaves the dialog alone.
    await controls(page).message.press('Escape');
    await controls(page).panel.waitFor({ state: 'hidden' });
    expect(await page.locator('#one').evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
    await home(page).waitFor({ state: 'attached' });
    expect(await page.locator('throughline-chat').evaluate((host) => host.getAttributeNames())).toEqual([]);
    // Opened by the page while the dialog stands.
    await page.evaluate('throughline.open()');
    await chat(guest, 'Opened in the dialog');
    await modal(page, 'one', 'close()');
    await home(page).waitFor({ state: 'attached' });
    await chat(guest, 'After the dialog');
    expect(await box(page)).toEqual(place);
    await leave(guest);
  });

  it('[W75] [W52] host-show-modal: a dialog removed while open, emptied, or replaced with the body, takes nothing with it', async () => {
    const guest = await arrive(world, 'host-show-modal');
    const { page } = guest;
    await chat(guest, 'Before the dialog');
    await modal(page, 'one', 'showModal()');
    const host = inDialog(page, 'one');
    await host.waitFor({ state: 'attached' });
    expect(await host.evaluate((element) => [element.id, element.hasAttribute('data-turbo-permanent')])).toEqual([
      'throughline-chat',
      true,
    ]);
    await modal(page, 'one', "innerHTML = '<p>Paid</p>'");
    await chat(guest, 'After it was emptied');
    await modal(page, 'one', 'remove()');
    await home(page).waitFor({ state: 'attached' });
    await chat(guest, 'After it was removed');
    await modal(page, 'two', 'showModal()');
    await inDialog(page, 'two').waitFor({ state: 'attached' });
    await page.evaluate("document.body.replaceWith(document.createElement('body'))");
    await home(page).waitFor({ state: 'attached' });
    await chat(guest, 'After the body was replaced');
    await leave(guest);
  });

  it('[W75] a page that throws the panel out of its dialog again and again is left alone', async () => {
    const guest = await arrive(world, 'host-show-modal');
    const { page } = guest;
    await chat(guest, 'Before the dialog');
    await page.evaluate(`{
      const one = document.querySelector('#one');
      new MutationObserver(() => one.querySelector('throughline-chat')?.remove()).observe(one, { childList: true });
      one.showModal();
    }`);
    await home(page).waitFor({ state: 'attached' });
    await page.waitForTimeout(300);
    expect(await home(page).count()).toBe(1);
    await modal(page, 'one', 'close()');
    await chat(guest, 'After the dialog');
    await leave(guest);
  });

  it('[W76] transformed-html: the open panel stands in the window, wherever the page is scrolled to', async () => {
    const guest = await arrive(world, 'transformed-html');
    await guest.page.evaluate('throughline.open()');
    await chat(guest, 'Hello from transformed-html');
    await guest.page.evaluate('scrollTo(0, 700)');
    await settled(guest.page);
    const { x = 0, y = 0, width = 0, height = 0 } = (await box(guest.page)) ?? {};
    expect([x + width, y + height]).toEqual([1_080, 728]);
    await leave(guest);
  });

  it('[W81] full screen of something else and print show the page alone', async () => {
    const guest = await arrive(world, 'plain');
    const { page } = guest;
    await chat(guest, 'Hello');
    await page.evaluate("document.querySelector('p').requestFullscreen()");
    await controls(page).panel.waitFor({ state: 'hidden' });
    await page.evaluate('document.exitFullscreen()');
    await controls(page).panel.waitFor();
    await page.evaluate('document.documentElement.requestFullscreen()');
    await page.waitForTimeout(200);
    expect(await controls(page).panel.isVisible()).toBe(true);
    await page.evaluate('document.exitFullscreen()');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('throughline-chat').evaluate((host) => getComputedStyle(host).display)).toBe('none');
    await page.emulateMedia({ media: 'screen' });
    await leave(guest);
  });
});

describe('widget: storage, network and the way back', () => {
  it('[W111] storage-denied', async () => {
    const guest = await arrive(world, 'storage-denied');
    await chat(guest, 'Hello from storage-denied');
    await leave(guest);
  });
  it('[W111] storage-full', async () => {
    const guest = await arrive(world, 'storage-full');
    await chat(guest, 'Hello from storage-full');
    await leave(guest);
  });

  it('[W24] [P87] slow-relay: everything takes a second longer, and nothing else happens', async () => {
    const guest = await arrive(world, 'plain', {
      before: (page) =>
        page.route(`${world.relay.url}/**`, async (route) => {
          await new Promise((resolve) => setTimeout(resolve, 1_000));
          await route.continue();
        }),
    });
    await chat(guest, 'Hello from afar');
    await leave(guest);
  });

  it('[P87] blocked-chunk and dead-relay: the page hears of it once, by a warning and a code', async () => {
    for (const [what, pattern] of [
      ['blocked', /\/(panel|socket)-/],
      ['network', /\/visitor\/v1\/(session|submit)/],
    ] as const) {
      const guest = await arrive(world, 'plain', { expected: /Failed to load resource/ });
      await guest.context.route(pattern, (route) => route.abort());
      const opened = await guest.page.evaluate("throughline.open().then(() => 'open', ({ code }) => code)");
      expect(opened).toBe(what === 'blocked' ? 'blocked' : 'open');
      await guest.page.waitForTimeout(1_000);
      await guest.context.unroute(pattern);
      if (what === 'network') await chat(guest, 'Hello after all');
      await leave(guest);
    }
  });

  it('[P71] bfcache: the page comes back as it was left, and the chat goes on', async () => {
    const browser = await launchBrowser({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
    const guest = await arrive({ ...world, browser }, 'plain');
    const { page } = guest;
    await chat(guest, 'Before leaving');
    const agent = await world.answer('Before leaving');
    await page.evaluate("addEventListener('pageshow', (event) => (document.body.dataset.back = event.persisted))");
    await page.goto(serveHazard(world, 'host-rem').plain);
    await agent.say('While you were away');
    await page.goBack({ waitUntil: 'commit' });
    await bubble(page, 'While you were away').waitFor();
    await chat(guest, 'Back again');
    await leave(guest);
    await browser.close();
  });
});

describe('widget: small, magnified and quiet screens', () => {
  for (const [name, more] of [
    ['320px', { viewport: { width: 320, height: 640 } }],
    ['zoom-200', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
    ['forced-colors', { forcedColors: 'active' }],
    ['reduced-motion', { reducedMotion: 'reduce' }],
  ] as const)
    it(`[W128] [W129] ${name}: the panel is whole, nothing scrolls sideways`, async () => {
      const guest = await arrive(world, 'plain', { context: more });
      await chat(guest, `Hello from ${name}`);
      await settled(guest.page);
      const { x = -1, y = -1, width = 0, height = 0 } = (await box(guest.page)) ?? {};
      const [wide, high, running] = await guest.page.evaluate(() => [innerWidth, innerHeight, document.getAnimations().length]);
      expect([x >= 0, y >= 0, x + width <= (wide ?? 0), y + height <= (high ?? 0)]).toEqual([true, true, true, true]);
      expect(await controls(guest.page).panel.evaluate((panel) => panel.scrollWidth - panel.clientWidth)).toBe(0);
      if (name === 'reduced-motion') expect(running).toBe(0);
      await leave(guest);
    });
});
