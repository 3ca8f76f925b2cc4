// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { byId, NOW, row } from '../testing/fixtures.js';
import { draw } from '../testing/screen.js';
import { HOME } from '../state/route.js';
import { ConversationList } from './ConversationList.js';

const names = (element: HTMLElement): string[] => [...element.querySelectorAll('.row-name')].map((one) => one.textContent ?? '');

it('[K19] a row says who, how sure, through what, the last line and its author, the wait, what is wrong and who has it', () => {
  const { element } = draw(<ConversationList />, (store) => {
    store.rowsReady.value = true;
    store.route.value = HOME;
    store.rows.value = byId([
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
  const [first, second] = [...element.querySelectorAll('li')].map((one) => one.textContent);
  expect(first).toBe('MMaraChatWaiting 12 minany news?UnreadBroken promiseRepeat contact 3Unassigned');
  expect(element.querySelector('[role=img]')?.getAttribute('aria-label')).toBe('Verified');
  expect(second).toMatch(/^JJoChat\d\d:\d\dAgent: Done\.You$/);
});

it('[K20] rows stay where they are while the pointer is over them, and take their places after', async () => {
  const screen = draw(<ConversationList />, (store) => {
    store.rowsReady.value = true;
    store.rows.value = byId([row('a', { waitingSince: NOW - 3 }), row('b', { waitingSince: NOW - 2 })]);
  });
  await screen.settled();
  const pane = screen.element.querySelector('section');
  const enter = new MouseEvent('pointerenter');
  Object.defineProperty(enter, 'pointerType', { value: 'mouse' });
  pane?.dispatchEvent(enter);
  await screen.settled();
  screen.store.rows.value = byId([
    row('a', { waitingSince: null }),
    row('b', { waitingSince: NOW - 2 }),
    row('c', { waitingSince: NOW - 9 }),
  ]);
  await screen.settled();
  expect(names(screen.element)).toEqual(['a', 'b', 'c']);
  expect(screen.element.querySelector('.list-updates')?.textContent).toMatch(/updates?$/);
  pane?.dispatchEvent(new MouseEvent('pointerleave'));
  await screen.settled();
  expect(names(screen.element)).toEqual(['c', 'b', 'a']);
});

it('[K120] an empty view names the next one with work', () => {
  const { element, actions } = draw(<ConversationList />, (store) => {
    store.rowsReady.value = true;
    store.route.value = { ...HOME, view: 'mine' };
    store.rows.value = byId([row('a')]);
  });
  expect(element.textContent).toContain('Nothing waiting');
  const next = element.querySelector<HTMLButtonElement>('.list-empty button');
  expect(next?.textContent).toBe('Unassigned (1)');
  next?.click();
  expect(actions.go).toHaveBeenCalledWith(expect.objectContaining({ view: 'unassigned' }));
});
