// What the widget owes every one of the hard pages (hazard-pages.fixture.ts).
import { expect } from 'vitest';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { serveHazard } from './hazard-pages.fixture.js';
import { controls } from './widget-page.fixture.js';
import type { WidgetWorld } from './widget-page.fixture.js';

const VIEWPORT = { width: 1100, height: 820 };

/** Where everything of the page stands, to the pixel; and what its scripts find on `window`. */
const layout = (page: Page): Promise<unknown> =>
  page.evaluate(() => ({
    boxes: [document.documentElement, ...document.body.querySelectorAll(':not(script)')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [element.tagName, x, y, width, height];
    }),
    scroll: [document.documentElement.scrollWidth, document.documentElement.scrollHeight],
  }));
const keys = (page: Page): Promise<string[]> => page.evaluate(() => Object.getOwnPropertyNames(window));

export interface GuestOptions {
  context?: BrowserContextOptions;
  /** Console errors that are the browser's own report of what the page does. */
  expected?: RegExp;
  /** On the page without the widget and on the one with it, before either is looked at. */
  before?(page: Page): Promise<unknown>;
}
export interface Guest {
  page: Page;
  context: BrowserContext;
  /** Errors, console errors and violation reports of the page so far. */
  complaints: string[];
}

/** Opens the page with the launcher hidden, sees that the page is what it was, and shows the launcher. */
export async function arrive(world: WidgetWorld, name: string, { context: more, expected, before }: GuestOptions = {}): Promise<Guest> {
  const { guest, plain } = serveHazard(world, name);
  const context = await world.browser.newContext({ viewport: VIEWPORT, ...more });
  await context.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
  const page = await context.newPage();
  const complaints: string[] = [];
  const complain = (text: string): unknown => expected?.test(text) || complaints.push(text);
  page.on('pageerror', (error) => complain(`${error.name} ${error.message} ${error.stack}`));
  page.on('console', (message) => message.type() === 'error' && complain(message.text()));
  await page.exposeFunction('reportViolation', complain);
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) =>
      Reflect.get(window, 'reportViolation')(`${event.violatedDirective} ${event.blockedURI}`),
    ),
  );
  await page.goto(plain);
  await before?.(page);
  const [was, owned] = [await layout(page), await keys(page)];
  await page.goto(guest);
  await before?.(page);
  await page.locator('throughline-chat').waitFor({ state: 'attached' });
  expect(await layout(page)).toEqual(was);
  expect((await keys(page)).filter((key) => !owned.includes(key) && key !== 'throughlineSettings')).toEqual(['throughline']);
  expect(await controls(page).launcher.count()).toBe(0);
  await page.evaluate(() => Reflect.get(window, 'throughline').show());
  return { page, context, complaints };
}

/** The visitor opens the panel, types with the keyboard, sends with Enter, and it arrives. */
export async function chat({ page }: Guest, text: string): Promise<void> {
  const { launcher, message, log } = controls(page);
  if (!(await message.isVisible())) await launcher.click();
  await log.and(page.locator('[aria-live]')).waitFor(); // stage 3 is here
  await message.click();
  await page.keyboard.type(text);
  expect(await message.inputValue()).toBe(text);
  await page.keyboard.press('Enter');
  await log.locator('.bubble', { hasText: text }).waitFor();
  await expect.poll(() => log.innerText(), { timeout: 30_000 }).toContain('Sent');
}

/** Nobody complained; the end. */
export async function leave({ context, complaints }: Guest): Promise<void> {
  expect(complaints).toEqual([]);
  await context.close();
}
