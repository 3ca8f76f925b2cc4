import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byId, NOW, row } from '../testing/fixtures.js';
import { countsOf, holdOrder, isUnread, rowsOf, unreadCount } from './rows.js';

const ME = 'agt_me';
const ids = (rows: { id: string }[]): string[] => rows.map((one) => one.id);
const ROWS = byId([
  row('queued'),
  row('mine', { assigneeId: ME, status: 'open' }),
  row('mine-waiting', { assigneeId: ME, status: 'waiting', waitingSince: null }),
  row('bens', { assigneeId: 'agt_ben', status: 'open' }),
  row('snoozed', { status: 'snoozed' }),
  row('closed', { assigneeId: ME, status: 'closed', closedAt: NOW }),
]);

describe('views', () => {
  it('[K18] hold what they say', () => {
    expect(ids(rowsOf(ROWS, 'mine', ME)).sort()).toEqual(['mine', 'mine-waiting']);
    expect(ids(rowsOf(ROWS, 'unassigned', ME))).toEqual(['queued']);
    expect(ids(rowsOf(ROWS, 'all', ME)).sort()).toEqual(['bens', 'mine', 'mine-waiting', 'queued', 'snoozed']);
    expect(ids(rowsOf(ROWS, 'closed', ME))).toEqual(['closed']);
    expect(countsOf(ROWS, ME)).toEqual({ mine: 2, unassigned: 1, all: 5, closed: 1 });
  });

  it('[K18] put the customer who waits longest first, then what moved last', () => {
    const rows = byId([
      row('answered-old', { waitingSince: null, lastAt: NOW - 9_000 }),
      row('short', { waitingSince: NOW - 1_000 }),
      row('answered-new', { waitingSince: null, lastAt: NOW - 1_000 }),
      row('long', { waitingSince: NOW - 60_000 }),
    ]);
    expect(ids(rowsOf(rows, 'all', ME))).toEqual(['long', 'short', 'answered-new', 'answered-old']);
    const closed = byId([row('before', { status: 'closed', closedAt: 1 }), row('after', { status: 'closed', closedAt: 2 })]);
    expect(ids(rowsOf(closed, 'closed', ME))).toEqual(['after', 'before']);
  });

  it('[K18] the order depends on the rows alone', () => {
    const some = fc.uniqueArray(
      fc.record({
        id: fc.string({ minLength: 1, maxLength: 4 }),
        wait: fc.option(fc.integer({ min: 0, max: 3 })),
        last: fc.integer({ min: 0, max: 3 }),
      }),
      { selector: (one) => one.id },
    );
    fc.assert(
      fc.property(some, (list) => {
        const rows = list.map((one) => row(one.id, { waitingSince: one.wait, lastAt: one.last }));
        expect(ids(rowsOf(byId([...rows].reverse()), 'all', ME))).toEqual(ids(rowsOf(byId(rows), 'all', ME)));
      }),
    );
  });
});

describe('a list that is pointed at', () => {
  it('[K20] keeps its order and its leavers, and adds at the end', () => {
    expect(holdOrder(['a', 'b', 'c'], ['c', 'a', 'd'])).toEqual({ ids: ['a', 'b', 'c', 'd'], updates: 3 });
    expect(holdOrder(['a', 'b'], ['a', 'b'])).toEqual({ ids: ['a', 'b'], updates: 0 });
    expect(holdOrder(['a'], ['a', 'b'])).toEqual({ ids: ['a', 'b'], updates: 0 });
  });

  it('[K20] never moves a row, and says so whenever the true order differs', () => {
    const list = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'));
    fc.assert(
      fc.property(list, list, (shown, fresh) => {
        const held = holdOrder(shown, fresh);
        expect(held.ids.slice(0, shown.length)).toEqual(shown);
        for (const id of fresh) expect(held.ids).toContain(id);
        expect(held.updates > 0).toBe(JSON.stringify(held.ids) !== JSON.stringify(fresh));
      }),
    );
  });
});

it('[K85] unread is what a customer wrote after it was last on screen, in own and unowned conversations', () => {
  const seen = new Map([['read', 2]]);
  expect(isUnread(row('new'), seen)).toBe(true);
  expect(isUnread(row('read'), seen)).toBe(false);
  expect(isUnread(row('read', { pubHead: 3 }), seen)).toBe(true);
  expect(isUnread(row('answered', { lastFrom: 'agent' }), seen)).toBe(false);
  expect(isUnread(row('closed', { status: 'closed' }), seen)).toBe(false);
  expect(unreadCount(byId([row('new'), row('bens', { assigneeId: 'agt_ben' }), row('my', { assigneeId: ME })]), seen, ME)).toBe(2);
});
