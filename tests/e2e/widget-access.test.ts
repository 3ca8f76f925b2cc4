// Keyboard, screen readers, small screens, light and dark.
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Answering, WidgetWorld } from './widget-page.fixture.js';
import { bubble, controls, typingSeen, widgetWorld, write } from './widget-page.fixture.js';

const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 30_000 });
const SHOTS = process.env['WIDGET_SHOTS'];

let world: WidgetWorld;
beforeAll(async () => {
  world = await widgetWorld();
});
afterAll(() => world.stop());

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).include('throughline-chat').analyze();
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join(' | ')}`);
}
const shoot = async (page: Page, name: string): Promise<void> => {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png` });
};

/** A thread with everything in it. */
async function lively(page: Page): Promise<Answering> {
  await controls(page).launcher.click();
  await write(page, 'Hello! My order 48-1129 has not arrived, and the tracking page has said “on its way” since Tuesday.');
  await eventually(() => controls(page).log.innerText()).toContain('Sent');
  const agent = await world.answer();
  await agent.say('Good morning, I am Ada. I can see the order and that you already asked about it on the phone yesterday.');
  await agent.say('It left our warehouse on Tuesday: https://example.com/track/48-1129');
  await bubble(page, 'It left our warehouse').waitFor();
  await write(page, 'Great');
  await write(page, 'So when will it be here?');
  agent.read(5);
  await typingSeen(page, agent);
  await page.waitForTimeout(500);
  return agent;
}

const SCREENS: [string, BrowserContextOptions][] = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['phone light', { colorScheme: 'light', viewport: { width: 375, height: 720 }, hasTouch: true, isMobile: true }],
  ['phone dark', { colorScheme: 'dark', viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }],
];

describe('widget: for everybody', () => {
  it.each(SCREENS)('[W132] axe finds nothing in any view: %s', async (name, options) => {
    const label = name.replace(' ', '-');
    const { page, context } = await world.open('/axe', { ...options, reducedMotion: 'reduce' });
    const { launcher, panel } = controls(page);
    await launcher.waitFor();
    await shoot(page, `${label}-closed`);
    expect(await violations(page)).toEqual([]);
    await launcher.click();
    await panel.waitFor();
    await page.waitForTimeout(500);
    await shoot(page, `${label}-empty`);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Close chat' }).click();
    await lively(page);
    await shoot(page, `${label}-thread`);
    expect(await violations(page)).toEqual([]);

    await controls(page).message.evaluate((field) => {
      if (field instanceof HTMLTextAreaElement) field.value = 'bad \u0000 text';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await controls(page).send.click();
    await page.getByText('Not sent').waitFor();
    await page.waitForTimeout(300);
    await shoot(page, `${label}-failed`);
    expect(await violations(page)).toEqual([]);
    await world.relay.kill9();
    await context.setOffline(true);
    await page.getByText('You are offline').waitFor();
    await write(page, 'Are you still there?');
    await bubble(page, 'Are you still there?').waitFor();
    await page.waitForTimeout(300);
    await shoot(page, `${label}-offline`);
    expect(await violations(page)).toEqual([]);
    await world.relay.restart();
    await context.setOffline(false);
    await eventually(() => controls(page).log.innerText()).not.toContain('Sending');

    await (await world.answer()).close();
    await page.getByText('Conversation closed').waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.getByText('Your conversations').waitFor();
    await page.waitForTimeout(300);
    await shoot(page, `${label}-home`);
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  it('[W120] the launcher is a button of at least 44 px that says whether it is open and what waits', async () => {
    const { page, context } = await world.open('/launcher');
    const { launcher, panel } = controls(page);
    const box = await launcher.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    expect(await launcher.getAttribute('aria-expanded')).toBe('false');
    await launcher.click();
    await panel.waitFor();
    expect(await launcher.getAttribute('aria-expanded')).toBe('true');
    expect(await launcher.getAttribute('aria-controls')).toBe(await panel.getAttribute('id'));
    await context.close();
  });

  it('[W121] opening moves the focus to the composer, Escape closes and gives it back; an arriving message never moves it', async () => {
    world.serve('/focus', { body: '<button>Before</button>{{script}}' });
    const { page, context } = await world.open('/focus');
    const { launcher, panel, message } = controls(page);
    const focused = (): Promise<string | null | undefined> =>
      page.evaluate(() => {
        const inside = document.querySelector('throughline-chat')?.shadowRoot?.activeElement;
        return inside ? (inside.getAttribute('aria-label') ?? inside.textContent) : document.activeElement?.textContent;
      });
    await launcher.focus();
    await page.keyboard.press('Enter');
    await panel.waitFor();
    await eventually(focused).toBe('Message');
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('alone');
    await page.keyboard.press('Enter');
    await eventually(() => controls(page).log.innerText()).toContain('Sent');
    await page.keyboard.type('next');
    const agent = await world.answer();
    expect(await agent.texts()).toEqual(['By keyboard\nalone']);
    await agent.say('Answer');
    await bubble(page, 'Answer').waitFor();
    expect(await focused()).toBe('Message');
    expect(await message.inputValue()).toBe('next');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    await eventually(focused).toBe('Open chat');
    expect(await page.locator('throughline-chat [role=dialog]').getAttribute('aria-modal')).toBeNull();
    await context.close();
  });

  it('[W123] [W124] the transcript is a polite log, each message names author and time, and its state is text', async () => {
    const { page, context } = await world.open('/log');
    const agent = await lively(page);
    const { log } = controls(page);
    await eventually(() => log.getAttribute('aria-live')).toBe('polite');
    const texts = await log.locator('.bubble').allTextContents();
    expect(texts[0]).toMatch(/^You, \d{1,2}:\d{2}.*: Hello!/);
    expect(texts[1]).toMatch(/^.+, \d{1,2}:\d{2}.*: Good morning/);
    await typingSeen(page, agent);
    expect(await page.getByRole('status').textContent()).toContain('is typing');
    await context.close();
  });

  it('[W125] Enter does not send while an input method composes', async () => {
    const { page, context } = await world.open('/ime');
    const { launcher, message, log } = controls(page);
    await launcher.click();
    await log.waitFor();
    await message.fill('にほ');
    await message.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, composed: true });
    await message.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, composed: true });
    expect(await message.inputValue()).toBe('にほ');
    await message.press('Enter');
    await bubble(page, 'にほ').waitFor();
    await context.close();
  });

  it('[W128] nothing moves for those who asked for less motion', async () => {
    const { page, context } = await world.open('/still', { reducedMotion: 'reduce' });
    await lively(page);
    expect(await page.evaluate(() => document.querySelector('throughline-chat')?.shadowRoot?.getAnimations().length)).toBe(0);
    await context.close();
  });

  it('[W135] [W136] [W137] on a phone the panel fills the visible window, above the keyboard; the page is back to the pixel afterwards', async () => {
    world.serve('/phone', { body: '<div style="height:3000px">long</div>{{script}}' });
    const { page, context } = await world.open('/phone', { viewport: { width: 375, height: 720 }, hasTouch: true, isMobile: true });
    const { launcher, panel, message, log } = controls(page);
    await page.evaluate(() => scrollTo(0, 777));
    await launcher.tap();
    await log.waitFor();
    await eventually(() => panel.boundingBox()).toEqual({ x: 0, y: 0, width: 375, height: 720 });
    expect(await panel.getAttribute('aria-modal')).toBe('true');
    // W121: the heading has the focus, so no keyboard comes up unasked.
    expect(await page.evaluate(() => document.querySelector('throughline-chat')?.shadowRoot?.activeElement?.tagName)).toBe('H2');
    expect(await message.evaluate((field) => parseFloat(getComputedStyle(field).fontSize))).toBeGreaterThanOrEqual(16);
    // The keyboard, as the visual viewport tells it.
    await page.evaluate(() => {
      const view = window.visualViewport;
      if (!view) throw new Error('no visual viewport');
      Object.defineProperty(view, 'height', { value: 400, configurable: true });
      Object.defineProperty(view, 'offsetTop', { value: 30, configurable: true });
      view.dispatchEvent(new Event('resize'));
    });
    await eventually(() => panel.boundingBox()).toEqual({ x: 0, y: 30, width: 375, height: 400 });
    const field = await message.boundingBox();
    expect((field?.y ?? 0) + (field?.height ?? 0)).toBeLessThanOrEqual(430);
    await page.getByRole('button', { name: 'Close chat' }).tap();
    await panel.waitFor({ state: 'hidden' });
    expect(await page.evaluate(() => [scrollY, document.documentElement.style.overflow])).toEqual([777, '']);
    await context.close();
  });

  it('[W129] 320 px wide, nothing is cut or scrolls sideways', async () => {
    const { page, context } = await world.open('/narrow', { viewport: { width: 320, height: 640 } });
    await lively(page);
    const cut = await page.evaluate(() => {
      const root = document.querySelector('throughline-chat')?.shadowRoot;
      return [...(root?.querySelectorAll('.panel, .log, .bubble, .composer, header') ?? [])]
        .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.getBoundingClientRect().right > innerWidth + 1)
        .map((one) => one.className);
    });
    expect(cut).toEqual([]);
    await context.close();
  });

  it('[W152] follows the colour scheme the page declares, else the visitor, live', async () => {
    world.serve('/declared', { head: '<style>:root { color-scheme: dark }</style>' });
    const dark = (page: Page): Promise<boolean> => controls(page).panel.evaluate((panel) => panel.classList.contains('dark'));
    const { page: declared, context: first } = await world.open('/declared', { colorScheme: 'light' });
    await controls(declared).launcher.click();
    expect(await dark(declared)).toBe(true);
    await first.close();
    const { page, context } = await world.open('/undeclared', { colorScheme: 'light' });
    await controls(page).launcher.click();
    expect(await dark(page)).toBe(false);
    await page.emulateMedia({ colorScheme: 'dark' });
    await eventually(() => dark(page)).toBe(true);
    await context.close();
  });
});
