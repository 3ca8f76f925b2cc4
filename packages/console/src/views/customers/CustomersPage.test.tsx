// @vitest-environment jsdom
import { render } from 'preact';
import { afterEach, expect, it, vi } from 'vitest';
import type { CustomerListItem, CustomerListPage } from '@throughline/types';
import type { Answer } from '../../state/answer.js';
import { customersRoute } from '../../state/route.js';
import { AT } from '../../testing/context.js';
import { answering, draw } from '../../testing/screen.js';
import type { Screen } from '../../testing/screen.js';
import { CustomersPage } from './CustomersPage.js';

HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};
const person = (id: string, name: string, change: Partial<CustomerListItem> = {}): CustomerListItem => ({
  ...{ id, name, trust: 3, identifiers: [{ type: 'email', value: 'm••@x.example', trust: 2 }] },
  ...{ channels: ['web_chat', 'voice'], conversations: 2, lastActivityAt: AT, createdAt: AT, ...change },
});
const page = (items: CustomerListItem[], cursor: string | null = null): Promise<Answer<CustomerListPage>> =>
  Promise.resolve({ ok: true, value: { items, cursor } });

const shown: Screen[] = [];
afterEach(() => {
  for (const { element } of shown.splice(0)) render(null, element);
});

async function show(
  query: string,
  customers: (query: Readonly<Record<string, string>>, cursor?: string) => Promise<Answer<CustomerListPage>>,
  role: 'agent' | 'admin' = 'agent',
): Promise<Screen> {
  const screen = draw(<CustomersPage query={query} />, (store) => {
    store.route.value = customersRoute('all', query);
    const session = store.session.value;
    if (session.state === 'signed_in') {
      const agent = { ...session.session.agent, role };
      store.session.value = { ...session, session: { ...session.session, agent } };
    }
  });
  answering(screen, { customers });
  shown.push(screen);
  await vi.waitFor(() => expect(screen.element.querySelector('.late, [aria-busy="true"]')).toBeNull());
  return screen;
}

it('[K90] a row says who, as how certain, by what they are known, and where from', async () => {
  const screen = await show('', () => page([person('cus_1', 'Mara Lindqvist'), person('cus_2', 'Bo', { trust: 0, identifiers: [] })]));
  const links = [...screen.element.querySelectorAll('a')];
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['/customers/cus_1', '/customers/cus_2']);
  expect(links[0]?.textContent).toContain('Mara Lindqvist');
  expect(links[0]?.textContent).toContain('m••@x.example');
  expect(links[0]?.textContent).toContain('2 conversations');
  expect(links[0]?.querySelector('[role="img"]')?.getAttribute('aria-label')).toBe('Verified');
  expect(links[1]?.textContent).toContain('Nothing but their messages');
  expect(screen.element.querySelector('button')?.textContent).not.toBe('Import…');
});

it('[K17] [K90] what is asked is in the address, and the relay is asked what the address says', async () => {
  const customers = vi.fn(() => page([person('cus_1', 'Mara')]));
  const screen = await show('q=mar&verified=yes', customers);
  expect(customers).toHaveBeenCalledWith({ q: 'mar', verified: 'true', sort: 'last_activity' }, undefined);
  expect(screen.element.querySelector('input')?.value).toBe('mar');
  const channel = [...screen.element.querySelectorAll('select')].find((one) => one.getAttribute('aria-label') === 'Channel');
  if (channel === undefined) throw new Error('no channels');
  channel.value = 'voice';
  channel.dispatchEvent(new Event('change', { bubbles: true }));
  expect(screen.actions.go).toHaveBeenLastCalledWith(customersRoute('all', 'q=mar&verified=yes&channel=voice'), 'replace');
});

it('[K13] J, K and the arrows move along the rows; from the search box the arrow down leads into them', async () => {
  const screen = await show('', () => page([person('cus_1', 'Ana'), person('cus_2', 'Bo'), person('cus_3', 'Cy')]));
  const links = [...screen.element.querySelectorAll<HTMLElement>('a')];
  const press = (key: string): void => {
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  };
  const field = screen.element.querySelector('input');
  field?.focus();
  press('j');
  expect(document.activeElement).toBe(field); // a letter of a name
  press('ArrowDown');
  expect(document.activeElement).toBe(links[0]);
  press('j');
  press('ArrowDown');
  expect(document.activeElement).toBe(links[2]);
  press('k');
  expect(document.activeElement).toBe(links[1]);
});

it('[K120] nobody fits, nobody yet, and no answer each say what to do', async () => {
  const none = await show('verified=yes', () => page([]));
  expect(none.element.textContent).toContain('Nobody fits this');
  [...none.element.querySelectorAll('button')].find((one) => one.textContent === 'Show everybody')?.click();
  expect(none.actions.go).toHaveBeenLastCalledWith(customersRoute('all', ''), 'replace');
  expect((await show('', () => page([]))).element.textContent).toContain('No customers yet');
  let fails = true;
  const flaky = await show('', () => (fails ? Promise.resolve({ ok: false, code: 'unavailable' }) : page([person('cus_1', 'Mara')])));
  expect(flaky.element.querySelector('[role="alert"]')?.textContent).toContain('Nothing is lost');
  fails = false;
  [...flaky.element.querySelectorAll('button')].find((one) => one.textContent === 'Try again')?.click();
  await vi.waitFor(() => expect(flaky.element.querySelector('a')?.textContent).toContain('Mara'));
});

it('[K90] more customers come behind the first ones, each once', async () => {
  const customers = vi.fn((_query: Readonly<Record<string, string>>, cursor?: string) =>
    cursor === undefined ? page([person('cus_1', 'Ana')], 'next') : page([person('cus_1', 'Ana'), person('cus_2', 'Bo')]),
  );
  const screen = await show('', customers);
  [...screen.element.querySelectorAll('button')].find((one) => one.textContent === 'More customers')?.click();
  await vi.waitFor(() => expect(screen.element.querySelectorAll('a')).toHaveLength(2));
});

it('[K90] a file is mapped and previewed, sent in small requests, and a row that is refused is named by its line', async () => {
  const screen = await show('', () => page([person('cus_1', 'Ana')]), 'admin');
  const importCustomers = vi.fn(() =>
    Promise.resolve({ ok: true as const, value: { accepted: 1, rejected: [{ index: 1, code: 'missing_id' }] } }),
  );
  answering(screen, { importCustomers, customers: () => page([person('cus_1', 'Ana')]) });
  const click = (name: string): void => [...screen.element.querySelectorAll('button')].find((one) => one.textContent === name)?.click();
  click('Import…');
  await screen.settled();
  const input = screen.element.querySelector<HTMLInputElement>('input[type="file"]');
  if (input === null) throw new Error('no file field');
  const file = new File(['user_id,email,plan\nu1,a@x.example,pro\n,b@x.example,free\n'], 'people.csv', { type: 'text/csv' });
  Object.defineProperty(input, 'files', { value: [file] });
  input.dispatchEvent(new Event('change', { bubbles: true }));
  await vi.waitFor(() => expect(screen.element.textContent).toContain('2 rows'));
  expect([...screen.element.querySelectorAll('table select')].map((one) => (one instanceof HTMLSelectElement ? one.value : ''))).toEqual([
    'userId',
    'email',
    'trait',
  ]);
  click('Import');
  await vi.waitFor(() => expect(screen.element.textContent).toContain('1 customer imported.'));
  expect(importCustomers).toHaveBeenCalledWith({
    rows: [
      { userId: 'u1', email: 'a@x.example', traits: { plan: 'pro' } },
      { email: 'b@x.example', traits: { plan: 'free' } },
    ],
    confirmed: false,
  });
  expect(screen.element.textContent).toContain('Line 3: it has no user id, and no address that is confirmed.');
});
