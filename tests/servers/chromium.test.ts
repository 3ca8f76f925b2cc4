import { afterEach, describe, expect, it, vi } from 'vitest';
import { findChromium, launchBrowser } from './chromium.js';

describe('the browser of a test run', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('[G45] starts headless and runs a page', async () => {
    const browser = await launchBrowser();
    const page = await browser.newPage();
    await page.setContent('<title>Harbour</title>');
    expect(await page.title()).toBe('Harbour');
    await browser.close();
  });

  it('[G47] says in one line what to do when there is none', () => {
    vi.stubEnv('PATH', '/nowhere');
    vi.stubEnv('HOME', '/nowhere');
    vi.stubEnv('PLAYWRIGHT_BROWSERS_PATH', '/nowhere');
    vi.stubEnv('THROUGHLINE_TEST_INSTALL', '0');
    vi.stubEnv('CHROME_PATH', '');
    expect(() => findChromium()).toThrow('Chromium not found: set CHROME_PATH, or run: apt-get install chromium');
  });
});
