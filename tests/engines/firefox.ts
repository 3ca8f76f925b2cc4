// Debian's Firefox, driven over WebDriver BiDi. Found on the machine, installed where allowed, never downloaded by npm.
import puppeteer from 'puppeteer-core';
import type { Browser } from 'puppeteer-core';
import { announce, installPackage, onPath } from '../servers/install-package.js';

const NAMES = ['firefox-esr', 'firefox'];

/** Throws one clear line when there is no Firefox and none may be installed. */
export async function launchFirefox(): Promise<Browser> {
  const given = process.env['FIREFOX_PATH'];
  const executablePath = given || onPath(...NAMES) || (installPackage('firefox-esr') ? onPath(...NAMES) : null);
  if (!executablePath) throw new Error('Firefox not found: set FIREFOX_PATH, or run: apt-get install firefox-esr');
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  announce(`${await browser.version()}: ${executablePath}`);
  return browser;
}
