// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import { NO_LIST } from '../../state/shown-list.js';
import { byId, row } from '../../testing/fixtures.js';
import { answering, draw, openState } from '../../testing/screen.js';
import type { Screen } from '../../testing/screen.js';
import type { DeedDialog } from '../../state/panels.js';
import { DeedDialogs } from './DeedDialogs.js';

// jsdom draws no modal dialogs.
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};

function ask(name: DeedDialog): Screen {
  const rows = ['cnv_0', 'cnv_1', 'cnv_2'].map((id) => row(id, { tags: id === 'cnv_1' ? ['refund'] : ['late'] }));
  const screen = draw(<DeedDialogs />, (store) => {
    store.rows.value = byId(rows);
    store.shown.value = { ...NO_LIST, ids: rows.map(({ id }) => id) };
    store.open.value = openState();
  });
  answering(screen, { tags: () => Promise.resolve({ ok: true, value: [] }) });
  screen.panels.dialog.value = { name };
  return screen;
}
const button = ({ element }: Screen, words: string): HTMLButtonElement | undefined =>
  [...element.querySelectorAll('button')].find((one) => one.textContent.includes(words));

it('[K71, K117] snoozing until the customer replies asks the relay, and the next row has the focus when it is done', async () => {
  const screen = ask('snooze');
  await screen.settled();
  button(screen, 'Until the customer replies')?.click();
  await screen.settled();
  expect(screen.actions.deed).toHaveBeenCalledExactlyOnceWith('cnv_1', 'snooze', { until: null });
  expect(screen.panels.dialog.value).toBeNull();
  expect(screen.store.cursor.value).toBe('cnv_2');
});

it('[K12, K117] a snooze that was refused moves nothing', async () => {
  const screen = ask('snooze');
  screen.actions.deed = vi.fn(() => Promise.resolve({ ok: false as const, words: 'no' }));
  await screen.settled();
  button(screen, 'Tomorrow morning')?.click();
  await screen.settled();
  expect(screen.store.cursor.value).toBeNull();
});

it('[K22] tags are one change: what was added and what was taken off', async () => {
  const screen = ask('tags');
  await screen.settled();
  screen.element.querySelector<HTMLButtonElement>('[aria-label="Remove refund"]')?.click();
  button(screen, 'late')?.click();
  await screen.settled();
  button(screen, 'Save')?.click();
  expect(screen.actions.deed).toHaveBeenCalledExactlyOnceWith('cnv_1', 'tag', { add: ['late'], remove: ['refund'] });
});

it('[K61] a conversation is declined with a reason, and not without', async () => {
  const screen = ask('decline');
  await screen.settled();
  const submit = (): boolean | undefined => screen.element.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }));
  submit();
  expect(screen.actions.deed).not.toHaveBeenCalled();
  button(screen, 'Not my topic')?.click();
  await screen.settled();
  submit();
  expect(screen.actions.deed).toHaveBeenCalledExactlyOnceWith(
    'cnv_1',
    'assign',
    expect.objectContaining({ how: 'decline', note: 'Not my topic' }),
  );
});
