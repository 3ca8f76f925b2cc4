// The whole story in two browser windows, on the built bundles: a visitor with a past on five channels writes, an agent who already knows
// it answers; reload, kill -9 and restart in between; at the end both show the same conversation, nothing lost, doubled or reordered.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { launchBrowser } from '../servers/chromium.js';
import { startRelay } from '../servers/relay.js';
import type { RunningRelay } from '../servers/relay.js';

const PASSWORD = 'correct horse battery staple';
const SHOWN_MS = 30_000;

let relay: RunningRelay;
let browser: Browser;
let visitorWindow: BrowserContext;
let agentWindow: BrowserContext;
let site: Page;
let desk: Page;
const problems: string[] = [];

function watch(page: Page, name: string): void {
  page.on('pageerror', (error) => problems.push(`${name}: ${error.message}`));
  page.on('console', (line) => {
    const text = line.text();
    // A refused connection while the relay is down is the browser's own line, not ours to suppress.
    if (line.type() === 'error' && !/ERR_CONNECTION|WebSocket connection|Failed to load resource/.test(text))
      problems.push(`${name}: ${text}`);
  });
}

beforeAll(async () => {
  relay = await startRelay({ args: ['--demo'] });
  browser = await launchBrowser();
  visitorWindow = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  agentWindow = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  site = await visitorWindow.newPage();
  desk = await agentWindow.newPage();
  watch(site, 'site');
  watch(desk, 'console');
});
afterAll(async () => {
  await browser?.close();
  await relay?.stop();
});

const log = (page: Page) => page.getByRole('log', { name: 'Conversation' });
/** Texts of the bubbles in the order they are shown. */
async function shown(page: Page, texts: readonly string[]): Promise<string[]> {
  const all = await log(page).innerText();
  return texts.filter((text) => all.includes(text)).sort((a, b) => all.indexOf(a) - all.indexOf(b));
}
const times = (all: string, text: string): number => all.split(text).length - 1;

async function say(text: string): Promise<void> {
  await site.getByRole('textbox', { name: 'Message' }).fill(text);
  await site.getByRole('button', { name: 'Send', exact: true }).click();
}
async function reply(text: string): Promise<void> {
  await desk.getByRole('textbox', { name: 'Reply' }).fill(text);
  await desk.getByRole('button', { name: 'Send reply' }).click();
}

const SAID = [
  'My card payment was taken twice, any news?',
  'Hello Mara, I can see your claim already.',
  'Great, you did not ask me for the number.',
  'Written while the relay was gone.',
  'Answered after the restart.',
];
const NOTE = 'Checked with the cards desk: refund is approved.';

describe('the main story', () => {
  it('a new owner claims the installation with the one-time address', async () => {
    await desk.goto(relay.started.consoleSetupUrl ?? '');
    await desk.getByRole('textbox', { name: 'Name' }).fill('Ada Agent');
    await desk.getByRole('textbox', { name: 'E-mail' }).fill('ada@harbour.example');
    await desk.getByLabel('Password').first().fill(PASSWORD);
    await desk.locator('form').getByRole('button').last().click();
    await desk.getByRole('navigation').first().waitFor({ timeout: SHOWN_MS });
  });

  it('the visitor’s first message arrives with facts of five earlier channels, painted without another request', async () => {
    await site.goto(relay.started.demoUrl ?? '');
    await site.getByRole('button', { name: /Open chat/ }).click();
    await site.getByRole('button', { name: 'New conversation' }).click(); // Mara has orders and promises: she sees them first
    await say(SAID[0] ?? '');
    await log(site)
      .getByText(SAID[0] ?? '')
      .waitFor({ timeout: SHOWN_MS });

    const row = desk.locator('[aria-label="Conversations"]').getByText(/Mara/).first();
    await row.waitFor({ timeout: SHOWN_MS });
    const requests: string[] = [];
    const note = (request: Request): number => requests.push(request.url());
    desk.on('request', note);
    await row.click();
    const context = desk.getByRole('region', { name: 'Customer context' });
    await context.waitFor({ timeout: SHOWN_MS });
    const first = await context.innerText();
    await log(desk)
      .getByText(SAID[0] ?? '')
      .waitFor();
    desk.off('request', note);
    expect(requests).toEqual([]);

    const timeline = await desk.getByRole('region', { name: 'Timeline' }).innerText();
    const everything = `${first}\n${timeline}`.toLowerCase();
    for (const channel of ['branch', 'app', 'ivr', 'email', 'order'])
      expect(everything, channel).toMatch(new RegExp(channel === 'email' ? 'e-?mail' : channel));
    expect(first).toContain('Mara Lindqvist');
    expect(first.toLowerCase()).toContain('promised');
  });

  it('claim, reply, note: the visitor sees the reply and never the note', async () => {
    await desk.getByRole('button', { name: 'Claim' }).click();
    await reply(SAID[1] ?? '');
    await log(site)
      .getByText(SAID[1] ?? '')
      .waitFor({ timeout: SHOWN_MS });
    await desk.getByRole('switch', { name: 'Note' }).click();
    await desk.getByRole('textbox', { name: /Note|Reply/ }).fill(NOTE);
    await desk.getByRole('button', { name: 'Add note' }).click();
    await log(desk).getByText(NOTE).waitFor({ timeout: SHOWN_MS });
    await desk.getByRole('switch', { name: 'Note' }).click();
    await say(SAID[2] ?? '');
    await log(desk)
      .getByText(SAID[2] ?? '')
      .waitFor({ timeout: SHOWN_MS });
    expect(await site.content()).not.toContain(NOTE);
    expect(await log(site).innerText()).not.toContain('refund is approved');
  });

  it('a reload brings the visitor back to the same conversation', async () => {
    await site.reload();
    await log(site)
      .getByText(SAID[1] ?? '')
      .waitFor({ timeout: SHOWN_MS });
    expect(await shown(site, SAID)).toEqual(SAID.slice(0, 3));
  });

  it('[P93] the relay dies by kill -9; what is written meanwhile waits visibly, and both sides converge after the restart', async () => {
    await relay.kill9();
    await say(SAID[3] ?? '');
    await log(site)
      .getByText(SAID[3] ?? '')
      .waitFor({ timeout: SHOWN_MS });
    await relay.restart();
    await log(desk)
      .getByText(SAID[3] ?? '')
      .waitFor({ timeout: 40_000 });
    await reply(SAID[4] ?? '');
    await log(site)
      .getByText(SAID[4] ?? '')
      .waitFor({ timeout: 40_000 });
    for (const page of [site, desk]) {
      expect(await shown(page, SAID)).toEqual(SAID);
      const all = await log(page).innerText();
      for (const text of SAID) expect(times(all, text), text).toBe(1);
    }
  });

  it('transfer freezes the context again, with the note of the one who hands over', async () => {
    await desk.getByRole('button', { name: 'Transfer' }).click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByText('Cards', { exact: false }).first().click();
    await dialog.getByRole('textbox').last().fill('Needs a second signature');
    await dialog
      .getByRole('button', { name: /Transfer/ })
      .last()
      .click();
    await desk.getByText('Needs a second signature').first().waitFor({ timeout: SHOWN_MS });
  });

  it('close, and a visitor who writes again reopens it', async () => {
    await desk.getByRole('button', { name: 'Claim' }).click();
    await desk.getByRole('button', { name: 'Close conversation' }).click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Close conversation' }).click();
    await dialog.waitFor({ state: 'hidden', timeout: SHOWN_MS });
    await desk
      .getByText(/Closed/i)
      .first()
      .waitFor({ timeout: SHOWN_MS });
    await say('One more thing.');
    await log(desk).getByText('One more thing.').waitFor({ timeout: SHOWN_MS });
    await desk.getByRole('button', { name: 'Close conversation' }).waitFor({ timeout: SHOWN_MS });
  });

  it('nothing went wrong on either page', () => {
    expect(problems).toEqual([]);
  });
});
