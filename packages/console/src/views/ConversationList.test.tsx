// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import { byId, NOW, row } from '../testing/fixtures.js';
import type { ConversationRow } from '@throughline/types';
import { NO_COUNTS } from '../state/store.js';
import type { Store } from '../state/store.js';
import { draw } from '../testing/screen.js';
import { HOME } from '../state/route.js';
import { ConversationList } from './ConversationList.js';

const names = (element: HTMLElement): string[] => [...element.querySelectorAll('.row-name')].map((one) => one.textContent ?? '');

/** Rows on screen, in this order. */
function show(store: Store, rows: readonly ConversationRow[]): void {
  store.rowsReady.value = true;
  store.rows.value = byId(rows);
  store.shown.value = { ids: rows.map((one) => one.id), total: rows.length, next: null };
}

it('[K19] a row says who, how sure, through what, the last line and its author, the wait, what is wrong and who has it', () => {
  const { element } = draw(<ConversationList />, (store) => {
    store.route.value = HOME;
    show(store, [
      row('a', {
        customer: { id: 'c', name: 'Mara', trust: 3 },
        waitingSince: NOW - 12 * 60_000,
        alerts: ['commitment_broken', 'repeat_contact(3)'],
        lastText: 'any news?',
      }),
      row('b', {
        customer: { id: 'd', name: 'Jo', trust: 0 },
        assigneeId: 'agt_me',
        status: 'waiting',
        waitingSince: null,
        lastFrom: 'agent',
        lastText: 'Done.',
      }),
    ]);
  });
  const [first, second] = [...element.querySelectorAll('.row-place')].map((one) => one.textContent);
  expect(first).toBe('MMaraChatWaiting 12 minany news?UnreadBroken promiseRepeat contact 3Unassigned');
  expect(element.querySelector('[role=img]')?.getAttribute('aria-label')).toBe('Verified');
  expect(second).toMatch(/^JJoChat\d\d:\d\dAgent: Done\.You$/);
});

it('[K20] rows stay where they are while the pointer is over them, and take their places after', async () => {
  const screen = draw(<ConversationList />, (store) => {
    show(store, [row('a', { waitingSince: NOW - 3 }), row('b', { waitingSince: NOW - 2 })]);
  });
  await screen.settled();
  const pane = screen.element.querySelector('section');
  const enter = new MouseEvent('pointerenter');
  Object.defineProperty(enter, 'pointerType', { value: 'mouse' });
  pane?.dispatchEvent(enter);
  await screen.settled();
  show(screen.store, [row('c', { waitingSince: NOW - 9 }), row('b', { waitingSince: NOW - 2 }), row('a', { waitingSince: null })]);
  await screen.settled();
  expect(names(screen.element)).toEqual(['a', 'b', 'c']);
  expect(screen.element.querySelector('.list-updates')?.textContent).toMatch(/updates?$/);
  pane?.dispatchEvent(new MouseEvent('pointerleave'));
  await screen.settled();
  expect(names(screen.element)).toEqual(['c', 'b', 'a']);
});

it('[K120] an empty view names the next one with work', async () => {
  const { element, actions } = draw(<ConversationList />, (store) => {
    store.rowsReady.value = true;
    store.route.value = { ...HOME, view: 'mine' };
    store.rows.value = byId([row('a')]);
    store.counts.value = { ...NO_COUNTS, unassigned: 1, all: 1 };
  });
  await vi.waitFor(() => expect(element.textContent).toContain('Nothing waiting'), 15_000); // a later part of the bundle, which comes late on a busy machine
  const next = element.querySelector<HTMLButtonElement>('.list-empty button');
  expect(next?.textContent).toBe('Unassigned (1)');
  next?.click();
  expect(actions.go).toHaveBeenCalledWith(expect.objectContaining({ view: 'unassigned' }));
});

it('[K127] ten thousand rows leave at most sixty in the document, each with its place', () => {
  const rows = Array.from({ length: 10_000 }, (_, at) => row(`r${String(at)}`));
  const { element } = draw(<ConversationList />, (store) => show(store, rows));
  const places = element.querySelectorAll('[aria-posinset]');
  expect(places.length).toBeLessThanOrEqual(60);
  expect(places[0]?.getAttribute('aria-setsize')).toBe('10000');
});

it('[K19] what is due, how urgent, which tags and who else looks stand in words', () => {
  const { element } = draw(<ConversationList />, (store) => {
    show(store, [
      row('a', {
        sla: { metric: 'first_response', state: 'at_risk', dueAt: NOW + 5 * 60_000 },
        priority: 'urgent',
        tags: ['refund', 'vip', 'third'],
        assigneeId: 'agt_me',
      }),
      row('b', { status: 'snoozed', snoozedUntil: null }),
    ]);
    store.viewers.value = new Map([['a', [{ agentId: 'agt_me', doing: 'reply' }]]]);
  });
  const [first, second] = [...element.querySelectorAll('.row-place')].map((one) => one.textContent);
  expect(first).toContain('Due in 5 min');
  expect(first).toContain('Urgent');
  expect(first).toContain('refundvip+1');
  expect(first).toContain('Ada is writing');
  expect(second).toContain('Until a reply');
});

it('[K21] rows that are taken back stand where they stood, under the pointer too; those that left stay away', async () => {
  const rows = ['a', 'b', 'c', 'd'].map((id) => row(id));
  const screen = draw(<ConversationList />, (store) => show(store, rows));
  const { store, element } = screen;
  await screen.settled();
  const enter = new MouseEvent('pointerenter');
  Object.defineProperty(enter, 'pointerType', { value: 'mouse' });
  element.querySelector('section')?.dispatchEvent(enter);
  store.leaving.value = new Set(['a', 'b']);
  await screen.settled();
  expect(names(element)).toEqual(['c', 'd']);
  store.leaving.value = new Set();
  await screen.settled();
  expect(names(element)).toEqual(['a', 'b', 'c', 'd']);
  expect(element.querySelector('.list-updates')).toBeNull();

  store.leaving.value = new Set(['a', 'b']);
  await screen.settled();
  store.shown.value = { ids: ['b', 'c', 'd'], total: 3, next: null }; // the relay took `a`, and refused `b`
  store.leaving.value = new Set();
  await screen.settled();
  expect(names(element)).toEqual(['b', 'c', 'd']);
});
