// Files, offered answers, form answers and surveys as an agent meets them, in a real browser against a real relay.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AxeBuilder } from '@axe-core/playwright';
import { openDesk, say, SHOWN_MS } from './console-desk.fixture.js';
import type { Desk } from './console-desk.fixture.js';
import type { TestVisitor } from '../servers/visitor-http.js';

// One pixel.
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
let desk: Desk;
let mara: TestVisitor;
let page: Page;
const log = () => page.getByRole('log', { name: 'Conversation' });

beforeAll(async () => {
  desk = await openDesk();
  mara = await desk.mara();
  const conv = await say(mara, 'Hello, my order is late');
  page = await desk.signIn('ada', { acceptDownloads: true });
  await page.goto(`${desk.relay.url}/console/c/${conv}`);
  await log().getByText('Hello, my order is late').waitFor({ timeout: SHOWN_MS });
});
afterAll(() => desk?.stop());

it('[K37] a file is picked, goes up, and is sent with the reply; it opens as a download', async () => {
  await page.locator('input[type=file]').setInputFiles([
    { name: 'label.png', mimeType: 'image/png', buffer: PNG },
    { name: 'terms.txt', mimeType: 'text/plain', buffer: Buffer.from('Returns within 30 days') },
  ]);
  const attached = page.getByRole('list', { name: 'Attached files' });
  await attached.getByRole('button', { name: 'Remove label.png' }).waitFor({ timeout: SHOWN_MS });
  await attached.getByRole('button', { name: 'Remove terms.txt' }).waitFor({ timeout: SHOWN_MS });
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
  await page.getByRole('textbox', { name: 'Reply' }).fill('Here is the label');
  await page.getByRole('button', { name: 'Send reply' }).click();
  const files = log().getByRole('list', { name: 'Files' });
  await files.getByRole('button', { name: /Download label\.png/ }).waitFor({ timeout: SHOWN_MS });
  await attached.waitFor({ state: 'detached' });
  await expect
    .poll(() => files.locator('img').evaluate((img) => img instanceof HTMLImageElement && img.naturalWidth), { timeout: SHOWN_MS })
    .toBe(1);
  const coming = page.waitForEvent('download');
  await files.getByRole('button', { name: /Download terms\.txt/ }).click();
  expect((await coming).suggestedFilename()).toBe('terms.txt');
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
});

it('[K37] what is no picture, PDF or text is refused at the file, and the reply is not held up', async () => {
  await page
    .locator('input[type=file]')
    .setInputFiles([{ name: 'run.exe', mimeType: 'application/octet-stream', buffer: Buffer.from([0x4d, 0x5a, 0x90, 0xff, 0xfe, 0x81]) }]);
  const attached = page.getByRole('list', { name: 'Attached files' });
  await expect.poll(() => attached.innerText(), { timeout: SHOWN_MS }).toContain('Only pictures, PDF and text');
  await page.getByRole('textbox', { name: 'Reply' }).fill('Sent without it');
  await page.getByRole('button', { name: 'Send reply' }).click();
  await log().getByText('Sent without it').waitFor({ timeout: SHOWN_MS });
  await attached.getByRole('button', { name: 'Cancel run.exe' }).click();
});

it('[W160] an agent offers answers, and the thread shows what was offered', async () => {
  await page.getByRole('button', { name: 'Offer answers' }).click();
  const field = page.getByRole('textbox', { name: 'Answer to tap' });
  for (const words of ['Refund', 'Send again']) {
    await field.fill(words);
    await field.press('Enter');
  }
  await page.getByRole('textbox', { name: 'Reply' }).fill('What shall we do?');
  await page.getByRole('button', { name: 'Send reply' }).click();
  const offered = log().getByRole('list', { name: 'Offered answers' });
  await offered.getByText('Send again').waitFor({ timeout: SHOWN_MS });
  expect(await offered.getByRole('listitem').allInnerTexts()).toEqual(['Refund', 'Send again']);
  await field.waitFor({ state: 'detached' });
  await page.reload();
  await log().getByRole('list', { name: 'Offered answers' }).waitFor({ timeout: SHOWN_MS });
});

it('[K16] on a phone files stay inside the thread and the reply can be sent', async () => {
  await page.setViewportSize({ width: 375, height: 812 });
  const inside = async (locator: Locator): Promise<void> => {
    const box = await locator.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? Infinity)).toBeLessThanOrEqual(375);
  };
  for (const file of await log()
    .getByRole('button', { name: /^Download/ })
    .all())
    await inside(file);
  await inside(page.getByRole('button', { name: 'Send reply' }));
  await page.setViewportSize({ width: 1440, height: 900 });
});

it('[K32] files and offered answers of a draft survive a reload', async () => {
  await page.locator('input[type=file]').setInputFiles([{ name: 'later.txt', mimeType: 'text/plain', buffer: Buffer.from('later') }]);
  await page.getByRole('button', { name: 'Remove later.txt' }).waitFor({ timeout: SHOWN_MS });
  await page.reload();
  await page.getByRole('button', { name: 'Remove later.txt' }).waitFor({ timeout: SHOWN_MS });
  await page.getByRole('button', { name: 'Remove later.txt' }).click();
});

it('[K141] nothing of it breaks the console’s policy', () => {
  expect(desk.problems).toEqual([]);
});
