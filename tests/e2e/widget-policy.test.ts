// The shipped files under the policies strict sites use, and tampered with on their way.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { WidgetWorld } from './widget-page.fixture.js';
import { bubble, controls, typingSeen, widgetWorld, write } from './widget-page.fixture.js';

const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 30_000 });

let world: WidgetWorld;
beforeAll(async () => {
  world = await widgetWorld();
});
afterAll(() => world.stop());

/** Every feature once; answers the violations the page reported. */
async function everything(page: Page): Promise<unknown> {
  const { launcher, panel, message, log } = controls(page);
  await launcher.click();
  await panel.waitFor();
  await write(page, 'Hello https://example.com');
  await eventually(() => log.innerText()).toContain('Sent');
  const agent = await world.answer();
  await typingSeen(page, agent);
  await agent.say('Hi');
  await bubble(page, 'Hi').waitFor();
  await message.fill('draft');
  await page.evaluate(() => Reflect.get(window, 'throughline').track('Clicked'));
  await agent.close();
  await page.getByText('Conversation closed').waitFor();
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByText('Your conversations').waitFor();
  await page.getByRole('button', { name: 'Close chat' }).click();
  return page.evaluate(() => Reflect.get(window, 'violations'));
}
const collect = `window.violations = []; document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective + ' ' + event.blockedURI));`;
const ws = (): string => world.relay.url.replace('http', 'ws');

describe('widget: policies', () => {
  it('[W90] runs under the strictest policy with Trusted Types and reports nothing', async () => {
    // The collector is allowed by its nonce; the widget by its host.
    world.serve('/strict', {
      headers: {
        'content-security-policy': `default-src 'none'; script-src 'nonce-collector' ${world.relay.url}; connect-src ${world.relay.url} ${ws()}; require-trusted-types-for 'script'; trusted-types 'none'`,
      },
      head: `<script nonce="collector">${collect}</script>`,
    });
    const { page, context } = await world.open('/strict');
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    // The page's own icon is refused by its policy; nothing of ours may be.
    expect(((await everything(page)) as string[]).filter((one) => !one.startsWith('img-src data'))).toEqual([]);
    expect(errors).toEqual([]);
    await context.close();
  });

  it('[W90] is allowed by a nonce on its tag alone, also with strict-dynamic', async () => {
    for (const [path, more] of [
      ['/nonce', ''],
      ['/dynamic', " 'strict-dynamic'"],
    ] as const) {
      world.serve(path, {
        headers: {
          'content-security-policy': `default-src 'none'; script-src 'nonce-abc'${more}; connect-src ${world.relay.url} ${ws()}; require-trusted-types-for 'script'; trusted-types 'none'`,
        },
        head: `<script nonce="abc">${collect}</script>`,
        body: `<h1>Shop</h1>${world.script.replace('<script ', '<script nonce="abc" ')}`,
      });
      const { page, context } = await world.open(path);
      expect(((await everything(page)) as string[]).filter((one) => !one.startsWith('img-src data'))).toEqual([]);
      await context.close();
    }
  });

  it('[W91] runs on a page with Cross-Origin-Embedder-Policy: require-corp', async () => {
    world.serve('/coep', {
      headers: { 'cross-origin-embedder-policy': 'require-corp', 'cross-origin-opener-policy': 'same-origin' },
      head: `<script>${collect}</script>`,
      body: `<h1>Shop</h1>${world.script.replace('<script ', '<script crossorigin ')}`,
    });
    const { page, context } = await world.open('/coep');
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(await everything(page)).toEqual([]);
    await context.close();
  });

  it('[W101] a chunk that was tampered with is never run', async () => {
    const { page, context } = await world.open('/tampered');
    await page.route(/panel-.*\.js/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `globalThis.owned = true;${await response.text()}` });
    });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    expect(
      await page.evaluate(() =>
        Reflect.get(window, 'throughline')
          .open()
          .catch((error: { code: string }) => error.code),
      ),
    ).toBe('blocked');
    expect(await page.evaluate(() => Reflect.get(window, 'owned'))).toBeUndefined();
    expect(errors).toEqual([]);
    await context.close();
  });

  it('[S102] destroy takes everything away, and init may follow', async () => {
    const { page, context } = await world.open('/destroy');
    await controls(page).launcher.click();
    await write(page, 'Hello');
    await eventually(() => controls(page).log.innerText()).toContain('Sent');
    await page.evaluate(() => Reflect.get(window, 'throughline').destroy());
    expect(await page.locator('throughline-chat').count()).toBe(0);
    expect(
      await page.evaluate(() =>
        Reflect.get(window, 'throughline')
          .track('x')
          .catch((error: { code: string }) => error.code),
      ),
    ).toBe('destroyed');
    await page.evaluate(() => void addEventListener('keydown', (event) => Reflect.set(window, 'pressed', event.key)));
    await page.keyboard.press('a');
    expect(await page.evaluate(() => Reflect.get(window, 'pressed'))).toBe('a');
    await page.evaluate((site) => Reflect.get(window, 'throughline').init({ site }), world.site.siteId);
    await bubble(page, 'Hello').waitFor(); // open again, as it was left
    await context.close();
  });
});
