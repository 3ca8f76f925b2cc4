// An agent's work in a real browser against the built relay: context at first paint, claim, reply, note, transfer, close, by keyboard.
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { latestHandoff } from '../servers/visitor-http.js';
import type { TestVisitor } from '../servers/visitor-http.js';
import { openDesk, say, SHOWN_MS } from './console-desk.fixture.js';
import type { Desk } from './console-desk.fixture.js';

let desk: Desk;
let ada: Page;
let mara: TestVisitor;
let conv: string;

beforeAll(async () => {
  desk = await openDesk();
  mara = await desk.mara();
  ada = await desk.signIn('ada');
  conv = await say(mara, 'Is my refund on its way?');
  await rowOf(ada).waitFor({ timeout: SHOWN_MS });
});
afterAll(() => desk?.stop());

const rowOf = (page: Page) => page.getByRole('list', { name: 'Conversations' }).getByRole('link', { name: /Mara/ }).first();
const log = (page: Page) => page.getByRole('log', { name: 'Conversation' });
const context = (page: Page) => page.getByRole('region', { name: 'Customer context' });
const reply = (page: Page) => page.getByRole('textbox', { name: 'Reply' });
const see = (page: Page, text: string) => log(page).getByText(text).waitFor({ timeout: SHOWN_MS });

describe('opening', () => {
  it('[K40] thread and context paint in the same frame, without a request', async () => {
    // A frame in which one of the two stood without the other would be seen here.
    await ada.evaluate(() => {
      const halves: string[] = [];
      const look = (): void => {
        const thread = document.querySelector('[role=log]')?.textContent?.includes('refund on its way') ?? false;
        const side = document.querySelector('[aria-label="Customer context"] .headline') !== null;
        if (thread !== side) halves.push(`thread ${String(thread)}, context ${String(side)}`);
        Reflect.set(window, 'halves', halves);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    const before = desk.requests.length;
    await rowOf(ada).click();
    await see(ada, 'Is my refund on its way?');
    const shown = await context(ada).innerText();
    expect(desk.requests.slice(before)).toEqual([]);
    expect(await ada.evaluate(() => Reflect.get(window, 'halves'))).toEqual([]);
    for (const fact of ['Mara Lindqvist', 'CL-48213', 'HP-30291', 'Skeppsgatan 14', 'Branch visit']) expect(shown, fact).toContain(fact);
  });

  it('[K10, K39] history, facts, promises and identity stand beside the thread, in their order', async () => {
    const headings = await context(ada).getByRole('heading', { level: 3 }).allInnerTexts();
    const known = ['Already told us', 'Promises', 'Recent activity', 'Earlier conversations', 'Timeline', 'Identity', 'Coverage'];
    const order = headings.map((text) => known.findIndex((name) => text.startsWith(name))).filter((at) => at >= 0);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    for (const always of ['Already told us', 'Coverage']) expect(headings).toContain(always);
  });

  it('[K41] says as of when the context was handed over, and it is what the relay froze', async () => {
    const frozen = await latestHandoff(desk.relay.url, conv, desk.shop.secretKey);
    await context(ada).getByText(`revision ${frozen.revision}`).waitFor();
    expect(await context(ada).locator('.headline').innerText()).toBe(frozen.headline.text);
  });

  it('[K42, K28, K17] each line leads to its source, the draft stays, and reload restores what was open', async () => {
    await reply(ada).fill('Half an answer');
    await ada
      .getByRole('region', { name: 'Timeline' })
      .getByRole('link', { name: /Branch visit/ })
      .click();
    await ada.getByRole('dialog').getByText('Quayside').first().waitFor({ timeout: SHOWN_MS });
    expect(new URL(ada.url()).search).toMatch(/^\?source=interaction\.int_/);
    await ada.reload();
    await ada.getByRole('dialog').getByText('Quayside').first().waitFor({ timeout: SHOWN_MS });
    await ada.keyboard.press('Escape');
    await ada.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(new URL(ada.url()).pathname).toBe(`/console/c/${conv}`);
    expect(await reply(ada).inputValue()).toBe('Half an answer');
  });

  it('[K32] the draft shows in the list and goes when it is sent', async () => {
    await rowOf(ada).getByText('Half an answer').waitFor();
    await reply(ada).fill('');
    await rowOf(ada).getByText('Is my refund').waitFor();
  });

  it('the timeline filters by channel and loads from the relay', async () => {
    const timeline = ada.getByRole('region', { name: 'Timeline' });
    await timeline.getByRole('button', { name: /^IVR/ }).click();
    await timeline.getByRole('link').first().waitFor({ timeout: SHOWN_MS });
    await expect.poll(() => timeline.getByRole('link').count(), { timeout: 30_000 }).toBe(1);
    await timeline.getByRole('button', { name: 'All' }).click();
    await expect.poll(() => timeline.getByRole('link').count(), { timeout: 30_000 }).toBeGreaterThan(3);
  });
});

describe('answering', () => {
  it('[K33] a reply written before the customer said more comes back, and goes when the agent says so', async () => {
    await reply(ada).fill('Your refund is approved.');
    // The relay hears the customer first; the agent's page is kept from hearing it until after the press.
    await ada.evaluate(() => {
      const end = performance.now() + 3_000;
      setTimeout(() => {
        while (performance.now() < end);
        document.querySelector<HTMLButtonElement>('form.composer button[type=submit]')?.click();
      }, 0);
    });
    await say(mara, 'Wait, I mean the other card!', 2);
    await ada.getByRole('button', { name: 'Send anyway' }).waitFor({ timeout: SHOWN_MS });
    await see(ada, 'Wait, I mean the other card!');
    expect(await reply(ada).inputValue()).toBe('Your refund is approved.');
    expect(await log(ada).innerText()).not.toContain('Your refund is approved.');
    await ada.getByRole('button', { name: 'Send anyway' }).click();
    await see(ada, 'Your refund is approved.');
    expect(await reply(ada).inputValue()).toBe('');
  });

  it('[K30] a note is tinted, says Note, and never reaches the visitor', async () => {
    await ada.getByRole('switch', { name: 'Note' }).click();
    await reply(ada).fill('Ines signs the refund today.');
    await ada.getByRole('button', { name: 'Add note' }).click();
    const note = log(ada).locator('.note', { hasText: 'Ines signs the refund today.' });
    await note.getByText('Note', { exact: true }).waitFor({ timeout: SHOWN_MS });
    await ada.getByRole('switch', { name: 'Note' }).click();
    const socket = await mara.socket();
    const page: unknown = await socket
      .timeout(5_000)
      .emitWithAck('sync', { conv, lane: 'pub', epoch: '', after: 0, after_id: '', max_bytes: 65_536 });
    socket.close();
    expect(JSON.stringify(page)).not.toContain('Ines');
  });

  it('[K31] Enter sends, Shift+Enter breaks the line', async () => {
    await reply(ada).fill('One');
    await reply(ada).press('Shift+Enter');
    await reply(ada).pressSequentially('Two');
    await reply(ada).press('Control+Enter');
    await expect.poll(() => log(ada).locator('.message-agent .text').last().innerText(), { timeout: 30_000 }).toBe('One\nTwo');
  });
});

describe('by keyboard', () => {
  it('[K80] letters are text while typing, and commands outside', async () => {
    await reply(ada).focus();
    await ada.keyboard.type('ern');
    expect(await reply(ada).inputValue()).toBe('ern');
    await reply(ada).fill('');
    await ada.keyboard.press('Escape');
    await ada.keyboard.press('n');
    await ada.getByRole('button', { name: 'Add note' }).waitFor();
    await ada.keyboard.press('Escape');
    await ada.keyboard.press('r');
    await ada.getByRole('button', { name: 'Send reply' }).waitFor();
    expect(await reply(ada).evaluate((element) => element === document.activeElement)).toBe(true);
    await ada.keyboard.press('Escape');
  });

  it('[K13, K82] ? lists every shortcut; Esc closes one thing at a time', async () => {
    await ada.keyboard.press('?');
    await ada.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await ada.keyboard.press('Escape');
    await ada.getByRole('dialog').waitFor({ state: 'hidden' });
    await ada.keyboard.press('Escape');
    await ada.getByRole('button', { name: 'Claim' }).waitFor({ state: 'hidden' });
    await ada.keyboard.press('j');
    await ada.keyboard.press('Enter');
    await see(ada, 'Is my refund on its way?');
  });

  it('[K116] F6 goes round the panes', async () => {
    const names: (string | null)[] = [];
    for (let press = 0; press < 4; press += 1) {
      await ada.keyboard.press('F6');
      names.push(await ada.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.className ?? null));
    }
    expect(new Set(names)).toEqual(new Set(['Throughline', 'Inbox', 'Conversation', 'Customer context']));
  });
});

describe('two agents', () => {
  it('[K56] of two who claim at once one wins, and the other reads who', async () => {
    const other = await desk.mara();
    const second = await say(other, 'Who takes this one?');
    const ben = await desk.signIn('ben');
    for (const page of [ada, ben]) {
      await page.goto(`${desk.relay.url}/console/c/${second}`);
      await see(page, 'Who takes this one?');
    }
    // Both see it unowned; Ben's press waits in his page until Ada has won.
    await ben.evaluate(() => {
      const button = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Claim');
      const end = performance.now() + 4_000;
      setTimeout(() => {
        while (performance.now() < end);
        button?.click();
      }, 0);
    });
    await ada.getByRole('button', { name: 'Claim' }).click();
    await see(ada, 'took this conversation');
    await ben.getByText('ada claimed this conversation first.', { exact: false }).waitFor({ timeout: SHOWN_MS });
    await ben.context().close();
  });

  it('[K60] a transfer hands the context on, frozen again, with the note in front', async () => {
    await ada.getByRole('button', { name: 'Transfer' }).click();
    const dialog = ada.getByRole('dialog', { name: 'Transfer' });
    await dialog.getByText('ben', { exact: false }).first().click();
    await dialog.getByRole('textbox', { name: 'Note for the receiver' }).fill('Refund needs a second signature');
    const ben = await desk.signIn('ben');
    await dialog.getByRole('button', { name: 'Transfer' }).click();
    const row = ben.getByRole('list', { name: 'Conversations' }).getByRole('link', { name: /Who takes this one/ });
    await row.getByText('You').waitFor({ timeout: SHOWN_MS });
    await row.click();
    await context(ben).getByText('Refund needs a second signature').waitFor({ timeout: SHOWN_MS });
    await context(ben)
      .getByText(/revision [2-9]/)
      .waitFor();
    await context(ben).getByText('CL-48213').first().waitFor();
    await ben.context().close();
  });

  it('[K23] closing records the outcome; a closed conversation can be reopened', async () => {
    await ada.goto(`${desk.relay.url}/console/c/${conv}`);
    await ada.getByRole('button', { name: 'Close conversation' }).click();
    const dialog = ada.getByRole('dialog', { name: 'Close conversation' });
    await dialog.getByRole('textbox', { name: 'Outcome' }).fill('Refund approved');
    await dialog.getByRole('button', { name: 'Close conversation' }).click();
    await see(ada, 'Refund approved');
    await ada.getByRole('button', { name: 'Reopen' }).click();
    await ada.getByRole('button', { name: 'Reopen' }).waitFor({ state: 'hidden', timeout: SHOWN_MS });
    await ada.getByRole('button', { name: 'Close conversation' }).waitFor({ timeout: SHOWN_MS });
  });
});

describe('away and back', () => {
  it('[K85] the title counts what is unread', async () => {
    await ada.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Mine' }).click();
    await expect.poll(() => ada.title(), { timeout: 30_000 }).toBe('Throughline');
    await say(await desk.mara(), 'Something new');
    await expect.poll(() => ada.title(), { timeout: SHOWN_MS }).toBe('(1) Throughline');
  });

  it('[K11] a relay that is away is said at once; a reply written meanwhile waits and is sent after', async () => {
    await ada.goto(`${desk.relay.url}/console/c/${conv}`);
    await see(ada, 'Is my refund on its way?');
    await desk.relay.kill9();
    await ada.getByText(/Reconnecting, last synced/).waitFor({ timeout: SHOWN_MS });
    await reply(ada).fill('Written while the relay was away');
    await ada.getByRole('button', { name: 'Send reply' }).click();
    await log(ada).getByText('Waiting for the connection').waitFor({ timeout: SHOWN_MS });
    await desk.relay.restart();
    await log(ada).getByText('Waiting for the connection').waitFor({ state: 'hidden', timeout: 60_000 });
    const sent = log(ada).locator('.message-agent', { hasText: 'Written while the relay was away' });
    await expect.poll(() => sent.getByText(/Sent|Delivered|Read/).count(), { timeout: SHOWN_MS }).toBe(1);
    expect(await sent.count()).toBe(1);
  });

  it('[K120] a relay that can save nothing says so, keeps what was sent, and sends it by itself afterwards', async () => {
    await reply(ada).waitFor({ timeout: SHOWN_MS });
    // What a full disk answers too (P99): somebody else holds the store, so that nothing can be written.
    const beside = new DatabaseSync(join(desk.relay.dataDir, 'throughline.db'), { timeout: SHOWN_MS });
    onTestFinished(() => void (beside.isOpen && beside.close()));
    beside.exec('BEGIN IMMEDIATE');
    const banner = ada.getByText(/can save nothing for the moment\. Nothing is lost/);
    await reply(ada).fill('Written while nothing could be saved');
    await ada.getByRole('button', { name: 'Send reply' }).click();
    await reply(ada).fill('And the half of another one');
    await banner.waitFor({ timeout: SHOWN_MS });
    await see(ada, 'Written while nothing could be saved');
    beside.close(); // takes back what it began
    await banner.waitFor({ state: 'hidden', timeout: SHOWN_MS });
    const sent = log(ada).locator('.message-agent', { hasText: 'Written while nothing could be saved' });
    await expect.poll(() => sent.getByText(/Sent|Delivered|Read/).count(), { timeout: SHOWN_MS }).toBe(1);
    expect(await reply(ada).inputValue()).toBe('And the half of another one');
  });

  it('[K58] [K120] signing out asks what becomes of open conversations, puts them back, and keeps what was not sent', async () => {
    await reply(ada).fill('Kept over the sign-out');
    await ada.getByRole('button', { name: 'Sign out' }).click();
    const leaving = ada.getByRole('dialog', { name: 'Sign out?' });
    await leaving.getByText(/You have \d+ open conversation/).waitFor({ timeout: SHOWN_MS });
    await leaving.getByRole('radio', { name: /Put them back/ }).check();
    await leaving.getByRole('button', { name: 'Sign out' }).click();
    await ada.getByRole('button', { name: 'Sign in' }).waitFor({ timeout: SHOWN_MS });
    await ada.getByRole('textbox', { name: 'E-mail' }).fill('ada@harbour.example');
    await ada.getByRole('textbox', { name: 'Password' }).fill('a long enough password');
    await ada.getByRole('button', { name: 'Sign in' }).click();
    await expect.poll(() => reply(ada).inputValue(), { timeout: SHOWN_MS }).toBe('Kept over the sign-out');
    await log(ada)
      .getByText(/Back in .*agent signed off/)
      .waitFor({ timeout: SHOWN_MS });
  });

  it('nothing went wrong on any page', () => {
    expect(desk.problems).toEqual([]);
  });
});
