// The list of a busy desk: four hundred conversations, found, filtered, closed together and taken back, with pointer and keyboard.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { visitor } from '../servers/visitor-http.js';
import { openDesk, say, SHOWN_MS } from './console-desk.fixture.js';
import type { Desk } from './console-desk.fixture.js';

const SEEDED = 400;
const AT_ONCE = 16;

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  let next = 0;
  const seed = async (): Promise<void> => {
    while (next < SEEDED) {
      const n = (next += 1);
      const who = await visitor(desk.relay.url, desk.shop.siteId);
      await say(who, n === 234 ? 'My parcel CL-77123 is lost somewhere in Uppsala' : `Question number ${n}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, seed));
}, 600_000);
afterAll(() => desk.stop());

const list = (page: Page) => page.getByRole('list', { name: 'Conversations' });
const rows = (page: Page) => list(page).locator('[data-conv]');
/** The list as it stands, once the relay answered. */
async function ready(page: Page): Promise<void> {
  await page
    .locator('[aria-label="Conversations"][aria-busy="false"] [data-conv]')
    .first()
    .waitFor({ timeout: SHOWN_MS * 4 });
}

describe('four hundred conversations', () => {
  it('[K127] are scrolled from end to end with at most sixty rows in the document', async () => {
    const page = await desk.signIn('ada');
    await ready(page);
    const seen = await list(page).evaluate(async (element, wanted) => {
      const ids = new Set<string>();
      let most = 0;
      const look = (): void => {
        const drawn = [...element.querySelectorAll('[data-conv]')];
        most = Math.max(most, drawn.length);
        for (const one of drawn) ids.add(one.getAttribute('data-conv') ?? '');
      };
      const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
      const until = performance.now() + 100_000;
      while (ids.size < wanted && performance.now() < until) {
        element.scrollTop += 500;
        await frame();
        look();
      }
      return { count: ids.size, most, end: element.querySelector('[aria-posinset]')?.getAttribute('aria-setsize') };
    }, SEEDED);
    expect(seen.count).toBe(SEEDED);
    expect(seen.most).toBeLessThanOrEqual(60);
    expect(Number(seen.end)).toBeGreaterThanOrEqual(SEEDED);
    expect(desk.problems).toEqual([]);
    await page.close();
  });

  it('[K17] [K18] a filter stands in the address and survives a reload', async () => {
    const page = await desk.signIn('ada');
    await ready(page);
    await page.getByRole('button', { name: 'Filter and order' }).click();
    await page.getByLabel('Priority').selectOption('urgent');
    await page.getByText('No conversation fits this filter').waitFor({ timeout: SHOWN_MS });
    expect(page.url()).toContain('priority=urgent');
    await page.reload();
    await page.getByText('No conversation fits this filter').waitFor({ timeout: SHOWN_MS });
    await page.goBack();
    await page.waitForURL(/\/v\/all$/);
    await ready(page);
    expect(await rows(page).count()).toBeGreaterThan(1);
    await page.close();
  });

  it('[K21] [K117] selected rows are closed together and taken back; the focus stays in the list', async () => {
    const page = await desk.signIn('ben');
    await ready(page);
    await page.keyboard.press('j');
    for (let n = 0; n < 3; n += 1) {
      await page.keyboard.press('x');
      await page.keyboard.press('j');
    }
    const first = await rows(page).first().getAttribute('data-conv');
    const bar = page.getByRole('region', { name: 'Selected conversations' });
    await bar.getByText('3 selected').waitFor({ timeout: SHOWN_MS });
    await bar.getByRole('button', { name: 'Close', exact: true }).click();
    await bar.getByText('3 customers still wait for an answer.').waitFor({ timeout: SHOWN_MS });
    await bar.getByRole('button', { name: 'Close all the same' }).click();
    const undo = page.getByRole('button', { name: 'Undo' });
    await undo.waitFor({ timeout: SHOWN_MS });
    expect(await rows(page).first().getAttribute('data-conv')).not.toBe(first);
    expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true);
    await undo.click();
    await bar.getByText('3 selected').waitFor({ timeout: SHOWN_MS });
    expect(await rows(page).first().getAttribute('data-conv')).toBe(first); // under the pointer, without pressing "updates"
    expect(await page.getByRole('button', { name: /updates?$/ }).count()).toBe(0);

    await bar.getByRole('button', { name: 'Close', exact: true }).click();
    await bar.getByRole('button', { name: 'Close all the same' }).click();
    await page.keyboard.press('Escape');
    await page.goto(`${desk.relay.started.consoleUrl.replace(/\/$/, '')}/v/closed`); // leaving sends what is held
    await ready(page);
    await expect.poll(() => rows(page).count(), { timeout: SHOWN_MS * 2 }).toBe(3);
    await page.close();
  });

  it('[K81] the palette goes anywhere with the keyboard alone, and says why something is not possible', async () => {
    const page = await desk.signIn('ada');
    await ready(page);
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Find a command' });
    await field.waitFor({ timeout: SHOWN_MS });
    await field.fill('Write a reply');
    await page.getByRole('option', { name: /Open a conversation first/ }).waitFor({ timeout: SHOWN_MS });
    await field.fill('snoozed');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/v\/snoozed$/);
    await page.getByText('Nothing waiting').waitFor({ timeout: SHOWN_MS });
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.close();
  });

  it('[K75] [K76] search opens the conversation at the line it found', async () => {
    const page = await desk.signIn('ada');
    await ready(page);
    await page.keyboard.press('/');
    await page.getByRole('searchbox', { name: 'Search' }).fill('CL-77123');
    const hit = page.getByRole('list', { name: 'Results' }).getByRole('link').first();
    await hit.getByText('lost somewhere in Uppsala').waitFor({ timeout: SHOWN_MS });
    expect(await hit.locator('mark').first().textContent()).toBe('CL-77123');
    expect(page.url()).toContain('q=CL-77123');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/c\/.+#.+/);
    await page.getByRole('log').getByText('lost somewhere in Uppsala').waitFor({ timeout: SHOWN_MS });
    expect(desk.problems).toEqual([]);
    await page.close();
  });
});
