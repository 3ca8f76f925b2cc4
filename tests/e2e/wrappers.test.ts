// Element, React and Vue wrappers of the packed npm package, driven as an app drives them: mount, change, unmount, mount again.
import type { Page } from 'playwright-core';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { widgetPackage } from '../packages/widget-package.fixture.js';
import { controls, widgetWorld } from './widget-page.fixture.js';
import type { WidgetWorld } from './widget-page.fixture.js';

/** Each sets `window.app`: `show(options)` draws, `hide()` takes it away, `unread()` reads. */
const APPS = {
  element: `import '@throughline/widget/element'; import { unread } from '@throughline/widget';
    let placed;
    window.app = {
      show(options) {
        placed ??= document.createElement('throughline-chat');
        for (const name in options) placed.setAttribute(name, options[name]);
        document.body.append(placed);
      },
      hide() { placed.remove(); }, unread };`,
  react: `import { createElement as h, StrictMode } from 'react'; import { createRoot } from 'react-dom/client';
    import { ThroughlineProvider, useUnread } from '@throughline/widget/react'; import { unread } from '@throughline/widget';
    const Count = () => h('output', null, useUnread());
    const root = createRoot(document.querySelector('#app'));
    window.app = {
      show: (options) => root.render(h(StrictMode, null, h(ThroughlineProvider, options, h(Count)))),
      hide: () => root.render(null), unread };`,
  vue: `import { createApp, h } from 'vue'; import { ThroughlinePlugin } from '@throughline/widget/vue'; import { unread } from '@throughline/widget';
    let app;
    window.app = {
      show(options) { app?.unmount(); app = createApp({ render: () => h('p', 'Shop') }).use(ThroughlinePlugin, options); app.mount('#app'); },
      hide() { app.unmount(); app = undefined; }, unread };`,
};
type Wrapper = keyof typeof APPS;
const WRAPPERS: Wrapper[] = ['element', 'react', 'vue'];

let world: WidgetWorld;
const bundles = new Map<string, string>();
beforeAll(async () => {
  const { project } = widgetPackage();
  for (const name of WRAPPERS) {
    const { outputFiles } = await build({
      stdin: { contents: APPS[name], resolveDir: project },
      ...{ bundle: true, splitting: true, format: 'esm', outdir: '/', entryNames: name, chunkNames: `${name}-[hash]`, write: false },
      define: { 'process.env.NODE_ENV': '"development"' },
    });
    for (const { path, text } of outputFiles) bundles.set(path.slice(1), text);
  }
  world = await widgetWorld();
}, 180_000);
afterAll(() => world?.stop());

async function openApp(name: Wrapper): Promise<{ page: Page; problems: string[]; settings(): number; close(): Promise<void> }> {
  const context = await world.browser.newContext();
  const page = await context.newPage();
  const problems: string[] = [];
  let settings = 0;
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('request', (request) => void (request.url().includes('/visitor/v1/settings/') && (settings += 1)));
  await page.route('**/bundle/*', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: bundles.get(new URL(route.request().url()).pathname.slice('/bundle/'.length)) ?? '',
    }),
  );
  const body = `<h1>Shop</h1><div id="app"></div><script type="module" src="/bundle/${name}.js"></script>`;
  await page.goto(world.serve(`/${name}`, { body }));
  await page.waitForFunction('window.app');
  return { page, problems, settings: () => settings, close: () => context.close() };
}
const show = (page: Page, more: Record<string, string> = {}): Promise<void> =>
  page.evaluate((options) => Reflect.get(window, 'app').show(options), {
    site: world.site.siteId,
    host: world.relay.url,
    load: 'now',
    ...more,
  });
const hide = (page: Page): Promise<void> => page.evaluate(() => Reflect.get(window, 'app').hide());
/** The hosts that draw: outside <body>. */
const drawn = (page: Page): Promise<number> => page.locator('html > throughline-chat').count();

describe.each(WRAPPERS)('the %s wrapper', (name) => {
  it('[W53] [W63] runs one chat while mounted, and ends it one tick after', async () => {
    const { page, problems, settings, close } = await openApp(name);
    await show(page);
    await controls(page).launcher.waitFor();
    expect(await drawn(page)).toBe(1);
    expect(settings()).toBe(1);
    expect(await page.evaluate(() => Reflect.get(window, 'app').unread())).toBe(0);
    await hide(page);
    await expect.poll(() => drawn(page), { timeout: 30_000 }).toBe(0);
    await show(page);
    await controls(page).launcher.waitFor();
    expect(settings()).toBe(2);
    expect(problems).toEqual([]);
    await close();
  });

  it('[W53] a component replaced by its equal in the same tick goes on with the chat, the panel open', async () => {
    const { page, problems, settings, close } = await openApp(name);
    await show(page);
    await controls(page).launcher.click();
    await controls(page).message.fill('Half a sen');
    await page.evaluate(
      ([site, host]) => {
        const app = Reflect.get(window, 'app');
        app.hide();
        app.show({ site, host, load: 'now' });
      },
      [world.site.siteId, world.relay.url],
    );
    await page.waitForTimeout(200);
    expect(await controls(page).message.inputValue()).toBe('Half a sen');
    expect(settings()).toBe(1);
    expect(problems).toEqual([]);
    await close();
  });

  it('[W63] hands changed options to the running chat', async () => {
    const { page, close } = await openApp(name);
    await show(page, { color: '#aa0000' });
    await controls(page).launcher.waitFor();
    await show(page, { color: '#006600' });
    await expect
      .poll(() => controls(page).launcher.evaluate((one) => getComputedStyle(one).backgroundColor), { timeout: 30_000 })
      .toBe('rgb(0, 102, 0)');
    expect(await drawn(page)).toBe(1);
    await close();
  });
});

describe('the element', () => {
  it('works in the page as served, before its script is there, and shows nothing of itself', async () => {
    const { page, problems, close } = await openApp('element');
    const placed = `<p>Shop</p><throughline-chat site="${world.site.siteId}" host="${world.relay.url}" load="now"><a href="/chat">Chat</a></throughline-chat>`;
    await page.goto(world.serve('/placed', { body: `${placed}<script type="module" src="/bundle/element.js"></script>` }));
    await controls(page).launcher.click();
    await controls(page).panel.waitFor();
    expect(await page.getByRole('link', { name: 'Chat' }).isVisible()).toBe(false);
    expect(await drawn(page)).toBe(1);
    expect(problems).toEqual([]);
    await close();
  });
});
