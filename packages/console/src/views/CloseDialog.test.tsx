// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import { richContext } from '../testing/rich-context.js';
import { answering, draw, openState } from '../testing/screen.js';
import type { Screen } from '../testing/screen.js';
import { CloseDialog } from './CloseDialog.js';

// jsdom draws no modal dialogs.
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};
const REASONS = [
  {
    code: 'invoice.inaccurate',
    label: 'Invoice inaccurate',
    category: 'invoice',
    upstreamCause: 'sales_promise',
    ownerDepartment: 'billing',
  },
  { code: 'delivery.late', label: 'Delivery late', category: 'delivery', upstreamCause: 'delivery', ownerDepartment: 'logistics' },
];

async function wrapUp(refused = false): Promise<{ screen: Screen; confirm: ReturnType<typeof vi.fn>; close: ReturnType<typeof vi.fn> }> {
  const screen = draw(<CloseDialog conv="cnv_1" />, (store) => (store.open.value = openState({ context: richContext() })));
  const confirm = vi.fn(() =>
    Promise.resolve(refused ? { ok: false as const, code: 'network' as const } : { ok: true as const, value: null }),
  );
  const close = vi.fn(() => Promise.resolve());
  screen.actions.close = close;
  answering(screen, { reasons: () => Promise.resolve({ ok: true, value: REASONS }), confirmReason: confirm });
  await screen.settled();
  return { screen, confirm, close };
}
const submit = async ({ screen }: { screen: Screen }): Promise<void> => {
  screen.element.querySelector('form')?.requestSubmit();
  await screen.settled();
};

it('[K46] the suggested reason is confirmed with one key, and the conversation closes after it', async () => {
  const { screen, confirm, close } = await wrapUp();
  expect(screen.element.querySelector<HTMLInputElement>('[role=combobox]')?.value).toBe('Invoice inaccurate');
  await submit({ screen });
  expect(confirm).toHaveBeenCalledExactlyOnceWith('cnv_1', { code: 'invoice.inaccurate', suggested: 'invoice.inaccurate' });
  expect(close).toHaveBeenCalledExactlyOnceWith('cnv_1', '');
});

it('[K23] another reason is found by typing and taken with Enter, without closing', async () => {
  const { screen, confirm, close } = await wrapUp();
  const field = screen.element.querySelector<HTMLInputElement>('[role=combobox]');
  if (field === null) throw new Error('no reason field');
  field.value = 'del';
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await screen.settled();
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  await screen.settled();
  expect(field.value).toBe('Delivery late');
  expect(close).not.toHaveBeenCalled();
  await submit({ screen });
  expect(confirm).toHaveBeenCalledWith('cnv_1', { code: 'delivery.late', suggested: 'invoice.inaccurate' });
});

it('[K12] a refused reason is said, and closing without it stays possible', async () => {
  const { screen, close } = await wrapUp(true);
  await submit({ screen });
  expect(screen.element.querySelector('[role=alert]')?.textContent).toContain('The reason was not recorded.');
  expect(close).not.toHaveBeenCalled();
  await submit({ screen });
  expect(close).toHaveBeenCalledOnce();
});
