// The site's form and the survey, from the settings to the relay (W190, W200).
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { WidgetConfigUpdate } from '@throughline/types';
import type { Answering, WidgetWorld } from './widget-page.fixture.js';
import { call, controls, widgetWorld, write } from './widget-page.fixture.js';

const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 30_000 });
const SHOTS = process.env['WIDGET_SHOTS'];
const FIELDS = [
  { id: 'mail', type: 'email', label: 'E-mail', required: true, choices: [] },
  { id: 'order', type: 'text', label: 'Order number', required: true, choices: [] },
  { id: 'topic', type: 'choice', label: 'What is it about?', required: false, choices: ['Delivery', 'Invoice', 'Something else'] },
  { id: 'day', type: 'date', label: 'When did you order?', required: false, choices: [] },
  {
    id: 'terms',
    type: 'consent',
    label: 'I agree that my answers are kept',
    required: false,
    choices: [],
    url: 'https://shop.example/privacy',
  },
] satisfies NonNullable<WidgetConfigUpdate['form']>['fields'];

let world: WidgetWorld;
beforeAll(async () => {
  world = await widgetWorld();
});
afterAll(() => world.stop());

async function configure(change: WidgetConfigUpdate): Promise<void> {
  const answer = await fetch(`${world.relay.url}/api/v1/widget`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${world.site.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(change),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
const shoot = async (page: Page, name: string): Promise<void> => {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/ask-${name}.png` });
};
const calm = async (page: Page): Promise<void> => {
  await page.waitForTimeout(400); // it has moved in
  expect(await controls(page).panel.evaluate((node) => node.scrollWidth <= node.clientWidth)).toBe(true);
  expect((await new AxeBuilder({ page }).include('throughline-chat').analyze()).violations).toEqual([]);
};

let visits = 0;
async function enter(options: Parameters<WidgetWorld['open']>[1] = {}): Promise<{ page: Page; hello: string }> {
  const hello = `Hello ${(visits += 1)}`;
  const { page } = await world.open(`/ask-${visits}`, options);
  await controls(page).launcher.click();
  return { page, hello };
}
async function helped(options: Parameters<WidgetWorld['open']>[1] = {}): Promise<{ page: Page; agent: Answering }> {
  const { page, hello } = await enter(options);
  await write(page, hello);
  const agent = await world.answer(hello);
  await agent.say('Done. Is there anything else?');
  await eventually(() => controls(page).log.innerText()).toContain('Done. Is there');
  return { page, agent };
}
/** The closed conversation again, from the list that a visit begins with. */
async function reopened(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Done\. Is there/ }).click();
  await controls(page).log.getByText('Conversation closed').waitFor();
}
/** The answers of this kind, as the relay has them. */
const given = async (agent: Answering, kind: string): Promise<Record<string, unknown>[]> =>
  (await agent.entries()).filter((entry) => entry.kind === kind).map((entry) => entry.body);

describe('the form', () => {
  it('[W190] [W132] follows the first message, names errors at their fields, and reaches the relay', async () => {
    await configure({ form: { when: 'after', fields: FIELDS } });
    const { page, hello } = await enter();
    const form = page.getByRole('form', { name: 'So that nobody has to ask you again' });
    expect(await form.count()).toBe(0);
    await write(page, hello);
    await form.waitFor();
    expect(await controls(page).message.isVisible()).toBe(true);
    expect(await page.evaluate(() => document.querySelector('throughline-chat')?.shadowRoot?.activeElement?.localName)).not.toBe('input');
    await form.getByLabel('E-mail').fill('mara');
    await form.getByRole('button', { name: 'Send' }).click();
    await eventually(() => form.getByLabel('E-mail').getAttribute('aria-invalid')).toBe('true');
    expect(await form.getByLabel('E-mail').evaluate((node: HTMLInputElement) => node.matches(':focus'))).toBe(true);
    await shoot(page, 'form-errors');
    await calm(page);
    await form.getByLabel('E-mail').fill('mara@example.com');
    await form.getByLabel('Order number').fill('HB-4471');
    await form.getByLabel('What is it about?').selectOption('Invoice');
    await form.getByLabel('I agree that my answers are kept').check();
    await shoot(page, 'form');
    await form.getByLabel('Order number').press('Enter');
    await page.getByText('Thank you, we have your details.').waitFor();
    await shoot(page, 'form-thanks');
    const agent = await world.answer(hello);
    await eventually(() => given(agent, 'details')).toEqual([
      {
        answers: [
          { field: 'mail', label: 'E-mail', value: 'mara@example.com' },
          { field: 'order', label: 'Order number', value: 'HB-4471' },
          { field: 'topic', label: 'What is it about?', value: 'Invoice' },
          { field: 'terms', label: 'I agree that my answers are kept', value: 'yes' },
        ],
      },
    ]);

    const known = page.getByText('We have your e-mail and order number');
    await call(page, 'throughline.open("new")');
    await known.waitFor();
    await page.reload();
    await controls(page).log.getByText(hello).waitFor();
    expect(await form.count()).toBe(0);
    await call(page, 'throughline.open("new")');
    await known.waitFor();
    await shoot(page, 'form-known');
    await page.getByRole('button', { name: 'Change' }).click();
    expect(await form.getByLabel('Order number').inputValue()).toBe('HB-4471');
    expect(await form.getByLabel('I agree that my answers are kept').isChecked()).toBe(false);
  });

  it('[W190] asked before the first message: the composer comes when what is required is there', async () => {
    await configure({ form: { when: 'before', fields: FIELDS } });
    const { page, hello } = await enter({ viewport: { width: 320, height: 640 }, colorScheme: 'dark' });
    const form = page.getByRole('form', { name: 'Before we start' });
    await form.waitFor();
    await eventually(() => controls(page).message.count()).toBe(0);
    await shoot(page, 'before-dark-320');
    await calm(page);
    await form.getByLabel('E-mail').fill('mara@example.com');
    await form.getByLabel('Order number').fill('HB-4471');
    await form.getByLabel('I agree that my answers are kept').check();
    await form.getByRole('button', { name: 'Continue' }).click();
    await write(page, hello);
    const agent = await world.answer(hello);
    await eventually(() => given(agent, 'details')).toEqual([
      {
        answers: [
          { field: 'mail', label: 'E-mail', value: 'mara@example.com' },
          { field: 'order', label: 'Order number', value: 'HB-4471' },
          { field: 'terms', label: 'I agree that my answers are kept', value: 'yes' },
        ],
      },
    ]);
    expect((await agent.entries()).map(({ kind }) => kind).filter((kind) => kind !== 'join')).toEqual(['open', 'details', 'message']);
  });
});

describe('the survey', () => {
  it('[W200] [W132] comes when the conversation is closed, is answered by arrow keys, and is asked once', async () => {
    await configure({ form: { when: 'never', fields: [] } });
    const { page, agent } = await helped();
    await agent.close();
    const satisfied = page.getByRole('group', { name: 'How satisfied are you with the help you received?' });
    await satisfied.waitFor();
    await shoot(page, 'survey');
    await calm(page);
    await satisfied.getByRole('radio', { name: '1, Very dissatisfied' }).focus();
    for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowRight');
    const effort = page.getByRole('group', { name: 'The help I received made it easy to handle my issue' });
    await effort.getByRole('radio', { name: '7, Strongly agree' }).check({ force: true });
    await eventually(() => given(agent, 'survey')).toEqual([{ satisfaction: 4, effort: 7 }]);
    await page.getByLabel('Anything to add?').fill('Quick and kind.');
    await shoot(page, 'survey-answered');
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Thank you. That helps us do better.').waitFor();
    await eventually(async () => (await given(agent, 'survey')).at(-1)).toEqual({ satisfaction: 4, effort: 7, comment: 'Quick and kind.' });
    await page.reload();
    await reopened(page);
    await page.waitForTimeout(1_000);
    expect(await satisfied.count()).toBe(0);
  });

  it('[W200] [W129] skipped, it stays away; at 320 px, dark and from right to left nothing is cut', async () => {
    const { page, agent } = await helped({ viewport: { width: 320, height: 640 }, colorScheme: 'dark' });
    await agent.close();
    const skip = page.getByRole('button', { name: 'Skip' });
    await skip.waitFor();
    await calm(page);
    await page.getByRole('radio', { name: '7, Strongly agree' }).check({ force: true });
    await shoot(page, 'survey-dark-320');
    await controls(page).panel.evaluate((node) => node.setAttribute('dir', 'rtl'));
    await shoot(page, 'survey-rtl-320');
    expect(await controls(page).panel.evaluate((node) => node.scrollWidth <= node.clientWidth)).toBe(true);
    await skip.click();
    await eventually(() => skip.count()).toBe(0);
    expect(await given(agent, 'survey')).toEqual([]);
  });
});
