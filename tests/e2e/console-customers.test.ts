// Customers in a real browser against the built relay: found and filtered by address, opened, noted about, merged and separated, taken along
// as a file, and erased by whoever gives the password again.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { DatabaseSync } from '@photostructure/sqlite';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerList } from '@throughline/types';
import { openDesk, PASSWORD, say, SHOWN_MS } from './console-desk.fixture.js';
import type { Desk } from './console-desk.fixture.js';

let desk: Desk;
let page: Page;
let mara: string;

async function api<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${desk.relay.url}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${desk.shop.secretKey}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
const idOf = async (userId: string): Promise<string> =>
  (await api<CustomerList>('GET', `customers?userId=${userId}`)).customers[0]?.id ?? '';
const signedUp = (userId: string, name: string): Promise<unknown> =>
  api('POST', 'interactions', {
    ...{ name: 'Signed Up', userId, channel: 'web' },
    traits: { name, email: `${userId}@mail.example`, email_verified: true },
  });

/** Nobody gave a password for an hour: as if the console had been left open. */
function forgetLogins(): void {
  const db = new DatabaseSync(join(desk.relay.dataDir, 'throughline.db'));
  try {
    db.exec('PRAGMA busy_timeout = 10000');
    db.exec(`UPDATE agent_sessions SET confirmed_at = ${Date.now() - 3_600_000}`);
  } finally {
    db.close();
  }
}

beforeAll(async () => {
  desk = await openDesk();
  await desk.relay.userAdd('ella@harbour.example', 'admin', PASSWORD, desk.shop.siteId);
  for (const [userId, name] of [
    ['olaf', 'Olaf Brandt'],
    ['olaf-two', 'O. Brandt'],
    ['ines', 'Inés Duarte'],
  ] as const)
    await signedUp(userId, name);
  await api('POST', 'interactions', { name: 'Call Logged', userId: 'ines', channel: 'voice', data: { note: 'Asked about delivery' } });
  await say(await desk.mara(), 'Is my refund on its way?');
  mara = await idOf('mara');
  page = await desk.signIn('ella');
});
afterAll(() => desk?.stop());

const rows = () => page.getByRole('list', { name: 'Customers' }).getByRole('link');
const open = (path: string) => page.goto(`${desk.relay.url}/console/${path}`);
const axe = async (): Promise<string[]> =>
  (await new AxeBuilder({ page }).analyze()).violations.map(
    (one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`,
  );

describe('the list', () => {
  it('[K90] finds by the first letters of a name and by a number, and shows identifiers masked', async () => {
    await page.getByRole('link', { name: 'Customers' }).first().click();
    await rows().first().waitFor({ timeout: SHOWN_MS });
    expect(await rows().count()).toBe(4);
    const field = page.getByRole('searchbox', { name: 'Find a customer' });
    await field.fill('bran');
    await expect.poll(() => rows().count(), { timeout: SHOWN_MS }).toBe(2);
    await field.fill('ines@mail.example');
    await expect.poll(() => rows().allInnerTexts(), { timeout: SHOWN_MS }).toHaveLength(1);
    expect(await rows().first().innerText()).toContain('Inés Duarte');
    expect(await rows().first().innerText()).not.toContain('ines@mail.example');
  });

  it('[K17] filters stand in the address, and a reload finds the same', async () => {
    await page.getByRole('searchbox', { name: 'Find a customer' }).fill('');
    await page.getByRole('combobox', { name: 'Channel' }).selectOption('voice');
    await expect.poll(() => rows().allInnerTexts(), { timeout: SHOWN_MS }).toHaveLength(1);
    expect(new URL(page.url()).search).toBe('?channel=voice');
    await page.reload();
    await expect.poll(() => rows().allInnerTexts(), { timeout: SHOWN_MS }).toHaveLength(1);
    expect(await page.getByRole('combobox', { name: 'Channel' }).inputValue()).toBe('voice');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('combobox', { name: 'Conversations' }).selectOption('yes');
    await expect.poll(async () => (await rows().allInnerTexts()).join(' | '), { timeout: SHOWN_MS }).toMatch(/^[^|]*Mara Lindqvist[^|]*$/);
  });

  it('[K13] the keyboard walks the rows and opens one', async () => {
    await page.getByRole('searchbox', { name: 'Find a customer' }).focus();
    await page.keyboard.press('ArrowDown');
    await expect
      .poll(
        () =>
          rows()
            .first()
            .evaluate((link) => link === document.activeElement),
        { timeout: SHOWN_MS },
      )
      .toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /^Mara Lindqvist/ }).waitFor({ timeout: SHOWN_MS });
    expect(new URL(page.url()).pathname).toBe(`/console/customers/${mara}`);
  });

  it('[K90] a file of customers is previewed, imported, and found', async () => {
    await open('customers');
    await page.getByRole('button', { name: 'Import…' }).click();
    const csv = 'user_id,email,name,tier\nnew-1,new-1@mail.example,Petra Neu,gold\n,,Nobody,\n';
    await page.getByLabel('CSV file').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    const dialog = page.getByRole('dialog', { name: 'Import customers' });
    await dialog.getByText('2 rows').waitFor({ timeout: SHOWN_MS });
    expect(await axe()).toEqual([]);
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await dialog.getByText('1 customer imported.').waitFor({ timeout: SHOWN_MS });
    await dialog.getByText(/^Line 3:/).waitFor({ timeout: SHOWN_MS });
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => rows().allInnerTexts(), { timeout: SHOWN_MS }).toHaveLength(5);
    expect((await rows().allInnerTexts()).join(' ')).toContain('Petra Neu');
  });

  it('[S81] [S137] the list as a file needs the password again, and is whole', async () => {
    forgetLogins();
    await page.getByRole('button', { name: 'Export CSV' }).click();
    await page.getByRole('dialog', { name: 'Confirm it is you' }).getByLabel('Your password').fill(PASSWORD);
    const [file] = await Promise.all([page.waitForEvent('download', { timeout: SHOWN_MS }), page.keyboard.press('Enter')]);
    const text = await readFile(await file.path(), 'utf8');
    expect(text).toContain('"Petra Neu"');
    expect(text).toContain('email: olaf@mail.example');
  });
});

describe('one customer', () => {
  it('[K91] what names them is masked until it is revealed; their conversations lead to the thread', async () => {
    await open(`customers/${mara}`);
    const known = page
      .getByRole('listitem')
      .filter({ hasText: 'E-mail' })
      .filter({ has: page.getByRole('button', { name: 'Reveal (recorded)' }) });
    await known.first().waitFor({ timeout: SHOWN_MS });
    expect(await known.first().innerText()).not.toContain('mara@example.com');
    await known.first().getByRole('button', { name: 'Reveal (recorded)' }).click();
    await page.getByText('mara@example.com').first().waitFor({ timeout: SHOWN_MS });
    await page.getByRole('list', { name: 'Conversations of this customer' }).getByRole('link').first().click();
    await page.getByRole('log', { name: 'Conversation' }).getByText('Is my refund on its way?').waitFor({ timeout: SHOWN_MS });
    await page.goBack();
  });

  it('[K91] a note is written, pinned and seen by a colleague, who may not change it', async () => {
    await page.getByRole('textbox', { name: 'New note' }).fill('Prefers to be called in the evening');
    await page.getByRole('button', { name: 'Add note' }).click();
    const notes = page.getByRole('list', { name: 'Notes' });
    await notes.getByText('Prefers to be called in the evening').waitFor({ timeout: SHOWN_MS });
    await notes.getByRole('button', { name: 'Pin', exact: true }).click();
    await notes.getByText('Pinned').waitFor({ timeout: SHOWN_MS });
    const ada = await desk.signIn('ada');
    await ada.goto(`${desk.relay.url}/console/customers/${mara}`);
    const theirs = ada.getByRole('list', { name: 'Notes' }).getByRole('listitem');
    await theirs.getByText('Prefers to be called in the evening').waitFor({ timeout: SHOWN_MS });
    expect(await theirs.getByRole('button').count()).toBe(0);
    expect(await ada.getByRole('button', { name: 'Erase…' }).count()).toBe(0);
    await ada.context().close();
  });

  it('[K115] list and page are axe clean, light and dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await open(`customers/${mara}`);
      await page.getByRole('list', { name: 'Notes' }).waitFor({ timeout: SHOWN_MS });
      expect(await axe(), `page ${colorScheme}`).toEqual([]);
      await open('customers');
      await rows().first().waitFor({ timeout: SHOWN_MS });
      expect(await axe(), `list ${colorScheme}`).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
  });
});

describe('two that are one', () => {
  it('[K92] [K93] a merge is previewed, needs a reason for two user ids, and is undone from the page', async () => {
    const [first, second] = [await idOf('olaf'), await idOf('olaf-two')];
    await open(`customers/${first}`);
    await page.getByRole('button', { name: 'Merge another…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Merge another customer into this one' });
    await dialog.getByRole('textbox', { name: 'The other customer' }).fill('O. Brandt');
    await dialog
      .getByRole('list', { name: 'Customers found' })
      .getByRole('button', { name: /^O\. Brandt/ })
      .click();
    await dialog.getByText('different user ids', { exact: false }).waitFor({ timeout: SHOWN_MS });
    await dialog.getByText(/Moves .*interaction/).waitFor({ timeout: SHOWN_MS });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Two accounts of one person');
    await dialog.getByRole('button', { name: 'Merge anyway' }).click();
    await dialog.waitFor({ state: 'hidden', timeout: SHOWN_MS });
    await open(`customers/${second}`);
    await page.waitForURL(`**/console/customers/${first}`, { timeout: SHOWN_MS });
    await page.getByRole('button', { name: 'Undo…' }).click();
    await page.getByText('Both timelines become what they were', { exact: false }).waitFor({ timeout: SHOWN_MS });
    await page.getByRole('button', { name: 'Undo the merge' }).click();
    await expect.poll(() => idOf('olaf-two'), { timeout: SHOWN_MS }).toBe(second);
  });
});

describe('their data', () => {
  it('[K94] erasing says what goes, needs the name and the password, and leaves nobody', async () => {
    const ines = await idOf('ines');
    await open(`customers/${ines}`);
    await page.getByRole('button', { name: 'Erase…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Erase this customer' });
    await dialog.getByText(/2 interactions over every channel/).waitFor({ timeout: SHOWN_MS });
    const erase = dialog.getByRole('button', { name: 'Erase for good' });
    expect(await erase.getAttribute('aria-disabled')).toBe('true');
    await dialog.getByRole('textbox').fill('Inés Duarte');
    forgetLogins();
    await erase.click();
    await page.getByRole('dialog', { name: 'Confirm it is you' }).getByLabel('Your password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('status').filter({ hasText: 'Inés Duarte was erased' }).waitFor({ timeout: SHOWN_MS });
    expect(new URL(page.url()).pathname).toBe('/console/customers');
    await expect.poll(async () => (await rows().allInnerTexts()).join(' '), { timeout: SHOWN_MS }).not.toContain('Inés');
    expect(await idOf('ines')).toBe('');
  });
});

it('nothing went wrong on any page', () => {
  expect(desk.problems).toEqual([]);
});
