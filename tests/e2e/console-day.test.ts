// A day at the desk: ten customers at once, two agents and a lead in browsers of their own, one relay. Who takes what, what is handed over, asked,
// put to sleep, late, passed on, and what a cut line does to a reply; at the end everybody sees the same, and nothing twice.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerList, SyncAnswer } from '@throughline/types';
import { get, visitor } from '../servers/visitor-http.js';
import type { TestVisitor } from '../servers/visitor-http.js';
import { openDesk, PASSWORD, say, SHOWN_MS } from './console-desk.fixture.js';
import type { Desk } from './console-desk.fixture.js';

const CUSTOMERS = 10;
const STEP_MS = 300_000; // a step has several waits of SHOWN_MS
const TOGETHER_MS = 3_000; // from the word to the press, so that both pages have heard it
const TARGET_MS = 120_000; // a target of one minute, and what a busy machine adds

interface Customer {
  who: TestVisitor;
  conv: string;
  said: number;
  /** What an agent answered, each once. */
  answers: string[];
}

let desk: Desk;
let ada: Page;
let ben: Page;
let lena: Page;
const customers: Customer[] = [];

const log = (page: Page) => page.getByRole('log', { name: 'Conversation' });
const field = (page: Page) => page.getByRole('textbox', { name: 'Reply' });
const dialog = (page: Page, name: string) => page.getByRole('dialog', { name });
const facts = (page: Page) => page.getByRole('group', { name: 'About this conversation' });
const rowOf = (page: Page, { conv }: Customer) => page.getByRole('list', { name: 'Conversations' }).locator(`[data-conv="${conv}"]`);
const see = (page: Page, text: string | RegExp) => log(page).getByText(text).first().waitFor({ timeout: SHOWN_MS });

function customer(n: number): Customer {
  const found = customers[n];
  if (found === undefined) throw new Error(`There is no customer ${n}`);
  return found;
}
async function open(page: Page, conv: string): Promise<void> {
  await page.goto(`${desk.relay.url}/console/c/${conv}`);
  await field(page).waitFor({ timeout: SHOWN_MS });
}
const view = (page: Page, name: string) => page.goto(`${desk.relay.url}/console/v/${name}`);
async function claim(page: Page, one: Customer): Promise<void> {
  await open(page, one.conv);
  await page.getByRole('button', { name: 'Claim' }).click();
  await page.getByText('Open, with you').waitFor({ timeout: SHOWN_MS });
}
async function answer(page: Page, one: Customer, text: string): Promise<void> {
  await field(page).fill(text);
  await page.getByRole('button', { name: 'Send reply' }).click();
  one.answers.push(text);
}
const sent = (page: Page, text: string) => {
  const message = log(page).locator('.message-agent', { hasText: text });
  return expect.poll(() => message.getByText(/^(Sent|Delivered|Read)/).count(), { timeout: SHOWN_MS * 2 }).toBe(1);
};
async function make<T>(path: string, body: unknown): Promise<T> {
  const headers = { authorization: `Bearer ${desk.shop.secretKey}`, 'content-type': 'application/json' };
  const response = await fetch(`${desk.relay.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
/** Everything the customer's own page would show. */
async function heard({ who, conv }: Customer): Promise<string[]> {
  const socket = await who.socket();
  const page: SyncAnswer = await socket
    .timeout(SHOWN_MS)
    .emitWithAck('sync', { conv, lane: 'pub', epoch: '', after: 0, after_id: '', max_bytes: 65_536 });
  socket.close();
  if (!page.ok) throw new Error(page.code);
  return page.events
    .filter((entry) => entry.kind === 'message' && entry.author.type === 'agent')
    .map((entry) => String(entry.body['text']));
}

beforeAll(async () => {
  desk = await openDesk();
  const { relay, shop } = desk;
  await relay.userAdd('lena@harbour.example', 'lead', PASSWORD, shop.siteId);
  await relay.userAdd('carl@harbour.example', 'agent', PASSWORD, shop.siteId); // never signs in
  const targets = { firstResponse: 1 };
  await make('/sla-policies', { doc: { name: 'At once', applies: { channels: ['web_chat'] }, targets, time: 'calendar' } });
  await Promise.all(
    Array.from({ length: CUSTOMERS }, async (_, n) => {
      const who = await visitor(relay.url, shop.siteId);
      customers[n] = { who, conv: await say(who, `Question of customer ${n}`), said: 1, answers: [] };
    }),
  );
  [ada, ben, lena] = [await desk.signIn('ada'), await desk.signIn('ben'), await desk.signIn('lena')];
}, 600_000);
afterAll(() => desk?.stop());

describe('ten customers', () => {
  it('[K18] stand in the list of everybody', { timeout: STEP_MS }, async () => {
    for (const page of [ada, ben, lena]) for (const one of customers) await rowOf(page, one).waitFor({ timeout: SHOWN_MS });
  });

  it('[K56] are taken once: of two who press at the same time one wins, and the other reads who', { timeout: STEP_MS }, async () => {
    const one = customer(0);
    for (const page of [ada, ben]) {
      await open(page, one.conv);
      await page.getByRole('button', { name: 'Claim' }).waitFor({ timeout: SHOWN_MS });
    }
    // Neither page hears of the other's press before its own.
    const at = Date.now() + TOGETHER_MS;
    const press = (page: Page): Promise<void> =>
      page.evaluate((when) => {
        const button = [...document.querySelectorAll('button')].find((found) => found.textContent === 'Claim');
        while (Date.now() < when);
        button?.click();
      }, at);
    await Promise.all([press(ada), press(ben)]);
    const winners = (): Promise<number[]> => Promise.all([ada, ben].map((page) => page.getByText('Open, with you').count()));
    await expect.poll(async () => (await winners()).sort().join(), { timeout: SHOWN_MS }).toBe('0,1');
    const [adaHasIt] = await winners();
    const [winner, loser, name] = adaHasIt === 1 ? [ada, ben, 'ada'] : [ben, ada, 'ben'];
    await loser.getByText(`${name} claimed this conversation first.`, { exact: false }).waitFor({ timeout: SHOWN_MS });
    await see(winner, `${name} took this conversation`);
    expect(await log(lena).count()).toBe(0);
    await answer(winner, one, 'Customer 0, this is yours');
    await sent(winner, 'Customer 0, this is yours');
  });

  it('[K60] are handed over with their context; the receiver reads the note first and answers', { timeout: STEP_MS }, async () => {
    const one = customer(1);
    await claim(ada, one);
    await answer(ada, one, 'One moment, I ask the right person');
    await sent(ada, 'One moment, I ask the right person');
    await ada.getByRole('button', { name: 'Transfer' }).click();
    await dialog(ada, 'Transfer').getByText('ben', { exact: true }).click();
    await dialog(ada, 'Transfer').getByRole('textbox', { name: 'Note for the receiver' }).fill('Wants the invoice again');
    await dialog(ada, 'Transfer').getByRole('button', { name: 'Transfer' }).click();
    await view(ben, 'mine');
    await rowOf(ben, one).click();
    const context = ben.getByRole('region', { name: 'Customer context' });
    await context.getByText('Wants the invoice again').waitFor({ timeout: SHOWN_MS });
    const shown = await context.innerText();
    expect(shown.indexOf('Wants the invoice again')).toBeLessThan(shown.toLowerCase().indexOf('already told us'));
    await see(ben, 'One moment, I ask the right person');
    await answer(ben, one, 'Here is your invoice');
    await sent(ben, 'Here is your invoice');
  });

  it('[K61] are helped by a colleague who is asked, without being handed over', { timeout: STEP_MS }, async () => {
    const one = customer(1);
    await ben.getByRole('button', { name: 'More actions' }).click();
    await ben.getByRole('menuitem', { name: 'Ask a colleague' }).click();
    await dialog(ben, 'Ask a colleague').getByText('lena', { exact: true }).click();
    await dialog(ben, 'Ask a colleague').getByRole('textbox', { name: 'What you need to know' }).fill('May I waive the fee?');
    await dialog(ben, 'Ask a colleague').getByRole('button', { name: 'Ask', exact: true }).click();
    await facts(ben).getByText('Asked: lena').waitFor({ timeout: SHOWN_MS });
    await open(lena, one.conv);
    await see(lena, 'May I waive the fee?');
    await lena.getByRole('switch', { name: 'Note' }).click();
    await field(lena).fill('Yes, once');
    await lena.getByRole('button', { name: 'Add note' }).click();
    await see(ben, 'Yes, once');
    await ben.getByText(/, with you$/).waitFor({ timeout: SHOWN_MS });
  });

  it('[K71] sleep, and their reply wakes them', { timeout: STEP_MS }, async () => {
    const one = customer(2);
    await claim(ada, one);
    await ada.getByRole('button', { name: 'Snooze', exact: true }).first().click();
    await dialog(ada, 'Snooze').getByRole('button', { name: 'Until the customer replies' }).click();
    await view(ada, 'snoozed');
    await rowOf(ada, one).waitFor({ timeout: SHOWN_MS });
    one.said += 1;
    await say(one.who, 'Here is the number you wanted', one.said);
    await rowOf(ada, one).waitFor({ state: 'hidden', timeout: SHOWN_MS });
    await open(ada, one.conv);
    await see(ada, 'Awake again: the customer replied');
    await ada.getByText('Open, with you').waitFor({ timeout: SHOWN_MS });
    await answer(ada, one, 'Thank you, found it');
    await sent(ada, 'Thank you, found it');
  });

  it('[K70] are called late when nobody answered in time', { timeout: STEP_MS }, async () => {
    const one = customer(3);
    await view(lena, 'unassigned');
    await rowOf(lena, one)
      .getByText(/^Overdue/)
      .waitFor({ timeout: TARGET_MS });
    await open(lena, one.conv);
    await see(lena, 'First response: target missed');
    expect(await heard(one)).toEqual([]);
  });

  it('[K57] go over to the other team when nobody of theirs is there', { timeout: STEP_MS }, async () => {
    const { items } = await get<{ items: { id: string; email: string }[] }>(`${desk.relay.url}/api/v1/agents`, desk.shop.secretKey);
    const idOf = (name: string): string => items.find(({ email }) => email === `${name}@harbour.example`)?.id ?? '';
    const web = await make<{ id: string }>('/teams', { doc: { name: 'Web', members: [idOf('lena')] } });
    const overflow = { afterMinutes: 60, teamId: web.id };
    const cards = await make<{ id: string }>('/teams', { doc: { name: 'Cards', members: [idOf('carl')], overflow } });
    const { customers: found } = await get<CustomerList>(`${desk.relay.url}/api/v1/customers?userId=mara`, desk.shop.secretKey);
    const letter = { customer: { customerId: found[0]?.id }, channel: 'email', text: 'My card is gone', teamId: cards.id };
    const { conversationId } = await make<{ conversationId: string }>('/conversations', letter);
    await view(lena, `team:${web.id}`);
    await lena.locator(`[data-conv="${conversationId}"]`).waitFor({ timeout: SHOWN_MS * 2 });
    await open(lena, conversationId);
    await see(lena, 'Passed on to Web: from Cards: nobody online');
  });
});

describe('a cut line', () => {
  it('[K11, K12] keeps a reply that was being written, and sends it once when it is back', { timeout: STEP_MS }, async () => {
    const one = customer(4);
    await claim(ben, one);
    await field(ben).pressSequentially('I was just about to ');
    await ben.context().setOffline(true);
    await ben.getByText(/Reconnecting, last synced/).waitFor({ timeout: SHOWN_MS * 2 });
    await field(ben).pressSequentially('say it is solved');
    await ben.getByRole('button', { name: 'Send reply' }).click();
    one.answers.push('I was just about to say it is solved');
    await log(ben).getByText('Waiting for the connection').waitFor({ timeout: SHOWN_MS });
    expect(await heard(one)).toEqual([]);
    await ben.context().setOffline(false);
    await sent(ben, 'I was just about to say it is solved');
  });

  it('[K11, K12] in the moment of sending neither loses the reply nor doubles it', { timeout: STEP_MS }, async () => {
    const one = customer(5);
    await claim(ben, one);
    await answer(ben, one, 'Cut off in this very moment');
    await ben.context().setOffline(true);
    await ben.getByText(/Reconnecting, last synced/).waitFor({ timeout: SHOWN_MS * 2 });
    await ben.context().setOffline(false);
    await sent(ben, 'Cut off in this very moment');
    expect(await log(ben).locator('.message-agent', { hasText: 'Cut off in this very moment' }).count()).toBe(1);
  });
});

describe('in the evening', () => {
  it('[K20] both agents see the same list in the same order, and it is that of the relay', { timeout: STEP_MS }, async () => {
    for (const page of [ada, ben]) await view(page, 'all');
    const listed = (page: Page): Promise<string> =>
      page
        .getByRole('list', { name: 'Conversations' })
        .locator('[data-conv]')
        .evaluateAll((rows) =>
          rows
            .map((row) => {
              const text = row.querySelector('.row-said')?.textContent ?? '';
              return `${row.parentElement?.getAttribute('aria-posinset') ?? ''} ${row.getAttribute('data-conv') ?? ''} ${text}`;
            })
            .sort()
            .join('\n'),
        );
    await expect
      .poll(async () => (await listed(ada)) === (await listed(ben)) && (await listed(ada)).split('\n').length >= CUSTOMERS, {
        timeout: SHOWN_MS * 2,
      })
      .toBe(true);
    const before = await listed(ada);
    await ada.reload();
    await expect.poll(() => listed(ada), { timeout: SHOWN_MS }).toBe(before);
  });

  it('[K12] every customer got every answer once, and nothing else', { timeout: STEP_MS }, async () => {
    for (const [n, one] of customers.entries()) expect(await heard(one), `customer ${n}`).toEqual(one.answers);
    expect(desk.problems).toEqual([]);
  });
});
