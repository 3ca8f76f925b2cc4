import { expect, it } from 'vitest';
import { churnOf, isLeavingIntent, lossDaysOf } from './churn.js';
import type { ChurnInput } from './churn.js';

const DAY_MS = 86_400_000;
const quiet: ChurnInput<string> = {
  now: 100 * DAY_MS,
  interactions: 12,
  lastActive: { at: 99 * DAY_MS, ref: 'int_active' },
  failedPayment: [],
  churnWords: [],
  brokenCommitments: [],
  leaving: [],
  openComplaints: [],
  veryNegative: [],
};

it('[C44] adds up what speaks for leaving, each point with its source and without a number', () => {
  expect(churnOf(quiet)).toEqual({ churn: 'low', points: [] });
  const gone = churnOf({ ...quiet, lastActive: { at: 75 * DAY_MS, ref: 'int_active' }, lossDays: 30, leaving: ['int_s1', 'int_s2'] });
  expect(gone).toEqual({
    churn: 'high',
    points: [
      { why: 'silent for longer than usual', points: 2, refs: ['int_active'] },
      { why: 'looked for how to cancel or export', points: 2, refs: ['int_s1', 'int_s2'] },
    ],
  });
  expect(gone.points.map(({ why }) => why).join()).not.toMatch(/\d/);
  expect(churnOf({ ...quiet, openComplaints: ['c'] }).churn).toBe('low');
  expect(churnOf({ ...quiet, openComplaints: ['c'], veryNegative: ['m'] }).churn).toBe('medium');
  expect(churnOf({ ...quiet, churnWords: ['m'], openComplaints: ['c'] }).churn).toBe('high');
  expect(churnOf({ ...quiet, failedPayment: ['p'], brokenCommitments: ['k'] }).churn).toBe('high');
});

it('[C44] says nothing under three interactions, nor of the silence of somebody who was never active', () => {
  expect(churnOf({ ...quiet, interactions: 2, churnWords: ['m'] })).toEqual({ churn: 'unknown', points: [] });
  expect(churnOf({ ...quiet, lastActive: null })).toEqual({ churn: 'low', points: [] });
});

it('[C44] silence counts past 60 % of the loss threshold: gaps of 30, 28, 35 days are at risk after 54, lost after 90', () => {
  const activeAt = [0, 30, 58, 93].map((day) => day * DAY_MS);
  expect(lossDaysOf({ activeAt, siteP90Days: 75, floorDays: 60 })).toBe(90);
  expect(lossDaysOf({ activeAt: activeAt.slice(0, 2), siteP90Days: 75 })).toBe(75);
  expect(lossDaysOf({ activeAt: [0, 7, 14, 21].map((day) => day * DAY_MS), siteP90Days: null })).toBe(30);
  const silentFor = (days: number): string =>
    churnOf({ ...quiet, now: (93 + days) * DAY_MS, lastActive: { at: 93 * DAY_MS, ref: 'a' }, lossDays: 90 }).churn;
  expect(silentFor(54)).toBe('low');
  expect(silentFor(55)).toBe('medium');
});

it.each([
  ['export all data', true],
  ['/account/cancel', true],
  ['/help/close-my-account', true],
  ['vertrag kündigen', true],
  ['cancel order o-77', false],
  ['/exports-of-coffee', false],
  ['/pricing', false],
])('[C44] "%s" looks like leaving: %s', (text, leaving) => expect(isLeavingIntent(text)).toBe(leaving));
