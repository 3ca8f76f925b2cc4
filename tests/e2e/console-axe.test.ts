// Every page of the console under axe, light and dark, and on a screen of 320 px, where nothing is wider than the screen.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHOWN_MS } from './console-desk.fixture.js';
import { openPagesDesk, OUTSIDE } from './console-pages.fixture.js';
import type { PagesDesk } from './console-pages.fixture.js';

const STEP_MS = 600_000; // every page, one after the other

let desk: PagesDesk;
beforeAll(async () => {
  desk = await openPagesDesk();
}, 300_000);
afterAll(() => desk?.stop());

async function violations(page: Page): Promise<string[]> {
  // The preview is the widget, which has tests of its own.
  const { violations: found } = await new AxeBuilder({ page }).exclude('iframe').analyze();
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join(' | ')}`);
}
/** What reaches beyond the screen without standing in something that scrolls. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1);
    return [`${root.scrollWidth} px`, ...wide.map((one) => `${one.tagName}.${String(one.getAttribute('class'))}`)];
  });
async function outside(page: Page, path: string): Promise<void> {
  await page.goto(`${desk.relay.url}/console/${path}`);
  await page.getByRole('heading').first().waitFor({ timeout: SHOWN_MS });
}

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it(`[K115] every page is axe clean in ${colorScheme}`, { timeout: STEP_MS }, async () => {
    const page = await desk.owner({ colorScheme, reducedMotion: 'reduce' });
    for (const path of desk.paths) {
      await desk.go(page, path);
      expect.soft(await violations(page), path).toEqual([]);
    }
    await page.context().close();
  });

  it(`[K115] so are the pages before signing in, in ${colorScheme}`, { timeout: STEP_MS }, async () => {
    const page = await desk.page({ colorScheme, reducedMotion: 'reduce' });
    for (const path of OUTSIDE) {
      await outside(page, path);
      expect.soft(await violations(page), path).toEqual([]);
    }
    await page.context().close();
  });
});

it(
  '[K16] [K115] on a screen of 320 px no page scrolls sideways, and every page but a conversation has the way to the others',
  { timeout: STEP_MS },
  async () => {
    const phone = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true, reducedMotion: 'reduce' } as const;
    const page = await desk.owner(phone);
    for (const path of desk.paths) {
      await desk.go(page, path);
      expect.soft(await tooWide(page), path).toEqual([]);
      if (path.startsWith('c/')) continue;
      const ways = await page.getByRole('navigation', { name: 'Views' }).boundingBox();
      expect.soft(ways?.width, path).toBeGreaterThan(200);
    }
    const stranger = await desk.page(phone);
    for (const path of OUTSIDE) {
      await outside(stranger, path);
      expect.soft(await tooWide(stranger), path).toEqual([]);
    }
    expect(desk.problems).toEqual([]);
  },
);
