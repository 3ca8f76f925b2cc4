// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import { byId, row } from '../../testing/fixtures.js';
import { answering, draw } from '../../testing/screen.js';
import { FilterBar } from './FilterBar.js';

it('[K18] reasons to filter by are said in words, and asked for by their code', async () => {
  const screen = draw(<FilterBar />, (store) => (store.rows.value = byId([row('cnv_1', { reason: 'invoice.inaccurate' })])));
  const reason = { category: 'invoice', upstreamCause: 'sales_promise', ownerDepartment: 'billing' };
  const all = [{ ...reason, code: 'invoice.inaccurate', label: 'Invoice inaccurate' }];
  answering(screen, { reasons: () => Promise.resolve({ ok: true, value: all }) });
  const option = (): HTMLOptionElement | null => screen.element.querySelector('option[value="invoice.inaccurate"]');
  await vi.waitFor(() => expect(option()?.textContent).toBe('Invoice inaccurate'));
  const select = option()?.closest('select');
  if (select === null || select === undefined) throw new Error('no choice of reasons');
  select.value = 'invoice.inaccurate';
  select.dispatchEvent(new Event('change', { bubbles: true }));
  expect(screen.actions.go).toHaveBeenCalledWith(expect.objectContaining({ view: expect.stringContaining('invoice.inaccurate') }));
});
