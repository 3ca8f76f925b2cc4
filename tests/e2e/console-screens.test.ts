// Every screen of the console in a real browser, light and dark: names, accessibility, policy, narrow screens, empty and broken states.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, say, SHOWN_MS } from './console-desk.fixture.js';
import type { Desk } from './console-desk.fixture.js';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk?.stop());

const SCHEMES = ['light', 'dark'] as const;

async function violations(page: Page): Promise<string[]> {
  // axe runs in a world of its own here: the console's policy refuses foreign scripts, as it must.
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`);
}

describe.each(SCHEMES)('in %s', (colorScheme) => {
  it(`[K115] sign in is axe clean in ${colorScheme}, and says alike what is wrong`, async () => {
    const page = await desk.page({ colorScheme });
    await page.goto(desk.relay.started.consoleUrl);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('textbox', { name: 'E-mail' }).fill('nobody@harbour.example');
    await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('E-mail or password is wrong.').waitFor({ timeout: SHOWN_MS });
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });

  it(`[K115] setup is axe clean in ${colorScheme}`, async () => {
    const page = await desk.page({ colorScheme });
    await page.goto(`${desk.relay.url}/console/setup#token`);
    await page.getByRole('textbox', { name: 'Name' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.context().close();
  });
});

it('[K120] an empty inbox says what to do next, with the script tag', async () => {
  const page = await desk.signIn('ada');
  await page.getByRole('heading', { name: 'Your first conversation' }).waitFor({ timeout: SHOWN_MS });
  expect(await page.getByLabel('Script tag').first().innerText()).toContain(desk.shop.siteId);
  expect(await violations(page)).toEqual([]);
  await page.context().close();
});

it('[K120] first contact, an empty view and an unknown conversation each have their words', async () => {
  const stranger = await desk.mara();
  await say(stranger, 'Prepare one conversation');
  const page = await desk.signIn('ada');
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Closed' }).click();
  await page.getByText('Nothing closed yet').waitFor({ timeout: SHOWN_MS });
  await page.goto(`${desk.relay.url}/console/c/cnv_absent`);
  await page.getByRole('heading', { name: 'This conversation is not here' }).waitFor({ timeout: SHOWN_MS });
  await page.context().close();
});

describe.each(SCHEMES)('a conversation in %s', (colorScheme) => {
  it(`[K115] is axe clean with its whole context, its sheet and its dialogs in ${colorScheme}`, async () => {
    const page = await desk.signIn('ada', { colorScheme, reducedMotion: 'reduce' });
    await page.getByRole('list', { name: 'Conversations' }).getByText('Mara').first().click();
    await page.getByRole('region', { name: 'Customer context' }).getByText('CL-48213').first().waitFor({ timeout: SHOWN_MS });
    expect(await violations(page)).toEqual([]);
    await page.getByRole('switch', { name: 'Note' }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('switch', { name: 'Note' }).click();
    await page
      .getByRole('region', { name: 'Timeline' })
      .getByRole('link', { name: /Branch visit/ })
      .click();
    await page.getByRole('dialog').getByText('Quayside').first().waitFor({ timeout: SHOWN_MS });
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    for (const name of ['Transfer', 'Close conversation']) {
      await page.getByRole('button', { name }).click();
      await page.getByRole('dialog').waitFor();
      expect(await violations(page), name).toEqual([]);
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    }
    await page.context().close();
  });
});

describe('narrow screens', () => {
  it('[K16] below 1,280 px the headline stays in the thread and P brings the context', async () => {
    const page = await desk.signIn('ada', { viewport: { width: 1100, height: 800 } });
    await page.getByRole('list', { name: 'Conversations' }).getByText('Mara').first().click();
    const context = page.getByRole('region', { name: 'Customer context' });
    await page.locator('.thread-headline').waitFor({ timeout: SHOWN_MS });
    expect(await context.isVisible()).toBe(false);
    await page.keyboard.press('p');
    await context.waitFor({ timeout: SHOWN_MS });
    await page.keyboard.press('Escape');
    await context.waitFor({ state: 'hidden', timeout: SHOWN_MS });
    await page.context().close();
  });

  it('[K16] an agent can answer from a phone', async () => {
    const page = await desk.signIn('ada', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await page.getByRole('list', { name: 'Conversations' }).getByText('Mara').first().tap();
    await page.getByRole('textbox', { name: 'Reply' }).fill('Answered from the train');
    await page.getByRole('button', { name: 'Send reply' }).tap();
    await page.getByRole('log', { name: 'Conversation' }).getByText('Answered from the train').waitFor({ timeout: SHOWN_MS });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow).toBe(0);
    await page.getByRole('button', { name: 'Show customer context' }).tap();
    await page.getByRole('region', { name: 'Customer context' }).getByText('CL-48213').first().waitFor({ timeout: SHOWN_MS });
    await page.getByRole('button', { name: 'Hide customer context' }).last().tap();
    await page.getByRole('button', { name: 'Back to the list' }).tap();
    await page.getByRole('list', { name: 'Conversations' }).waitFor({ timeout: SHOWN_MS });
    await page.context().close();
  });
});

it('[K141] the page carries no inline code, and nothing of it breaks the policy', async () => {
  const response = await fetch(desk.relay.started.consoleUrl);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).toContain("trusted-types 'none'");
  const html = await response.text();
  expect(html).not.toMatch(/<style|style=|<script(?![^>]*\bsrc=)|\bon[a-z]+=/i);
  expect(desk.problems).toEqual([]);
});

it('[S58] console and preview page send exactly their policies: the console frames its own relay, only the console frames the preview', async () => {
  const socket = desk.relay.url.replace('http', 'ws');
  const ours = `default-src 'none'; script-src 'self'`;
  const closed = `require-trusted-types-for 'script'; trusted-types 'none'`;
  const console_ = `${ours}; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self' ${socket}; frame-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; ${closed}`;
  const preview = `${ours}; connect-src 'self' ${socket}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; ${closed}`;
  const table: [path: string, policy: string, framing: string, opener: string | null][] = [
    ['/console/', console_, 'DENY', 'same-origin'],
    ['/console/settings/widget/appearance', console_, 'DENY', 'same-origin'],
    ['/console/widget-preview', preview, 'SAMEORIGIN', null],
    ['/console/widget-preview.js', preview, 'SAMEORIGIN', null],
  ];
  for (const [path, policy, framing, opener] of table) {
    const { status, headers } = await fetch(desk.relay.url + path);
    expect(status, path).toBe(200);
    expect(headers.get('content-security-policy'), path).toBe(policy);
    expect(headers.get('x-frame-options'), path).toBe(framing);
    expect(headers.get('cross-origin-opener-policy'), path).toBe(opener);
    expect(headers.get('referrer-policy'), path).toBe('no-referrer');
    expect(headers.get('x-content-type-options'), path).toBe('nosniff');
  }
});

it('[K143] no request leaves the relay’s origin', () => {
  const origins = new Set(desk.requests.map((address) => new URL(address).origin));
  expect([...origins]).toEqual([new URL(desk.relay.url).origin]);
});
