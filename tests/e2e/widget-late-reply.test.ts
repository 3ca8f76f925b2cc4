// A visitor who writes again weeks after the end, in a real browser: the relay's clock is moved by hand, the page's is not.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agent, hex128 } from '../servers/visitor-http.js';
import { launchBrowser } from '../servers/chromium.js';
import { startRelayAt } from '../scenarios/relay-at.js';
import type { RelayAt } from '../scenarios/relay-at.js';
import { bubble, controls, write } from './widget-page.fixture.js';

const PASSWORD = 'a long enough password';
const DAY_MS = 86_400_000;

let relay: RelayAt;
beforeAll(async () => {
  relay = await startRelayAt('sqlite', Date.now());
});
afterAll(() => relay?.stop());

it('[K22] what is written goes into a new conversation, once, on the same screen; the old one can still be read', async () => {
  const site = await relay.siteAdd('Harbour');
  await relay.userAdd({ email: 'ada@harbour.example', role: 'agent', site: site.siteId, password: PASSWORD });
  const ada = await agent(relay.url, 'ada@harbour.example', PASSWORD);
  const said = new Promise<string>((resolve) => ada.socket.once('handoff', ({ row }: { row: { id: string } }) => resolve(row.id)));
  const browser = await launchBrowser();
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${relay.url}/chat/${site.siteId}`);
  await write(page, 'my card was charged twice');
  const conv = await said;
  const closed = await ada.socket
    .timeout(10_000)
    .emitWithAck('submit', { conv, stream: hex128(), msgs: [{ n: 1, kind: 'close', body: {} }] });
  expect(closed).toMatchObject({ ok: true });

  await relay.setNow(Date.now() + 15 * DAY_MS);
  const { log } = controls(page);
  await write(page, 'it was charged again');
  await bubble(page, 'it was charged again').waitFor();
  await bubble(page, 'my card was charged twice').waitFor({ state: 'hidden' });
  await write(page, 'three times now');
  await bubble(page, 'three times now').waitFor();
  await expect.poll(() => log.locator('.bubble').allTextContents(), { timeout: 30_000 }).toHaveLength(2);

  await page.getByRole('button', { name: 'Back' }).click();
  const before = page.getByRole('button', { name: /my card was charged twice/ });
  await before.waitFor();
  expect(await page.getByRole('button', { name: /You: / }).count()).toBe(2);
  await before.click();
  await bubble(page, 'my card was charged twice').waitFor();
  await write(page, 'and here I am again');
  await bubble(page, 'and here I am again').waitFor();
  await bubble(page, 'it was charged again').waitFor();
  expect(await log.locator('.bubble').allTextContents()).toHaveLength(3);
  expect(problems).toEqual([]);
  ada.close();
  await browser.close();
});
