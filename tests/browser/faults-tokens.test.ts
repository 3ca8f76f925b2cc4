// The site's tokens live for a minute and run out while people chat (T4): the page's own refresh is slow, fails, or names somebody else.
import { createHmac } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { bubble, call, controls, write } from '../e2e/widget-page.fixture.js';
import { nightly } from '../faults/rows/when.js';
import { faultsPage } from './faults-page.fixture.js';
import type { FaultsPage } from './faults-page.fixture.js';

const LEEWAY_S = 60; // the relay's, for clocks
const LIVES_S = 10;
const AWAY_MS = 20_000; // long enough that the widget asks for a session again

let site: FaultsPage;
beforeAll(async () => {
  site = await faultsPage();
});
afterAll(() => site.stop());

const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 45_000, interval: 200 });
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What a site's back end signs (ID4), so that the relay takes it for `seconds` more. */
function tokenFor(sub: string, seconds: number): string {
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    sub,
    aud: site.world.site.siteId,
    iat: now - LEEWAY_S,
    exp: now - LEEWAY_S + seconds,
    jti: `${sub}-${now}-${Math.random()}`,
  };
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${body}.${createHmac('sha256', site.world.site.identitySecret).update(body).digest('base64url')}`;
}

interface Outlived {
  page: Page;
  conv: string;
  /** Why the page was asked for a token, each time. */
  asked: readonly string[];
  close(): Promise<void>;
}

/** A signed-in visitor who chats until the token has run out and the network was away; `refresh` is the page's answer to that. */
async function outlive(path: string, user: string, refresh: string): Promise<Outlived> {
  const { page, context } = await site.open(path);
  const asked: string[] = [];
  await page.exposeFunction('noteAsked', (why: string) => void asked.push(why));
  await page.exposeFunction('mint', (sub: string, seconds: number) => tokenFor(sub, seconds));
  await call(
    page,
    `throughline.setTokenProvider(async (why) => (await noteAsked(why), why === 'start' ? mint('${user}', ${LIVES_S}) : (${refresh})))`,
  );
  expect(await call(page, 'throughline.userId')).toBe(user);
  await controls(page).launcher.click();
  await write(page, `${user} is here`);
  await eventually(() => controls(page).log.innerText()).toContain('Sent');
  const { conv } = await site.world.answer(`${user} is here`);
  await page.waitForTimeout(LIVES_S * 1_000 + 2_000);
  site.link.refuse(true);
  site.link.cutAll();
  await write(page, `${user} writes on`);
  await page.waitForTimeout(AWAY_MS);
  site.link.refuse(false);
  return { page, conv, asked, close: () => context.close() };
}

describe('tokens that run out', () => {
  nightly('[fault T4] the refresh is slow: the chat goes on', async () => {
    const { page, conv, asked, close } = await outlive(
      '/slow',
      'mara',
      `new Promise((done) => setTimeout(done, 4000)).then(() => mint('mara', 600))`,
    );
    await eventually(() => site.texts(conv)).toEqual(['mara is here', 'mara writes on']);
    await eventually(() => controls(page).log.innerText()).not.toContain('Sending…');
    await eventually(() => asked.slice(0, 2)).toEqual(['start', 'refused']);
    await close();
  });

  nightly('[fault T4] the refresh fails: the chat goes on with the session of the device', async () => {
    const { page, conv, asked, close } = await outlive('/failing', 'nils', `Promise.reject(new Error('the back end is away'))`);
    await eventually(() => site.texts(conv)).toEqual(['nils is here', 'nils writes on']);
    await eventually(() => controls(page).log.innerText()).not.toContain('Sending…');
    await eventually(() => asked.slice(0, 2)).toEqual(['start', 'refused']);
    await close();
  });

  nightly('[fault T4] the refresh names another user: a new session, nothing of the first reaches the second', async () => {
    const { page, conv, asked, close } = await outlive('/other', 'olga', `mint('pete', 600)`);
    await page.waitForTimeout(15_000);
    expect(asked.slice(0, 2)).toEqual(['start', 'refused']);
    // What olga wrote while away may have gone out as hers before; it is nobody else's in any case.
    expect(['olga is here', 'olga writes on']).toEqual(expect.arrayContaining(await site.texts(conv)));
    expect(await call(page, 'throughline.userId')).toBe('pete');
    const nothingOfOlga = async (): Promise<void> => {
      const shown = await page.locator('throughline-chat').evaluate((element) => element.shadowRoot?.textContent);
      for (const text of ['olga is here', 'olga writes on']) {
        expect(shown).not.toContain(text);
        expect(await bubble(page, text).count()).toBe(0);
      }
    };
    await nothingOfOlga();
    if (!(await controls(page).message.isVisible())) await controls(page).launcher.click();
    await write(page, 'pete is here');
    await eventually(() => controls(page).log.innerText()).toContain('Sent');
    const his = await site.world.answer('pete is here');
    expect(his.conv).not.toBe(conv);
    expect(await his.texts()).toEqual(['pete is here']);
    await nothingOfOlga();
    await close();
  });
});
