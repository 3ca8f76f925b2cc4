// What a page may say before and while the widget runs: consent cell by cell, language, look, place, openers, a second instance.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { WidgetWorld } from './widget-page.fixture.js';
import { bubble, call, controls, sentEvents, widgetWorld, write } from './widget-page.fixture.js';

let world: WidgetWorld;
beforeAll(async () => {
  world = await widgetWorld();
});
afterAll(() => world.stop());

const tag = (attributes: string): string =>
  `<script async src="${world.relay.url}/widget.js" data-site="${world.site.siteId}" data-load="now" ${attributes}></script>`;
async function opened(path: string, body: string, options?: BrowserContextOptions): Promise<Page> {
  world.serve(path, { body });
  return (await world.open(path, options)).page;
}
const stored = (page: Page): Promise<unknown> =>
  page.evaluate(async () => ({ local: Object.keys(localStorage), databases: (await indexedDB.databases()).map(({ name }) => name) }));
const NOTHING = { local: [], databases: [] };
const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 30_000 });

describe('widget: consent', () => {
  it('[W110] required: nothing is stored or sent, calls wait; opening asks first, and a yes lets all of it go', async () => {
    const page = await opened('/required', `<h1>Shop</h1>${tag('data-consent="required"')}`);
    const sent = await sentEvents(page);
    const sessions: string[] = [];
    page.on('request', (request) => void (/visitor\/v1\/session/.test(request.url()) && sessions.push(request.url())));
    await controls(page).launcher.waitFor();
    await call(page, 'void throughline.track("Before", { a: 1 })');
    await call(page, 'void throughline.identify("u-consent", { plan: "gold" })');
    await controls(page).launcher.click();
    const agree = page.getByRole('button', { name: 'Agree and chat' });
    await agree.waitFor();
    expect(await controls(page).message.isVisible()).toBe(false);
    await page.waitForTimeout(1_500);
    expect({ sent, sessions }).toEqual({ sent: [], sessions: [] });
    expect(await stored(page)).toEqual(NOTHING);

    await agree.click();
    await controls(page).message.waitFor();
    await eventually(() => sent.map((event) => event['type']).sort()).toEqual(expect.arrayContaining(['identify', 'track']));
    await write(page, 'I agreed');
    await bubble(page, 'I agreed').waitFor();
    await eventually(async () => (await world.answer('I agreed')).texts()).toContain('I agreed');
    expect(await stored(page)).not.toEqual(NOTHING);
    await page.context().close();
  });

  it('[W110] consent("granted") of the page is the same yes; consent("denied") deletes what is stored at once', async () => {
    const page = await opened('/asked', `<h1>Shop</h1>${tag('data-consent="required"')}`);
    await controls(page).launcher.waitFor();
    await call(page, 'throughline.consent("granted")');
    await controls(page).launcher.click();
    await write(page, 'granted by the page');
    await eventually(() => stored(page)).not.toEqual(NOTHING);
    await call(page, 'throughline.consent("denied")');
    await eventually(() => stored(page)).toEqual(NOTHING);
    await page.context().close();
  });

  it('[W110] denied: nothing is stored, no page views; the chat works from memory and says so', async () => {
    const page = await opened('/denied', `<h1>Shop</h1>${tag('data-consent="denied"')}`);
    const sent = await sentEvents(page);
    await controls(page).launcher.click();
    await page.getByText('Nothing is stored: this chat ends with this page.').waitFor();
    await write(page, 'from memory');
    await eventually(async () => (await world.answer('from memory')).texts()).toContain('from memory');
    expect(await stored(page)).toEqual(NOTHING);
    expect(sent).toEqual([]);
    await page.context().close();
  });
});

describe('widget: options', () => {
  it('[W10] [W14] update changes place, colour and theme while it runs; an unknown name is refused', async () => {
    const page = await opened('/update', `<h1>Shop</h1>${tag('')}`);
    await controls(page).launcher.click();
    await controls(page).message.waitFor();
    await call(page, 'throughline.update({ color: "#7a1fa2", theme: "dark", position: "start", offset: [40, 60] })');
    const panel = page.locator('throughline-chat .panel');
    await eventually(() => panel.getAttribute('class')).toContain('dark');
    await eventually(() =>
      page.locator('throughline-chat .send').evaluate((send) => getComputedStyle(send.ownerDocument.documentElement).direction),
    ).toBe('ltr');
    const box = await page.locator('throughline-chat .launcher').boundingBox();
    expect(Math.round(box?.x ?? 0)).toBe(40);
    const colour = await page.locator('throughline-chat .launcher').evaluate((button) => getComputedStyle(button).backgroundColor);
    expect(colour).toBe('rgb(122, 31, 162)');
    const refused = await call(page, 'throughline.update({ colour: "#000000" }).then(() => "taken", (error) => error.code)');
    expect(refused).toBe('invalid_argument');
    await page.context().close();
  });

  it('[W141] [W142] speaks the language of the page, right to left where it is read so, and the site’s own words', async () => {
    const german = await opened('/de', `<h1>Laden</h1>${tag('data-locale="de"')}`);
    await controls(german).launcher.click();
    await german.getByRole('textbox', { name: 'Nachricht', exact: true }).waitFor();
    await german.context().close();

    const arabic = await opened('/ar', `<h1>Shop</h1>${tag('data-locale="ar"')}`);
    await controls(arabic).launcher.click();
    await eventually(() => arabic.locator('throughline-chat .panel').getAttribute('dir')).toBe('rtl');
    await arabic.context().close();

    const own = `<script>window.throughlineSettings = { texts: { en: { 'Write a message': 'Ask the captain' } } }</script>`;
    const words = await opened('/words', `<h1>Shop</h1>${own}${tag('')}`);
    await controls(words).launcher.click();
    await words.getByPlaceholder('Ask the captain').waitFor();
    await words.context().close();
  });

  it('[W120] the page’s own elements open it: by selector, by data-throughline-open and by #throughline', async () => {
    const body = `<button id="help">Help</button> <button data-throughline-open>Chat</button> <a href="#throughline">Talk</a>${tag('data-launcher="#help"')}`;
    const page = await opened('/openers', body);
    await page.waitForFunction('window.throughline?.state === "ready"');
    expect(await controls(page).launcher.isVisible()).toBe(false);
    for (const name of ['Help', 'Chat', 'Talk']) {
      await page.getByText(name, { exact: true }).click();
      await controls(page).message.waitFor();
      await page.keyboard.press('Escape');
      await controls(page).message.waitFor({ state: 'hidden' });
    }
    expect(new URL(page.url()).hash).toBe('');
    await page.context().close();
  });

  it.each(['', '#1abc'])('[W120] data-launcher="%s" is no selector: no press of the page throws', async (launcher) => {
    const page = await opened('/no-selector', `<h1>Shop</h1><a href="#throughline">Talk</a>${tag(`data-launcher="${launcher}"`)}`);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.waitForFunction('window.throughline?.state === "ready"');
    await page.getByRole('heading', { name: 'Shop' }).click();
    await page.getByText('Talk').click();
    await controls(page).message.waitFor();
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it('[W10] data-user-email and data-user-name are claims beside the id', async () => {
    world.serve('/claims', { body: `<h1>Shop</h1>` });
    const { page, context } = await world.open('/claims');
    const sent = await sentEvents(page);
    world.serve('/claims', { body: `<h1>Shop</h1>${tag('data-user-id="u-9" data-user-email="kim@example.org" data-user-name="Kim"')}` });
    await page.reload();
    await eventually(() => sent.find(({ type }) => type === 'identify')).toMatchObject({
      userId: 'u-9',
      traits: { email: 'kim@example.org', name: 'Kim' },
    });
    await context.close();
  });

  it('[W5] data-load="interaction" draws nothing before the visitor’s first sign of life', async () => {
    world.serve('/interaction', { body: `<h1>Shop</h1>${tag('').replace('data-load="now"', 'data-load="interaction"')}` });
    const { page, context } = await world.open('/interaction');
    await page.waitForTimeout(800);
    expect(await page.locator('throughline-chat').count()).toBe(0);
    await page.mouse.move(10, 10);
    await page.mouse.move(20, 30);
    await controls(page).launcher.waitFor();
    await context.close();
  });

  it('[W11] another site on the same page is another instance: own element, storage and conversation', async () => {
    const second = await world.relay.siteAdd('Second shop', ['*']);
    const page = await opened('/two-sites', `<h1>Shop</h1>${tag('')}`);
    await controls(page).launcher.waitFor();
    await page.evaluate(
      ({ src, site }) => {
        const second = document.createElement('script');
        Object.assign(second.dataset, { site, load: 'now', instance: 'support', position: 'start' });
        second.src = src;
        document.body.append(second);
      },
      { src: `${world.relay.url}/widget.js`, site: second.siteId },
    );
    await page.waitForFunction('window.throughline.instance("support")?.state === "ready"');
    expect(await page.locator('throughline-chat').count()).toBe(2);
    expect(await call(page, 'throughline.instance("nobody") === undefined')).toBe(true);
    await call(page, 'throughline.instance("support").open()');
    await write(page, 'to the second shop');
    await bubble(page, 'to the second shop').waitFor();
    await eventually(() => page.evaluate(() => Object.keys(localStorage).map((key) => key.split(':')[1]))).toContain(second.siteId);
    expect(await page.evaluate((site) => Object.keys(localStorage).some((key) => key.includes(site)), world.site.siteId)).toBe(false);
    await page.context().close();
  });

  it('[W44] [P67] a provider is asked for the next token a minute before the last one expires', async () => {
    const page = await opened('/tokens', `<h1>Shop</h1>${tag('')}`);
    await controls(page).launcher.waitFor();
    const soon = Math.floor(Date.now() / 1_000) + 62;
    const token = `e30.${Buffer.from(JSON.stringify({ sub: 'u-1', exp: soon })).toString('base64url')}.x`;
    await call(
      page,
      `window.asked = []; void throughline.setTokenProvider((why) => { asked.push(why); return why === 'start' ? '${token}' : null; })`,
    );
    await eventually(() => call(page, 'asked')).toEqual(expect.arrayContaining(['start', 'expiring']));
    await page.context().close();
  });
});
