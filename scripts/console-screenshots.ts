// Every page and state of the console for the eye: light and dark on a desk, on a narrow screen and on a phone. Written to
// `.cache/screenshots/console/`; `npm run screenshots -- console` takes all, with parts of names after it only those.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { openPagesDesk, OUTSIDE } from '../tests/e2e/console-pages.fixture.js';
import { DOOR_STATES } from './console-door-states.js';
import { DESK_STATES } from './console-states.js';
import type { ConsoleState } from './console-states.js';

const FOLDER = fileURLToPath(new URL('../.cache/screenshots/console/', import.meta.url));
const SETTLE_MS = 350; // what fades in has come
const DESK = { width: 1440, height: 900 };
const NARROW = { width: 1024, height: 768 };
const PHONE = { width: 390, height: 844 };
const LOOKS = [
  ['light', DESK, 'light'],
  ['dark', DESK, 'dark'],
  ['narrow', NARROW, 'light'],
  ['narrow-dark', NARROW, 'dark'],
  ['phone-dark', PHONE, 'dark'],
  ['phone', PHONE, 'light'],
] as const;

async function take(page: Page, name: string): Promise<void> {
  for (const [look, size, colorScheme] of LOOKS) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForTimeout(SETTLE_MS);
    await page.screenshot({ path: `${FOLDER}${name}-${look}.png` });
  }
  await page.setViewportSize(DESK);
}

const nameOf = (path: string): string =>
  path === '' ? 'sign-in' : path.replaceAll(/(cnv|cus)_[\w-]+/g, 'one').replaceAll(/[^a-z-]+/g, '-');

/** Pictures of what has one of `parts` in its name; of everything without any. */
export async function consolePictures(parts: readonly string[]): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const wanted = (name: string): boolean => parts.length === 0 || parts.some((part) => name.includes(part));
  const desk = await openPagesDesk();
  const failed: string[] = [];
  /** One that cannot be shown does not keep the others from being looked at. */
  async function picture(name: string, show: () => Promise<Page>): Promise<void> {
    try {
      await take(await show(), name);
    } catch (error) {
      failed.push(`${name}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`);
    }
  }
  async function states(all: readonly ConsoleState[], open: () => Promise<Page>): Promise<void> {
    for (const { name, show } of all) {
      if (!wanted(name)) continue;
      const page = await open();
      await picture(name, async () => (await show(page, desk)) ?? page);
      await page.context().close();
    }
  }
  try {
    const page = await desk.owner();
    for (const path of desk.paths.filter((one) => wanted(nameOf(one)))) {
      await picture(nameOf(path), async () => {
        await desk.go(page, path);
        return page;
      });
    }
    const stranger = await desk.page();
    for (const path of OUTSIDE.filter((one) => wanted(nameOf(one)))) {
      await picture(nameOf(path), async () => {
        await stranger.goto(`${desk.relay.url}/console/${path}`);
        await stranger.getByRole('heading').first().waitFor();
        return stranger;
      });
    }
    await states(DOOR_STATES, () => desk.page());
    await states(DESK_STATES, () => desk.owner());
  } finally {
    await desk.stop();
  }
  if (failed.length > 0) throw new Error(`Not pictured:\n${failed.join('\n')}`);
  console.log(`The pictures are in ${FOLDER}`);
}
