// The settings page of the widget in a real browser against a real relay: what an admin changes is what a visitor's page gets.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, PASSWORD, SHOWN_MS } from './console-desk.fixture.js';
import type { Desk } from './console-desk.fixture.js';

const SECTIONS = ['Install', 'Appearance', 'Chat', 'Hours', 'Form', 'Survey'] as const;
const SCHEMES = ['light', 'dark'] as const;
let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
  await desk.relay.userAdd('olga@harbour.example', 'admin', PASSWORD, desk.shop.siteId);
});
afterAll(() => desk?.stop());

async function settings(section: (typeof SECTIONS)[number], options: Parameters<Desk['signIn']>[1] = {}): Promise<Page> {
  const page = await desk.signIn('olga', options);
  await page.goto(`${desk.relay.url}/console/settings/widget/${section.toLowerCase()}`);
  await page.getByRole('form', { name: section }).waitFor({ timeout: SHOWN_MS });
  return page;
}
const tab = (page: Page, name: string) => page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name, exact: true });
const widgetSettings = async (): Promise<Record<string, unknown>> =>
  (await fetch(`${desk.relay.url}/visitor/v1/settings/${desk.shop.siteId}`)).json();
async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('region', { name: 'Unsaved changes' }).waitFor({ state: 'hidden', timeout: SHOWN_MS });
}
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).exclude('iframe').analyze();
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`);
}

describe.each(SCHEMES)('in %s', (colorScheme) => {
  it(`[K115] every section is axe clean in ${colorScheme}, wide and on a phone`, async () => {
    const page = await settings('Install', { colorScheme, reducedMotion: 'reduce' });
    for (const width of [1440, 375]) {
      await page.setViewportSize({ width, height: 812 });
      for (const name of SECTIONS) {
        await tab(page, name).click();
        await page.getByRole('form', { name }).waitFor({ timeout: SHOWN_MS });
        if (name === 'Form') await page.getByRole('button', { name: 'Add a question' }).click();
        if (name === 'Hours') await page.getByRole('button', { name: 'Weekly hours' }).click();
        expect(await violations(page), `${name} ${width}`).toEqual([]);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect(overflow, `${name} ${width}`).toBe(0);
      }
      await page.getByRole('button', { name: 'Discard' }).click();
    }
    await page.context().close();
  });
});

it('[K105] a change is explicit, says what it touches, and reaches the visitor’s page after saving', async () => {
  const page = await settings('Appearance');
  await page.getByRole('textbox', { name: 'Greeting', exact: true }).fill('Ahoy! What do you need?');
  await page.getByRole('textbox', { name: 'Colour', exact: true }).fill('#8a2be2');
  await page.getByRole('button', { name: 'Where lines begin (left)' }).click();
  await page.getByText('Unsaved: greeting, colour, position').waitFor();
  expect(await widgetSettings()).toMatchObject({ position: 'end' });
  await save(page);
  expect(await widgetSettings()).toMatchObject({ greeting: 'Ahoy! What do you need?', color: '#8a2be2', position: 'start' });
  await page.reload();
  await expect
    .poll(() => page.getByRole('textbox', { name: 'Greeting', exact: true }).inputValue(), { timeout: SHOWN_MS })
    .toBe('Ahoy! What do you need?');
  await page.context().close();
});

it('[K105] what cannot be saved is said at its field and nothing is sent', async () => {
  const page = await settings('Chat');
  const before = await widgetSettings();
  await page.getByRole('switch', { name: 'Sound' }).click();
  await page.getByRole('textbox', { name: 'Privacy policy' }).fill('example.com');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Write a whole address, starting with https://.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Privacy policy' }).getAttribute('aria-invalid')).toBe('true');
  expect(await widgetSettings()).toEqual(before);
  await page.getByRole('textbox', { name: 'Privacy policy' }).fill('https://example.com/privacy');
  await save(page);
  expect(await widgetSettings()).toMatchObject({ policyUrl: 'https://example.com/privacy', sound: false });
  await page.context().close();
});

it('[K105] an unsaved change survives a look elsewhere in the console', async () => {
  const page = await settings('Appearance');
  await page.getByRole('textbox', { name: 'Name' }).fill('Harbour Outfitters');
  await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Mine' }).click();
  await page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('link', { name: /Settings/ })
    .click();
  await tab(page, 'Appearance').click();
  expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Harbour Outfitters');
  await save(page);
  expect(await widgetSettings()).toMatchObject({ name: 'Harbour Outfitters' });
  await page.context().close();
});

it('[W151] the colour a visitor gets is shown before it is saved', async () => {
  const page = await settings('Appearance');
  const color = page.getByRole('textbox', { name: 'Colour', exact: true });
  await color.fill('#ffe600');
  await page.getByText(/black text/).waitFor();
  await color.fill('#1f4ed8');
  await page.getByText(/Shown as it is, with white text/).waitFor();
  await page.context().close();
});

it('the preview is the real widget and follows what is typed, unsaved', async () => {
  const page = await settings('Appearance');
  const widget = page.frameLocator('iframe[title^="Widget preview"]');
  await widget.getByRole('textbox').waitFor({ timeout: SHOWN_MS });
  await page.getByRole('textbox', { name: 'Greeting', exact: true }).fill('Typed a moment ago');
  await widget.getByText('Typed a moment ago').first().waitFor({ timeout: SHOWN_MS });
  await page.getByRole('textbox', { name: 'Colour', exact: true }).fill('#b00020');
  await expect
    .poll(
      () =>
        widget
          .locator('throughline-chat')
          .evaluate(
            (host, color) =>
              [...(host.shadowRoot?.querySelectorAll('*') ?? [])].some((one) => getComputedStyle(one).backgroundColor === color),
            'rgb(176, 0, 32)',
          ),
      { timeout: SHOWN_MS },
    )
    .toBe(true);
  await page.context().close();
});

it('[W190] a form of several questions is built, ordered and saved with ids that stay', async () => {
  const page = await settings('Form');
  await page.getByRole('button', { name: 'After the first message' }).click();
  for (const [at, label] of ['Order number', 'Your phone'].entries()) {
    await page.getByRole('button', { name: 'Add a question' }).click();
    await page.getByRole('textbox', { name: 'Label' }).nth(at).fill(label);
  }
  await page.getByRole('combobox', { name: 'Kind' }).nth(1).selectOption('phone');
  await page.getByRole('button', { name: 'Move Your phone up' }).click();
  await save(page);
  expect(await widgetSettings()).toMatchObject({
    form: {
      when: 'after',
      fields: [
        { id: 'your_phone', type: 'phone', label: 'Your phone' },
        { id: 'order_number', type: 'text', label: 'Order number' },
      ],
    },
  });
  await page.getByRole('textbox', { name: 'Label' }).first().fill('Phone');
  await save(page);
  expect(await widgetSettings()).toMatchObject({ form: { fields: [{ id: 'your_phone', label: 'Phone' }, { id: 'order_number' }] } });
  await page.context().close();
});

it('[W191] weekly hours, zone and holidays are saved', async () => {
  const page = await settings('Hours');
  await page.getByRole('switch', { name: /Show in the chat/ }).click();
  await page.getByRole('button', { name: 'Weekly hours' }).click();
  await page.getByRole('group', { name: 'Monday' }).getByLabel('Opens').fill('08:30');
  await page.getByRole('group', { name: 'Saturday' }).getByRole('button', { name: 'Open' }).click();
  await page.getByRole('group', { name: 'Saturday' }).getByLabel('Closes').fill('08:00');
  await page.getByRole('textbox', { name: 'Greeting' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Closing time must be after opening time.').waitFor();
  await page.getByRole('group', { name: 'Saturday' }).getByLabel('Closes').fill('12:00');
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Europe/Stockholm');
  await page.getByLabel('Holidays').fill('2027-01-01');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await save(page);
  const read = await fetch(`${desk.relay.url}/api/v1/settings`, { headers: { authorization: `Bearer ${desk.shop.secretKey}` } });
  expect(await read.json()).toMatchObject({
    timezone: 'Europe/Stockholm',
    hours: { 1: [['08:30', '17:00']], 6: [['09:00', '12:00']] },
    holidays: ['2027-01-01'],
  });
  expect(await widgetSettings()).toMatchObject({ showHours: true });
  await page.context().close();
});

it('[W90] the install page prints the tag, the policy with the real host, and says when the widget was seen', async () => {
  const page = await settings('Install');
  expect(await page.locator('pre[aria-label="Script tag"]').innerText()).toContain(`data-site="${desk.shop.siteId}"`);
  const policy = await page.getByLabel('Policy lines').innerText();
  expect(policy.split('\n').map((line) => line.trim())).toEqual([
    `script-src   ${desk.relay.url}`,
    `connect-src  ${desk.relay.url} ${desk.relay.url.replace('http', 'ws')}`,
  ]);
  await page.getByText('Not yet, since this relay started').waitFor({ timeout: SHOWN_MS });
  await fetch(`${desk.relay.url}/visitor/v1/settings/${desk.shop.siteId}`, { headers: { origin: 'https://shop.example' } });
  await page.getByRole('list', { name: 'Pages the widget was seen on' }).getByText('https://shop.example').waitFor({ timeout: SHOWN_MS });
  await page.getByRole('list', { name: 'Pages the widget was seen on' }).getByText('Works').waitFor();
  await page.getByRole('textbox', { name: /Allowed origins/ }).fill('https://other.example');
  await save(page);
  await page.getByText('Not allowed').waitFor({ timeout: SHOWN_MS });
  await page.getByRole('textbox', { name: /Allowed origins/ }).fill('shop.example');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('shop.example is not an origin.').waitFor();
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('textbox', { name: /Allowed origins/ }).fill('*');
  await save(page);
  await page.context().close();
});

it('[K107] an agent sees no settings of the site, and the address says who can grant them', async () => {
  const page = await desk.signIn('ada');
  await page.goto(`${desk.relay.url}/console/settings/widget`);
  await page.getByRole('heading', { name: 'Settings are for admins' }).waitFor({ timeout: SHOWN_MS });
  expect(await violations(page)).toEqual([]);
  await page.context().close();
});

it('[K141] nothing of it breaks the console’s policy', () => {
  expect(desk.problems).toEqual([]);
});
