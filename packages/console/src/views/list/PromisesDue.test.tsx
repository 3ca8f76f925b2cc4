// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import type { OwedPromise } from '@throughline/types';
import { HOME } from '../../state/route.js';
import { NOW } from '../../testing/fixtures.js';
import { answering, draw } from '../../testing/screen.js';
import type { Screen } from '../../testing/screen.js';
import { PromisesDue } from './PromisesDue.js';

const HOUR_MS = 3_600_000;
const refs: OwedPromise['refs'] = [{ type: 'interaction', id: 'int_1', at: new Date(NOW).toISOString(), visibility: 'shared' }];
const owed = (id: string, hours: number, change: Partial<OwedPromise> = {}): OwedPromise => ({
  ...{ id, customerId: 'cus_1', customerName: 'Mara', text: `promise ${id}`, madeBy: 'Ada', refs },
  dueAt: new Date(NOW + hours * HOUR_MS).toISOString(),
  ...change,
});

/** The group with what the relay answers, which may change. */
async function group(items: OwedPromise[]): Promise<{ screen: Screen; held: OwedPromise[]; asked: string[] }> {
  const asked: string[] = [];
  const screen = draw(<PromisesDue />, (store) => {
    store.route.value = { ...HOME, view: 'mine' };
    store.connection.value = { state: 'connecting', since: null };
  });
  answering(screen, {
    owedPromises: (before) => {
      asked.push(before);
      return Promise.resolve({ ok: true, value: { items: [...items], more: false } });
    },
    settlePromise: (id) => {
      items.splice(0, items.length, ...items.filter((one) => one.id !== id));
      return Promise.resolve({ ok: true, value: null });
    },
  });
  screen.store.connection.value = { state: 'online' };
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0));
  await screen.settled();
  return { screen, held: items, asked };
}
const lines = ({ element }: Screen): string[] => [...element.querySelectorAll('li')].map((one) => one.textContent ?? '');

it('[K72] promises that are due say what, to whom and until when, late ones so in words, and lead to where they were given', async () => {
  const { screen } = await group([
    owed('a', -2),
    owed('b', 1, { conversationId: 'cnv_9', entryId: 'ent_4' }),
    owed('c', 2, { conversationId: 'cnv_8' }),
  ]);
  expect(screen.element.querySelector('h2')?.textContent).toBe('Promises due3');
  expect(lines(screen)[0]).toMatch(/^Promise aMara.*was due .*2 h ago.*Kept$/);
  expect(lines(screen)[1]).toMatch(/^Promise bMara.*due .*in 1 h.*Kept$/);
  expect([...screen.element.querySelectorAll('li')].map((one) => one.querySelector('svg') !== null)).toEqual([true, false, false]);
  for (const link of screen.element.querySelectorAll('a')) link.click();
  const went = vi.mocked(screen.actions.go).mock.calls.map(([route]) => route);
  expect(went).toMatchObject([
    { page: 'customer', id: 'cus_1', sources: [{ type: 'interaction', id: 'int_1' }] },
    { page: 'inbox', view: 'mine', conv: 'cnv_9', entry: 'ent_4', sources: [] },
    { page: 'inbox', view: 'mine', conv: 'cnv_8', sources: [{ type: 'interaction', id: 'int_1' }] },
  ]);
});

it('[K72] a promise goes when it is kept, here or elsewhere, and the next day asks for its own', async () => {
  const { screen, held, asked } = await group([owed('a', -2), owed('b', 1), owed('c', 2)]);
  screen.element.querySelector<HTMLButtonElement>('li button')?.click();
  await vi.waitFor(() => expect(lines(screen)).toHaveLength(2));
  held.splice(0, 1);
  screen.store.settingsChanged.value = { kind: 'promise' };
  await vi.waitFor(() => expect(lines(screen)).toHaveLength(1));
  expect(lines(screen)[0]).toContain('Promise c');
  const times = asked.length;
  screen.store.now.value = NOW + 60_000;
  await screen.settled();
  expect(asked).toHaveLength(times);
  screen.store.now.value = NOW + 24 * HOUR_MS;
  await vi.waitFor(() => expect(asked).toHaveLength(times + 1));
  expect(Date.parse(asked.at(-1) ?? '')).toBeGreaterThan(Date.parse(asked[0] ?? ''));
  held.splice(0, held.length);
  screen.store.settingsChanged.value = { kind: 'promise' };
  await vi.waitFor(() => expect(screen.element.textContent).toBe(''));
});
