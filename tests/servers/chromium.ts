// The real browser that tests drive. Found on the machine, installed where allowed, never downloaded by npm (G40, G45–G47).
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';
import { announce, installPackage, isExecutable, onPath } from './install-package.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FOLDERS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
];
// No traffic of the browser's own, no GPU process, no first-run pages; QUIC would go past a proxy.
const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function fromPlaywrightCache(): string | null {
  const cache = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(homedir(), '.cache', 'ms-playwright');
  if (!existsSync(cache)) return null;
  const builds = readdirSync(cache)
    .filter((name) => name.startsWith('chromium-'))
    .sort()
    .reverse();
  const files = builds.flatMap((build) => ['chrome-linux/chrome', 'chrome-linux64/chrome'].map((file) => join(cache, build, file)));
  return files.find(isExecutable) ?? null;
}

/** Path of a Chromium or Chrome. Throws one clear line when there is none and none may be installed. */
export function findChromium(): string {
  const given = process.env['CHROME_PATH'];
  if (given !== undefined && given !== '') {
    if (isExecutable(given)) return given;
    throw new Error(`CHROME_PATH names no executable file: ${given}`);
  }
  const installed = onPath(...NAMES) ?? FOLDERS.find(isExecutable) ?? fromPlaywrightCache();
  if (installed !== null) return installed;
  const found = installPackage('chromium') ? onPath(...NAMES) : null;
  if (found === null) throw new Error('Chromium not found: set CHROME_PATH, or run: apt-get install chromium');
  return found;
}

/** A headless browser. Close it when done; it ends with the process otherwise. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const executablePath = findChromium();
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({
    headless: true,
    ...options,
    executablePath,
    args: [...QUIET, ...sandbox, ...(options.args ?? [])],
  });
  announce(`Chromium ${browser.version()}: ${executablePath}`);
  return browser;
}
