// What messages say, in the widget and before the agent, and the answers that may be pressed (W160, W162, W84).
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { Answering, WidgetWorld } from './widget-page.fixture.js';
import { bubble, controls, widgetWorld, write } from './widget-page.fixture.js';

const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 30_000 });
const SHOTS = process.env['WIDGET_SHOTS'];
const REPLY = `Hi! **Two things** about your order:

1. It left the warehouse on *Monday*
2. The label says \`HB-4471\`

> Please leave it with a neighbour

\`\`\`
tracking: https://carrier.example/track/HB-4471?language=en&notify=mail&view=full-history-of-the-parcel
\`\`\`
Follow it [here](https://carrier.example/HB-4471), or ask help@carrier.example.

~~Today~~ tomorrow שלום`;

let world: WidgetWorld;
beforeAll(async () => {
  world = await widgetWorld();
});
afterAll(() => world.stop());

const shoot = async (page: Page, name: string): Promise<void> => {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/rich-${name}.png` });
};

let visits = 0;
async function talk(options: Parameters<WidgetWorld['open']>[1] = {}): Promise<{ page: Page; agent: Answering }> {
  const hello = `Where is it? ${(visits += 1)}`;
  const { page } = await world.open(`/rich-${visits}`, options);
  await controls(page).launcher.click();
  await write(page, hello);
  return { page, agent: await world.answer(hello) };
}

describe('what messages say', () => {
  it('[W160] [W162] marks, lists, quotes and code are drawn; a long line of code scrolls in itself', async () => {
    const { page, agent } = await talk();
    await agent.say(REPLY);
    const reply = bubble(page, 'Two things');
    await eventually(() => reply.locator('b').innerText()).toBe('Two things');
    expect(await reply.locator('ol > li').count()).toBe(2);
    expect(await reply.locator('blockquote, pre, code, i, s').count()).toBe(5);
    const pre = reply.locator('pre');
    expect(await pre.evaluate((node) => node.scrollWidth > node.clientWidth)).toBe(true);
    expect(await controls(page).log.evaluate((node) => node.scrollWidth === node.clientWidth)).toBe(true);
    expect(await reply.getByRole('link').first().innerText()).toBe('here (carrier.example)');
    await shoot(page, 'light');
  });

  it('[W162] [W84] a pressed link opens a page of its own that cannot reach back, and the page below hears nothing', async () => {
    const { page, agent } = await talk();
    const heard = await page.evaluateHandle(() => {
      const clicks: string[] = [];
      document.addEventListener('click', (event) => clicks.push(event.type), true);
      return clicks;
    });
    const there = world.serve('/there', { body: '<h1>There</h1>' });
    await agent.say(`See ${there}`);
    const link = bubble(page, there).getByRole('link');
    const [opened] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
    await opened.waitForLoadState();
    expect(await opened.evaluate(() => [window.opener, document.referrer])).toEqual([null, '']);
    expect(await heard.jsonValue()).toEqual([]);
    await opened.close();
  });

  it('[W160] a quick reply is pressed once and sent as the visitor’s words; the row goes', async () => {
    const { page, agent } = await talk();
    await agent.say('Shall we send it again?', { quickReplies: ['Yes, send it again', 'No, refund me'] });
    const row = page.getByRole('group', { name: 'Suggested answers' });
    await row.waitFor();
    await shoot(page, 'quick');
    await row.getByRole('button', { name: 'Yes, send it again' }).dblclick();
    await eventually(() => agent.texts()).toContain('Yes, send it again');
    expect((await agent.texts()).filter((text) => text.startsWith('Yes'))).toHaveLength(1);
    expect(await row.count()).toBe(0);
  });

  it('[W129] [W132] at 320 px, dark and from right to left nothing is cut and axe finds nothing', async () => {
    const { page, agent } = await talk({ viewport: { width: 320, height: 640 }, colorScheme: 'dark' });
    await agent.say(REPLY, { quickReplies: ['That is fine, thank you very much', 'Not at all'] });
    await bubble(page, 'Two things').locator('pre').waitFor();
    await page.getByRole('group', { name: 'Suggested answers' }).waitFor();
    await page.waitForTimeout(400); // the bubble has arrived
    await shoot(page, 'dark-320');
    expect(await controls(page).panel.evaluate((node) => node.scrollWidth <= node.clientWidth)).toBe(true);
    expect((await new AxeBuilder({ page }).include('throughline-chat').analyze()).violations).toEqual([]);
    await controls(page).panel.evaluate((node) => node.setAttribute('dir', 'rtl'));
    await shoot(page, 'rtl-320');
    expect(await controls(page).panel.evaluate((node) => node.scrollWidth <= node.clientWidth)).toBe(true);
  });
});
