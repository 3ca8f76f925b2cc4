// The context as an agent works with it, in a real browser against the built relay: the hint that inserts, the promise recorded by key, the
// case that is offered, the masked value, the filters of the timeline, the alerts and the customer page.
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { DatabaseSync } from '@photostructure/sqlite';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseView, CommitmentView, ConversationAnswer, CustomerList, FactView } from '@throughline/types';
import { openDesk, PASSWORD, say, SHOWN_MS } from './console-desk.fixture.js';
import type { Desk } from './console-desk.fixture.js';

let desk: Desk;
let ada: Page;
let conv: string;
let customerId: string;

async function api<T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${desk.relay.url}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${desk.shop.secretKey}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
const record = (name: string, channel: string, department: string, data: Record<string, unknown>): Promise<unknown> =>
  api('POST', 'interactions', { name, channel, department, userId: 'mara', data });

beforeAll(async () => {
  desk = await openDesk();
  const { customers } = await api<CustomerList>('GET', 'customers?userId=mara');
  customerId = customers[0]?.id ?? '';
  await api('POST', 'cases', { customer: { customerId }, title: 'Refund of the double payment' });
  await api('PUT', 'tracked-items/order/HP-30291', {
    customer: { customerId },
    title: 'Two lamps',
    status: 'in transit',
    amount: { amountMinor: 64_900, currency: 'SEK' },
  });
  await record('IVR Input Received', 'ivr', 'cards', { prompt: 'Your account number', key: 'account_no', value: '55501234' });
  ada = await desk.signIn('ada');
  conv = await say(await desk.mara(), 'Is my refund on its way? My phone number is +46 70 174 06 35.');
  await ada.getByRole('list', { name: 'Conversations' }).getByRole('link', { name: /Mara/ }).first().click();
  await panel().getByText('CL-48213').first().waitFor({ timeout: SHOWN_MS });
});
afterAll(() => desk?.stop());

/** What the relay keeps of who did what, newest last; no API shows it. */
function audited(action: string): unknown[] {
  const db = new DatabaseSync(join(desk.relay.dataDir, 'throughline.db'), { readOnly: true });
  try {
    return db.prepare('SELECT actor, target, detail FROM audit WHERE action = ? ORDER BY at').all(action);
  } finally {
    db.close();
  }
}

const panel = () => ada.getByRole('region', { name: 'Customer context' });
const reply = () => ada.getByRole('textbox', { name: 'Reply' });
/** A line one can do something about; the brief above says the same in its own words. */
const line = (text: string | RegExp, button = 'More') =>
  panel()
    .getByRole('listitem')
    .filter({ hasText: text })
    .filter({ has: ada.getByRole('button', { name: button, exact: true }) })
    .first();
const hint = (text: string | RegExp) => ada.getByRole('form', { name: 'Composer' }).getByText(text);

describe('the hint slot', () => {
  it('[K35] a question whose answer is known: the key inserts the value, and the reply goes out', async () => {
    await reply().fill('Thank you! What is your claim number?');
    await hint(/^Already given \(IVR/).waitFor({ timeout: SHOWN_MS });
    await ada.keyboard.press('Control+.');
    await expect.poll(() => reply().inputValue(), { timeout: 30_000 }).toBe('Thank you! What is your claim number? CL-48213');
    await reply().fill('');
  });

  it('[K36] a promise is recorded by the key, with its deadline, and appears in the panel by itself', async () => {
    await reply().fill("I'll refund 649 SEK by Friday.");
    await hint('You promise: refund 649 SEK, by Friday').waitFor({ timeout: SHOWN_MS });
    await ada.keyboard.press('Control+.');
    await line(/refund 649 SEK/i)
      .getByText('Open')
      .waitFor({ timeout: SHOWN_MS });
    const { items } = await api<{ items: CommitmentView[] }>('GET', `customers/${customerId}/commitments`);
    expect(items).toMatchObject([{ text: 'refund 649 SEK', status: 'open' }]);
    expect(items[0]?.dueAt).toBeDefined();
    await reply().fill('');
  });

  it('[K39] the agent says that it was kept', async () => {
    await line(/refund 649 SEK/i)
      .getByRole('button', { name: 'More' })
      .click();
    await panel().getByRole('button', { name: 'Kept' }).click();
    await line(/refund 649 SEK/i)
      .getByText('Kept', { exact: true })
      .first()
      .waitFor({ timeout: SHOWN_MS });
    await expect
      .poll(async () => (await api<{ items: CommitmentView[] }>('GET', `customers/${customerId}/commitments`)).items[0]?.status, {
        timeout: SHOWN_MS,
      })
      .toBe('kept');
  });
});

describe('what an agent decides', () => {
  it('[K39] a case is linked to the conversation', async () => {
    await line('Refund of the double payment', 'Link').getByRole('button', { name: 'Link' }).click();
    await panel().getByText('This conversation', { exact: true }).waitFor({ timeout: SHOWN_MS });
    const { items } = await api<{ items: CaseView[] }>('GET', `customers/${customerId}/cases`);
    expect(items[0]?.conversationIds).toContain(conv);
  });

  it('[K39] a masked value shows after a reveal, and who saw it is kept', async () => {
    const fact = line('Account number');
    expect(await fact.innerText()).not.toContain('55501234');
    expect(audited('fact.revealed')).toEqual([]);
    await fact.getByRole('button', { name: 'More' }).click();
    await panel().getByRole('button', { name: 'Reveal (recorded)' }).click();
    await fact.getByText('55501234').waitFor({ timeout: SHOWN_MS });
    const { items } = await api<{ items: FactView[] }>('GET', `customers/${customerId}/facts`);
    expect(audited('fact.revealed')).toMatchObject([
      {
        actor: expect.stringMatching(/^agt_/),
        target: items.find(({ key }) => key === 'account_no')?.id,
        detail: expect.stringContaining(customerId),
      },
    ]);
    expect(JSON.stringify(audited('fact.revealed'))).not.toContain('55501234');
  });

  it('[K39] a fact is confirmed', async () => {
    await panel()
      .getByRole('button', { name: /^Show all/ })
      .click();
    await line('CL-48213').getByRole('button', { name: 'More' }).click();
    await line('CL-48213').getByRole('button', { name: 'Confirm' }).click();
    await line('CL-48213').getByText('confirmed').waitFor({ timeout: SHOWN_MS });
  });

  it('[K39] the timeline filters by department, and shows it all again', async () => {
    const timeline = ada.getByRole('region', { name: 'Timeline' });
    const before = await timeline.getByRole('link').count();
    await timeline.getByRole('combobox', { name: 'Department' }).selectOption('cards');
    await expect.poll(() => timeline.getByRole('link').count(), { timeout: 30_000 }).toBeLessThan(before);
    await timeline.getByRole('combobox', { name: 'Department' }).selectOption('');
    await expect.poll(() => timeline.getByRole('link').count(), { timeout: 30_000 }).toBeGreaterThanOrEqual(before);
  });

  it('[K28] an item opens its source with its milestones', async () => {
    await line('Order HP-30291').getByRole('link').click();
    await ada.getByRole('dialog').getByText('Order HP-30291').first().waitFor({ timeout: SHOWN_MS });
    await ada.keyboard.press('Escape');
  });
});

it('[K115] the whole panel is axe clean with its actions open', async () => {
  await line('CL-48213').getByRole('button', { name: 'More' }).click();
  const { violations } = await new AxeBuilder({ page: ada }).include('.pane-context').include('.composer').analyze();
  expect(violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join(' | ')}`)).toEqual([]);
});

it('[K23, K46] closing confirms a reason and says how it ended', async () => {
  await ada.getByRole('button', { name: 'Close conversation' }).click();
  const dialog = ada.getByRole('dialog', { name: 'Close conversation' });
  const reason = dialog.getByRole('combobox');
  await reason.waitFor({ timeout: SHOWN_MS });
  await reason.fill('refund');
  await dialog.getByRole('option').first().waitFor({ timeout: SHOWN_MS });
  await reason.press('Enter');
  await dialog.getByRole('textbox', { name: 'Outcome' }).fill('Refund confirmed');
  await dialog.getByRole('textbox', { name: 'Outcome' }).press('Enter');
  await dialog.waitFor({ state: 'hidden', timeout: SHOWN_MS });
  await ada.getByRole('button', { name: 'Reopen' }).waitFor({ timeout: SHOWN_MS });
});

it('[K28] what was said in an earlier conversation leads there, to the message', async () => {
  const letter = { customer: { customerId }, channel: 'email', text: 'A question about another thing' };
  const { conversationId } = await api<ConversationAnswer>('POST', 'conversations', letter);
  await ada.goto(`${desk.relay.url}/console/c/${conversationId}`);
  await line('Phone number').getByRole('link').first().click();
  await ada.getByRole('dialog').getByText('It was written in another conversation of this customer.').waitFor({ timeout: SHOWN_MS });
  await ada.getByRole('dialog').getByRole('link', { name: 'Open that conversation' }).click();
  await ada.getByRole('log', { name: 'Conversation' }).getByText('+46 70 174 06 35').waitFor({ timeout: SHOWN_MS });
  expect(new URL(ada.url()).pathname).toBe(`/console/c/${conv}`);
  expect(await ada.getByRole('log', { name: 'Conversation' }).locator('.is-cited').innerText()).toContain('+46 70 174 06 35');
});

describe('alerts and the customer', () => {
  let bea: Page;
  const customerContext = () => bea.getByRole('region', { name: 'Customer context' });

  it('an alert appears by itself in the department it concerns, and leads to its customer', async () => {
    const account = ['user:add', '--email', 'bea@harbour.example', '--role', 'agent', '--site', desk.shop.siteId, '--password-stdin'];
    await desk.relay.cli([...account, '--department', 'billing'], PASSWORD);
    bea = await desk.signIn('bea');
    await bea.getByRole('link', { name: /^Alerts/ }).click();
    await bea.getByText('No open alerts').waitFor({ timeout: SHOWN_MS });
    await record('Promise Made', 'voice', 'sales', {
      text: '100 SEK on the first bill',
      kind: 'price',
      amount_minor: 10_000,
      currency: 'SEK',
      order_id: 'HP-30291',
      department: 'sales',
    });
    await record('Invoice Issued', 'billing', 'billing', { invoice_id: 'i-9', order_id: 'HP-30291', total: 149, currency: 'SEK' });
    await bea.getByRole('list', { name: 'Open alerts' }).getByRole('link', { name: /Mara/ }).first().click();
    await customerContext().getByText('Mara Lindqvist').first().waitFor({ timeout: SHOWN_MS });
    expect(new URL(bea.url()).pathname).toBe(`/console/customers/${customerId}`);
  });

  it('[K62] another department writes down a promise, and the same page shows it', async () => {
    await bea.getByRole('button', { name: 'Promise', exact: true }).click();
    await bea.getByRole('textbox', { name: 'What' }).fill('Send the corrected invoice');
    await bea.getByRole('textbox', { name: 'Until when' }).fill('tomorrow');
    await bea.getByRole('button', { name: 'Write down' }).click();
    await customerContext().getByText('Send the corrected invoice').first().waitFor({ timeout: SHOWN_MS });
    await bea.getByRole('button', { name: 'Visit', exact: true }).click();
    await bea.getByRole('textbox', { name: 'What' }).fill('Came by with the letter');
    await bea.getByRole('button', { name: 'Write down' }).click();
    await customerContext().getByText('Came by with the letter').first().waitFor({ timeout: SHOWN_MS });
  });

  it('[K93] the address of a customer who was merged away shows the one that counts now', async () => {
    await api('POST', 'interactions', { name: 'Newsletter Opened', channel: 'email', userId: 'mara-old', data: {} });
    const { customers } = await api<CustomerList>('GET', 'customers?userId=mara-old');
    const old = customers[0]?.id ?? '';
    await api('POST', 'customers/merge', { from: old, into: customerId, override: true, reason: 'two accounts of one person' });
    await bea.goto(`${desk.relay.url}/console/customers/${old}`);
    await customerContext().getByText('Mara Lindqvist').first().waitFor({ timeout: SHOWN_MS });
    expect(new URL(bea.url()).pathname).toBe(`/console/customers/${customerId}`);
  });
});

it('nothing went wrong on any page', () => {
  expect(desk.problems).toEqual([]);
});
