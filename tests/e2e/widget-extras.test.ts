// What goes on beside the conversation: sound, title, notifications.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, heard, inPage, more, tones, visitor } from './widget-beside.fixture.js';
import type { WidgetWorld } from './widget-page.fixture.js';
import { bubble, controls, widgetWorld } from './widget-page.fixture.js';

let world: WidgetWorld;
beforeAll(async () => {
  world = await widgetWorld();
});
afterAll(() => world.stop());

describe('widget: beside the conversation', () => {
  it('[W182] a short sound for a message, after a gesture in the panel; not for who is looking; muted for good', async () => {
    const { page, context, agent } = await visitor(world);
    await heard(page, agent, 'You see this');
    expect(await tones(page)).toEqual([]);
    await page.getByRole('button', { name: 'Close chat' }).click();
    await heard(page, agent, 'Now you hear it');
    await eventually(async () => (await tones(page)).length).toBe(2);
    const times = (await tones(page)).flat();
    expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(0.4);

    await controls(page).launcher.click();
    await more(page).click();
    const sound = page.getByRole('menuitemcheckbox', { name: 'Sound' });
    expect(await sound.getAttribute('aria-checked')).toBe('true');
    await sound.click();
    await eventually(() => sound.getAttribute('aria-checked')).toBe('false');
    await page.keyboard.press('Escape');
    await page.reload();
    await bubble(page, 'Now you hear it').waitFor();
    await more(page).waitFor();
    await controls(page).message.fill('a gesture');
    await page.getByRole('button', { name: 'Close chat' }).click();
    await heard(page, agent, 'Quiet, please');
    expect(await tones(page)).toEqual([]);
    await context.close();
  });

  it('[W182] of several tabs one is heard, the visible one first', async () => {
    const { page: first, context, agent, path } = await visitor(world);
    const second = await context.newPage();
    await second.goto(new URL(path, first.url()).href);
    await bubble(second, 'Hello').waitFor();
    await more(second).waitFor();
    const both = [first, second];
    for (const page of both) {
      await controls(page).message.fill('a gesture');
      await page.getByRole('button', { name: 'Close chat' }).click();
    }
    await inPage(first, 'hide(true)');
    await heard(second, agent, 'Only where you look');
    await eventually(() => Promise.all(both.map(async (page) => (await tones(page)).length))).toEqual([0, 2]);
    await inPage(second, 'hide(true)');
    await second.waitForTimeout(1_100);
    await heard(second, agent, 'Somewhere, once');
    const all = async (): Promise<number> => (await tones(first)).length + (await tones(second)).length;
    await eventually(all).toBe(4);
    await second.waitForTimeout(500);
    expect(await all()).toBe(4);
    await context.close();
  });

  it('[W181] the title of a hidden page counts, and gets back exactly what the page made of it', async () => {
    const { page, context, agent } = await visitor(world);
    const title = (): Promise<string> => page.title();
    await inPage(page, 'hide(true)');
    await heard(page, agent, 'one');
    await eventually(title).toMatch(/^\(1\)\sShop$/);
    await inPage(page, `document.title = '(7) offers'`);
    await heard(page, agent, 'two');
    await eventually(title).toMatch(/^\(2\)\s\(7\) offers$/);
    await inPage(page, `document.title = '★ ' + document.title`);
    await inPage(page, 'hide(false)');
    expect(await title()).toBe('★ (7) offers');
    await inPage(page, 'hide(true)');
    await inPage(page, `document.title = '(1) new in the shop'`);
    await inPage(page, 'hide(false)');
    expect(await title()).toBe('(1) new in the shop');
    await context.close();
  });

  it('[W181] a site may switch it off, and `destroy` takes it away', async () => {
    const off = await visitor(world, { titleBadge: false });
    await inPage(off.page, 'hide(true)');
    await heard(off.page, off.agent, 'one');
    expect(await off.page.title()).toBe('Shop');
    await off.context.close();
    const { page, context, agent } = await visitor(world);
    await inPage(page, 'hide(true)');
    await heard(page, agent, 'one');
    await eventually(() => page.title()).toMatch(/^\(1\)/);
    await inPage(page, 'throughline.destroy()');
    expect(await page.title()).toBe('Shop');
    await context.close();
  });

  it('[W180] notifications are offered, never asked for; a hidden page shows that there is a message and not what it says', async () => {
    const { page, context, agent } = await visitor(world, { notifications: true });
    await more(page).click();
    const offer = page.getByRole('menuitem', { name: 'Notify me of answers' });
    await offer.waitFor();
    expect(await inPage(page, 'asked')).toBe(0);
    await offer.click();
    await eventually(() => inPage(page, 'asked')).toBe(1);
    await heard(page, agent, 'while you look');
    expect(await inPage(page, 'shown')).toEqual([]);
    await inPage(page, 'hide(true)');
    await page.waitForTimeout(1_100);
    await heard(page, agent, 'your secret');
    await eventually(() => inPage(page, 'shown.length')).toBe(1);
    expect(JSON.stringify(await inPage(page, 'shown'))).not.toContain('secret');
    await inPage(page, 'hide(false)');
    await more(page).click();
    await page.getByRole('menuitem', { name: 'Save conversation as text' }).waitFor();
    expect(await offer.count()).toBe(0);
    await context.close();
    const none = await visitor(world);
    await more(none.page).click();
    await none.page.getByRole('menuitem', { name: 'Save conversation as text' }).waitFor();
    expect(await none.page.getByRole('menuitem', { name: 'Notify' }).count()).toBe(0);
    await none.context.close();
  });
});
