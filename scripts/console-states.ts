// What the console shows beside its pages to whoever is signed in: empty, loading, broken and offline (K120), dialogs, menus.
import type { Page } from 'playwright-core';
import type { PagesDesk } from '../tests/e2e/console-pages.fixture.js';
import { visitor } from '../tests/servers/visitor-http.js';
import { say } from '../tests/e2e/console-desk.fixture.js';

export interface ConsoleState {
  name: string;
  /** Brings the page there. Answers another page when it is a state of another installation. */
  show(page: Page, desk: PagesDesk): Promise<Page | void>;
}
type Show = ConsoleState['show'];

export const LONG_NAME = 'Wilhelmina Konstantinopolitanska-Featherstonehaugh von und zu Oberunterbergenstein';
const LONG_TEXT = `Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen https://shop.example/${'a-very-long-path/'.repeat(8)} is broken`;

const conversation = (desk: PagesDesk): string => desk.paths.find((path) => path.startsWith('c/')) ?? '';
const customer = (desk: PagesDesk): string => desk.paths.find((path) => path.startsWith('customers/')) ?? '';

async function claimed(page: Page, desk: PagesDesk): Promise<void> {
  await desk.go(page, conversation(desk));
  const claim = page.getByRole('button', { name: 'Claim' });
  if (await claim.isVisible()) await claim.click();
  await page.getByRole('button', { name: 'Close conversation' }).waitFor();
}
/** Of the menu behind "More actions". */
const asked =
  (item: string): Show =>
  async (page, desk) => {
    await claimed(page, desk);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await page.getByRole('dialog').waitFor();
  };
const pressed =
  (button: string): Show =>
  async (page, desk) => {
    await claimed(page, desk);
    await page.getByRole('button', { name: button, exact: true }).first().click();
    await page.getByRole('dialog').waitFor();
  };
/** An address below `/console/`, and words that tell that it is drawn. */
export const at =
  (path: string, wait: string): Show =>
  async (page, desk) => {
    await page.goto(`${desk.relay.url}/console/${path}`);
    await page.getByText(wait).first().waitFor();
  };
/** A dialog of a page, by the button that opens it. */
const opened =
  (path: (desk: PagesDesk) => string, button: string | RegExp): Show =>
  async (page, desk) => {
    await desk.go(page, path(desk));
    await page.getByRole('button', { name: button }).first().click();
    await page.getByRole('dialog').first().waitFor();
  };

/** Signed in as the owner. */
export const DESK_STATES: readonly ConsoleState[] = [
  { name: 'state-nothing-mine', show: at('v/mine', 'Nothing waiting') },
  { name: 'state-nothing-closed', show: at('v/closed', 'Nothing closed yet') },
  { name: 'state-filter-fits-none', show: at('v/all?state=snoozed&tag=refund', 'No conversation fits') },
  { name: 'state-not-here', show: at('c/cnv_absent', 'This conversation is not here') },
  { name: 'state-no-such-customer', show: at('customers/cus_absent', 'not here') },
  { name: 'state-search-none', show: at('search?q=zzzqqq', 'Nothing') },
  { name: 'state-search-start', show: at('search', 'Search') },
  {
    name: 'state-rows-loading',
    show: async (page, desk) => {
      await page.routeWebSocket(/agent\/socket/, () => undefined);
      await at('v/all', 'Loading conversations')(page, desk);
    },
  },
  {
    name: 'state-thread-loading',
    show: async (page, desk) => {
      await page.routeWebSocket(/agent\/socket/, () => undefined);
      await at(conversation(desk), 'Loading the conversation')(page, desk);
    },
  },
  {
    name: 'state-no-right',
    show: async (_owner, desk) => {
      const page = await desk.signIn('ada');
      await page.goto(`${desk.relay.url}/console/settings/webhooks`);
      await page.locator('.settings-main').waitFor();
      return page;
    },
  },
  {
    name: 'state-reconnecting',
    show: async (page, desk) => {
      await claimed(page, desk);
      await page.clock.install();
      await page.routeWebSocket(/agent\/socket/, (socket) => socket.close());
      await page.evaluate(() => window.dispatchEvent(new Event('offline')));
      await page.context().setOffline(true);
      await page.clock.fastForward(90_000);
    },
  },
  {
    name: 'state-long-names',
    show: async (page, desk) => {
      const headers = { authorization: `Bearer ${desk.shop.secretKey}`, 'content-type': 'application/json' };
      const who = await visitor(desk.relay.url, desk.shop.siteId);
      const conv = await say(who, LONG_TEXT);
      const batch = [
        { type: 'identify', messageId: 'long', userId: 'long', traits: { name: LONG_NAME, email: `${'long'.repeat(12)}@example.com` } },
      ];
      await fetch(`${desk.relay.url}/v1/batch`, { method: 'POST', headers, body: JSON.stringify({ batch }) });
      await desk.relay.cli(['doctor']);
      await page.goto(`${desk.relay.url}/console/c/${conv}`);
      await page.getByRole('log', { name: 'Conversation' }).getByText('is broken').first().waitFor();
    },
  },
  { name: 'state-customers-none', show: at('customers?q=zzzqqq', 'No') },
  {
    name: 'list-filter',
    show: async (page, desk) => {
      await desk.go(page, 'v/all');
      await page
        .getByRole('button', { name: /Filter/ })
        .first()
        .click();
    },
  },
  {
    name: 'list-selected',
    show: async (page, desk) => {
      await desk.go(page, 'v/all');
      await page.locator('[data-conv]').first().waitFor();
      for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
    },
  },
  {
    name: 'palette',
    show: async (page, desk) => {
      await desk.go(page, conversation(desk));
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'shortcuts',
    show: async (page, desk) => {
      await desk.go(page, 'v/all');
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'rail-menu',
    show: async (page, desk) => {
      await desk.go(page, 'v/all');
      await page.locator('.rail-presence').click();
    },
  },
  {
    name: 'thread-menu',
    show: async (page, desk) => {
      await claimed(page, desk);
      await page.getByRole('button', { name: 'More actions' }).click();
    },
  },
  {
    name: 'thread-note',
    show: async (page, desk) => {
      await claimed(page, desk);
      await page.getByRole('switch', { name: 'Note' }).click();
      await page.getByRole('textbox', { name: 'Reply' }).fill('Refund approved by the cards desk, see the claim.');
      await page.getByRole('button', { name: 'Add note' }).click();
      await page.getByRole('log', { name: 'Conversation' }).getByText('Refund approved').waitFor();
      await page.getByRole('textbox', { name: 'Reply' }).fill('Another note, @be');
    },
  },
  {
    name: 'thread-hint',
    show: async (page, desk) => {
      await claimed(page, desk);
      await page.getByRole('textbox', { name: 'Reply' }).pressSequentially('Could you give me your claim number?');
    },
  },
  {
    name: 'thread-emoji',
    show: async (page, desk) => {
      await claimed(page, desk);
      await page.getByRole('button', { name: 'Emoji' }).click();
    },
  },
  {
    name: 'thread-replies',
    show: async (page, desk) => {
      await claimed(page, desk);
      await page.getByRole('textbox', { name: 'Reply' }).pressSequentially('/th');
    },
  },
  {
    name: 'thread-context',
    show: async (page, desk) => {
      await page.setViewportSize({ width: 1024, height: 768 });
      await desk.go(page, conversation(desk));
      await page.getByRole('button', { name: 'Show customer context' }).click();
    },
  },
  {
    name: 'source',
    show: async (page, desk) => {
      await desk.go(page, conversation(desk));
      await page
        .getByRole('link', { name: /Branch visit/ })
        .first()
        .click();
      await page.getByRole('dialog').getByText('Quayside').first().waitFor();
    },
  },
  { name: 'dialog-transfer', show: pressed('Transfer') },
  { name: 'dialog-close', show: pressed('Close conversation') },
  { name: 'dialog-snooze', show: pressed('Snooze') },
  { name: 'dialog-tags', show: asked('Tags') },
  { name: 'dialog-assign', show: asked('Assign') },
  { name: 'dialog-consult', show: asked('Ask a colleague') },
  { name: 'dialog-merge-conversations', show: asked('Merge conversations') },
  { name: 'dialog-promise', show: pressed('I promised…') },
  {
    name: 'dialog-sign-out',
    show: async (page, desk) => {
      await claimed(page, desk);
      await page.getByRole('button', { name: 'Sign out' }).first().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'dialog-invite', show: opened(() => 'settings/people', 'Invite') },
  { name: 'dialog-import', show: opened(() => 'customers', /Import/) },
  { name: 'dialog-erase', show: opened(customer, /Erase/) },
  { name: 'dialog-merge-customers', show: opened(customer, /Merge/) },
  { name: 'dialog-webhook', show: opened(() => 'settings/webhooks', /Add|New/) },
  { name: 'dialog-source', show: opened(() => 'settings/sources', /Add|New/) },
  { name: 'dialog-second-factor', show: opened(() => 'settings/account', /second factor/i) },
];
