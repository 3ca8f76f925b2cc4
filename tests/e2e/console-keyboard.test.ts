// A day's work without a pointer: from signing in to saving a setting, with nothing but keys. Where the focus is can be seen at each step, and it
// is never lost.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { latestHandoff, visitor } from '../servers/visitor-http.js';
import { openDesk, PASSWORD, say, SHOWN_MS } from './console-desk.fixture.js';
import type { Desk } from './console-desk.fixture.js';

const STEP_MS = 300_000; // a step has several waits of SHOWN_MS
const TABS_MAX = 200; // more stops than any page has

let desk: Desk;
let page: Page;
const convs: string[] = [];

const log = () => page.getByRole('log', { name: 'Conversation' });
const field = () => page.getByRole('textbox', { name: 'Reply' });
const context = () => page.getByRole('region', { name: 'Customer context' });
const dialog = (name: string) => page.getByRole('dialog', { name });
const rowOf = (n: number) => page.getByRole('list', { name: 'Conversations' }).locator(`[data-conv="${convs[n] ?? ''}"]`);
const see = (text: string | RegExp) => log().getByText(text).first().waitFor({ timeout: SHOWN_MS });
const press = (key: string) => page.keyboard.press(key);

const hasFocus = (one: Locator): Promise<boolean> => one.evaluate((element) => element === document.activeElement);
/** Somewhere in the page, not at its root. */
const held = (): Promise<boolean> => page.evaluate(() => document.activeElement !== null && document.activeElement !== document.body);
const stays = () => expect.poll(held, { timeout: SHOWN_MS }).toBe(true);
/** What is sent is out of the field; Esc then leaves it for the pane around it. */
async function leaveComposer(): Promise<void> {
  await expect.poll(() => field().inputValue(), { timeout: SHOWN_MS }).toBe('');
  await press('Escape');
  await expect.poll(() => hasFocus(field()), { timeout: SHOWN_MS }).toBe(false);
  expect(await held()).toBe(true);
}

/** The element, or what it stands in, is drawn otherwise while it has the focus. */
const seenFocus = (): Promise<boolean> =>
  page.evaluate(() => {
    const found = document.activeElement;
    for (let element = found, up = 0; element !== null && up < 3; element = element.parentElement, up += 1) {
      const style = getComputedStyle(element);
      if ((style.outlineStyle !== 'none' && style.outlineWidth !== '0px') || style.boxShadow !== 'none') return true;
    }
    return false;
  });

/** Presses Tab until the element has the focus, as somebody would who looks for it. */
async function tabTo(one: Locator): Promise<void> {
  await one.waitFor({ timeout: SHOWN_MS });
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    if (await hasFocus(one)) {
      expect(await seenFocus(), 'the focus can be seen').toBe(true);
      return;
    }
    await press('Tab');
  }
  throw new Error(`Tab does not reach ${String(one)}`);
}
const focusedRow = (): Promise<string | null> => page.evaluate(() => document.activeElement?.getAttribute('data-conv') ?? null);
async function focused(one: Locator): Promise<void> {
  await one.waitFor({ timeout: SHOWN_MS });
  await expect.poll(() => hasFocus(one), { timeout: SHOWN_MS }).toBe(true);
}

beforeAll(async () => {
  desk = await openDesk();
  await desk.relay.userAdd('olga@harbour.example', 'admin', PASSWORD, desk.shop.siteId);
  convs.push(await say(await desk.mara(), 'Is my refund on its way?'));
  for (const text of ['Where is your shop?', 'Do you have it in blue?'])
    convs.push(await say(await visitor(desk.relay.url, desk.shop.siteId), text));
}, 300_000);
afterAll(() => desk?.stop());

describe('with keys alone', () => {
  it('[K115] one signs in', { timeout: STEP_MS }, async () => {
    page = await desk.page();
    await page.goto(desk.relay.started.consoleUrl);
    await tabTo(page.getByRole('textbox', { name: 'E-mail' }));
    await page.keyboard.type('olga@harbour.example');
    await tabTo(page.getByRole('textbox', { name: 'Password' }));
    await page.keyboard.type(PASSWORD);
    await press('Enter');
    await page.getByRole('navigation', { name: 'Views' }).waitFor({ timeout: SHOWN_MS });
    await rowOf(0).waitFor({ timeout: SHOWN_MS });
  });

  it('[K13, K115] one opens the conversation that waits longest and claims it', { timeout: STEP_MS }, async () => {
    await expect
      .poll(
        async () => {
          await press('j');
          return held();
        },
        { timeout: SHOWN_MS },
      ) // the keys come right after the first paint
      .toBe(true);
    while (!(await hasFocus(rowOf(0)))) await press('k');
    expect(await seenFocus()).toBe(true);
    await press('Enter');
    await see('Is my refund on its way?');
    await press('i');
    await page.getByText('Open, with you').waitFor({ timeout: SHOWN_MS });
    await stays();
  });

  it('[K28, K115] one reads the brief, opens a source, and is back where one was', { timeout: STEP_MS }, async () => {
    await context().getByText('CL-48213').first().waitFor({ timeout: SHOWN_MS });
    await press('f');
    await press('1');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('.pane-context') !== null), { timeout: SHOWN_MS })
      .toBe(true);
    const visit = page
      .getByRole('region', { name: 'Timeline' })
      .getByRole('link', { name: /Branch visit/ })
      .first();
    await tabTo(visit);
    await press('Enter');
    await page.getByRole('dialog').getByText('Quayside').first().waitFor({ timeout: SHOWN_MS });
    await press('Escape');
    await focused(visit);
  });

  it('[K39, K115] one inserts a fact and replies', { timeout: STEP_MS }, async () => {
    await tabTo(
      context()
        .getByTitle(/insert claim number/i)
        .first(),
    );
    await press('Enter');
    await expect.poll(() => field().inputValue(), { timeout: SHOWN_MS }).toContain('CL-48213');
    await stays();
    await tabTo(field());
    await press('End');
    await page.keyboard.type(' is on its way');
    await press('Control+Enter');
    await see(/CL-48213 is on its way/);
    await focused(field());
    await leaveComposer();
  });

  it('[K65, K117] one leaves a note that names a colleague, and leaves the composer', { timeout: STEP_MS }, async () => {
    await press('n');
    await focused(field());
    await page.keyboard.type('Please look, @be');
    await page.getByRole('option', { name: /ben/ }).waitFor({ timeout: SHOWN_MS });
    await press('Enter');
    await expect.poll(() => field().inputValue(), { timeout: SHOWN_MS }).toBe('Please look, @ben ');
    await page.keyboard.type('today');
    await press('Control+Enter');
    await see(/Please look/);
    await leaveComposer();
  });

  it('[K60, K115] one hands over with a note', { timeout: STEP_MS }, async () => {
    await press('h');
    await dialog('Transfer').waitFor({ timeout: SHOWN_MS });
    const ben = dialog('Transfer').getByRole('radio', { name: /^ben/ });
    await tabTo(dialog('Transfer').getByRole('radio').first());
    await press('Space');
    for (let downs = 0; downs < TABS_MAX && !(await ben.isChecked()); downs += 1) await press('ArrowDown');
    await tabTo(dialog('Transfer').getByRole('textbox', { name: 'Note for the receiver' }));
    await page.keyboard.type('Needs a second signature');
    await tabTo(dialog('Transfer').getByRole('button', { name: 'Transfer', exact: true }));
    await press('Enter');
    await see(/olga handed over to ben/);
    await stays();
  });

  it('[K71, K117] one puts it to sleep; the focus is on the next row', { timeout: STEP_MS }, async () => {
    await press('s');
    await focused(dialog('Snooze').getByRole('textbox', { name: 'Or a time as you would say it' }));
    await page.keyboard.type('in 3 days');
    await press('Enter');
    await dialog('Snooze').waitFor({ state: 'hidden', timeout: SHOWN_MS });
    await expect.poll(focusedRow, { timeout: SHOWN_MS }).toBeOneOf(convs.slice(1));
    expect(await seenFocus()).toBe(true);
  });

  it('[K23, K117] one closes the next one; the focus is on the one after', { timeout: STEP_MS }, async () => {
    const closed = await focusedRow();
    await press('Enter');
    await page.waitForURL(new RegExp(`/c/${closed ?? ''}`));
    await page.getByRole('button', { name: 'Close conversation' }).waitFor({ timeout: SHOWN_MS });
    await press('e');
    await focused(dialog('Close conversation').getByRole('textbox', { name: 'Outcome' }));
    await page.keyboard.type('Answered');
    await press('Enter');
    await dialog('Close conversation').waitFor({ state: 'hidden', timeout: SHOWN_MS });
    await expect.poll(focusedRow, { timeout: SHOWN_MS }).toBeOneOf(convs.filter((conv) => conv !== closed));
  });

  it('[K75, K115] one searches and opens what was found', { timeout: STEP_MS }, async () => {
    await press('/');
    await focused(page.getByRole('searchbox', { name: 'Search' }));
    await page.keyboard.type('refund on its way');
    await page.getByRole('list', { name: 'Results' }).getByRole('link').first().waitFor({ timeout: SHOWN_MS });
    await press('Enter');
    await see('Is my refund on its way?');
    await stays();
  });

  it('[K92, K115] one merges two customers after a preview', { timeout: STEP_MS }, async () => {
    const other = await latestHandoff(desk.relay.url, convs[1] ?? '', desk.shop.secretKey);
    await press('g');
    await press('c');
    const mara = page.getByRole('list', { name: 'Customers' }).getByRole('link', { name: /Mara Lindqvist/ });
    await tabTo(mara);
    await press('Enter');
    await tabTo(page.getByRole('button', { name: 'Merge another…' }));
    await press('Enter');
    const merging = dialog('Merge another customer into this one');
    await focused(merging.getByRole('textbox', { name: 'The other customer' }));
    await page.keyboard.type(other.customer.customerId);
    await press('Enter');
    await merging.getByRole('group', { name: 'What would happen' }).waitFor({ timeout: SHOWN_MS });
    await tabTo(merging.getByRole('textbox', { name: 'Reason' }));
    await page.keyboard.type('They said so on the phone');
    await tabTo(merging.getByRole('button', { name: /^Merge/ }));
    await press('Enter');
    await merging.waitFor({ state: 'hidden', timeout: SHOWN_MS });
    await page.getByRole('button', { name: 'Undo…' }).waitFor({ timeout: SHOWN_MS });
    await stays();
  });

  it('[K105, K115] one saves a setting', { timeout: STEP_MS }, async () => {
    await press('g');
    await press('s');
    await tabTo(page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Tags', exact: true }));
    await press('Enter');
    await tabTo(page.getByRole('link', { name: 'New tag' }));
    await press('Enter');
    await tabTo(page.getByRole('textbox', { name: 'Name', exact: true }));
    await page.keyboard.type('refund');
    await tabTo(page.getByRole('button', { name: 'Save', exact: true }));
    await press('Enter');
    await tabTo(page.locator('.set-back'));
    await press('Enter');
    await page.getByRole('list', { name: 'Tags' }).getByText('refund').waitFor({ timeout: SHOWN_MS });
    expect(desk.problems).toEqual([]);
  });
});
