import { describe, expect, it } from 'vitest';
import { context } from '../testing/context.js';
import { dueWords, effortParts, mismatchWords, moodWords, riskWords, standingAt, stubWords } from './context-words.js';

const HOUR = 3_600_000;
const NOW = new Date(2026, 2, 3, 10, 0).getTime(); // a Tuesday

describe('the context in words', () => {
  it('[K14] a promise says until when, as people say it, and how far away that is', () => {
    expect(dueWords(NOW + 7 * HOUR, NOW, true)).toBe('due today 17:00, in 7 h');
    expect(dueWords(NOW + 31 * HOUR, NOW, true)).toBe('due tomorrow 17:00, in 1 d');
    expect(dueWords(NOW + 79 * HOUR, NOW, true)).toBe('due Fri 17:00, in 3 d');
    expect(dueWords(NOW - 17 * HOUR, NOW, true)).toBe('was due yesterday 17:00, 17 h ago');
    expect(dueWords(NOW - 17 * HOUR, NOW, false)).toBe('due yesterday 17:00');
  });

  it('[K14] a mismatch says the difference in money, else what is wrong', () => {
    const amount = { amountMinor: 19_900, currency: 'EUR' };
    expect(mismatchWords('price_differs', 3_980, amount)).toBe('€39.80 more than promised');
    expect(mismatchWords('price_differs', -3_980, amount)).toBe('€39.80 less than promised');
    expect(mismatchWords('duplicate_invoice', undefined, amount)).toBe('Invoiced twice');
    expect(mismatchWords('something_new', undefined, undefined)).toBe('Something new');
  });

  it('[K39] an item stands at its current or failed step, else at the last one done', () => {
    const steps = (...states: ('done' | 'current' | 'upcoming' | 'skipped' | 'failed')[]): number =>
      standingAt(states.map((state) => ({ label: state, state })));
    expect(steps('done', 'current', 'upcoming')).toBe(1);
    expect(steps('done', 'failed', 'upcoming')).toBe(1);
    expect(steps('done', 'skipped', 'done')).toBe(2);
    expect(steps('upcoming', 'upcoming')).toBe(-1);
  });

  it('[K14] mood, effort and risk are words with their parts; what is unknown is not said', () => {
    expect(moodWords({ state: 'negative', trend: 'worsening' })).toBe('Unhappy, getting worse');
    expect(moodWords({ state: 'unknown', trend: 'unknown' })).toBeNull();
    expect(riskWords('unknown')).toBeNull();
    const effort = { ...context().effort, contacts7d: 2, channelSwitches: 1, reAsks: 1, waitedSeconds: 720 };
    expect(effortParts(effort)).toEqual(['2 contacts in 7 days', '1 change of channel', 'asked again 1 time', 'waited 12 min']);
    expect(effortParts(context().effort)).toEqual([]);
  });

  it('[K42] a stub says whose entry it is and to whom it is visible, and nothing of what it says', () => {
    const item = {
      id: 'int_1',
      channel: 'voice',
      department: 'sales',
      type: 'note',
      name: '',
      title: '',
      at: NOW,
      unverified: false,
      conversationId: null,
      details: [],
      stub: true,
    } as const;
    expect(stubWords({ ...item, details: [] }, '11:02')).toBe('Sales · note · 11:02 — visible to sales');
  });
});
