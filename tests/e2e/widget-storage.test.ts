// What a browser may do to the storage and to the page of one visitor (C4, C7, C8): said to the person, and nothing lost or doubled.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createChaosProxy, targetOf } from '../../packages/server/src/testing/chaos-proxy/index.js';
import type { ChaosProxy } from '../../packages/server/src/testing/chaos-proxy/index.js';
import { bubble, call, controls, widgetWorld, write } from './widget-page.fixture.js';
import type { WidgetWorld } from './widget-page.fixture.js';
import { nextTab, tabOf, talking } from './widget-tabs.fixture.js';

const eventually = <Value>(read: () => Value | Promise<Value>, timeout = 30_000) => expect.poll(read, { timeout });
const NO_DATABASE = `Object.defineProperty(globalThis, 'indexedDB', { value: { open() { throw new Error('denied') }, deleteDatabase() {} } });`;
const NO_STORAGE = `${NO_DATABASE} Object.defineProperty(globalThis, 'localStorage', { get() { throw new Error('denied') } });`;

let world: WidgetWorld;
let link: ChaosProxy;
beforeAll(async () => {
  world = await widgetWorld();
  link = await createChaosProxy({ target: targetOf(world.relay.url), seed: 80 });
});
afterAll(async () => {
  await link.close();
  await world.stop();
});

/** A page whose script, requests and sockets go through the link (P119). */
const behindLink = (path: string): string =>
  world.serve(path, { body: `<h1>Shop</h1>${world.script.replaceAll(world.relay.url, link.url)}` });
const away = (is: boolean): void => {
  link.refuse(is);
  if (is) link.cutAll();
};
const unsafe = (page: Page) => page.getByText('Keep this page open until sent');

const texts = async (lastText: string): Promise<string[]> => (await world.answer(lastText)).texts();
const sent = (page: Page) => eventually(() => controls(page).log.innerText()).toContain('Sent');
const contextOf = () => world.browser.newContext({ viewport: { width: 1100, height: 820 } });

describe('widget: storage and page', () => {
  it('[P80] [fault C4] blocked storage: the visitor is told while a text waits, and it arrives once', async () => {
    const context = await contextOf();
    await context.addInitScript(NO_STORAGE);
    const tab = await tabOf(context, behindLink('/blocked-storage'));
    const { launcher, log } = controls(tab.page);
    await launcher.click();
    await log.and(tab.page.locator('[aria-live]')).waitFor();
    away(true);
    await write(tab.page, 'Kept in memory');
    await unsafe(tab.page).waitFor();
    away(false);
    await sent(tab.page);
    await unsafe(tab.page).waitFor({ state: 'hidden' });
    expect(await texts('Kept in memory')).toEqual(['Kept in memory']);
    await context.close();
  });

  it('[P80] [fault C4] the database is deleted in the middle of a chat: what is written then is said to be unsafe, and sent once', async () => {
    const context = await contextOf();
    const tab = await talking(world, context, behindLink('/cleared'), 'Before it was cleared');
    await sent(tab.page);
    await tab.page.evaluate((site) => {
      indexedDB.deleteDatabase(`tl:${site}`);
      localStorage.clear();
    }, world.site.siteId);
    away(true);
    for (const text of ['after one', 'after two', 'after three']) await write(tab.page, text);
    await unsafe(tab.page).waitFor();
    away(false);
    await unsafe(tab.page).waitFor({ state: 'hidden' });
    await eventually(() => texts('after three')).toEqual(['Before it was cleared', 'after one', 'after two', 'after three']);
    await context.close();
  });

  it('[P81] [fault C4] without a database each tab has its own stream, and what a closed page left is sent by the next', async () => {
    const context = await contextOf();
    await context.addInitScript(NO_DATABASE);
    const address = world.serve('/local-only', {});
    const first = await talking(world, context, address, 'From one');
    await sent(first.page);
    const second = await nextTab(context, address, 'From one');
    for (let i = 0; i < 3; i += 1) {
      await write(first.page, `one ${i}`);
      await write(second.page, `two ${i}`);
    }
    await bubble(first.page, 'two 2').waitFor();
    await bubble(second.page, 'one 2').waitFor();
    const log = await (await world.answer()).texts();
    expect([...log].sort()).toEqual(['From one', ...['one', 'two'].flatMap((tab) => [0, 1, 2].map((i) => `${tab} ${i}`))].sort());
    expect(log.filter((text) => text.startsWith('one'))).toEqual(['one 0', 'one 1', 'one 2']);

    // Left behind: written while nothing got through, by a page that was closed then.
    await second.page.close();
    await context.route('**/visitor/**', (route) => route.abort());
    await first.page.reload();
    await bubbleOrNothing(first.page);
    await write(first.page, 'left behind');
    await bubble(first.page, 'left behind').waitFor();
    await first.page.close();
    await context.unroute('**/visitor/**');
    const third = await tabOf(context, address);
    await bubble(third.page, 'left behind').waitFor();
    await eventually(async () => (await texts('left behind')).filter((text) => text === 'left behind')).toEqual(['left behind']);
    await context.close();
  });

  it('[P82] without a database: what a closed tab left unsent is gone with a reset, and the next person does not send it', async () => {
    const context = await contextOf();
    await context.addInitScript(NO_DATABASE);
    const address = behindLink('/handed-on');
    const first = await talking(world, context, address, 'From the first person');
    await sent(first.page);
    away(true);
    await write(first.page, 'never to be sent');
    await bubble(first.page, 'never to be sent').waitFor();
    await first.page.close();
    const kept = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage }));

    // The site signs the person out on a page whose panel never comes: there is nothing but the loader to forget it.
    away(false);
    await context.route(/\/panel-/, (route) => route.abort());
    const second = await tabOf(context, address);
    expect(await kept(second.page)).toContain('never to be sent');
    await call(second.page, 'throughline.reset()');
    expect(await kept(second.page)).not.toContain('never to be sent');
    await second.page.close();
    await context.unroute(/\/panel-/);
    const next = await talking(world, context, address, 'From the second person');
    await sent(next.page);
    expect(await texts('From the second person')).toEqual(['From the second person']);
    expect(await bubble(next.page, 'never to be sent').count()).toBe(0);
    await context.close();
  });

  it('[P64] [fault C7] a profile copied to a second machine: both go on, and every text of both is there once', async () => {
    const address = world.serve('/cloned', {});
    const context = await contextOf();
    const original = await talking(world, context, address, 'One device');
    await sent(original.page);
    const state = await context.storageState({ indexedDB: true });
    const copy = await world.browser.newContext({ viewport: { width: 1100, height: 820 }, storageState: state });
    const clone = await nextTab(copy, address, 'One device');
    await Promise.all([write(original.page, 'from the original'), write(clone.page, 'from the copy')]);
    for (const { page } of [original, clone]) {
      await bubble(page, 'from the original').waitFor();
      await bubble(page, 'from the copy').waitFor();
    }
    await write(clone.page, 'last words');
    await bubble(original.page, 'last words').waitFor();
    const log = await texts('last words');
    expect(log.at(-1)).toBe('last words');
    expect([...log].sort()).toEqual(['One device', 'from the copy', 'from the original', 'last words'].sort());
    await copy.close();
    await context.close();
  });

  it('[P60] [P82] [fault C8] the page navigates every two seconds: each text arrives once, and one socket is left', async () => {
    const context = await contextOf();
    const addresses = [world.serve('/here', {}), world.serve('/there', {})];
    const tab = await talking(world, context, addresses[0] ?? '', 'Walking');
    const said = ['Walking'];
    for (let i = 0; i < 6; i += 1) {
      await tab.page.goto(addresses[(i + 1) % 2] ?? '');
      await controls(tab.page).message.waitFor({ timeout: 30_000 });
      await write(tab.page, `step ${i}`);
      said.push(`step ${i}`);
      await bubble(tab.page, `step ${i}`).waitFor();
      await tab.page.waitForTimeout(i % 2 === 0 ? 0 : 2_000);
    }
    await eventually(() => texts('step 5')).toEqual(said);
    await eventually(() => tab.sockets()).toBe(1);
    await context.close();
  });

  it('[P87] [fault C8] twenty times away and back, with the script there twice: one socket, and no listener is left over', async () => {
    const context = await contextOf();
    const tab = await talking(world, context, world.serve('/again', { body: '<h1>Shop</h1>{{script}}' }), 'Again and again');
    await sent(tab.page);
    const cdp = await tab.cdp();
    const listeners = async (): Promise<number> => {
      let count = 0;
      for (const expression of ['window', 'document']) {
        const { result } = await cdp.send('Runtime.evaluate', { expression });
        count += (await cdp.send('DOMDebugger.getEventListeners', { objectId: result.objectId ?? '' })).listeners.length;
      }
      return count;
    };
    const remount = (): Promise<void> =>
      tab.page.evaluate(async (site) => {
        const throughline = Reflect.get(window, 'throughline');
        throughline.destroy();
        await throughline.init({ site, load: 'now' });
      }, world.site.siteId);
    await eventually(() => tab.sockets()).toBe(1);
    await remount();
    await bubble(tab.page, 'Again and again').waitFor();
    await eventually(() => tab.sockets()).toBe(1);
    const before = await listeners();
    await tab.page.evaluate(() => {
      const [first] = document.querySelectorAll<HTMLScriptElement>('script[data-site]');
      const twin = document.createElement('script');
      Object.assign(twin, { src: first?.src });
      Object.assign(twin.dataset, first?.dataset);
      document.body.append(twin);
    });
    for (let i = 0; i < 20; i += 1) await remount();
    await bubble(tab.page, 'Again and again').waitFor();
    await eventually(() => tab.sockets()).toBe(1);
    await eventually(listeners).toBeLessThanOrEqual(before);
    await write(tab.page, 'Still one');
    await eventually(() => texts('Still one')).toEqual(['Again and again', 'Still one']);
    await context.close();
  });
});

/** The panel of a page whose relay cannot be reached. */
const bubbleOrNothing = (page: Page): Promise<void> => controls(page).message.waitFor({ timeout: 30_000 });
