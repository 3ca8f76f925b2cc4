// Attachments of visitors, from the button to the agent's desk, against the relay that keeps them.
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Given, WidgetWorld } from './widget-page.fixture.js';
import { bubble, chooseFiles, controls, widgetWorld, write } from './widget-page.fixture.js';

const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 30_000 });
const SHOTS = process.env['WIDGET_SHOTS'];
const TEXT = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('The parcel came open.\n') };

let world: WidgetWorld;
beforeAll(async () => {
  world = await widgetWorld();
});
afterAll(() => world.stop());

const clip = (page: Page): Locator => page.getByRole('button', { name: 'Attach files' });
const queue = (page: Page): Locator => page.getByRole('list', { name: 'Attachments' });
const row = (page: Page, name: string): Locator => queue(page).getByRole('listitem').filter({ hasText: name });
const shoot = async (page: Page, name: string): Promise<void> => {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/files-${name}.png` });
};

let visits = 0;
async function visitor(options: Parameters<WidgetWorld['open']>[1] = {}): Promise<{ page: Page; context: BrowserContext; hello: string }> {
  const hello = `Hello ${(visits += 1)}`;
  const { page, context } = await world.open(`/files-${visits}`, options);
  await controls(page).launcher.click();
  await write(page, hello);
  await eventually(() => controls(page).log.innerText()).toContain('Sent');
  await clip(page).waitFor();
  return { page, context, hello };
}
async function choose(page: Page, ...files: Given[]): Promise<void> {
  await chooseFiles(page, () => clip(page).click(), files);
}
/** A picture the browser itself encodes. */
async function picture(page: Page, width: number, height: number, type = 'image/jpeg'): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ({ width, height, type }) => {
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width, height });
      const pen = canvas.getContext('2d');
      if (pen) {
        const blend = pen.createLinearGradient(0, 0, width, height);
        blend.addColorStop(0, '#f6b26b');
        blend.addColorStop(1, '#3d6fd9');
        pen.fillStyle = blend;
        pen.fillRect(0, 0, width, height);
      }
      return canvas.toDataURL(type).split(',')[1] ?? '';
    },
    { width, height, type },
  );
  return Buffer.from(base64, 'base64');
}
/** Gives files to the panel as a paste or a drop would. Answers whether the page heard of it. */
const hand = (page: Page, event: 'paste' | 'drop' | 'dragover', name: string): Promise<boolean> =>
  page.evaluate(
    ({ event, name }) => {
      const data = new DataTransfer();
      data.items.add(new File(['handed over'], name, { type: 'text/plain' }));
      let heard = false;
      const page = (): boolean => (heard = true);
      document.addEventListener(event, page, true);
      const field = document.querySelector('throughline-chat')?.shadowRoot?.querySelector('textarea');
      const how = { bubbles: true, composed: true, cancelable: true };
      field?.dispatchEvent(
        event === 'paste'
          ? new ClipboardEvent(event, { ...how, clipboardData: data })
          : new DragEvent(event, { ...how, dataTransfer: data }),
      );
      document.removeEventListener(event, page, true);
      return heard;
    },
    { event, name },
  );
const stored = async (page: Page, name: string): Promise<void> => {
  await eventually(() => row(page, name).getAttribute('class')).toMatch(/\bstored\b/);
};

describe('widget: attachments', () => {
  it('[W170] chosen with the button, pasted and dropped: several go in one message, and the agent has them', async () => {
    const { page, context, hello } = await visitor();
    expect(await clip(page).getAttribute('title')).toBe('Pictures, PDF or text, up to 10 MB each');
    await choose(page, TEXT, { name: 'tiny.png', mimeType: 'image/png', buffer: await picture(page, 40, 30, 'image/png') });
    expect(await hand(page, 'paste', 'pasted.txt')).toBe(false);
    expect(await hand(page, 'dragover', 'dropped.txt')).toBe(false);
    await page.getByText('Drop files to attach them').waitFor();
    await shoot(page, 'drop');
    expect(await hand(page, 'drop', 'dropped.txt')).toBe(false);
    for (const name of ['notes.txt', 'tiny.png', 'pasted.txt', 'dropped.txt']) await stored(page, name);
    expect(await page.getByText('Drop files to attach them').count()).toBe(0);
    await shoot(page, 'queue');
    await row(page, 'pasted.txt').getByRole('button', { name: 'Remove pasted.txt' }).click();
    await controls(page).send.click();
    await eventually(() => queue(page).count()).toBe(0);
    const agent = await world.answer();
    await eventually(async () => (await agent.bodies()).length).toBe(2);
    const body = (await agent.bodies()).at(-1);
    expect(body?.['text']).toBe('');
    expect(body?.['files']).toEqual([
      expect.objectContaining({ name: 'notes.txt', type: 'text/plain', size: 22 }),
      expect.objectContaining({ name: 'tiny.png', type: 'image/png', width: 40, height: 30 }),
      expect.objectContaining({ name: 'dropped.txt', type: 'text/plain' }),
    ]);
    expect(hello).toBeTruthy();
    await context.close();
  });

  it('[W170] too large, of a wrong kind, empty: each is told at its own file, and the rest goes on', async () => {
    const { page, context } = await visitor();
    await choose(
      page,
      { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.from('x') },
      { name: 'huge.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(10 * 1_048_576 + 1) },
      { name: 'lie.txt', mimeType: 'text/plain', buffer: Buffer.from('<svg onload=alert(1)>') },
      TEXT,
    );
    await row(page, 'film.mp4').getByText('Pictures, PDF or text only').waitFor();
    await row(page, 'huge.pdf').getByText('Larger than 10 MB').waitFor();
    await row(page, 'lie.txt').getByText('Pictures, PDF or text only').waitFor();
    await stored(page, 'notes.txt');
    expect(
      await queue(page)
        .getByRole('button', { name: /^Retry/ })
        .count(),
    ).toBe(0);
    await shoot(page, 'refused');
    await context.close();
  });

  it('[W170] [W171] shows how far it is; is cancelled; tried again after a cut; the text does not wait for it', async () => {
    const { page, context } = await visitor();
    let cut = true;
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    await page.route('**/visitor/v1/files/**', async (route) => {
      if (route.request().method() !== 'PUT') return route.continue();
      await held;
      await (cut ? route.abort('connectionreset') : route.continue());
    });
    await choose(page, TEXT, { ...TEXT, name: 'other.txt' });
    await row(page, 'other.txt').getByRole('progressbar', { name: 'Uploading other.txt' }).waitFor();
    await row(page, 'other.txt').getByRole('button', { name: 'Cancel other.txt' }).click();
    await eventually(() => row(page, 'other.txt').count()).toBe(0);
    await write(page, 'The text goes first');
    await bubble(page, 'The text goes first').waitFor();
    goOn();
    await row(page, 'notes.txt').getByText('Not uploaded').waitFor();
    cut = false;
    await row(page, 'notes.txt').getByRole('button', { name: 'Retry notes.txt' }).click();
    await stored(page, 'notes.txt');
    await controls(page).send.click();
    const agent = await world.answer();
    await eventually(async () =>
      (await agent.bodies()).map(({ text, files }) => [text, Array.isArray(files) ? files.length : 0]),
    ).toContainEqual(['', 1]);
    await context.close();
  });

  it('[W172] [W130] a large picture arrives smaller; it is drawn under its name, also after a reload, and opens by a ticket', async () => {
    const { page, context } = await visitor();
    await choose(page, { name: 'shelf.jpg', mimeType: 'image/jpeg', buffer: await picture(page, 3_600, 1_800) });
    await stored(page, 'shelf.jpg');
    await controls(page).message.fill('Look');
    await controls(page).send.click();
    const agent = await world.answer('Look');
    const [file] = ((await agent.bodies()).at(-1)?.['files'] ?? []) as { width: number; height: number }[];
    expect([file?.width, file?.height]).toEqual([2_560, 1_280]);
    await page.reload();
    const drawn = controls(page).log.getByRole('img', { name: 'shelf.jpg' });
    await drawn.waitFor();
    const pixel = (): Promise<number> =>
      drawn.evaluate((canvas) =>
        canvas instanceof HTMLCanvasElement ? (canvas.getContext('2d')?.getImageData(5, 5, 1, 1).data[3] ?? 0) : 0,
      );
    await eventually(pixel).toBe(255);
    await shoot(page, 'picture');
    const [tab] = await Promise.all([context.waitForEvent('page'), page.getByRole('button', { name: 'Open shelf.jpg' }).click()]);
    await tab.waitForURL(new RegExp(`^${world.relay.url}/files/[^/?]+$`));
    await eventually(() => tab.evaluate(() => document.contentType)).toBe('image/jpeg');
    await context.close();
  });

  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['phone', { colorScheme: 'dark', viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true }],
  ] as const)('[W132] axe finds nothing in the queue and the thread with files: %s', async (name, options) => {
    const { page, context } = await visitor({ ...options, reducedMotion: 'reduce' });
    const violations = async (): Promise<string[]> => {
      const { violations: found } = await new AxeBuilder({ page }).include('throughline-chat').analyze();
      return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.failureSummary).join(' | ')}`);
    };
    const files = [
      TEXT,
      {
        name: 'an unusually long name of a scanned invoice.png',
        mimeType: 'image/png',
        buffer: await picture(page, 300, 200, 'image/png'),
      },
    ];
    await choose(page, ...files, { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.from('x') });
    await stored(page, 'notes.txt');
    await stored(page, 'an unusually');
    await shoot(page, `queue-${name}`);
    expect(await violations()).toEqual([]);
    await controls(page).send.click();
    await controls(page)
      .log.getByRole('img', { name: /unusually/ })
      .waitFor();
    await page.waitForTimeout(800);
    await shoot(page, `thread-${name}`);
    expect(await violations()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await context.close();
  });

  it('[W90] under the strictest policy with Trusted Types: chosen, sent, drawn, opened, and nothing is reported', async () => {
    const path = '/files-strict';
    const ws = world.relay.url.replace('http', 'ws');
    world.serve(path, {
      headers: {
        'content-security-policy': `default-src 'none'; script-src 'nonce-collector' ${world.relay.url}; connect-src ${world.relay.url} ${ws}; require-trusted-types-for 'script'; trusted-types 'none'`,
      },
      head: `<script nonce="collector">window.violations = []; document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));</script>`,
    });
    const { page, context } = await world.open(path);
    await controls(page).launcher.click();
    await write(page, 'Hello strict');
    const buffer = await picture(page, 2_700, 900);
    await choose(page, { name: 'wide.jpg', mimeType: 'image/jpeg', buffer });
    await stored(page, 'wide.jpg');
    await controls(page).send.click();
    await controls(page).log.getByRole('img', { name: 'wide.jpg' }).waitFor();
    const [tab] = await Promise.all([context.waitForEvent('page'), page.getByRole('button', { name: 'Open wide.jpg' }).click()]);
    await tab.waitForURL(/\/files\//);
    const found = (await page.evaluate(() => Reflect.get(window, 'violations'))) as string[];
    expect(found.filter((one) => !one.startsWith('img-src data'))).toEqual([]);
    await context.close();
  });
});
