// Accounts as people meet them: an invitation, a second factor at sign-in, a device that is signed out from elsewhere, one's own preferences.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../servers/chromium.js';
import { authenticator } from '../servers/one-time-codes.js';
import type { Authenticator } from '../servers/one-time-codes.js';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay } from '../servers/relay.js';

const PASSWORD = 'a long enough password';
const SHOWN_MS = 60_000;
const CLOSED_MS = 2_000; // the rule; measured at the socket in sessions-end-everywhere.test.ts
let relay: RunningRelay;
let browser: Browser;
const problems: string[] = [];

beforeAll(async () => {
  relay = await startRelay({ env: { THROUGHLINE_RATE_LIMITS: 'off' } });
  const shop = await relay.siteAdd('Harbour');
  await relay.userAdd('olga@harbour.example', 'owner', PASSWORD, shop.siteId);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await relay?.stop();
});

/** A browser of its own: no cookie of another. */
async function page(): Promise<Page> {
  const fresh = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  fresh.setDefaultTimeout(SHOWN_MS);
  fresh.on('pageerror', (error) => problems.push(error.message));
  fresh.on('console', (line) => {
    if (line.type() === 'error' && !/Failed to load resource|WebSocket connection|ERR_/.test(line.text())) problems.push(line.text());
  });
  return fresh;
}

async function typePassword(one: Page, email: string): Promise<void> {
  await one.goto(relay.started.consoleUrl);
  await one.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await one.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await one.getByRole('button', { name: 'Sign in', exact: true }).click();
}
const inside = (one: Page): Promise<void> => one.getByRole('navigation', { name: 'Views' }).waitFor();
const open = (one: Page, section: string): Promise<unknown> => one.goto(`${relay.url}/console/settings/${section}`);

let invited: Page;
let app: Authenticator;

it('[S22] an admin invites a colleague; the link is shown once and lets them choose name and password', async () => {
  const olga = await page();
  await typePassword(olga, 'olga@harbour.example');
  await inside(olga);
  await open(olga, 'people');
  await olga.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = olga.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('cleo@harbour.example');
  await dialog.getByRole('combobox', { name: 'Role' }).selectOption('lead');
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const link = (await olga.getByLabel('Link', { exact: true }).textContent()) ?? '';
  expect(link).toMatch(/\/console\/invite#[\w-]{43}$/);
  await olga.getByRole('button', { name: 'Done' }).click();
  await olga.getByRole('list', { name: 'Invitations' }).getByText('cleo@harbour.example', { exact: true }).first().waitFor();
  expect(await olga.content()).not.toContain(link.split('#')[1]);

  invited = await page();
  await invited.goto(link);
  await invited.getByRole('heading', { name: 'Welcome to Harbour' }).waitFor();
  await invited.getByRole('textbox', { name: 'Name' }).fill('Cleo');
  await invited.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await invited.getByRole('button', { name: 'Create account' }).click();
  await inside(invited);
  expect(invited.url()).not.toContain('#');
  await olga.reload();
  await olga.getByRole('list', { name: 'Colleagues' }).getByText('Cleo', { exact: true }).waitFor();

  const again = await page();
  await again.goto(link);
  await again.getByRole('heading', { name: 'This link is not valid any more' }).waitFor();
  await again.context().close();
  await olga.context().close();
});

it('[S25] a second factor is set up with an app, and asked for at the next sign-in', async () => {
  await open(invited, 'account');
  await invited.getByRole('button', { name: 'Set up a second factor' }).click();
  await invited.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
  app = authenticator(((await invited.locator('.factor-key').textContent()) ?? '').replaceAll(' ', ''));
  await invited.getByRole('textbox', { name: 'Six-digit code' }).fill('000000');
  await invited.getByRole('button', { name: 'Turn on' }).click();
  await invited.getByRole('alert').getByText('This code is wrong').waitFor();
  await invited.getByRole('textbox', { name: 'Six-digit code' }).fill(await app.next());
  await invited.getByRole('button', { name: 'Turn on' }).click();
  const codes = ((await invited.getByLabel('Recovery codes', { exact: true }).textContent()) ?? '').trim().split('\n');
  expect(codes).toHaveLength(10);
  await invited.getByRole('button', { name: 'I have kept them' }).click();
  await invited.getByText('10 recovery codes left').waitFor();

  const laptop = await page();
  await typePassword(laptop, 'cleo@harbour.example');
  await laptop.getByRole('heading', { name: 'Second factor' }).waitFor();
  await laptop.getByRole('textbox', { name: 'Six-digit code' }).fill(app.last()); // used: nobody reads it over a shoulder
  await laptop.getByRole('button', { name: 'Continue' }).click();
  await laptop.getByRole('alert').getByText('This code is wrong').waitFor();
  await laptop.getByRole('textbox', { name: 'Six-digit code' }).fill(await app.next());
  await laptop.getByRole('button', { name: 'Continue' }).click();
  await inside(laptop);
  await laptop.context().close();

  const phone = await page();
  await typePassword(phone, 'cleo@harbour.example');
  await phone.getByRole('button', { name: 'Use a recovery code' }).click();
  await phone.getByRole('textbox', { name: 'Recovery code' }).fill(codes[0] ?? '');
  await phone.getByRole('button', { name: 'Continue' }).click();
  await inside(phone);
  await phone.context().close();
}, 240_000);

it('[S22] [S13] a device that is signed out from elsewhere is at the sign-in page two seconds later', async () => {
  const phone = await page();
  await typePassword(phone, 'cleo@harbour.example');
  await phone.getByRole('textbox', { name: 'Six-digit code' }).fill(await app.next());
  await phone.getByRole('button', { name: 'Continue' }).click();
  await inside(phone);
  await invited.reload();
  const devices = invited.getByRole('list', { name: 'Devices' });
  await devices.getByText('This one').waitFor();
  await invited.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await phone.getByText('Your session has ended.').waitFor({ timeout: SHOWN_MS + CLOSED_MS });
  await invited.getByRole('button', { name: 'Sign out everywhere else' }).waitFor({ state: 'detached' });
  await inside(invited);
  await phone.context().close();
}, 240_000);

it('[K31] what somebody prefers is kept with the account and worn at once', async () => {
  await open(invited, 'preferences');
  await invited.getByRole('button', { name: 'Dark', exact: true }).click();
  await invited.locator('html[data-theme="dark"]').waitFor();
  await invited.getByRole('button', { name: 'Compact' }).click();
  await invited.locator('html[data-density="compact"]').waitFor();
  await invited.reload();
  await invited.locator('html[data-theme="dark"][data-density="compact"]').waitFor();
});

it('[S80] turning the second factor off asks for the password again when it was given long ago, and says so', async () => {
  await open(invited, 'account');
  await invited.getByText('9 recovery codes left').waitFor();
  // The session is as it was; its password was given ten minutes ago as far as the page is told.
  let first = true;
  await invited.route('**/agent/v1/second-factor', async (route) => {
    if (route.request().method() !== 'DELETE' || !first) return route.fallback();
    first = false;
    return route.fulfill({ status: 403, contentType: 'application/problem+json', body: '{"code":"fresh_login_needed","status":403}' });
  });
  await invited.getByRole('button', { name: 'Turn off' }).click();
  const dialog = invited.getByRole('dialog', { name: 'Confirm it is you' });
  await dialog.getByRole('textbox', { name: 'Your password' }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await dialog.getByRole('textbox', { name: 'Six-digit code' }).fill(await app.next());
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await invited.getByRole('button', { name: 'Set up a second factor' }).waitFor();
}, 240_000);

it('[S58] none of it broke the policy of the page', () => {
  expect(problems).toEqual([]);
});
