// Every view of the widget for everybody: axe, contrast where axe does not look, sizes of targets, names, narrow windows and wide text.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cutOff, fieldContrasts, focusable, smallTargets } from './widget-measures.fixture.js';
import { controls, widgetWorld } from './widget-page.fixture.js';
import type { WidgetWorld } from './widget-page.fixture.js';
import { VIEWS, stageView } from './widget-views.fixture.js';

const DESK = { width: 1100, height: 820 };
const NARROW = { width: 320, height: 640 };
const ZOOMED = { width: 550, height: 410 }; // the desk at 200 %
const SPACED =
  '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }';
const TOUCH = { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true };

let world: WidgetWorld;
beforeAll(async () => {
  world = await widgetWorld(['--rate-limits=off']);
});
afterAll(() => world?.stop());

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).include('throughline-chat').analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary ?? ''}`).join(' | ')}`);
}
async function seen(page: Page, colorScheme: 'light' | 'dark', size = DESK): Promise<void> {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.waitForTimeout(250);
}
async function readable(page: Page): Promise<void> {
  for (const { field, text, placeholder, border } of await fieldContrasts(page)) {
    expect(text, `${field}: text`).toBeGreaterThanOrEqual(4.5);
    expect(placeholder, `${field}: placeholder`).toBeGreaterThanOrEqual(4.5);
    expect(border, `${field}: border`).toBeGreaterThanOrEqual(3);
  }
}

describe.each(VIEWS)('widget for everybody: $name', (view) => {
  it('[W132] [W129] axe finds nothing, light, dark and 320 px wide; fields are readable, everything has a name, nothing is cut', async () => {
    const { page, close } = await stageView(world, view);
    for (const scheme of ['light', 'dark'] as const) {
      await seen(page, scheme);
      expect(await violations(page)).toEqual([]);
      await readable(page);
    }
    expect(await smallTargets(page, 24)).toEqual([]);
    for (const one of await focusable(page)) expect(one).toMatch(/^\w+ \S|^(generic|status) /); // these are read as they stand
    for (const size of [NARROW, ZOOMED]) {
      await seen(page, 'light', size);
      expect(await cutOff(page)).toEqual([]);
    }
    await seen(page, 'light', NARROW);
    expect(await violations(page)).toEqual([]);
    await page.evaluate((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.querySelector('throughline-chat')?.shadowRoot?.adoptedStyleSheets.push(sheet);
    }, SPACED);
    expect(await cutOff(page)).toEqual([]);
    await close();
  });

  it('[W132] [W142] from right to left as well, and what a finger meets is 44 px', async () => {
    const { page, close } = await stageView(world, view, 'ar', TOUCH);
    expect(await violations(page)).toEqual([]);
    expect(await cutOff(page)).toEqual([]);
    expect(await smallTargets(page, 44)).toEqual([]);
    await close();
  });
});

it('[W142] in a language read from the right, the panel stands over its launcher and the placeholder begins at the right', async () => {
  const first = VIEWS.find(({ name }) => name === 'first');
  if (!first) throw new Error('no such view');
  const { page, part, close } = await stageView(world, first, 'ar');
  const end = async (selector: string): Promise<number> => {
    const box = await part(selector).boundingBox();
    return (box?.x ?? 0) + (box?.width ?? 0);
  };
  expect(await end('.panel')).toBeCloseTo(await end('.launcher'), 0);
  expect(await part('textarea').evaluate((field) => getComputedStyle(field).direction)).toBe('rtl');
  expect(await controls(page).launcher.count()).toBe(0); // its name is in the visitor's language
  await close();
});
