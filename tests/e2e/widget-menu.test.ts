// The menu of the header, and what it does.
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, more, shoot, visitor } from './widget-beside.fixture.js';
import type { WidgetWorld } from './widget-page.fixture.js';
import { bubble, controls, widgetWorld } from './widget-page.fixture.js';
import { post } from '../servers/visitor-http.js';

let world: WidgetWorld;
beforeAll(async () => {
  world = await widgetWorld();
});
afterAll(() => world.stop());

describe('widget: menu', () => {
  it('[W125] the menu is used by keyboard: arrows move, Esc closes it and leaves the panel open', async () => {
    const { page, context } = await visitor(world, { policyUrl: 'https://shop.example/privacy' });
    await more(page).focus();
    await page.keyboard.press('Enter');
    const focused = (): Promise<string> =>
      page.evaluate(() => document.querySelector('throughline-chat')?.shadowRoot?.activeElement?.textContent ?? '');
    await eventually(focused).toBe('Sound');
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('Privacy');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('Save conversation as text');
    await page.keyboard.press('End');
    expect(await focused()).toBe('Privacy');
    expect(await page.getByRole('menuitem', { name: 'Privacy' }).getAttribute('rel')).toContain('noopener');
    await page.keyboard.press('Escape');
    expect(await page.getByRole('menu').count()).toBe(0);
    await controls(page).panel.waitFor();
    expect(await more(page).getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('ArrowDown');
    await eventually(focused).toBe('Sound');
    await controls(page).message.click();
    await eventually(() => page.getByRole('menu').count()).toBe(0);
    await context.close();
  });

  it('[W192] saves the whole conversation as text', async () => {
    const { page, context, agent } = await visitor(world);
    await agent.say('Good morning');
    await bubble(page, 'Good morning').waitFor();
    await more(page).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Save conversation as text' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^Harbour-Books-\d{4}-\d\d-\d\d\.txt$/);
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toMatch(/^Harbour Books\n[^]*You: Hello \d+\n[^]*Good morning\n/);
    await context.close();
  });

  it('[W211] continues on another device: the code that is shown opens this conversation there', async () => {
    const { page, context, agent } = await visitor(world);
    await more(page).click();
    await page.getByRole('menuitem', { name: 'Continue on another device' }).click();
    const box = page.getByRole('group', { name: 'Continue on another device' });
    const code = (await box.locator('output').innerText()).trim();
    expect(await box.getByRole('link').getAttribute('href')).toContain(`${world.relay.url}/chat/`);
    await shoot(page, 'elsewhere');
    const origin = new URL(page.url()).origin;
    const site = world.site.siteId;
    const start = await post(`${world.relay.url}/visitor/v1/session`, { site }, { origin });
    const { deviceToken } = start.body;
    const redeemed = await post(`${world.relay.url}/visitor/v1/resume/redeem`, { site, deviceToken, code }, { origin });
    expect(redeemed.body.conversations).toMatchObject([{ id: agent.conv }]);
    await page.keyboard.press('Escape');
    await eventually(() => box.count()).toBe(0);
    await controls(page).panel.waitFor();
    await context.close();
  });

  it('[W126] the launcher moves to the other side and stays there, or goes for this visit', async () => {
    const { page, context } = await visitor(world);
    const side = async (): Promise<string> => (((await controls(page).launcher.boundingBox())?.x ?? 0) < 550 ? 'start' : 'end');
    expect(await side()).toBe('end');
    await more(page).click();
    await page.getByRole('menuitem', { name: 'Move to the other side' }).click();
    await eventually(side).toBe('start');
    await page.reload();
    await eventually(side).toBe('start');
    await more(page).click();
    await page.getByRole('menuitem', { name: 'Hide the chat button for this visit' }).click();
    await eventually(() => controls(page).launcher.isVisible()).toBe(false);
    expect(await controls(page).panel.isVisible()).toBe(false);
    await context.close();
  });

  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['phone', { colorScheme: 'light', viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }],
  ] as const)('[W132] axe finds nothing in the menu: %s', async (name, options) => {
    const { page, context } = await visitor(
      world,
      { policyUrl: 'https://shop.example/privacy', notifications: true },
      { ...options, reducedMotion: 'reduce' },
    );
    const violations = async (): Promise<string[]> => {
      const { violations: found } = await new AxeBuilder({ page }).include('throughline-chat').analyze();
      return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.failureSummary).join(' | ')}`);
    };
    await more(page).click();
    await page.getByRole('menu').waitFor();
    await shoot(page, `menu-${name}`);
    expect(await violations()).toEqual([]);
    await page.getByRole('menuitem', { name: 'Continue on another device' }).click();
    await page.locator('throughline-chat output').waitFor();
    await shoot(page, `elsewhere-${name}`);
    expect(await violations()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await context.close();
  });
});
