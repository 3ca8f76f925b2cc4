// Who the visitor is: claims, signed identity, another device, sign-out.
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { WidgetWorld } from './widget-page.fixture.js';
import { bubble, controls, widgetWorld, write } from './widget-page.fixture.js';

const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 30_000 });
const call = (page: Page, run: string): Promise<unknown> => page.evaluate(run);

let world: WidgetWorld;
beforeAll(async () => {
  world = await widgetWorld();
});
afterAll(() => world.stop());

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
/** What a site's back end signs (ID4). */
function tokenFor(sub: string, seconds = 600): string {
  const now = Math.floor(Date.now() / 1_000);
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub, aud: world.site.siteId, iat: now, exp: now + seconds, jti: `${sub}-${now}-${Math.random()}` })}`;
  return `${body}.${createHmac('sha256', world.site.identitySecret).update(body).digest('base64url')}`;
}

describe('widget: identity', () => {
  it('[W42] a signed visitor finds earlier conversations again on another device; a claim finds nothing', async () => {
    const { page, context } = await world.open('/first-device');
    await controls(page).launcher.click();
    await write(page, 'Only mine');
    await eventually(() => controls(page).log.innerText()).toContain('Sent');
    const identity = await call(page, `throughline.identify('mara', { plan: 'gold' }, { token: '${tokenFor('mara')}' })`);
    expect(identity).toEqual({ userId: 'mara', verified: true, conversations: 1 });
    await bubble(page, 'Only mine').waitFor(); // the open conversation stays
    await context.close();

    const { page: claimed, context: second } = await world.open('/claiming');
    expect(await call(claimed, `throughline.identify('mara', { email: 'mara@example.com' })`)).toEqual({
      userId: 'mara',
      verified: false,
      conversations: 0,
    });
    await controls(claimed).launcher.click();
    await claimed.waitForTimeout(1_500);
    expect(await controls(claimed).log.innerText()).not.toContain('Only mine');
    await second.close();

    const { page: other, context: third } = await world.open('/other-device');
    expect(await call(other, `throughline.identify('mara', {}, { token: '${tokenFor('mara')}' })`)).toEqual({
      userId: 'mara',
      verified: true,
      conversations: 1,
    });
    await controls(other).launcher.click();
    await bubble(other, 'Only mine').waitFor();
    await write(other, 'From my phone');
    await eventually(async () => (await world.answer()).texts()).toEqual(['Only mine', 'From my phone']);
    await third.close();
  });

  it('[W42] [S122] the next person’s token in the tag, without a reset in between, finds nothing of the first: no unsent text, no draft', async () => {
    const tag = (sub: string): string =>
      `<h1>Shop</h1><script async src="${world.relay.url}/widget.js" data-site="${world.site.siteId}" data-load="now" data-user-token="${tokenFor(sub)}"></script>`;
    world.serve('/shared-machine', { body: tag('anna') });
    const { page, context } = await world.open('/shared-machine');
    await controls(page).launcher.click();
    await write(page, 'Sent by Anna');
    await eventually(() => controls(page).log.innerText()).toContain('Sent');
    await page.route(/visitor\/v1\/submit/, (route) => route.abort());
    await page.routeWebSocket(/visitor\/socket/, (socket) => socket.close());
    await controls(page).message.fill('Anna’s draft');
    await eventually(() => page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain('draft');

    world.serve('/shared-machine', { body: tag('bert') });
    await page.goto(page.url());
    await eventually(() => page.evaluate(() => JSON.stringify({ ...localStorage }))).toContain('bert');
    await page.waitForTimeout(1_000);
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
    expect(kept).not.toContain('Anna');
    if (!(await controls(page).panel.isVisible())) await controls(page).launcher.click();
    await controls(page).message.waitFor();
    expect(await controls(page).message.inputValue()).toBe('');
    expect(await page.locator('throughline-chat').evaluate((host) => host.shadowRoot?.textContent ?? '')).not.toContain('Anna');
    await context.close();
  });

  it('[W42] another user id starts over: nothing of the first reaches the second', async () => {
    const { page, context } = await world.open('/shared');
    await call(page, `throughline.identify('anna', {}, { token: '${tokenFor('anna')}' })`);
    const before = await call(page, 'throughline.anonymousId');
    await controls(page).launcher.click();
    await write(page, 'Secret of Anna');
    await eventually(() => controls(page).log.innerText()).toContain('Sent');
    await call(page, `throughline.identify('bert', {}, { token: '${tokenFor('bert')}' })`);
    expect(await call(page, 'throughline.anonymousId')).not.toBe(before);
    await controls(page).launcher.click();
    await page.waitForTimeout(1_500);
    expect(await page.locator('throughline-chat').evaluate((element) => element.shadowRoot?.textContent)).not.toContain('Secret of Anna');
    await context.close();
  });

  it('[W43] reset ends the session and wipes what was stored; listeners stay', async () => {
    const { page, context } = await world.open('/leaving-user');
    await call(page, 'window.closings = 0; throughline.on("close", () => { closings += 1 }); 0');
    await controls(page).launcher.click();
    await write(page, 'Before the reset');
    await eventually(() => controls(page).log.innerText()).toContain('Sent');
    const before = await call(page, 'throughline.anonymousId');
    await call(page, 'throughline.reset()');
    await controls(page).panel.waitFor({ state: 'hidden' });
    expect(await call(page, 'closings')).toBe(1);
    expect(await call(page, 'Object.keys(localStorage)')).toEqual([]);
    expect(await call(page, 'throughline.anonymousId')).not.toBe(before);
    await controls(page).launcher.click();
    await page.waitForTimeout(1_500);
    expect(await controls(page).log.innerText()).toBe('');
    await write(page, 'Somebody new');
    await eventually(async () => (await world.answer()).texts()).toEqual(['Somebody new']);
    await call(page, 'throughline.close()');
    expect(await call(page, 'closings')).toBe(2);
    await context.close();
  });

  it('[W40] ten identity changes in one tick end in the state of the last', async () => {
    const { page, context } = await world.open('/racing');
    const tokens = Array.from({ length: 10 }, (_, at) => tokenFor(`racer-${at}`));
    const last = await call(
      page,
      `(async () => { const all = ${JSON.stringify(tokens)}.map((token, at) => throughline.identify('racer-' + at, {}, { token }).catch((error) => error.code)); return (await Promise.all(all)).at(-1) })()`,
    );
    expect(last).toMatchObject({ userId: 'racer-9', verified: true });
    expect(await call(page, 'throughline.userId')).toBe('racer-9');
    await context.close();
  });

  it('[W44] the token is not stored, and a forged or expired one is refused by its code', async () => {
    const { page, context } = await world.open('/tokens');
    const urls: string[] = [];
    page.on('request', (request) => urls.push(request.url()));
    const token = tokenFor('carla');
    await call(page, `throughline.identify('carla', {}, { token: '${token}' })`);
    await controls(page).launcher.click();
    await write(page, 'Signed in');
    await eventually(() => controls(page).log.innerText()).toContain('Sent');
    expect(await call(page, 'JSON.stringify({ ...localStorage })')).not.toContain(token);
    expect(urls.join(' ')).not.toContain(token);
    expect(await call(page, `throughline.identify('carla', {}, { token: '${token.slice(0, -4)}AAAA' }).catch((error) => error.code)`)).toBe(
      'token_invalid',
    );
    expect(
      await call(page, `throughline.identify('carla', {}, { token: '${tokenFor('carla', -600)}' }).catch((error) => error.code)`),
    ).toBe('token_expired');
    // A provider is asked after a refusal, and chat goes on.
    expect(
      await call(
        page,
        `(async () => { const asked = []; const fresh = '${tokenFor('carla')}';
          await throughline.setTokenProvider((why) => { asked.push(why); return why === 'start' ? '${tokenFor('carla', -600)}' : fresh });
          return [asked, throughline.userId] })()`,
      ),
    ).toEqual([['start', 'refused'], 'carla']);
    await context.close();
  });
});
