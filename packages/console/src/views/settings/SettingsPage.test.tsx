// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { operationsApi, widgetConfig } from '@throughline/types/decode';
import { DEFAULT_PREFERENCES } from '../../state/default-preferences.js';
import type { WidgetSection } from '../../state/route.js';
import { answering, draw } from '../../testing/screen.js';
import type { Screen } from '../../testing/screen.js';
import { Dialogs } from '../Dialogs.js';
import { Rail } from '../Rail.js';
import { SettingsPage } from './SettingsPage.js';

const SITE = { id: 'site_1', name: 'Shop', writeKey: 'wk', origins: ['https://shop.example'] };
const CONFIG = widgetConfig.WidgetConfig.parse({ greeting: 'Hello', color: '#0f5c4d', position: 'end' });
const SETTINGS = operationsApi.SiteSettings.parse({});
const told = <T,>(value: T) => vi.fn(() => Promise.resolve({ ok: true as const, value }));

interface Page extends Screen {
  changeSite: ReturnType<typeof vi.fn>;
  changeWidget: ReturnType<typeof vi.fn>;
  changeSiteSettings: ReturnType<typeof vi.fn>;
}
const LOADED_MS = 15_000; // the page is a part of its own, which comes late on a busy machine
let admins = 0;

/** Each test is another admin: what is unsaved is kept by person. */
async function open(section: WidgetSection): Promise<Page> {
  const agent = { id: `agt_${(admins += 1)}`, name: 'Olga', email: 'olga@x.example', role: 'admin' } as const;
  const screen = draw(
    <>
      <Rail />
      <SettingsPage section={section} item={null} />
      <Dialogs />
    </>,
    (store) => {
      store.session.value = {
        state: 'signed_in',
        session: { agent, site: SITE, agents: [agent], teams: [], preferences: DEFAULT_PREFERENCES },
      };
    },
  );
  const changes = { changeSite: told(SITE), changeWidget: told(CONFIG), changeSiteSettings: told(SETTINGS) };
  answering(screen, { site: told(SITE), widget: told(CONFIG), siteSettings: told(SETTINGS), ...changes });
  await vi.waitFor(() => expect(screen.element.querySelector('form')).not.toBeNull(), LOADED_MS);
  return { ...screen, ...changes };
}
function input({ element }: Page, label: string): HTMLInputElement | HTMLTextAreaElement {
  const id = [...element.querySelectorAll('label')].find((one) => one.textContent === label)?.htmlFor ?? '';
  const found = document.getElementById(id);
  if (found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement) return found;
  throw new Error(`no field ${label}`);
}
async function write(page: Page, label: string, words: string): Promise<void> {
  const field = input(page, label);
  field.value = words;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await page.settled();
}
async function press(page: Page, name: string): Promise<void> {
  const found = [...page.element.querySelectorAll('button')].find((one) => (one.getAttribute('aria-label') ?? one.textContent) === name);
  if (found === undefined) throw new Error(`no button ${name}`);
  found.click();
  await page.settled();
}
const describedBy = (field: Element): string =>
  (field.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ');
const leaving = (): boolean => {
  const event = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
};

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  Element.prototype.scrollIntoView = () => undefined;
  Element.prototype.scrollTo = () => undefined;
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
});
afterEach(() => {
  document.body.replaceChildren();
});

it('[K105] a flaw is said at its field once somebody saves, in its description too, and nothing is sent', async () => {
  const page = await open('chat');
  await write(page, 'Privacy policy', 'example.com');
  expect(page.element.querySelector('.field-error')).toBeNull();
  await press(page, 'Save');
  const field = input(page, 'Privacy policy');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(describedBy(field)).toContain('Write a whole address, starting with https://.');
  expect(page.changeWidget).not.toHaveBeenCalled();
  await write(page, 'Privacy policy', 'https://example.com/privacy');
  expect(input(page, 'Privacy policy').getAttribute('aria-invalid')).toBe('false');
});

it('[K105] a flaw is said when its field is left', async () => {
  const page = await open('install');
  await write(page, 'Allowed origins, one per line', 'shop.example');
  input(page, 'Allowed origins, one per line').dispatchEvent(new FocusEvent('blur'));
  await page.settled();
  expect(describedBy(input(page, 'Allowed origins, one per line'))).toContain('shop.example is not an origin.');
});

it('[K105] a save names and sends only what changed, and what it was made on', async () => {
  const page = await open('appearance');
  expect(page.element.querySelector('.save-bar')).toBeNull();
  await write(page, 'Greeting', 'Ahoy');
  expect(page.element.querySelector('.save-bar')?.textContent).toContain('Unsaved: greeting');
  await press(page, 'Save');
  expect(page.changeWidget).toHaveBeenCalledExactlyOnceWith({ greeting: 'Ahoy', was: { greeting: 'Hello' } });
  expect(page.changeSite).not.toHaveBeenCalled();
  expect(page.changeSiteSettings).not.toHaveBeenCalled();
});

it('[K105] what somebody else saved meanwhile is not overwritten unless one says so', async () => {
  const page = await open('appearance');
  await write(page, 'Greeting', 'Ahoy');
  page.changeWidget.mockResolvedValueOnce({ ok: false, code: 'conflict' });
  await press(page, 'Save');
  expect(page.element.querySelector('.save-bar')?.textContent).toContain('Somebody else changed this meanwhile.');
  expect(input(page, 'Greeting').value).toBe('Ahoy');
  await press(page, 'Put mine on top');
  expect(page.changeWidget).toHaveBeenLastCalledWith({ greeting: 'Ahoy' });
});

it('[K105] a refused save is said, and what was typed stays', async () => {
  const page = await open('appearance');
  page.changeWidget.mockResolvedValue({ ok: false, code: 'forbidden' });
  await write(page, 'Greeting', 'Ahoy');
  await press(page, 'Save');
  expect(page.element.querySelector('.save-bar [role=alert]')?.textContent).toMatch(/^Not saved\. \w/);
  expect(input(page, 'Greeting').value).toBe('Ahoy');
  expect(leaving()).toBe(true);
});

it('[K105] leaving the page and signing out ask while something is unsaved, and only then', async () => {
  const page = await open('appearance');
  expect(leaving()).toBe(false);
  await write(page, 'Greeting', 'Ahoy');
  expect(leaving()).toBe(true);
  await press(page, 'Sign out');
  expect(page.actions.signOut).not.toHaveBeenCalled();
  expect(page.element.querySelector('dialog')?.textContent).toContain('Sign out without saving?');
  await press(page, 'Keep editing');
  expect(page.element.querySelector('dialog')).toBeNull();
  expect(input(page, 'Greeting').value).toBe('Ahoy');
  await press(page, 'Sign out');
  await press(page, 'Discard and sign out');
  expect(page.actions.signOut).toHaveBeenCalledOnce();
  page.store.session.value = { state: 'signed_out', because: null };
  expect(page.store.unsaved.value).toBe(false);
  expect(leaving()).toBe(false);
});

it('[K105] a session that ended by itself takes nothing that was typed', async () => {
  const page = await open('appearance');
  await write(page, 'Greeting', 'Ahoy');
  page.store.session.value = { state: 'signed_out', because: 'ended' };
  expect(page.store.unsaved.value).toBe(true);
});

it('signing out asks nothing when nothing is unsaved', async () => {
  const page = await open('chat');
  await press(page, 'Sign out');
  expect(page.actions.signOut).toHaveBeenCalledOnce();
});

it('[K58] signing out with open conversations asks what becomes of them; where putting back fails, nobody is signed out', async () => {
  const page = await open('chat');
  page.store.counts.value = { ...page.store.counts.value, mine: 2 };
  await press(page, 'Sign out');
  const dialog = page.element.querySelector('dialog');
  expect(dialog?.textContent).toContain('You have 2 open conversations');
  const [keep, putBack] = dialog?.querySelectorAll<HTMLInputElement>('input[type=radio]') ?? [];
  expect([keep?.checked, putBack?.checked]).toEqual([true, false]);
  putBack?.click();
  await page.settled();
  const leave = [...(dialog?.querySelectorAll('button') ?? [])].find(({ textContent }) => textContent === 'Sign out');
  const signOut = vi.mocked(page.actions.signOut);
  signOut.mockResolvedValueOnce({ ok: false, code: 'unavailable' });
  leave?.click();
  await vi.waitFor(() => expect(dialog?.querySelector('[role=alert]')).not.toBeNull());
  leave?.click();
  await vi.waitFor(() => expect(page.element.querySelector('dialog')).toBeNull());
  expect(signOut.mock.calls).toEqual([[true], [true]]);
});
