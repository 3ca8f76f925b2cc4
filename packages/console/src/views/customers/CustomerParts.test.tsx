// @vitest-environment jsdom
import { render } from 'preact';
import type { VNode } from 'preact';
import { afterEach, expect, it, vi } from 'vitest';
import type { CustomerNote } from '../../state/customers-actions.js';
import { customerRoute } from '../../state/route.js';
import { AT } from '../../testing/context.js';
import { NOW, row } from '../../testing/fixtures.js';
import { richContext } from '../../testing/rich-context.js';
import { answering, draw } from '../../testing/screen.js';
import type { Screen } from '../../testing/screen.js';
import { MergeDialog } from '../MergeDialog.js';
import { CustomerIdentifiers } from './CustomerIdentifiers.js';
import { CustomerNotes } from './CustomerNotes.js';
import { EraseDialog } from './EraseDialog.js';

HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};
const shown: Screen[] = [];
afterEach(() => {
  for (const { element } of shown.splice(0)) render(null, element);
});

function show(node: VNode, role: 'agent' | 'admin' = 'agent'): Screen {
  const screen = draw(node, (store) => {
    store.route.value = customerRoute('all', 'cus_1');
    const session = store.session.value;
    if (session.state !== 'signed_in') return;
    const agent = { ...session.session.agent, role };
    store.session.value = { ...session, session: { ...session.session, agent } };
  });
  shown.push(screen);
  return screen;
}
const button = (screen: Screen, name: string): HTMLButtonElement | undefined =>
  [...screen.element.querySelectorAll('button')].find((one) => one.textContent === name);
function type(screen: Screen, at: string, text: string): void {
  const field = screen.element.querySelector<HTMLInputElement | HTMLTextAreaElement>(at);
  if (field === null) throw new Error(`no ${at}`);
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
const note = (id: string, change: Partial<CustomerNote> = {}): CustomerNote => ({
  ...{ id, ownerId: 'agt_me', version: 1, updatedAt: NOW, updatedBy: 'agt_me', subject: 'cus_1', uses: 0 },
  ...{ doc: { text: `note ${id}`, pinned: false }, ...change },
});

it('[K91] notes are listed pinned first, written, and changed by their author alone', async () => {
  const screen = show(<CustomerNotes customerId="cus_1" />);
  const customerNotes = vi.fn(() =>
    Promise.resolve({
      ok: true as const,
      value: [note('a', { ownerId: 'agt_other' }), note('b', { doc: { text: 'note b', pinned: true }, ownerId: 'agt_other' }), note('c')],
    }),
  );
  const writeCustomerNote = vi.fn(() => Promise.resolve({ ok: true as const, value: note('d') }));
  const removeCustomerNote = vi.fn(() => Promise.resolve({ ok: true as const, value: null }));
  answering(screen, { customerNotes, writeCustomerNote, removeCustomerNote });
  screen.store.customerAsked.value += 1;
  const texts = (): string[] => [...screen.element.querySelectorAll('.note-text')].map((one) => one.textContent ?? '');
  await vi.waitFor(() => expect(texts()[0]).toBe('note b'));
  expect([...screen.element.querySelectorAll('button')].filter((one) => one.textContent === 'Edit')).toHaveLength(1);

  button(screen, 'Delete…')?.click();
  await screen.settled();
  expect(removeCustomerNote).not.toHaveBeenCalled();
  button(screen, 'Delete this note')?.click();
  await vi.waitFor(() => expect(removeCustomerNote).toHaveBeenCalledWith('c'));

  type(screen, '.note-form textarea', '  Calls in the evening ');
  await screen.settled();
  screen.element.querySelector<HTMLFormElement>('form')?.requestSubmit();
  await vi.waitFor(() => expect(writeCustomerNote).toHaveBeenCalledWith('cus_1', { text: 'Calls in the evening', pinned: false }));
});

it('[K91] an identifier says how certain it is and from where, and is revealed by asking', async () => {
  const screen = show(<CustomerIdentifiers customerId="cus_1" />);
  const reveal = vi.fn(() => Promise.resolve({ ok: true as const, value: 'mara@x.example' }));
  const identifier = { id: 'edg_1', type: 'email', value: 'm••@x.example', trust: 2 as const, channel: 'voice' as const };
  answering(screen, {
    reveal,
    identifiers: () => Promise.resolve({ ok: true, value: [{ ...identifier, since: AT, lastSeenAt: AT }] }),
  });
  screen.store.customerAsked.value += 1;
  await vi.waitFor(() => expect(screen.element.textContent).toContain('E-mail, Attested, from Phone'));
  expect(screen.element.textContent).not.toContain('mara@x.example');
  button(screen, 'Reveal (recorded)')?.click();
  await vi.waitFor(() => expect(screen.element.textContent).toContain('mara@x.example'));
  expect(reveal).toHaveBeenCalledWith({ customerId: 'cus_1', type: 'identifier', id: 'edg_1' });
});

it('[K94] erasing counts what goes, waits for the name, asks for the password, and then does it', async () => {
  const context = richContext();
  const name = context.customer.displayName ?? '';
  const closed = vi.fn();
  const screen = show(<EraseDialog context={context} onClose={closed} />, 'admin');
  let confirmed = false;
  const eraseCustomer = vi.fn(() =>
    Promise.resolve(
      confirmed
        ? { ok: true as const, value: { customers: 1, interactions: 3, conversations: 1 } }
        : { ok: false as const, code: 'fresh_login_needed' as const },
    ),
  );
  const confirmLogin = vi.fn(() => {
    confirmed = true;
    return Promise.resolve({ ok: true as const, value: null });
  });
  answering(screen, { eraseCustomer, confirmLogin, conversationsOf: () => Promise.resolve({ ok: true, value: [row('cnv_1')] }) });
  const erase = button(screen, 'Erase for good');
  expect(screen.element.textContent).toContain('cannot be undone');
  type(screen, 'input', name.slice(1));
  screen.element.querySelector('form')?.requestSubmit();
  await screen.settled();
  expect(eraseCustomer).not.toHaveBeenCalled();
  expect(erase?.getAttribute('aria-disabled')).toBe('true');
  type(screen, 'input', name);
  await screen.settled();
  screen.element.querySelector('form')?.requestSubmit();
  await vi.waitFor(() => expect(screen.element.textContent).toContain('This needs your password again.'));
  type(screen, 'input[type="password"]', 'a long enough password');
  await screen.settled();
  screen.element.querySelectorAll('form')[1]?.requestSubmit();
  await vi.waitFor(() => expect(closed).toHaveBeenCalled());
  expect(eraseCustomer).toHaveBeenCalledTimes(2);
  expect(screen.store.status.value).toBe(`${name} was erased`);
});

it('[K92] the other customer is found by name; what an admin may lift needs a reason, and nobody else may', async () => {
  const counts = { interactions: 1, conversations: 0, identifiers: 1, facts: 0, commitments: 0, items: 0 };
  const refusals = ['different_user_id', 'no_shared_identifier'] as const;
  const merge = vi.fn(({ dryRun }: { dryRun: boolean }) =>
    Promise.resolve({
      ok: true as const,
      value: { mergeId: dryRun ? null : 'mrg_1', preview: { traits: [], counts, refusals: [...refusals] } },
    }),
  );
  const other = {
    id: 'cus_2',
    name: 'O. Brandt',
    trust: 3 as const,
    identifiers: [],
    channels: [],
    conversations: 0,
    lastActivityAt: AT,
    createdAt: AT,
  };
  const customers = vi.fn(() => Promise.resolve({ ok: true as const, value: { items: [other, { ...other, id: 'cus_1' }], cursor: null } }));
  for (const role of ['agent', 'admin'] as const) {
    merge.mockClear();
    const screen = show(<MergeDialog context={richContext()} />, role);
    answering(screen, { merge, customers });
    type(screen, 'input', 'brandt');
    await vi.waitFor(() => expect(screen.element.querySelectorAll('.merge-candidates button')).toHaveLength(1));
    screen.element.querySelector<HTMLButtonElement>('.merge-candidates button')?.click();
    await vi.waitFor(() => expect(screen.element.textContent).toContain('They share no identifier.'));
    expect(merge).toHaveBeenCalledWith({ from: 'cus_2', into: 'cus_1', dryRun: true });
    expect(button(screen, 'Merge anyway') !== undefined).toBe(role === 'admin');
    if (role === 'agent') continue;
    type(screen, 'input[maxlength="200"]', 'Two accounts');
    await screen.settled();
    screen.element.querySelector('form')?.requestSubmit();
    await vi.waitFor(() =>
      expect(merge).toHaveBeenLastCalledWith({ from: 'cus_2', into: 'cus_1', dryRun: false, override: true, reason: 'Two accounts' }),
    );
  }
});
