// What two agents do to one conversation, in real browsers against the built relay: who looks, notes that name, tags, sleep and waking, asking,
// handing over and giving back, merging and its undoing, saved replies, and a reply that is taken back.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationAnswer, CustomerList } from '@throughline/types';
import { get, post } from '../servers/visitor-http.js';
import type { TestVisitor } from '../servers/visitor-http.js';
import { openDesk, say, SHOWN_MS } from './console-desk.fixture.js';
import type { Desk } from './console-desk.fixture.js';

let desk: Desk;
let mara: TestVisitor;
let ada: Page;
let ben: Page;
let conv: string;
let said = 1;

const log = (page: Page) => page.getByRole('log', { name: 'Conversation' });
const field = (page: Page) => page.getByRole('textbox', { name: 'Reply' });
const facts = (page: Page) => page.getByRole('group', { name: 'About this conversation' });
const see = (page: Page, text: string | RegExp) => log(page).getByText(text).first().waitFor({ timeout: SHOWN_MS });
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name });
async function open(page: Page, id: string): Promise<void> {
  await page.goto(`${desk.relay.url}/console/c/${id}`);
  await field(page).waitFor({ timeout: SHOWN_MS });
}
async function ask(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}
/** The switch says where a text goes. */
async function write(page: Page, mode: 'reply' | 'note', text: string): Promise<void> {
  const note = page.getByRole('switch', { name: 'Note' });
  if ((await note.getAttribute('aria-checked')) !== String(mode === 'note')) await note.click();
  await field(page).pressSequentially(text);
}

beforeAll(async () => {
  desk = await openDesk();
  mara = await desk.mara();
  conv = await say(mara, 'Where is my refund?');
  ada = await desk.signIn('ada');
  ben = await desk.signIn('ben');
  await open(ada, conv);
  await see(ada, 'Where is my refund?');
  await ada.getByRole('button', { name: 'Claim' }).click();
  await see(ada, 'ada took this conversation');
});
afterAll(() => desk?.stop());

describe('colleagues', () => {
  it('[K66] see who looks, and who writes', async () => {
    await open(ben, conv);
    await facts(ada).getByText('ben is viewing').waitFor({ timeout: SHOWN_MS });
    await write(ada, 'reply', 'I am looking');
    await expect.poll(() => facts(ben).textContent(), { timeout: SHOWN_MS }).toContain('ada is replying');
    await ben.getByText('ada is writing a reply too').waitFor({ timeout: SHOWN_MS });
    await field(ada).fill('');
    await facts(ben).getByText('ada is viewing').waitFor({ timeout: SHOWN_MS });
    await ben.goto(`${desk.relay.url}/console/v/all`);
    await facts(ada).getByText('ben is viewing').waitFor({ state: 'hidden', timeout: SHOWN_MS });
  });

  it('[K65] a note names a colleague, who finds it under Mentions; it is corrected, pinned and deleted', async () => {
    await write(ada, 'note', 'Can you look, @be');
    await ada.getByRole('option', { name: /ben/ }).waitFor({ timeout: SHOWN_MS });
    await field(ada).press('Enter');
    await expect.poll(() => field(ada).inputValue()).toBe('Can you look, @ben ');
    await field(ada).pressSequentially('please?');
    await field(ada).press('Enter');
    await see(ada, 'please?');
    await ben.goto(`${desk.relay.url}/console/v/mentions`);
    await ben.locator(`[data-conv="${conv}"]`).waitFor({ timeout: SHOWN_MS });
    await ada.getByRole('button', { name: 'Pin note' }).click();
    await ada.getByRole('region', { name: 'Pinned note' }).getByText('please?').waitFor({ timeout: SHOWN_MS });
    await ada.getByRole('button', { name: 'Edit', exact: true }).click();
    await ada.getByRole('textbox', { name: 'Note', exact: true }).fill('Can you look today, @ben?');
    await ada.getByRole('button', { name: 'Save note' }).click();
    await see(ada, 'edited');
    await open(ben, conv);
    await see(ben, /Can you look today/);
    await ada.getByRole('button', { name: 'Delete', exact: true }).click();
    await ada.getByRole('button', { name: 'Delete for everybody?' }).click();
    await expect.poll(() => log(ben).getByText('Can you look').count(), { timeout: SHOWN_MS }).toBe(0);
    await ada.getByRole('region', { name: 'Pinned note' }).waitFor({ state: 'hidden', timeout: SHOWN_MS });
  });

  it('[K61] are asked for help, and the question is ended', async () => {
    await ask(ada, 'Ask a colleague');
    await dialog(ada, 'Ask a colleague').getByText('ben', { exact: true }).click();
    await dialog(ada, 'Ask a colleague').getByRole('textbox', { name: 'What you need to know' }).fill('Which account was it?');
    await dialog(ada, 'Ask a colleague').getByRole('button', { name: 'Ask', exact: true }).click();
    await facts(ada).getByText('Asked: ben').waitFor({ timeout: SHOWN_MS });
    await see(ben, 'Which account was it?');
    await facts(ada).getByText('Asked: ben').click();
    await dialog(ada, 'Ask a colleague').getByRole('button', { name: 'End the question to ben' }).click();
    await dialog(ada, 'Ask a colleague').getByRole('button', { name: 'Cancel' }).click();
    await facts(ada).getByText('Asked: ben').waitFor({ state: 'hidden', timeout: SHOWN_MS });
  });

  it('[K60, K61] are handed the conversation with a note seen before the thread, and give it back with a reason', async () => {
    await ada.getByRole('button', { name: 'Transfer' }).click();
    await dialog(ada, 'Transfer').getByText('ben', { exact: true }).click();
    await dialog(ada, 'Transfer').getByRole('textbox', { name: 'Note for the receiver' }).fill('Needs a second signature');
    await dialog(ada, 'Transfer').getByText('From ada: Needs a second signature').waitFor();
    await dialog(ada, 'Transfer').getByRole('button', { name: 'Transfer' }).click();
    await ben.getByRole('region', { name: 'Customer context' }).getByText('Needs a second signature').waitFor({ timeout: SHOWN_MS });
    await ask(ben, 'Decline');
    await dialog(ben, 'Decline').getByRole('button', { name: 'Not my topic' }).click();
    await dialog(ben, 'Decline').getByRole('button', { name: 'Decline' }).click();
    await see(ada, /ben gave this conversation back to ada/);
    await ada.getByText('Open, with you').waitFor({ timeout: SHOWN_MS });
  });
});

describe('the conversation', () => {
  it('[K12, K22] gets tags and a priority, shown at once and in the list of the other one', async () => {
    await ask(ada, 'Tags');
    await dialog(ada, 'Tags').getByRole('combobox', { name: 'Add a tag' }).fill('refund');
    await dialog(ada, 'Tags').getByRole('combobox', { name: 'Add a tag' }).press('Enter');
    await dialog(ada, 'Tags').getByRole('button', { name: 'Save' }).click();
    await facts(ada).getByText('refund').waitFor({ timeout: SHOWN_MS });
    await ada.getByRole('button', { name: 'More actions' }).click();
    await ada.getByRole('menuitemradio', { name: 'High' }).click();
    await facts(ada).getByText('High priority').waitFor({ timeout: SHOWN_MS });
    await facts(ben).getByText('High priority').waitFor({ timeout: SHOWN_MS });
    await facts(ben).getByText('refund').waitFor({ timeout: SHOWN_MS });
  });

  it('[K71] sleeps until a typed time, and the customer’s reply wakes it', async () => {
    await ada.getByRole('button', { name: 'Snooze', exact: true }).first().click();
    await dialog(ada, 'Snooze').getByRole('textbox', { name: 'Or a time as you would say it' }).fill('in 3 days');
    await dialog(ada, 'Snooze').getByRole('button', { name: 'Snooze' }).click();
    await facts(ada)
      .getByText(/Snoozed/)
      .waitFor({ timeout: SHOWN_MS });
    await see(ben, /ada snoozed the conversation until/);
    said += 1;
    await say(mara, 'Any news?', said);
    await see(ada, 'Awake again: the customer replied');
    await facts(ada)
      .getByText(/Snoozed/)
      .waitFor({ state: 'hidden', timeout: SHOWN_MS });
  });

  it('[K50, K51] is answered with a saved reply; a variable without a value blocks sending, and its tags come with it', async () => {
    const status = await ada.evaluate(async (base) => {
      const doc = {
        title: 'Refund is on its way',
        shortcut: 'refund',
        body: 'Hello {{contact.first_name | fallback: "there"}}, {{contact.company}} will see it soon. {{agent.name}}',
        actions: { tags: ['answered'], assignTeamId: null, snoozeMinutes: null, close: false },
      };
      const headers = { 'x-throughline': 'console', 'content-type': 'application/json', 'idempotency-key': '0'.repeat(32) };
      return (await fetch(`${base}/api/v1/saved-replies`, { method: 'POST', headers, body: JSON.stringify({ doc }) })).status;
    }, desk.relay.url);
    expect(status).toBe(201);
    await write(ada, 'reply', '/refu');
    await ada.getByRole('option', { name: /Refund is on its way/ }).waitFor({ timeout: SHOWN_MS });
    await field(ada).press('Enter');
    await expect.poll(() => field(ada).inputValue()).toBe('Hello Mara, {{contact.company}} will see it soon. ada');
    await ada.getByText('On sending: tag answered').waitFor();
    await field(ada).press('Enter');
    await ada.getByText('Fill in {{contact.company}} before sending').waitFor();
    await ada.keyboard.type('you'); // the place is selected
    await field(ada).press('Enter');
    await see(ada, 'Hello Mara, you will see it soon. ada');
    await facts(ada).getByText('answered').waitFor({ timeout: SHOWN_MS });
    await ada.getByRole('button', { name: 'Saved replies' }).click();
    await ada.getByRole('option', { name: /Refund is on its way/ }).waitFor({ timeout: SHOWN_MS });
    await ada.keyboard.press('Escape');
  });

  it('[K30] a reply that speaks to a colleague asks before it is sent', async () => {
    await write(ada, 'reply', '@ben what do you think?');
    await field(ada).press('Enter');
    await ada.getByText('This speaks to ben, but goes to the customer.').waitFor();
    await ada.getByRole('button', { name: 'Make it a note' }).click();
    await field(ada).press('Enter');
    await log(ada)
      .getByRole('article')
      .filter({ hasText: 'what do you think?' })
      .getByText('Note', { exact: true })
      .waitFor({ timeout: SHOWN_MS });
  });

  it('[K24, K31] merges with another one of the customer and back; a letter can be taken back before it leaves', async () => {
    const authorization = `Bearer ${desk.shop.secretKey}`;
    const { customers } = await get<CustomerList>(`${desk.relay.url}/api/v1/customers?userId=mara`, desk.shop.secretKey);
    const answer = await fetch(`${desk.relay.url}/api/v1/conversations`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ customer: { customerId: customers[0]?.id }, channel: 'email', text: 'Second letter about the refund' }),
    });
    expect(answer.status).toBe(201);
    const { conversationId: letter }: ConversationAnswer = await answer.json();
    await open(ada, letter);
    await see(ada, 'Second letter about the refund');
    await write(ada, 'reply', 'We are on it');
    await field(ada).press('Enter');
    await ada.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(() => field(ada).inputValue()).toBe('We are on it');
    await field(ada).fill('');
    await ask(ada, 'Merge conversations');
    await dialog(ada, 'Merge conversations').getByRole('radio').first().check();
    await dialog(ada, 'Merge conversations').getByText('The newer one', { exact: false }).waitFor();
    await dialog(ada, 'Merge conversations').getByRole('button', { name: 'Merge', exact: true }).click();
    await see(ada, 'ada merged another conversation of this customer into this one');
    expect(new URL(ada.url()).pathname).toBe(`/console/c/${conv}`);
    await log(ada).getByRole('button', { name: 'Show', exact: true }).last().click();
    await see(ada, 'Second letter about the refund');
    await ada.getByRole('button', { name: 'Undo merge' }).click();
    await see(ada, 'ada undid a merge');
    await open(ada, letter);
    await ada.getByRole('button', { name: 'Close conversation' }).waitFor({ timeout: SHOWN_MS });
    await see(ada, 'ada undid the merge of this conversation');
    await ada.getByRole('button', { name: 'Show', exact: true }).first().click();
    await see(ada, 'Where is my refund?');
  });

  it('[K72] a promise stands in Mine when its conversation is closed, leads there, and goes when an event keeps it', async () => {
    const due = ada.getByRole('region', { name: 'Promises due' });
    await open(ada, conv);
    await ada.getByRole('button', { name: 'I promised…' }).first().click();
    await dialog(ada, 'I promised…').getByRole('textbox', { name: 'What' }).fill('call Mara back');
    await dialog(ada, 'I promised…').getByRole('textbox', { name: 'Until when' }).fill('in 2 hours');
    await dialog(ada, 'I promised…').getByRole('button', { name: 'Record promise' }).click();
    await dialog(ada, 'I promised…').waitFor({ state: 'hidden', timeout: SHOWN_MS });
    await ada.getByRole('button', { name: 'Close conversation' }).click();
    await dialog(ada, 'Close conversation').getByRole('button', { name: 'Close conversation' }).click();
    await ada.getByRole('button', { name: 'Reopen' }).waitFor({ timeout: SHOWN_MS });
    await ada.goto(`${desk.relay.url}/console/v/mine`);
    await due.getByRole('link', { name: /^Call Mara back.*Mara Lindqvist.*in [12] h/ }).click({ timeout: SHOWN_MS });
    await dialog(ada, 'call Mara back').getByText('Promise Made').first().waitFor({ timeout: SHOWN_MS });
    expect(new URL(ada.url()).pathname).toBe(`/console/c/${conv}`);
    await ada.keyboard.press('Escape');
    await ada.goto(`${desk.relay.url}/console/v/mine`);
    await due.getByRole('button', { name: 'Kept' }).waitFor({ timeout: SHOWN_MS });
    await ben.goto(`${desk.relay.url}/console/v/mine`);
    const call = { type: 'track', messageId: 'call-1', userId: 'mara', event: 'Call Made', context: { channel: 'voice' } };
    const authorization = `Basic ${Buffer.from(`${desk.shop.secretKey}:`).toString('base64')}`;
    await post(`${desk.relay.url}/v1/batch`, { batch: [call] }, { authorization });
    await due.waitFor({ state: 'hidden', timeout: SHOWN_MS });
    expect(await ben.getByRole('region', { name: 'Promises due' }).count()).toBe(0);
  });

  it('nothing went wrong on any page', () => {
    expect(desk.problems).toEqual([]);
  });
});
