import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byId, row } from '../testing/fixtures.js';
import { holdOrder, isUnread, unreadCount } from './rows.js';

const ME = 'agt_me';

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
