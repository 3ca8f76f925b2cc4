// On each of the hard pages: nothing of the page changes, nobody complains, and a visitor can open the panel, type and send.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { serveHazard } from './hazard-pages.fixture.js';
import { arrive, chat, leave } from './widget-hazards.fixture.js';
import type { GuestOptions } from './widget-hazards.fixture.js';
import { controls, widgetWorld } from './widget-page.fixture.js';
import type { WidgetWorld } from './widget-page.fixture.js';

let world: WidgetWorld;
beforeAll(async () => {
  world = await widgetWorld(['--rate-limits=off']);
});
afterAll(() => world?.stop());

const visit = async (name: string, options?: GuestOptions, then?: (page: Page) => Promise<unknown>): Promise<void> => {
  const guest = await arrive(world, name, options);
  await chat(guest, `Hello from ${name}`);
  await then?.(guest.page);
  await leave(guest);
};
/** The launcher and the open panel, as the visitor sees them. */
const places = async (page: Page): Promise<unknown> => {
  const { launcher, panel } = controls(page);
  await page.waitForTimeout(400); // the panel has arrived
  return [await launcher.boundingBox(), await panel.boundingBox(), await panel.evaluate((element) => getComputedStyle(element).direction)];
};

describe('widget: hard pages, policies', () => {
  for (const name of ['strict-csp', 'nonce-only', 'trusted-types']) it(`[W90] ${name}`, () => visit(name));
  it('[W91] coep', () => visit('coep', {}, async (page) => expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)));

  it('[P87] sandboxed-frame: a frame of the site works; in one without an origin nothing is thrown', async () => {
    serveHazard(world, 'plain');
    const { guest } = serveHazard(world, 'sandboxed-frame');
    const context = await world.browser.newContext({ viewport: { width: 1_100, height: 900 } });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(guest);
    const frameOf = async (title: string) => (await page.getByTitle(title).elementHandle())?.contentFrame();
    const ours = await frameOf('Of the site');
    await ours?.locator('throughline-chat').waitFor({ state: 'attached' });
    await ours?.evaluate('throughline.show()');
    const inside = page.frameLocator('[title="Of the site"]');
    await inside.getByRole('button', { name: 'Open chat' }).click();
    await inside.getByRole('textbox', { name: 'Message' }).fill('From a frame');
    await inside.getByRole('button', { name: 'Send', exact: true }).click();
    await inside.getByText('Sent').waitFor();
    // Whom the relay would refuse later gets no launcher that leads nowhere.
    const nobodys = await frameOf('Of nobody');
    await nobodys?.waitForFunction('window.throughline');
    await page.waitForTimeout(1_500);
    expect(await nobodys?.locator('throughline-chat').count()).toBe(0);
    expect(errors).toEqual([]);
    await context.close();
  });
});

describe('widget: hard pages, styles and scripts', () => {
  let plain: unknown;
  it('[W83] plain: the page is what it was, to the pixel', () =>
    visit('plain', {}, async (page) => {
      plain = await places(page);
    }));
  it('[W70] [W71] hostile-css', () => visit('hostile-css', {}, async (page) => expect(await places(page)).toEqual(plain)));
  it('[W79] host-rem', () => visit('host-rem', {}, async (page) => expect(await places(page)).toEqual(plain)));
  it('[W71] rtl', () => visit('rtl', {}, async (page) => expect(await places(page)).toEqual(plain)));
  it('[W12] hostile-js', () => visit('hostile-js'));
  it('[W11] double-include', () =>
    visit('double-include', {}, async (page) => expect(await page.locator('throughline-chat').count()).toBe(1)));
  it('[W10] [W12] tag-manager', () => visit('tag-manager'));
  it('[W51] body-swap', async () => {
    const guest = await arrive(world, 'body-swap');
    await chat(guest, 'Hello from body-swap');
    for (const swap of ["document.body.replaceWith(document.createElement('body'))", "document.body.innerHTML = '<h1>Next</h1>'"]) {
      await guest.page.evaluate(swap);
      await chat(guest, `After ${swap.slice(9, 20)}`);
    }
    await leave(guest);
  });
});

describe('widget: hard pages, keys, focus and scrolling', () => {
  it('[W72] hot-keys', () =>
    visit('hot-keys', {}, async (page) => {
      await controls(page).message.fill('');
      await page.keyboard.type('? / x k');
      expect(await controls(page).message.inputValue()).toBe('? / x k');
      expect(await page.evaluate('keys')).toEqual([]);
      // Closed, the page has its keys back.
      await page.keyboard.press('Escape');
      await controls(page).panel.waitFor({ state: 'hidden' });
      await page.keyboard.press('k');
      expect(await page.evaluate('keys')).toContain('k');
    }));

  it('[W73] [W74] focus-trap', async () => {
    const guest = await arrive(world, 'focus-trap');
    const { launcher, log, message, send, panel } = controls(guest.page);
    await launcher.click();
    await log.and(guest.page.locator('[aria-live]')).waitFor();
    const before = await guest.page.evaluate('dismissed'); // the press on the launcher was before the panel stood
    await chat(guest, 'Hello from focus-trap');
    await message.click();
    await guest.page.waitForTimeout(200); // longer than any trap waits
    await guest.page.keyboard.type('With the button');
    await send.click();
    await log.locator('.bubble', { hasText: 'With the button' }).waitFor();
    await guest.page.keyboard.press('Tab');
    await guest.page.keyboard.press('Shift+Tab');
    expect(await panel.evaluate((element) => element.contains((element.getRootNode() as ShadowRoot).activeElement))).toBe(true);
    expect(await guest.page.evaluate('dismissed')).toBe(before);
    await leave(guest);
  });

  it('[W78] scroll-lock', async () => {
    const guest = await arrive(world, 'scroll-lock');
    await chat(guest, 'Hello from scroll-lock');
    const { log, message, send } = controls(guest.page);
    await message.fill('line\n'.repeat(80));
    await send.click();
    await expect.poll(() => log.evaluate((element) => element.scrollTop), { timeout: 30_000 }).toBeGreaterThan(400);
    const end = await log.evaluate((element) => element.scrollTop);
    await log.hover();
    await guest.page.mouse.wheel(0, -300);
    await expect.poll(() => log.evaluate((element) => element.scrollTop), { timeout: 30_000 }).toBeLessThan(end);
    expect(await guest.page.evaluate('refused')).toBe(0);
    await leave(guest);
  });
});
