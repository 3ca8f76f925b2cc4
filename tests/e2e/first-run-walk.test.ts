// A newcomer's first minutes in two windows of one browser, as K111 lays them out: from the address that `npm start` prints to an answer the
// customer reads. What is counted is what a person has to do, not how long a machine takes.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../servers/chromium.js';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay } from '../servers/relay.js';

const SHOWN_MS = 60_000;
const PRESSES_MAX = 8; // create account, demo page, open chat, new conversation, send, the row, claim, send reply
const FIELDS_MAX = 5; // name, e-mail, password, the message, the reply
const ASKED = 'My card payment was taken twice, any news?';
const ANSWERED = 'Hello Mara, I can see your claim CL-48213 already.';

let relay: RunningRelay;
let browser: Browser;
let desk: Page;
let site: Page;
let presses = 0;
let fields = 0;
const problems: string[] = [];

function watched(page: Page): Page {
  page.setDefaultTimeout(SHOWN_MS);
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (line) => {
    if (line.type() === 'error' && !/Failed to load resource|WebSocket connection|ERR_/.test(line.text())) problems.push(line.text());
  });
  return page;
}
async function press(what: Locator): Promise<void> {
  await what.click();
  presses += 1;
}
async function write(where: Locator, text: string): Promise<void> {
  await where.fill(text);
  fields += 1;
}
const steps = (): Locator => desk.getByRole('list', { name: 'First steps' });
const log = (page: Page): Locator => page.getByRole('log', { name: 'Conversation' });

beforeAll(async () => {
  relay = await startRelay({ args: ['--demo'] });
  browser = await launchBrowser();
  desk = watched(await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage());
});
afterAll(async () => {
  await browser?.close();
  await relay?.stop();
});

it('[K110] [K111] the printed address asks for a name, an address and a password, and nothing else', async () => {
  await desk.goto(relay.started.consoleSetupUrl ?? '');
  await write(desk.getByRole('textbox', { name: 'Name' }), 'Ada Holm');
  await write(desk.getByRole('textbox', { name: 'E-mail' }), 'ada@harbour.example');
  await write(desk.getByLabel('Password'), 'correct horse battery staple');
  await press(desk.getByRole('button', { name: 'Create account' }));
  await desk.getByRole('heading', { name: 'Your first conversation' }).waitFor();
  expect(desk.url()).not.toContain('#');
});

it('[K111] the first screen says what is next: the site, the tag and its policy, a first message, colleagues', async () => {
  await steps().waitFor();
  const titles = await steps().getByRole('heading').allInnerTexts();
  expect(titles.map((title) => title.split('\n')[0]?.trim())).toEqual([
    expect.stringContaining('Your account'),
    'Name your site',
    'Put the chat on your pages',
    'Answer a first message',
    'Invite colleagues',
  ]);
  expect(await steps().getByLabel('Script tag').innerText()).toContain(relay.started.siteId);
  const letter = new URL((await steps().getByRole('link', { name: 'Send it to a developer' }).getAttribute('href')) ?? '');
  expect(letter.searchParams.get('body')).toContain('/widget.js');
  expect(letter.searchParams.get('body')).toContain('connect-src');
});

it('[K111] [K112] the demo page: a customer with a past writes, and is answered on the spot', async () => {
  const opened = desk.context().waitForEvent('page');
  await press(steps().getByRole('link', { name: 'Open the demo page' }));
  site = watched(await opened);
  await press(site.getByRole('button', { name: /Open chat/ }));
  await press(site.getByRole('button', { name: 'New conversation' }));
  await write(site.getByRole('textbox', { name: 'Message' }), ASKED);
  await press(site.getByRole('button', { name: 'Send', exact: true }));

  await press(desk.getByRole('list', { name: 'Conversations' }).getByText('Mara Lindqvist'));
  await log(desk).getByText(ASKED).waitFor();
  const context = desk.getByRole('region', { name: 'Customer context' });
  for (const known of ['CL-48213', 'HP-30291', 'Promised']) await context.getByText(known).first().waitFor();
  await press(desk.getByRole('button', { name: 'Claim' }));
  await write(desk.getByRole('textbox', { name: 'Reply' }), ANSWERED);
  await press(desk.getByRole('button', { name: 'Send reply' }));
  await log(site).getByText(ANSWERED).waitFor();
});

it('[K111] it took no more than a person likes to do', () => {
  expect(presses).toBeLessThanOrEqual(PRESSES_MAX);
  expect(fields).toBeLessThanOrEqual(FIELDS_MAX);
});

it('[K111] what is left of the list stays beside the conversations, may be left out, and then is gone for good', async () => {
  await desk.goto(relay.started.consoleUrl);
  await desk.getByText('3 first steps are left').click();
  const answered = steps().getByRole('listitem').filter({ hasText: 'Answer a first message' });
  expect(await answered.getByRole('button').count()).toBe(0); // done: nothing to skip
  for (const name of ['Name your site', 'Put the chat on your pages', 'Invite colleagues'])
    await steps()
      .getByRole('button', { name: `Skip ${name}` })
      .click();
  await steps().waitFor({ state: 'detached' });
  await desk.reload();
  await desk.getByRole('heading', { name: 'No conversation open' }).waitFor();
  expect(await desk.getByText(/first steps? (is|are) left/).count()).toBe(0);
});

it('[K112] one button takes all of the demo away: what it made goes from open consoles, the pages close, the site stays', async () => {
  const guest = watched(await (await browser.newContext()).newPage());
  await guest.addInitScript(() => sessionStorage.setItem('harbour.guest', 'yes'));
  await guest.goto(`${relay.url}/demo/`);
  await guest.getByRole('button', { name: /Open chat/ }).click();
  await guest.getByRole('textbox', { name: 'Message' }).fill('Do you have a branch in Malmö?');
  await guest.getByRole('button', { name: 'Send', exact: true }).click();
  const open = watched(await desk.context().newPage());
  await open.goto(`${relay.url}/console/v/all`);
  const rows = open.getByRole('list', { name: 'Conversations' }).getByRole('listitem');
  await expect.poll(() => rows.count(), { timeout: SHOWN_MS }).toBe(2);

  await desk.goto(`${relay.url}/console/settings/sites`);
  await desk.getByRole('button', { name: 'Remove the demo data' }).click();
  const dialog = desk.getByRole('dialog', { name: 'Remove the demo data?' });
  await dialog.getByText(/every other customer stay/).waitFor();
  await dialog.getByRole('button', { name: 'Remove it all' }).click();
  await desk.getByText('The demo data is gone, with 2 conversations.').waitFor();
  expect(await desk.getByRole('button', { name: 'Remove the demo data' }).count()).toBe(0);
  await expect.poll(() => rows.count(), { timeout: SHOWN_MS }).toBe(0);
  expect((await fetch(`${relay.url}/demo/`)).status).toBe(404);
  await desk.goto(`${relay.url}/console/customers`);
  await desk.getByRole('heading', { name: 'No customers yet' }).waitFor();
  await desk.goto(`${relay.url}/console/settings/audit`);
  await desk.getByText('Demo data removed').waitFor();
  expect(problems).toEqual([]);
  await relay.kill9();
  await relay.restart();
  expect((await fetch(`${relay.url}/demo/`)).status).toBe(404);
});
