// The settings of desk and site in a real browser against a real relay: every page, what is made there, and what becomes of it.
import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDesk, PASSWORD, SHOWN_MS } from './console-desk.fixture.js';
import type { Desk } from './console-desk.fixture.js';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
  await desk.relay.userAdd('olga@harbour.example', 'admin', PASSWORD, desk.shop.siteId);
  await desk.relay.userAdd('lea@harbour.example', 'lead', PASSWORD, desk.shop.siteId);
});
afterAll(() => desk?.stop());

async function at(page: Page, path: string): Promise<void> {
  await page.goto(`${desk.relay.url}/console/settings/${path}`);
  await page.locator('.settings-main h1').waitFor({ timeout: SHOWN_MS });
  await page.locator('.settings-main [aria-busy=true]').waitFor({ state: 'detached', timeout: SHOWN_MS });
}
const save = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'hidden', timeout: SHOWN_MS });
};
/** The password again, where it was given too long ago. */
const confirm = async (page: Page): Promise<void> => {
  const field = page.getByLabel('Your password');
  const secret = page.getByRole('status', { name: /secret|key/i });
  await field.or(secret).first().waitFor({ timeout: SHOWN_MS });
  if (!(await field.isVisible())) return;
  await field.fill(PASSWORD);
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
};
const list = (page: Page, name: string) => page.getByRole('list', { name, exact: true });

it('[K55] a team, a rule with its sentence, a service level and a reply are made, and read back after a reload', async () => {
  const page = await desk.signIn('olga');
  await at(page, 'teams');
  await page.getByRole('link', { name: 'New team' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Care');
  await page.getByRole('checkbox').first().check();
  await save(page);
  await at(page, 'teams');
  await list(page, 'Teams').getByText('Care').waitFor({ timeout: SHOWN_MS });

  await at(page, 'routing/new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Complaints first');
  await page.getByRole('combobox', { name: 'Add a condition' }).selectOption('open_complaint');
  await page.getByRole('combobox', { name: 'Priority' }).selectOption('high');
  await page.getByText('When there is an open complaint, then priority high.').waitFor({ timeout: SHOWN_MS });
  await save(page);
  await at(page, 'routing');
  await page.getByRole('switch', { name: 'Complaints first is on' }).click();
  await expect
    .poll(() => page.getByRole('switch', { name: 'Complaints first is on' }).getAttribute('aria-checked'), { timeout: SHOWN_MS })
    .toBe('false');

  await at(page, 'sla/new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Standard');
  await save(page);
  await at(page, 'sla');
  await list(page, 'Service levels').getByText('first answer in 15 minutes').waitFor({ timeout: SHOWN_MS });

  await at(page, 'replies/new');
  await page.getByRole('textbox', { name: 'Title' }).fill('Welcome');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Hello {{contact.first_name}}');
  await page.getByRole('button', { name: 'Everything is known' }).click();
  await page.getByText('Hello Mara').waitFor({ timeout: SHOWN_MS });
  await save(page);
  await at(page, 'replies');
  await list(page, 'Saved replies').getByText('Welcome').waitFor({ timeout: SHOWN_MS });
  await page.context().close();
});

it('[K106] a signing secret is shown once after the password, and a token made by the printed sample is valid', async () => {
  const page = await desk.signIn('olga');
  await at(page, 'identity');
  await page.getByRole('button', { name: 'New signing secret' }).click();
  await confirm(page);
  const shown = page.getByRole('status', { name: /^Signing secret / });
  await shown.waitFor({ timeout: SHOWN_MS });
  const secret = (await shown.locator('pre').textContent())?.trim() ?? '';
  expect(secret.length).toBeGreaterThan(20);
  const code = (await page.getByLabel('Node.js', { exact: true }).textContent()) ?? '';
  const user = { id: 'mara', name: 'Mara', email: 'mara@example.com', emailVerified: true };
  const program = `${code}\nprocess.stdout.write(identityToken(${JSON.stringify(user)}, ${JSON.stringify(secret)}));`;
  const token = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
  await page.getByRole('textbox', { name: 'Token' }).fill(token);
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByText('Valid: it signs in mara.').waitFor({ timeout: SHOWN_MS });
  await page.getByRole('textbox', { name: 'Token' }).fill(`${token}x`);
  await page.getByRole('button', { name: 'Check', exact: true }).click();
  await page.getByText(/^Not valid/).waitFor({ timeout: SHOWN_MS });
  await page.reload();
  await page.getByRole('button', { name: 'New signing secret' }).waitFor({ timeout: SHOWN_MS });
  expect(await page.content()).not.toContain(secret);
  await page.context().close();
});

it('[K106] a webhook’s secret is shown once, and its test says how the endpoint answered', async () => {
  const page = await desk.signIn('olga');
  await at(page, 'webhooks');
  await page.getByRole('button', { name: 'New webhook' }).click();
  await page.getByRole('textbox', { name: 'Address' }).fill('https://hooks.invalid/throughline');
  await page.getByRole('button', { name: 'Add it' }).dblclick(); // a second press makes no second one
  await page.getByRole('status', { name: /^Signing secret of/ }).waitFor({ timeout: SHOWN_MS });
  await page.getByRole('button', { name: 'Send a test' }).waitFor({ timeout: SHOWN_MS });
  expect(await page.getByRole('region', { name: 'https://hooks.invalid/throughline' }).count()).toBe(1);
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('Not delivered: the name of the server is not known.').waitFor({ timeout: SHOWN_MS });
  await page.context().close();
});

it('[K105] the audit log says what a change was before, and takes it back', async () => {
  const page = await desk.signIn('olga');
  await at(page, 'tags/new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('outage');
  await save(page);
  await at(page, 'tags');
  await list(page, 'Tags').getByText('outage').click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('incident');
  await save(page);
  await at(page, 'audit');
  const line = list(page, 'Audit log').getByRole('listitem').filter({ hasText: 'Tag changed' });
  await line.getByText('What changed').click();
  await line.getByText('outage').waitFor({ timeout: SHOWN_MS });
  await line.getByRole('button', { name: /^Take back/ }).click();
  await expect.poll(() => list(page, 'Audit log').getByText('Tag changed').count(), { timeout: SHOWN_MS }).toBe(2);
  await at(page, 'tags');
  await list(page, 'Tags').getByText('outage').waitFor({ timeout: SHOWN_MS });
  await page.context().close();
});

it('[K105] what a colleague saved meanwhile stands beside one’s own', async () => {
  const [one, other] = [await desk.signIn('olga'), await desk.signIn('lea')];
  await at(one, 'tags/new');
  await one.getByRole('textbox', { name: 'Name', exact: true }).fill('praise');
  await save(one);
  await at(other, 'tags');
  await list(other, 'Tags').getByText('praise').click();
  await other.getByRole('textbox', { name: 'Name', exact: true }).fill('thanks');
  await one.getByRole('textbox', { name: 'Name', exact: true }).fill('applause');
  await save(one);
  await other.getByRole('button', { name: 'Save', exact: true }).click();
  await other.getByText('Changed by olga meanwhile', { exact: false }).waitFor({ timeout: SHOWN_MS });
  await other.getByRole('button', { name: 'Put mine on top' }).click();
  await other.getByText('meanwhile').waitFor({ state: 'hidden', timeout: SHOWN_MS });
  await at(one, 'tags');
  await list(one, 'Tags').getByText('thanks').waitFor({ timeout: SHOWN_MS });
  await Promise.all([one.context().close(), other.context().close()]);
});

it('[K105] of two who change the site, the second chooses, and the log takes the newest change back', async () => {
  const [one, other] = [await desk.signIn('olga'), await desk.signIn('olga')];
  const name = (page: Page) => page.getByRole('textbox', { name: 'Name of the site' });
  await at(one, 'sites');
  await at(other, 'sites');
  await name(one).fill('Harbour North');
  await save(one);
  await name(other).fill('Harbour South');
  await other.getByRole('button', { name: 'Save', exact: true }).click();
  await other.getByText('Somebody else changed this meanwhile.', { exact: false }).waitFor({ timeout: SHOWN_MS });
  expect(await name(other).inputValue()).toBe('Harbour South');
  await other.getByRole('button', { name: 'Put mine on top' }).click();
  await other.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'hidden', timeout: SHOWN_MS });

  await at(one, 'audit');
  const lines = list(one, 'Audit log').getByRole('listitem').filter({ hasText: 'Site changed' });
  await lines.first().getByText('What changed').click();
  await lines.first().getByText('Harbour North').waitFor({ timeout: SHOWN_MS });
  await lines
    .first()
    .getByRole('button', { name: /^Take back/ })
    .click();
  await expect.poll(() => lines.count(), { timeout: SHOWN_MS }).toBe(3);
  await at(other, 'sites');
  await expect.poll(() => name(other).inputValue(), { timeout: SHOWN_MS }).toBe('Harbour North');
  await Promise.all([one.context().close(), other.context().close()]);
});

it('[K117] the focus goes to the heading of what opens, and stays where something is taken away', async () => {
  const page = await desk.signIn('olga');
  await at(page, 'tags');
  await page.getByRole('link', { name: 'New tag' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('h1:focus').waitFor({ timeout: SHOWN_MS });

  await at(page, 'facts');
  await page.getByRole('button', { name: 'Add a pattern' }).click();
  await page.getByRole('button', { name: 'Remove “New pattern”' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Remove “New pattern”' }).waitFor({ state: 'detached', timeout: SHOWN_MS });
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest('.settings-main') !== null), { timeout: SHOWN_MS })
    .toBe(true);
  await page.context().close();
});

it('[K107] a lead sees teams, tags and replies; whatever else says who can grant it', async () => {
  const page = await desk.signIn('lea');
  await at(page, 'teams');
  const nav = page.getByRole('navigation', { name: 'Settings', exact: true });
  expect(await nav.getByRole('link').allTextContents()).toEqual(['Account', 'Preferences', 'Teams', 'Saved replies', 'Tags']);
  await at(page, 'webhooks');
  await page.getByText('Settings are for admins').waitFor({ timeout: SHOWN_MS });
  await page.context().close();
});

it('nothing went wrong on any page', () => {
  expect(desk.problems).toEqual([]);
});
