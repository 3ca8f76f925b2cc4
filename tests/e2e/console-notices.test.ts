// Desktop notifications of the console: when one is shown, what it says, and when it goes away again.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { visitor } from '../servers/visitor-http.js';
import { openDesk, say, SHOWN_MS } from './console-desk.fixture.js';
import type { Desk } from './console-desk.fixture.js';

interface Shown {
  title: string;
  body: string;
  closed: boolean;
}
declare global {
  interface Window {
    shownNotices: (Shown & { click(): void })[];
    beLookedAt(visible: boolean): void;
  }
}

/**
 * Chromium without a screen grants the permission, but has nowhere to show a notification, and calls every page visible. So the constructor
 * writes down what it was asked to show, and the page says by itself whether it is looked at; all else is the browser's own.
 */
function stage(): void {
  window.shownNotices = [];
  class Notice extends EventTarget {
    static readonly permission = Notification.permission;
    onclick: (() => void) | null = null;
    onclose: (() => void) | null = null;
    readonly shown: Shown;
    constructor(title: string, { body = '' }: NotificationOptions = {}) {
      super();
      this.shown = { title, body, closed: false };
      window.shownNotices.push(Object.assign(this.shown, { click: () => this.onclick?.() }));
    }
    close(): void {
      this.shown.closed = true;
      this.onclose?.();
    }
  }
  Object.defineProperty(window, 'Notification', { value: Notice });
  window.beLookedAt = (visible) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: visible ? 'visible' : 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  };
}

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
}, 240_000);
afterAll(() => desk.stop());
const pages: Page[] = [];
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
});

/** The relay answered; an empty list has no height to be seen by. */
const up = (page: Page): Promise<void> =>
  page.locator('[aria-label="Conversations"][aria-busy="false"]').waitFor({ state: 'attached', timeout: SHOWN_MS * 4 });

/** Ada's console: allowed to show notifications, and behind another window. */
async function away(): Promise<Page> {
  const page = await desk.page({ permissions: ['notifications'] });
  pages.push(page);
  await page.addInitScript(stage);
  await page.goto(desk.relay.started.consoleUrl);
  await page.getByRole('textbox', { name: 'E-mail' }).fill('ada@harbour.example');
  await page.getByRole('textbox', { name: 'Password' }).fill('a long enough password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await up(page);
  await page.evaluate(() => window.beLookedAt(false));
  return page;
}
async function prefer(page: Page, change: Record<string, unknown>): Promise<void> {
  const status = await page.evaluate(async (wanted) => {
    const headers = { 'x-throughline': 'console', 'content-type': 'application/json' };
    const at = `${location.pathname.replace(/\/console.*/, '')}/agent/v1/preferences`;
    const { preferences }: { preferences: object } = await (await fetch(at, { headers })).json();
    return (await fetch(at, { method: 'PUT', headers, body: JSON.stringify({ ...preferences, ...wanted }) })).status;
  }, change);
  expect(status).toBe(200);
  await page.reload();
  await up(page);
  await page.evaluate(() => window.beLookedAt(false));
}
const shown = (page: Page): Promise<Shown[]> =>
  page.evaluate(() => window.shownNotices.map(({ title, body, closed }) => ({ title, body, closed })));
const someone = async (text: string): Promise<string> => say(await visitor(desk.relay.url, desk.shop.siteId), text);
const last = (page: Page, what: Partial<Shown>): Promise<void> =>
  expect.poll(async () => (await shown(page)).at(-1), { timeout: SHOWN_MS }).toMatchObject(what);
const heard = (page: Page, text: string): Promise<void> => page.getByText(text).first().waitFor({ state: 'attached', timeout: SHOWN_MS });

describe('a desktop notification', () => {
  it('[K86] is shown where nobody looks, opens the conversation, and goes when somebody looks again', async () => {
    const page = await away();
    const conv = await someone('Is anybody there?');
    await last(page, { title: expect.stringMatching(/^New in your queue: ./), body: 'Is anybody there?', closed: false });
    await page.evaluate(() => window.beLookedAt(true));
    await last(page, { closed: true });
    await someone('And me?');
    await heard(page, 'And me?');
    expect(await shown(page)).toHaveLength(1); // it is on the screen

    await page.evaluate(() => window.beLookedAt(false));
    const other = await someone('A third one');
    await last(page, { body: 'A third one', closed: false });
    await page.evaluate(() => window.shownNotices.at(-1)?.click());
    await page.waitForURL(new RegExp(`/c/${other}`));
    await last(page, { closed: true });
    expect(conv).not.toBe(other);
  });

  it('[K86] is shown by no tab while another one is looked at, and withdrawn there', async () => {
    const page = await away();
    await someone('Before you look');
    await last(page, { body: 'Before you look', closed: false });
    const second = await page.context().newPage();
    await second.goto(desk.relay.started.consoleUrl);
    await up(second);
    await someone('While you look');
    await heard(page, 'While you look');
    await heard(second, 'While you look');
    await last(page, { body: 'Before you look', closed: true });
    expect(await shown(page)).toHaveLength(1);
  });

  it('[K86] is withdrawn when the conversation was taken elsewhere', async () => {
    const page = await away();
    const conv = await someone('Take me');
    await last(page, { body: 'Take me', closed: false });
    const ben = await desk.signIn('ben');
    pages.push(ben);
    await ben.goto(`${desk.relay.started.consoleUrl.replace(/\/$/, '')}/c/${conv}`);
    await ben.getByRole('button', { name: 'Claim', exact: true }).click({ timeout: SHOWN_MS });
    await last(page, { closed: true });
  });

  it('[K86] says as much as the person chose, and nothing in their quiet hours', async () => {
    const page = await away();
    await prefer(page, { noticeText: 'none' });
    await someone('My card number is secret');
    await last(page, { title: 'New in your queue', body: '' });
    await prefer(page, { noticeText: 'name' });
    await someone('So is my address');
    await last(page, { title: 'New in your queue', body: expect.stringMatching(/^(?!.*address)./) });
    await prefer(page, { quietHours: ['00:00', '23:59'], desktop: ['queue'] });
    const before = (await shown(page)).length;
    await someone('It is late');
    await heard(page, 'It is late');
    expect(await shown(page)).toHaveLength(before);
    expect(desk.problems).toEqual([]);
  });
});
