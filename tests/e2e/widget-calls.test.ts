// What a page may call: before load through the stub, and afterwards; what it hears back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WidgetWorld } from './widget-page.fixture.js';
import { call, controls, sentEvents, widgetWorld, write } from './widget-page.fixture.js';

const STUB = `<script>!function(w,n){if(typeof w[n]=="function")return;var c=w[n]=function(){var a=[].slice.call(arguments),p=new Promise(function(r,j){c.q.push([a,r,j,Date.now(),location.href,document.title,document.referrer])});p.catch(function(){});return p};c.q=[];c.v=1;"init identify setTokenProvider track page group alias flush reset destroy open compose close toggle show hide update consent on once off ready".split(" ").forEach(function(k){c[k]=function(){return c.apply(0,[k].concat([].slice.call(arguments)))}})}(window,"throughline")</script>`;
const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 30_000 });

let world: WidgetWorld;
beforeAll(async () => {
  world = await widgetWorld();
});
afterAll(() => world.stop());

describe('widget: calls of the page', () => {
  it('[W20] [W21] [W22] [W23] runs queued calls in order, with the page of the moment; early references go on working', async () => {
    const queue = world.serve('/queue', {
      head: `${STUB}<script>
        window.early = throughline.track;
        window.results = [];
        const keep = (name) => (value) => results.push([name, value]);
        throughline('identify', 'u-7', { plan: 'gold' }).then(keep('identify'));
        history.replaceState(null, '', '/queue/first');
        throughline.page().then(keep('page'));
        history.replaceState(null, '', '/queue');
        throughline('on', 'unread', () => {}).then((undo) => results.push(['on', typeof undo]));
        throughline.ready(() => results.push(['ready']));
        throughline('nonsense').catch((error) => results.push(['nonsense', error.code]));
      </script>`,
    });
    const context = await world.browser.newContext();
    const page = await context.newPage();
    const sent = await sentEvents(page);
    await page.goto(queue);
    await eventually(() => sent.map((event) => event['type'])).toEqual(['identify', 'page']);
    expect(sent[1]).toMatchObject({ userId: 'u-7', properties: { path: '/queue/first' } });
    await eventually(() => call(page, 'results.map(([name]) => name).sort()')).toEqual(['identify', 'nonsense', 'on', 'page', 'ready']);
    expect(await call(page, 'Object.fromEntries(results)')).toMatchObject({
      on: 'function',
      nonsense: 'invalid_argument',
      page: { queued: true },
    });
    await call(page, 'early("By the old reference")');
    await eventually(() => sent.map((event) => event['event'])).toContain('By the old reference');
    await call(page, 'throughline("track", "By the function")');
    await eventually(() => sent.map((event) => event['event'])).toContain('By the function');
    expect(await call(page, '[throughline.unread, throughline.userId, throughline.state]')).toEqual([0, 'u-7', 'ready']);
    await context.close();
  });

  it('[W32] [W33] a call nobody could mean rejects that call, warns once, and is no unhandled rejection', async () => {
    const { page, context } = await world.open('/misuse');
    const warnings: string[] = [];
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));
    await controls(page).launcher.waitFor();
    await call(
      page,
      'throughline.track(42); throughline.track(); throughline("fly"); throughline.identify("x".repeat(300)); throughline.track("Big", { text: "x".repeat(40000) }); 0',
    );
    await page.waitForTimeout(500);
    expect(errors).toEqual([]);
    expect(warnings.filter((text) => text.includes('invalid_argument'))).toHaveLength(1);
    expect(await call(page, 'throughline.track("Big", { text: "x".repeat(40000) }).catch((error) => error.code)')).toBe(
      'payload_too_large',
    );
    expect(await call(page, 'throughline.track("Fine").then((receipt) => receipt.queued)')).toBe(true);
    await context.close();
  });

  it('[W31] [W32] a callback of the page that throws spoils no call; an undo is there at once and works later', async () => {
    const { page, context } = await world.open('/callbacks');
    await controls(page).launcher.waitFor();
    expect(
      await call(
        page,
        `window.opened = 0; window.undo = throughline.on('open', () => { opened += 1 }); undo();
         Promise.all([
           throughline.track('Seen', {}, () => { throw new Error('page bug') }).then(({ queued }) => queued),
           throughline.ready(() => { throw new Error('page bug') }).then(() => 'ready'),
           throughline.identify('u-1', { text: '語'.repeat(12000) }).catch(({ code }) => code),
           throughline.open().then(() => opened),
         ])`,
      ),
    ).toEqual([true, 'ready', 'payload_too_large', 0]);
    await context.close();
  });

  it('[W10] init that says the same again is taken, with or without the slash of the relay and after an update', async () => {
    const { page, context } = await world.open('/again');
    await controls(page).launcher.waitFor();
    const init = `throughline.init({ site: '${world.site.siteId}', host: '${world.relay.url}' }).then(() => 'same', ({ code }) => code)`;
    expect(await call(page, init)).toBe('same');
    await call(page, 'throughline.update({ color: "#7a1fa2" })');
    expect(await call(page, init)).toBe('same');
    expect(await call(page, 'throughline.init({ site: "site_other" }).catch(({ code }) => code)')).toBe('already_initialised');
    await context.close();
  });

  it('[W30] events reach listeners and bubble from the host element, without words or names', async () => {
    const { page, context } = await world.open('/events');
    await call(
      page,
      `window.heard = []; window.seen = [];
       for (const name of ['open', 'close', 'message:sent', 'conversation:started', 'status', 'unread']) {
         throughline.on(name, (payload) => heard.push([name, payload]));
         document.addEventListener('throughline:' + name, (event) => seen.push([name, event.detail]));
       }; 0`,
    );
    await controls(page).launcher.click();
    await write(page, 'a secret text');
    await eventually(() => call(page, 'heard.map(([name]) => name)')).toEqual(
      expect.arrayContaining(['open', 'conversation:started', 'message:sent', 'status']),
    );
    await call(page, 'throughline.close()');
    await eventually(() => call(page, 'heard.map(([name]) => name)')).toContain('close');
    expect(JSON.stringify(await call(page, '[heard, seen]'))).not.toContain('secret');
    expect(await call(page, 'seen.map(([name]) => name)')).toEqual(await call(page, 'heard.map(([name]) => name)'));
    // A listener that throws stops nobody else, and an undo works twice.
    expect(
      await call(
        page,
        `(async () => { let count = 0; throughline.on('open', () => { throw new Error('page bug') }); const undo = await throughline.on('open', () => { count += 1 });
          await throughline.open(); throughline.close(); undo(); undo(); await throughline.open(); return count })()`,
      ),
    ).toBe(1);
    await context.close();
  });
});
