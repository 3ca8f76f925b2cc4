// A visitor in a conversation, with spies on what a page can be made to do. For the tests of what goes on beside the conversation.
import { expect } from 'vitest';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Answering, WidgetWorld } from './widget-page.fixture.js';
import { controls, write } from './widget-page.fixture.js';

export const eventually: (read: () => unknown) => ReturnType<typeof expect.poll> = (read) => expect.poll(read, { timeout: 30_000 });
const SHOTS = process.env['WIDGET_SHOTS'];

/** Counts tones, says when each begins and ends; lets a test hide a page; stands in for the browser's permission prompt. */
const SPIES = `
  window.tones = [];
  const start = OscillatorNode.prototype.start, stop = OscillatorNode.prototype.stop;
  OscillatorNode.prototype.start = function (at) { tones.push([at]); return start.call(this, at); };
  OscillatorNode.prototype.stop = function (at) { tones.at(-1).push(at); return stop.call(this, at); };
  window.asked = 0; window.shown = [];
  window.Notification = class { constructor(title, options) { shown.push({ title, ...options }); } close() {}
    static permission = 'default'; static async requestPermission() { asked += 1; return (this.permission = 'granted'); } };
  window.hide = (hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (hidden ? 'hidden' : 'visible') });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  };`;
export const inPage = (page: Page, code: string): Promise<unknown> => page.evaluate(code);
export const tones = async (page: Page): Promise<number[][]> => (await inPage(page, 'tones')) as number[][];
export const more = (page: Page): Locator => page.getByRole('button', { name: 'More' });
export const shoot = async (page: Page, name: string): Promise<void> => {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/extras-${name}.png` });
};

let visits = 0;
/** A visitor in a conversation; `settings` of the site differ by these. */
export async function visitor(
  world: WidgetWorld,
  settings: Record<string, unknown> = {},
  options: Parameters<WidgetWorld['open']>[1] = {},
): Promise<{ page: Page; context: BrowserContext; agent: Answering; path: string }> {
  const path = `/beside-${(visits += 1)}`;
  const { page, context } = await world.open(path, options);
  await context.addInitScript(SPIES);
  await context.route('**/visitor/v1/settings/**', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), ...settings } });
  });
  await page.reload();
  await controls(page).launcher.click();
  await write(page, `Hello ${visits}`);
  await eventually(() => controls(page).log.innerText()).toContain('Sent');
  await more(page).waitFor();
  return { page, context, agent: await world.answer(`Hello ${visits}`), path };
}
/** The agent says it, and the page has heard of it. */
export async function heard(page: Page, agent: Answering, text: string): Promise<void> {
  const event = await page.evaluateHandle(() => {
    const host = document.querySelector('throughline-chat');
    return { come: new Promise((resolve) => host?.addEventListener('throughline:message:received', () => resolve(true))) };
  });
  await agent.say(text);
  await event.evaluate(({ come }) => come);
  await page.waitForTimeout(400);
}
