// What a page gets that only carries the script: nothing stored, nothing asked, nothing broken.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { WidgetWorld } from './widget-page.fixture.js';
import { call, controls, sentEvents, widgetWorld, write } from './widget-page.fixture.js';

let world: WidgetWorld;
beforeAll(async () => {
  world = await widgetWorld();
});
afterAll(() => world.stop());

/** Requests to the relay, as `METHOD path`. */
function requests(page: Page): string[] {
  const seen: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(world.relay.url)) seen.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  page.on('websocket', (socket) => seen.push(`WS ${socket.url()}`));
  return seen;
}
const stored = (page: Page): Promise<unknown> =>
  page.evaluate(async () => ({
    cookies: document.cookie,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map((database) => database.name),
  }));
const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 30_000 });
const NOTHING = { cookies: '', local: [], session: [], databases: [] };
describe('widget: before first use', () => {
  it('[W4] [W5] [P84] stores nothing and asks for nothing but the site settings', async () => {
    const context = await world.browser.newContext();
    const page = await context.newPage();
    const seen = requests(page);
    await page.goto(world.serve('/quiet', {}));
    await controls(page).launcher.waitFor();
    await page.evaluate(() => history.pushState(null, '', '/quiet/next?secret=1'));
    await page.waitForTimeout(500);
    expect(seen).toEqual(['GET /widget.js', `GET /visitor/v1/settings/${world.site.siteId}`]);
    expect(await stored(page)).toEqual(NOTHING);
    expect(await context.cookies()).toEqual([]);
    // Coming near is no use yet: code is fetched, nothing else.
    await controls(page).launcher.hover();
    await page.waitForTimeout(700);
    expect(seen.filter((one) => !/^GET \/(widget\.js|widget\/|visitor\/v1\/settings\/)/.test(one))).toEqual([]);
    expect(await stored(page)).toEqual(NOTHING);
    await context.close();
  });

  it('[W110] holds page views in memory until the panel opens, then sends them; an explicit call goes out with an id kept in memory', async () => {
    const { page, context } = await world.open('/views');
    const sent = await sentEvents(page);
    await controls(page).launcher.waitFor();
    await page.evaluate(() => history.pushState(null, '', '/views/second#frag'));
    await page.waitForTimeout(300);
    await call(page, 'throughline.track("Looked", { size: 3 })');
    await eventually(() => sent.map((event) => event['type'])).toEqual(['track']);
    expect(await stored(page)).toEqual(NOTHING);
    await controls(page).launcher.click();
    await eventually(() => sent.filter((event) => event['type'] === 'page').length).toBe(2);
    const pages = sent.filter((event) => event['type'] === 'page');
    expect(pages.map((event) => JSON.stringify(event['properties']))).toEqual([
      expect.stringContaining('/views"'),
      expect.stringContaining('/views/second"'),
    ]);
    expect(new Set(sent.map((event) => event['anonymousId'])).size).toBe(1);
    expect((await stored(page)) as object).toMatchObject({ local: expect.arrayContaining([`tl:${world.site.siteId}:anon`]) });
    await context.close();
  });

  it('[S106] page addresses leave without query and fragment', async () => {
    const { page, context } = await world.open('/private');
    const sent = await sentEvents(page);
    await page.goto(`${world.serve('/private', {})}?canary=query#canary-fragment`, {
      referer: `${world.serve('/from', {})}?canary=referrer`,
    });
    await controls(page).launcher.click();
    await eventually(() => sent.length).toBeGreaterThan(0);
    expect(JSON.stringify(sent)).not.toContain('canary');
    await context.close();
  });

  it('[W65] sends the shape every Segment library sends, as text without a preflight', async () => {
    const { page, context } = await world.open('/shape');
    const sent = await sentEvents(page);
    const preflights: string[] = [];
    page.on('request', (request) => request.method() === 'OPTIONS' && preflights.push(request.url()));
    await call(
      page,
      'throughline.identify("u-1", { plan: "gold" }); throughline.track("Order Completed", { total: 4 }); throughline.page("Shop", "Cart", { items: 2 }); throughline.group("acme", { size: 5 }); throughline.alias("u-1", "old-1")',
    );
    await eventually(() => sent.length).toBe(5);
    expect(sent[0]).toMatchObject({ type: 'identify', userId: 'u-1', traits: { plan: 'gold' }, key: world.site.siteId });
    expect(sent[1]).toMatchObject({ type: 'track', event: 'Order Completed', properties: { total: 4 }, userId: 'u-1' });
    expect(sent[2]).toMatchObject({ type: 'page', category: 'Shop', name: 'Cart', properties: { items: 2, path: '/shape' } });
    expect(sent[3]).toMatchObject({ type: 'group', groupId: 'acme', traits: { size: 5 } });
    expect(sent[4]).toMatchObject({ type: 'alias', userId: 'u-1', previousId: 'old-1' });
    for (const event of sent) {
      expect(event['messageId']).toMatch(/^[0-9a-f-]{36}$/);
      expect(event).toHaveProperty('context.library.name', 'throughline');
      expect(event).toHaveProperty('sentAt');
    }
    expect(preflights).toEqual([]);
    await context.close();
  });

  it('[W55] events that wait when the page goes away leave by beacon', async () => {
    const { page, context } = await world.open('/leaving');
    await call(page, 'throughline.track("Warm-up")');
    await page.waitForResponse('**/v1/b');
    await call(
      page,
      `window.beacons = []; navigator.sendBeacon = (url, body) => beacons.push([url, typeof body, body]) > 0;
       throughline.track("Last words").then(() => {
         Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
         document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
       })`,
    );
    const beacons = JSON.stringify(await call(page, 'beacons'));
    expect(beacons).toContain('Last words');
    expect(beacons).toContain('"string"'); // text/plain: no preflight
    await context.close();
  });
});

describe('widget: a guest on the page', () => {
  it('[W13] [W83] one own key on window, frozen; one element on the page', async () => {
    world.serve('/plain', { body: '<h1>Shop</h1>' });
    const { page: plain, context: first } = await world.open('/plain');
    const before = await plain.evaluate(() => Object.getOwnPropertyNames(window));
    await first.close();
    const { page, context } = await world.open('/keys');
    await controls(page).launcher.waitFor();
    const after = await page.evaluate(() => Object.getOwnPropertyNames(window));
    expect(after.filter((name) => !before.includes(name))).toEqual(['throughline']);
    expect(await call(page, 'Object.isFrozen(throughline)')).toBe(true);
    expect(await call(page, '[...document.documentElement.children].map((one) => one.tagName)')).toEqual([
      'HEAD',
      'BODY',
      'THROUGHLINE-CHAT',
    ]);
    await context.close();
  });

  it('[W11] a second copy of the script does nothing', async () => {
    world.serve('/twice', { body: `<h1>Shop</h1>{{script}}${world.script}` });
    const { page, context } = await world.open('/twice');
    const seen = requests(page);
    await page.reload();
    await controls(page).launcher.waitFor();
    await page.waitForTimeout(300);
    expect(await page.locator('throughline-chat').count()).toBe(1);
    expect(seen.filter((one) => one.includes('/settings/'))).toHaveLength(1);
    await context.close();
  });

  it('[W12] works from the head before the body exists, inserted late, and beside an element with its name as id', async () => {
    world.serve('/head', { head: world.script, body: '<h1>Shop</h1>' });
    world.serve('/late', { body: '<h1>Shop</h1>' });
    world.serve('/clobbered', { body: '<form id="throughline"><input name="q"></form>{{script}}' });
    for (const path of ['/head', '/clobbered']) {
      const { page, context } = await world.open(path);
      await controls(page).launcher.click();
      await controls(page).panel.waitFor();
      await context.close();
    }
    const { page, context } = await world.open('/late');
    await page.evaluate(
      ([src, site]) => {
        const script = document.createElement('script');
        script.src = `${src}?site=${site}`; // tag managers strip attributes
        document.body.append(script);
      },
      [`${world.relay.url}/widget.js`, world.site.siteId],
    );
    await controls(page).launcher.click();
    await controls(page).panel.waitFor();
    await context.close();
  });

  it('[W12] an element named currentScript says nothing about where the relay is', async () => {
    const context = await world.browser.newContext();
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => void (/settings/.test(request.url()) && asked.push(request.url())));
    await page.goto(
      world.serve('/image', {
        document: `<!doctype html><title>Shop</title><img name="currentScript" alt="" src="https://elsewhere.example/?site=evil" data-site="evil">${world.script}`,
      }),
    );
    await page.waitForTimeout(1_000);
    expect(asked.filter((url) => url.includes('evil'))).toEqual([]);
    await context.close();
  });

  it('[W51] survives a replaced body, and comes back when it is removed', async () => {
    const { page, context } = await world.open('/swap');
    await controls(page).launcher.click();
    await write(page, 'Still here?');
    await page.evaluate(() => document.body.replaceWith(document.createElement('body')));
    await controls(page).log.getByText('Still here?').waitFor();
    await page.evaluate(() => document.querySelector('throughline-chat')?.remove());
    await controls(page).log.getByText('Still here?').waitFor();
    await context.close();
  });

  it('[W24] [P87] a relay that is away leaves the page alone', async () => {
    const { page, context } = await world.open('/away');
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.route('**/visitor/**', () => undefined); // never answers
    await page.route('**/v1/b', () => undefined);
    const seen = requests(page);
    await page.reload();
    await call(page, 'throughline.track("Into the void"); throughline.open(); 0');
    await page.waitForTimeout(3_000);
    expect(errors).toEqual([]);
    expect(seen.filter((one) => one.startsWith('POST /v1/b')).length).toBeLessThanOrEqual(1);
    await context.close();
  });
});
