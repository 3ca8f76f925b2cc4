// What the console shows before somebody is signed in, and to the first who is (K110, K111, K120).
import type { Page } from 'playwright-core';
import { PASSWORD } from '../tests/e2e/console-desk.fixture.js';
import { startRelay } from '../tests/servers/relay.js';
import type { RunningRelay } from '../tests/servers/relay.js';
import { at, LONG_NAME } from './console-states.js';
import type { ConsoleState } from './console-states.js';

async function fill(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}
/** A relay of its own for whatever an installation shows before it is in use; stopped with the page. */
async function fresh(page: Page, args: string[]): Promise<RunningRelay> {
  const relay = await startRelay({ args, env: { THROUGHLINE_RATE_LIMITS: 'off' } });
  page.once('close', () => void relay.stop());
  return relay;
}
async function claimInstallation(page: Page, args: string[]): Promise<void> {
  const relay = await fresh(page, args);
  await page.goto(relay.started.consoleSetupUrl ?? '');
  await page.getByRole('textbox', { name: 'Name' }).fill('Ada Holm');
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@harbour.example');
  await page.getByLabel('Password').first().fill('correct horse battery staple');
  await page.locator('form').getByRole('button').last().click();
  await page.getByRole('heading', { name: 'Your first conversation' }).waitFor();
}

/** Nobody is signed in. */
export const DOOR_STATES: readonly ConsoleState[] = [
  {
    name: 'door-sign-in-wrong',
    show: async (page, desk) => {
      await page.goto(desk.relay.started.consoleUrl);
      await fill(page, 'nobody@harbour.example');
      await page.getByText('E-mail or password is wrong.').waitFor();
    },
  },
  {
    name: 'door-setup-wrong',
    show: async (page) => {
      const relay = await fresh(page, []);
      await page.goto(relay.started.consoleSetupUrl ?? '');
      await page.getByRole('textbox', { name: 'Name' }).fill(LONG_NAME);
      await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@harbour.example');
      await page.getByLabel('Password').first().fill('password1234');
      await page.locator('form').getByRole('button').last().click();
      await page.locator('.field-error').waitFor();
    },
  },
  { name: 'door-setup-no-token', show: at('setup', 'one-time token') },
  {
    name: 'door-no-connection',
    show: async (page, desk) => {
      await page.route('**/agent/v1/me', (route) => route.abort());
      await at('', 'No connection')(page, desk);
    },
  },
  {
    name: 'door-starting',
    show: async (page, desk) => {
      await page.route('**/agent/v1/me', () => new Promise(() => undefined));
      await at('', 'Starting')(page, desk);
    },
  },
  { name: 'first-run-demo', show: (page) => claimInstallation(page, ['--demo']) },
  { name: 'first-run-plain', show: (page) => claimInstallation(page, []) },
];
