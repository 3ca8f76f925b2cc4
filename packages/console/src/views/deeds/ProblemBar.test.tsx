// @vitest-environment jsdom
import { afterEach, expect, it } from 'vitest';
import { settingsRoute } from '../../state/route.js';
import { richContext } from '../../testing/rich-context.js';
import { answering, draw, openState } from '../../testing/screen.js';
import type { Screen } from '../../testing/screen.js';
import { bindShortcuts } from '../bind-shortcuts.js';
import { ProblemBar } from './ProblemBar.js';

let unbind = (): void => undefined;
afterEach(() => unbind());

function desk(): Screen {
  const screen = draw(<ProblemBar />, (store) => (store.open.value = openState({ context: richContext() })));
  unbind = bindShortcuts({ ...screen, href: () => '', relayUrl: '', setupToken: '' });
  return screen;
}
async function press(screen: Screen, key: string): Promise<void> {
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  await screen.settled();
}
const alert = ({ element }: Screen): string => element.querySelector('[role=alert]')?.textContent ?? '';

it('[K12] [K120] what a key cannot do is said for everybody to see, until it is read or something else is on screen', async () => {
  const screen = desk();
  screen.store.open.value = null;
  await screen.settled();
  await press(screen, 'e');
  expect(alert(screen)).toContain('Open a conversation first');
  screen.element.querySelector('button')?.click();
  await screen.settled();
  expect(alert(screen)).toBe('');
  await press(screen, 'e');
  screen.store.route.value = settingsRoute('all');
  await screen.settled();
  expect(alert(screen)).toBe('');
});

it('[K12] a case that could not be linked by its key says why', async () => {
  const screen = desk();
  answering(screen, { updateCase: () => Promise.resolve({ ok: false, code: 'forbidden' }) });
  await press(screen, 'l');
  expect(alert(screen)).toContain('You may not see or do this.');
  await press(screen, '?'); // the next press: what was said about the last one is over
  expect(alert(screen)).toBe('');
});

it('[K120] while the relay can save nothing, everybody reads that nothing is lost; who may administer is led to the system', async () => {
  const screen = desk();
  const bar = (): string => screen.element.querySelector('[role=status]')?.textContent ?? '';
  screen.store.refusing.value = true;
  await screen.settled();
  expect(bar()).toContain('Nothing is lost: what you send waits on this device and is tried again by itself.');
  expect(screen.element.querySelector('a')).toBeNull();
  const { value } = screen.store.session;
  if (value.state !== 'signed_in') throw new Error('nobody is signed in');
  screen.store.session.value = { ...value, session: { ...value.session, agent: { ...value.session.agent, role: 'admin' } } };
  await screen.settled();
  expect(screen.element.querySelector('a')?.getAttribute('href')).toBe('/settings/system');
  screen.store.refusing.value = false;
  await screen.settled();
  expect(bar()).toBe('');
});
