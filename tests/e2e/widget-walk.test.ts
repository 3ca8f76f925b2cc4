// The widget without a mouse, and as a screen reader tells it.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './widget-beside.fixture.js';
import { focusable } from './widget-measures.fixture.js';
import { bubble, chooseFiles, controls, widgetWorld } from './widget-page.fixture.js';
import type { WidgetWorld } from './widget-page.fixture.js';
import { VIEWS, stageView } from './widget-views.fixture.js';

let world: WidgetWorld;
beforeAll(async () => {
  world = await widgetWorld(['--rate-limits=off']);
});
afterAll(() => world?.stop());

/** What has the focus: the label or text of it, in the widget or on the page. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const inside = document.querySelector('throughline-chat')?.shadowRoot?.activeElement ?? document.activeElement;
    return (inside?.getAttribute('aria-label') ?? inside?.textContent ?? '').trim();
  });
/** Tab, or back, until this has the focus. */
async function reach(page: Page, name: string | RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let steps = 0; steps < 25; steps += 1) {
    const now = await focused(page);
    if (typeof name === 'string' ? now === name : name.test(now)) return;
    passed.push(now);
    await page.keyboard.press(key);
  }
  throw new Error(`${String(name)} is not reached: ${passed.join(', ')}`);
}

describe('widget: without a mouse', () => {
  it('[W125] [W121] opens, writes, attaches, uses the menu, answers the survey and closes; the focus goes back', async () => {
    const { page, context } = await world.open('/walk');
    await controls(page).launcher.waitFor();
    await reach(page, 'Open chat');
    await page.keyboard.press('Enter');
    await eventually(() => focused(page)).toBe('Message');
    await page.keyboard.type('Without a mouse');
    await page.keyboard.press('Enter');
    await eventually(() => controls(page).log.innerText()).toContain('Sent');
    await page.getByRole('button', { name: 'Attach files' }).waitFor();
    await reach(page, 'Attach files', 'Shift+Tab');
    const notes = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('The parcel came open.\n') };
    await chooseFiles(page, () => page.keyboard.press('Enter'), [notes]);
    await page.getByRole('button', { name: 'Remove notes.txt' }).waitFor();
    await reach(page, 'Message');
    await page.keyboard.type('With a file');
    await reach(page, 'Send');
    await page.keyboard.press('Space');
    await page
      .getByRole('button', { name: 'Open notes.txt' })
      .or(page.getByRole('button', { name: /^notes\.txt/ }))
      .waitFor();

    await reach(page, 'More', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await eventually(() => focused(page)).toBe('Sound');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('Save conversation as text');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('More');

    const agent = await world.answer('With a file');
    await agent.say('All is well now');
    await bubble(page, 'All is well now').waitFor();
    await agent.close();
    await page.getByRole('radio').first().waitFor();
    await reach(page, '1, Very dissatisfied');
    for (const _ of [1, 2, 3, 4]) await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe('5, Very satisfied');
    await reach(page, 'Done');
    await page.keyboard.press('Enter');
    await page.getByText('Thank you. That helps us do better.').waitFor();
    await eventually(async () => (await agent.entries()).find(({ kind }) => kind === 'survey')?.body).toEqual({ satisfaction: 5 });
    await page.keyboard.press('Escape');
    await controls(page).panel.waitFor({ state: 'hidden' });
    await eventually(() => focused(page)).toBe('Open chat');
    await context.close();
  });
});

const PANEL = ['button Open chat', 'heading Harbour Books', 'button Close chat'];
const WRITING = [...PANEL, 'button More', 'log Conversation', 'button Attach files', 'textbox Message', 'button Send'];

describe('widget: as a screen reader tells it', () => {
  it.each([
    ['first', WRITING],
    ['gate', [...PANEL, 'button Agree and chat', 'link Privacy policy']],
    ['elsewhere', [...WRITING, 'button Back', 'button Copy link', 'button Done', 'link (address)']],
  ])('[W123] [W120] %s: the roles and names of all that takes the focus', async (name, expected) => {
    const view = VIEWS.find((one) => one.name === name);
    if (!view) throw new Error(`no view ${name}`);
    const { page, close } = await stageView(world, view);
    const told = (await focusable(page)).map((one) => one.replace(/link localhost:.*/, 'link (address)'));
    expect(told.sort()).toEqual([...expected].sort());
    await close();
  });
});
