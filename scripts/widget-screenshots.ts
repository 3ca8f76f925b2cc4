// Every view of the widget as a visitor may see it, for the eye: light and dark, from left and from right, desk and phone, and one sheet per
// view. Written to `.cache/screenshots/`; `npm run screenshots -- widget` takes all, with names of views after it only those.
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { VIEWS, stageView } from '../tests/e2e/widget-views.fixture.js';
import type { View } from '../tests/e2e/widget-views.fixture.js';
import { widgetWorld } from '../tests/e2e/widget-page.fixture.js';
import type { WidgetWorld } from '../tests/e2e/widget-page.fixture.js';

const FOLDER = fileURLToPath(new URL('../.cache/screenshots/', import.meta.url));
const SETTLE_MS = 300;
const DESK = { width: 1100, height: 820 };
const PHONE = { width: 375, height: 740 };
const NARROW = { width: 320, height: 640 };
const ZOOMED = { width: 550, height: 410 }; // the desk at 200 %, in its own pixels
const PANEL_PX = 450; // of the desk, what a sheet shows

const file = (name: string): string => `${FOLDER}${name}.png`;

async function take(page: Page, name: string, size: { width: number; height: number }, scheme: 'light' | 'dark'): Promise<string> {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
  await page.waitForTimeout(SETTLE_MS);
  await page.screenshot({ path: file(name) });
  return name;
}

/** What was taken of one view, side by side. */
async function sheet(world: WidgetWorld, name: string, taken: readonly string[], wide: boolean): Promise<void> {
  const page = await world.browser.newPage({ viewport: { width: 1_900, height: 900 } });
  const picture = (one: string): string => {
    const cut = !wide && one.includes('desk') ? `;width:${PANEL_PX}px;object-fit:cover;object-position:right` : '';
    return `<img style="height:740px${cut}" src="data:image/png;base64,${readFileSync(file(one)).toString('base64')}">`;
  };
  await page.setContent(
    `<style>body{margin:8px;display:flex;flex-wrap:wrap;gap:8px;background:#8fa3b8}</style>${taken.map(picture).join('')}`,
  );
  await page.waitForTimeout(SETTLE_MS);
  await page.screenshot({ path: file(`sheet-${name}`), fullPage: true });
  await page.close();
}

async function pictures(world: WidgetWorld, view: View): Promise<void> {
  const taken: string[] = [];
  for (const [direction, locale] of [
    ['ltr', 'en'],
    ['rtl', 'ar'],
  ] as const) {
    const { page, close } = await stageView(world, view, locale);
    for (const scheme of ['light', 'dark'] as const) {
      taken.push(await take(page, `${view.name}-${direction}-${scheme}-desk`, DESK, scheme));
      taken.push(await take(page, `${view.name}-${direction}-${scheme}-phone`, PHONE, scheme));
    }
    if (view.name === 'thread' && direction === 'ltr') {
      taken.push(await take(page, 'thread-320', NARROW, 'light'));
      taken.push(await take(page, 'thread-zoomed', ZOOMED, 'light'));
      await page.emulateMedia({ forcedColors: 'active' });
      taken.push(await take(page, 'thread-forced', PHONE, 'light'));
    }
    await close();
  }
  await sheet(world, view.name, taken, view.name === 'hosted');
}

/** @param names of views; none: all */
export async function widgetPictures(names: readonly string[]): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const world = await widgetWorld(['--rate-limits=off']);
  const failed: string[] = [];
  try {
    for (const view of VIEWS.filter(({ name }) => !names.length || names.includes(name))) {
      await pictures(world, view).catch((error: unknown) => failed.push(`${view.name}: ${String(error)}`));
    }
  } finally {
    await world.stop();
  }
  if (failed[0]) throw new Error(failed.join('\n'));
}
