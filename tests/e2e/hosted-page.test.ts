// The hosted page: full window, nothing to install, its own strict policy, framed by the site's own pages alone.
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bubble, controls, widgetWorld, write } from './widget-page.fixture.js';
import type { WidgetWorld } from './widget-page.fixture.js';

let world: WidgetWorld;
let stranger: Server;
beforeAll(async () => {
  world = await widgetWorld();
  stranger = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>Elsewhere</title><iframe src="${world.relay.url}/chat/${world.site.siteId}"></iframe>`);
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  stranger?.close();
  await world?.stop();
});
const address = (): string => `${world.relay.url}/chat/${world.site.siteId}`;
const DESKTOP = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 375, height: 720 }, hasTouch: true, isMobile: true };

async function openChat(
  options: BrowserContextOptions = DESKTOP,
  fragment = '',
): Promise<{ page: Page; problems: string[]; close(): Promise<void> }> {
  const context = await world.browser.newContext(options);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => console.error(`violated: ${event.violatedDirective} ${event.blockedURI}`));
  });
  await page.goto(address() + fragment);
  return { page, problems, close: () => context.close() };
}

describe('hosted page', () => {
  it.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ])('[S5] %s: fills the window, carries the name of the site, and a conversation works', async (name, options) => {
    const { page, problems, close } = await openChat(options);
    const { panel, launcher, log } = controls(page);
    await panel.waitFor();
    await expect.poll(() => page.title(), { timeout: 30_000 }).toBe('Harbour Books');
    const { width, height } = options.viewport;
    await expect.poll(() => panel.boundingBox(), { timeout: 30_000 }).toEqual({ x: 0, y: 0, width, height });
    expect(await launcher.isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Close chat' }).isVisible()).toBe(false);
    await write(page, `Hello from a ${name}`);
    const desk = await world.answer(`Hello from a ${name}`);
    await desk.say(`An answer to a ${name}`);
    await log.getByText(`An answer to a ${name}`).waitFor();
    // The first message is on the screen and readable: nothing covers it, nothing scrolls sideways.
    expect(await bubble(page, `Hello from a ${name}`).isVisible()).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(problems).toEqual([]);
    await close();
  });

  it.each(['light', 'dark'] as const)('[W132] axe finds nothing, %s', async (colorScheme) => {
    const { page, close } = await openChat({ ...DESKTOP, colorScheme });
    await write(page, 'How is this read?');
    await bubble(page, 'How is this read?').waitFor();
    await page.waitForTimeout(300);
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await close();
  });

  it('stays open: there is nothing behind it', async () => {
    const { page, close } = await openChat();
    await controls(page).message.press('Escape');
    await page.waitForTimeout(200);
    expect(await controls(page).panel.isVisible()).toBe(true);
    await close();
  });

  it('[W211] a link with a code offers to go on with that conversation, and opens it at a press', async () => {
    const first = await openChat();
    await write(first.page, 'begun on the first device');
    await bubble(first.page, 'begun on the first device').waitFor();
    await first.page.getByRole('button', { name: 'More' }).click();
    await first.page.getByRole('menuitem', { name: 'Continue on another device' }).click();
    const code = await first.page.locator('throughline-chat output').innerText();
    const second = await openChat(DESKTOP, `#code=${code}`);
    await second.page.getByRole('button', { name: 'Continue', exact: true }).click();
    await bubble(second.page, 'begun on the first device').waitFor();
    expect(second.page.url()).toBe(address());
    await first.close();
    await second.close();
  });

  it('[S105] the pages of the site may frame it, others may not', async () => {
    world.serve('/framing', { body: `<h1>Shop</h1><iframe title="Chat" width="400" height="600" src="${address()}"></iframe>` });
    const { page, context } = await world.open('/framing');
    const inside = page.frameLocator('iframe');
    await inside.getByRole('textbox', { name: 'Message' }).fill('From inside a frame');
    await inside.getByRole('button', { name: 'Send', exact: true }).click();
    await world.answer('From inside a frame');
    const { port } = stranger.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}`);
    await page.waitForTimeout(1_000);
    expect(await page.frameLocator('iframe').getByRole('dialog').count()).toBe(0);
    await context.close();
  });

  it('[S103] hears no message of another window', async () => {
    const { page, close } = await openChat();
    await controls(page).panel.waitFor();
    const names = ['init', 'open', 'close', 'destroy', 'compose', 'reset', 'identify'];
    await page.evaluate((all) => {
      for (const name of all) for (const data of [name, { name }, { type: name }, [name, 'x'], { command: name }]) postMessage(data, '*');
    }, names);
    await page.waitForTimeout(300);
    expect(await controls(page).panel.isVisible()).toBe(true);
    expect(await controls(page).message.inputValue()).toBe('');
    await close();
  });

  it('nothing of a site stands in its HTML; without scripts one line says what to do; an unknown site has no page', async () => {
    const found = await fetch(address());
    const html = await found.text();
    expect(html).not.toContain('Harbour');
    expect(html).not.toContain(world.site.siteId);
    expect(html).toMatch(/<noscript><p>This chat needs JavaScript/);
    const policy = found.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types 'none'");
    expect(policy).not.toContain('unsafe');
    expect(found.headers.get('x-frame-options')).toBeNull();
    expect((await fetch(`${world.relay.url}/chat/site_unknown`)).status).toBe(404);
  });
});
