// The widget's overview beyond own items: quiet cards, what was already told, and a conversation that comes from another device.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createHmac } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { post } from '../servers/visitor-http.js';
import { bubble, controls, widgetWorld, write } from './widget-page.fixture.js';
import type { WidgetWorld } from './widget-page.fixture.js';

const PICTURES = fileURLToPath(new URL('../../.cache/pictures/', import.meta.url));
const ZONES = ['Pacific/Honolulu', 'America/New_York', 'UTC', 'Asia/Dubai', 'Asia/Tokyo', 'Pacific/Auckland'];
let world: WidgetWorld;
beforeAll(async () => {
  world = await widgetWorld(['--rate-limits=off']);
});
afterAll(() => world?.stop());

/** A zone where it is day, so that nothing waits for the end of the quiet hours. */
function dayZone(): string {
  const hourIn = (timeZone: string): number =>
    Number(new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format());
  return ZONES.find((zone) => hourIn(zone) >= 9 && hourIn(zone) < 20) ?? 'UTC';
}
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
function tokenFor(sub: string): string {
  const now = Math.floor(Date.now() / 1_000);
  const body = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ sub, aud: world.site.siteId, iat: now, exp: now + 600, jti: `${sub}-${now}` })}`;
  return `${body}.${createHmac('sha256', world.site.identitySecret).update(body).digest('base64url')}`;
}
const order = async (status: string): Promise<void> => {
  const codes = ['ordered', status, 'shipped'];
  const answer = await fetch(`${world.relay.url}/api/v1/tracked-items/order/HB-7`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${world.site.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      customer: { identifiers: [{ type: 'user_id', value: 'nora', attested: true }] },
      title: 'Order',
      status,
      milestones: codes.map((code, i) => ({ code, label: code, state: ['done', 'current', 'upcoming'][i] })),
    }),
  });
  expect(answer.status).toBeLessThan(300);
};
/** Pictures for the eye, and axe for the rest. */
async function look(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  for (const [kind, colorScheme, width] of [
    ['light', 'light', 1_100],
    ['dark', 'dark', 1_100],
    ['narrow', 'light', 320],
  ] as const) {
    await page.setViewportSize({ width, height: 820 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForTimeout(300);
    await page.screenshot({ path: `${PICTURES}${name}-${kind}.png` });
    const { violations } = await new AxeBuilder({ page }).include('throughline-chat').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    const panel = controls(page).panel;
    expect(await panel.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  }
}
const deviceToken = (page: Page): Promise<string> => page.evaluate((site) => localStorage[`tl:${site}:device`], world.site.siteId);

describe('widget: the overview', () => {
  it('[W212] news of an own order is a quiet card; dismissed, it is gone for good', async () => {
    const { page, context } = await world.open('/cards', { timezoneId: dayZone() });
    await page.evaluate(`throughline.identify('nora', {}, { token: '${tokenFor('nora')}' })`);
    await order('packed');
    await page.reload();
    await controls(page).launcher.click();
    const cards = controls(page)
      .panel.getByRole('list')
      .filter({ has: page.getByRole('button', { name: 'Dismiss' }) });
    await cards.getByText(/HB-7/).waitFor();
    await look(page, 'widget-cards');
    await cards.getByRole('button', { name: 'Dismiss' }).first().click();
    await cards.waitFor({ state: 'detached' });
    expect(await controls(page).panel.getByText('New for you').count()).toBe(0);
    await page.reload();
    await page.evaluate("throughline.open('home')");
    await controls(page).panel.getByText('Your orders and requests').waitFor();
    await page.waitForTimeout(500);
    expect(await controls(page).panel.getByText('New for you').count()).toBe(0);
    await context.close();
  });

  it('[W211] [CH36] [CH37] a code brings a conversation over from another device; every other one is refused alike', async () => {
    const first = await world.open('/here');
    await controls(first.page).launcher.click();
    await write(first.page, 'Begun on the phone');
    await expect.poll(() => controls(first.page).log.innerText(), { timeout: 30_000 }).toContain('Sent');
    const { conv } = await world.answer('Begun on the phone');
    const made = await post(`${world.relay.url}/visitor/v1/resume/create`, {
      site: world.site.siteId,
      deviceToken: await deviceToken(first.page),
      conv,
    });

    const { page, context } = await world.open('/there');
    await page.evaluate("throughline.open('home')");
    const panel = controls(page).panel;
    await panel.getByText('Continue a conversation from another device').click();
    const code = panel.getByLabel('Code', { exact: true });
    await code.fill('0000-0000');
    await code.press('Enter');
    await panel.getByText('This code does not work.').waitFor();
    await look(page, 'widget-resume');
    await page.setViewportSize({ width: 1_100, height: 820 });
    await code.fill(String(made.body['code']));
    await panel.getByRole('button', { name: 'Continue', exact: true }).click();
    await bubble(page, 'Begun on the phone').waitFor();
    await write(page, 'Now at the desk');
    await bubble(first.page, 'Now at the desk').waitFor();
    await context.close();
    await first.context.close();
  });

  it('[W210] what was told before stands there, so that nobody says it again', async () => {
    const { page, context } = await world.open('/told');
    await page.route('**/visitor/v1/session', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), told: { order_number: 'HB-7', email: 'nora@example.com' } } });
    });
    await page.evaluate("throughline.open('home')");
    await controls(page).panel.getByText('What you already told us').waitFor();
    expect(await controls(page).panel.getByRole('definition').allInnerTexts()).toEqual(['HB-7', 'nora@example.com']);
    expect(await controls(page).panel.getByRole('term').allInnerTexts()).toEqual(['order number', 'email']);
    await context.close();
  });
});
