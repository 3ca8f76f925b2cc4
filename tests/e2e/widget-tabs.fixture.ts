// Tabs of one visitor, and how many sockets they have open. For the widget's tests of tabs and page lifecycles.
import type { BrowserContext, CDPSession, Page, WebSocket } from 'playwright-core';
import { bubble, controls } from './widget-page.fixture.js';
import type { WidgetWorld } from './widget-page.fixture.js';

export interface Tab {
  page: Page;
  /** Open sockets to the relay. */
  sockets(): number;
  /** Sockets opened so far. */
  opened(): number;
  cdp(): Promise<CDPSession>;
}

/** A page that counts its sockets from the start. */
export async function tabOf(context: BrowserContext, address: string): Promise<Tab> {
  const page = await context.newPage();
  const open = new Set<WebSocket>();
  let opened = 0;
  page.on('websocket', (socket) => {
    opened += 1;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  // What a document had is gone with it, and nobody reports that.
  page.on('framenavigated', (frame) => {
    if (frame === page.mainFrame()) open.clear();
  });
  await page.goto(address);
  return { page, sockets: () => open.size, opened: () => opened, cdp: () => context.newCDPSession(page) };
}

export const socketsOf = (tabs: readonly Tab[]): number => tabs.reduce((sum, tab) => sum + tab.sockets(), 0);

/** A visitor in the middle of a conversation, in one tab. */
export async function talking(world: WidgetWorld, context: BrowserContext, address: string, text: string): Promise<Tab> {
  const tab = await tabOf(context, address);
  await controls(tab.page).launcher.click();
  await controls(tab.page).message.fill(text);
  await controls(tab.page).send.click();
  await bubble(tab.page, text).waitFor();
  return tab;
}

/** Another tab, which shows the conversation as soon as it is loaded. */
export async function nextTab(context: BrowserContext, address: string, text: string): Promise<Tab> {
  const tab = await tabOf(context, address);
  if (!(await controls(tab.page).panel.isVisible())) await controls(tab.page).panel.waitFor({ timeout: 30_000 });
  await bubble(tab.page, text).waitFor();
  return tab;
}
