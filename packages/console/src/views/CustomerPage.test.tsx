// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import type { Answer } from '../state/answer.js';
import { customerRoute } from '../state/route.js';
import { richContext } from '../testing/rich-context.js';
import { AT } from '../testing/context.js';
import { answering, draw } from '../testing/screen.js';
import type { Screen } from '../testing/screen.js';
import { MergeDialog } from './MergeDialog.js';
import { CustomerPage } from './CustomerPage.js';
import { CustomerMerges } from './CustomerMerges.js';

HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};
const done = (): Promise<Answer<null>> => Promise.resolve({ ok: true, value: null });
const show = (node: Parameters<typeof draw>[0]): Screen =>
  draw(node, (store) => {
    store.route.value = customerRoute('all', 'cus_1');
    store.customer.value = { id: 'cus_1', context: richContext(), problem: null };
  });
async function press(screen: Screen, name: string): Promise<void> {
  [...screen.element.querySelectorAll('button')].find((one) => one.textContent === name)?.click();
  await screen.settled();
}
async function type(screen: Screen, at: string, text: string): Promise<void> {
  const field = screen.element.querySelector<HTMLInputElement | HTMLTextAreaElement>(at);
  if (field === null) throw new Error(`no ${at}`);
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await screen.settled();
}

it('[K62] another department writes down a visit or a promise with three fields', async () => {
  const screen = show(<CustomerPage />);
  const log = vi.fn(done);
  const promise = vi.fn(() => new Promise<never>(() => undefined));
  answering(screen, { log, promise });
  await type(screen, '.log-form textarea', 'Signed the papers');
  await type(screen, '.log-form input', 'branch');
  await press(screen, 'Write down');
  expect(log).toHaveBeenCalledWith({ customerId: 'cus_1', kind: 'visit', text: 'Signed the papers', department: 'branch' });
  await press(screen, 'Promise');
  await type(screen, '.log-form textarea', 'Send a copy');
  await type(screen, '.log-form input', 'by Friday');
  await press(screen, 'Write down');
  expect(promise).toHaveBeenCalledWith({ customer: { customerId: 'cus_1' }, text: 'Send a copy', kind: 'action', due: 'by Friday' });
});

it('[K92] a merge is previewed first, and a refusal is said instead of a merge', async () => {
  const screen = show(<MergeDialog context={richContext()} />);
  const counts = { interactions: 4, conversations: 1, identifiers: 2, facts: 0, commitments: 1, items: 0 };
  const merge = vi.fn(({ from, dryRun }: { from: string; dryRun: boolean }) =>
    Promise.resolve({
      ok: true as const,
      value: {
        mergeId: dryRun ? null : 'mrg_1',
        preview: { traits: [], counts, refusals: from === 'cus_other' ? (['never_merge'] as const).slice() : [] },
      },
    }),
  );
  answering(screen, { merge });
  const submit = async (): Promise<void> => {
    screen.element.querySelector('form')?.requestSubmit();
    await screen.settled();
  };
  await type(screen, 'form input', 'cus_other');
  await submit();
  expect(screen.element.textContent).toContain('Somebody recorded that these are two people.');
  await submit();
  expect(merge).toHaveBeenCalledTimes(1);
  await type(screen, 'form input', 'https://desk.example/console/customers/cus_2');
  await submit();
  expect(screen.element.textContent).toContain('Moves 4 interactions, 1 conversation, 2 identifiers, 1 promise.');
  await submit();
  expect(merge).toHaveBeenLastCalledWith({ from: 'cus_2', into: 'cus_1', dryRun: false });
});

it('[K93] merges are listed with their evidence and undone after a second press', async () => {
  const screen = show(<CustomerMerges customerId="cus_1" />);
  const undoMerge = vi.fn((_id: string, _dryRun: boolean) =>
    Promise.resolve({ ok: true as const, value: { interactions: 3, identifiers: [{ type: 'email', masked: 'm••@x.example' }] } }),
  );
  const merges = [
    { id: 'mrg_1', from: 'cus_2', into: 'cus_1', rule: 'same_verified_email', evidence: ['email'], actor: 'rule', at: AT, undoneAt: null },
  ];
  answering(screen, { undoMerge, merges: () => Promise.resolve({ ok: true, value: merges }) });
  screen.store.customerAsked.value += 1;
  await screen.settled();
  await screen.settled();
  expect(screen.element.textContent).toContain('Same verified email');
  await press(screen, 'Undo…');
  expect(undoMerge.mock.calls).toEqual([['mrg_1', true]]);
  expect(screen.element.textContent).toContain('Gives back: 3 interactions, m••@x.example.');
  await press(screen, 'Undo the merge');
  expect(undoMerge).toHaveBeenLastCalledWith('mrg_1', false);
});
