// `npm run test:engines`: a handful of the hard pages in another engine than the one `npm test` drives. On each the visitor opens the
// panel, types, sends and reads the agent's answer, and the page throws nothing. Not part of `npm test`: it needs a second browser.
import type { Browser, Page } from 'puppeteer-core';
import { serveHazard } from '../e2e/hazard-pages.fixture.js';
import { widgetWorld } from '../e2e/widget-page.fixture.js';
import type { WidgetWorld } from '../e2e/widget-page.fixture.js';
import { launchFirefox } from './firefox.js';

const PAGES =
  'plain strict-csp nonce-only trusted-types hostile-css hostile-js host-show-modal focus-trap hot-keys storage-denied rtl'.split(' ');
const WAIT_MS = 30_000;

/** Resolves when the panel says `text`. */
const said = (page: Page, text: string): Promise<unknown> =>
  page.waitForFunction(
    (wanted) => document.querySelector('throughline-chat')?.shadowRoot?.querySelector('.log')?.textContent?.includes(wanted) ?? false,
    { timeout: WAIT_MS, polling: 100 },
    text,
  );

async function visit(browser: Browser, world: WidgetWorld, name: string): Promise<void> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT_MS);
  const errors: string[] = [];
  // Firefox looks for an icon that the page does not have, and its policy does not allow.
  page.on('pageerror', (error) => String(error).includes('/favicon.ico') || errors.push(String(error)));
  await page.goto(serveHazard(world, name).guest);
  await page.waitForSelector('throughline-chat');
  await page.evaluate('throughline.show()');
  if (name === 'host-show-modal') await page.evaluate("throughline.open().then(() => document.querySelector('#one').showModal())");
  else await page.click('throughline-chat >>> .launcher');
  await page.waitForSelector('throughline-chat >>> .log[aria-live]'); // stage 3 is here
  await page.click('throughline-chat >>> textarea');
  const text = `Hello from ${name}`;
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await said(page, text);
  await said(page, 'Sent');
  await (await world.answer(text)).say(`Welcome, ${name}`);
  await said(page, `Welcome, ${name}`);
  if (errors.length > 0) throw new Error(errors.join('; '));
  await context.close();
}

const browser = await launchFirefox().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
const world = await widgetWorld(['--rate-limits=off']);
let failed = 0;
for (const name of PAGES) {
  const problem = await visit(browser, world, name).then(
    () => '',
    (error: Error) => error.message,
  );
  if (problem) failed += 1;
  process.stdout.write(problem ? `FAILED ${name}: ${problem}\n` : `ok     ${name}\n`);
}
await browser.close();
await world.stop();
process.stdout.write(`${PAGES.length - failed} of ${PAGES.length} pages\n`);
process.exitCode = failed ? 1 : 0;
