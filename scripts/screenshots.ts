// The pictures of the README and the docs, taken from the built product: `npm run screenshots` after `npm run build`. The demo for console
// and widget, the six stories of the context for the panel; `npm run screenshots -- context` takes the latter alone; `-- widget` every view of the widget, `-- settings` every page of the settings, for the eye.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../tests/servers/chromium.js';
import { startRelay } from '../tests/servers/relay.js';
import type { RunningRelay } from '../tests/servers/relay.js';
import { SCENES } from './context-scenes.js';
import type { Scene } from './context-scenes.js';
import { VIEWER } from './context-stage.js';
import { settingsPictures } from './settings-screenshots.js';
import { consolePictures } from './console-screenshots.js';
import { widgetPictures } from './widget-screenshots.js';

const IMAGES = fileURLToPath(new URL('../docs/images/', import.meta.url));
const SETTLE_MS = 900; // motion ends, hints arrive
const SAID = ['Hello! My card payment was taken twice, is there any news?', 'Great. I thought I would have to explain it all again.'];
const ANSWERS = [
  'Hello Mara, I can see your claim CL-48213 from the phone menu. The refund of SEK 649 that Jonas promised is booked for Tuesday.',
  'No need to: it is all here. I will write to you the moment it is paid.',
];

type Scheme = 'light' | 'dark';
const still = (page: Page): Promise<void> => page.waitForTimeout(SETTLE_MS);
const file = (name: string): string => `${IMAGES}${name}.png`;

async function openDesk(browser: Browser, relay: RunningRelay): Promise<Page> {
  const desk = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await desk.goto(relay.started.consoleSetupUrl ?? '');
  await desk.getByRole('textbox', { name: 'Name' }).fill('Ada Holm');
  await desk.getByRole('textbox', { name: 'E-mail' }).fill('ada@harbour.example');
  await desk.getByLabel('Password').first().fill('correct horse battery staple');
  await desk.locator('form').getByRole('button').last().click();
  await desk.getByRole('navigation').first().waitFor();
  return desk;
}

async function talk(site: Page, desk: Page): Promise<void> {
  for (const [index, text] of SAID.entries()) {
    await site.getByRole('textbox', { name: 'Message' }).fill(text);
    await site.getByRole('button', { name: 'Send', exact: true }).click();
    if (index === 0) await desk.locator('[aria-label="Conversations"]').getByText(/Mara/).first().click();
    await desk.getByRole('log', { name: 'Conversation' }).getByText(text).waitFor();
    await desk.getByRole('textbox', { name: 'Reply' }).fill(ANSWERS[index] ?? '');
    await desk.getByRole('button', { name: 'Send reply' }).click();
    await site
      .getByRole('log', { name: 'Conversation' })
      .getByText(ANSWERS[index] ?? '')
      .waitFor();
  }
}

async function picture(page: Page, name: string, scheme: Scheme): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  await still(page);
  await page.screenshot({ path: file(name) });
}

/** Both windows in one picture, drawn by the browser from the two that were taken. */
async function sideBySide(browser: Browser): Promise<void> {
  const page = await (await browser.newContext({ viewport: { width: 1720, height: 760 }, deviceScaleFactor: 1 })).newPage();
  const src = (name: string): string => `data:image/png;base64,${readFileSync(file(name)).toString('base64')}`;
  await page.setContent(
    `<style>body{margin:0;display:flex;gap:28px;align-items:center;justify-content:center;height:100vh;background:linear-gradient(120deg,#e9efe9,#f6ead9)}
     img{border-radius:12px;box-shadow:0 18px 50px -12px #0005}</style>
     <img src="${src('widget-light')}" height="600"><img src="${src('console-light')}" height="640">`,
  );
  await still(page);
  await page.screenshot({ path: file('side-by-side') });
}

/** The panel beside its conversation as the agent finds it, in the time of the story. */
async function contextPicture(browser: Browser, scene: Scene): Promise<void> {
  const { stage, conv } = await scene.play();
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, timezoneId: 'Europe/Berlin' });
    const desk = await context.newPage();
    await desk.clock.setFixedTime(stage.now());
    await desk.goto(`${stage.relay.url}/console/c/${conv}`);
    await desk.getByRole('textbox', { name: 'E-mail' }).fill(VIEWER.email);
    await desk.getByRole('textbox', { name: 'Password' }).fill(VIEWER.password);
    await desk.getByRole('button', { name: 'Sign in' }).click();
    await desk.getByRole('region', { name: 'Customer context' }).locator('.headline').waitFor();
    await picture(desk, `context-${scene.name}`, 'light');
    await context.close();
  } finally {
    await stage.relay.stop();
  }
}

async function contexts(): Promise<void> {
  const browser = await launchBrowser();
  try {
    for (const scene of SCENES) await contextPicture(browser, scene);
  } finally {
    await browser.close();
  }
}

async function demo(): Promise<void> {
  const relay = await startRelay({ args: ['--demo'], env: { THROUGHLINE_RATE_LIMITS: 'off' } });
  const browser = await launchBrowser();
  try {
    const desk = await openDesk(browser, relay);
    const site = await (await browser.newContext({ viewport: { width: 780, height: 800 } })).newPage();
    await site.goto(relay.started.demoUrl ?? '');
    await site.getByRole('button', { name: /Open chat/ }).click();
    await site.getByRole('button', { name: 'New conversation' }).click(); // her orders and promises stand first
    await talk(site, desk);
    for (const scheme of ['light', 'dark'] as const) {
      await picture(desk, `console-${scheme}`, scheme);
      await picture(site, `widget-${scheme}`, scheme);
    }
    await site.setViewportSize({ width: 390, height: 780 });
    await picture(site, 'widget-phone', 'light');
    await desk.setViewportSize({ width: 390, height: 844 });
    await picture(desk, 'console-phone', 'light');
    await sideBySide(browser);
  } finally {
    await browser.close();
    await relay.stop();
  }
}

const [, , what, ...names] = process.argv;
if (what === 'widget') await widgetPictures(names);
else if (what === 'console') await consolePictures(names);
else if (what === 'settings') await settingsPictures(names);
else {
  if (what !== 'context') await demo();
  await contexts();
}
