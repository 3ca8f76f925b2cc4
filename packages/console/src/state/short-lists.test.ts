import { expect, it } from 'vitest';
import type { AlertView } from '@throughline/types';
import { richContext } from '../testing/rich-context.js';
import { sortedAlerts } from './alerts.js';
import { fuzzy } from './fuzzy.js';
import { departmentsOf, filterItems, NO_FILTER } from './timeline-filter.js';

it('[K46] a reason is found by the beginning of a word, by a part, and by letters in order', () => {
  const labels = ['Delivery late', 'Invoice inaccurate', 'Late invoice', 'Price'];
  const find = (typed: string): string[] => fuzzy(labels, typed, (label) => label);
  expect(find('inv')).toEqual(['Invoice inaccurate', 'Late invoice']);
  expect(find('late')).toEqual(['Late invoice', 'Delivery late']);
  expect(find('dlt')).toEqual(['Delivery late']);
  expect(find('')).toEqual(labels);
  expect(find('zzz')).toEqual([]);
});

it('alerts that cannot wait come first, then the newest', () => {
  const alert = (id: string, severity: AlertView['severity'], at: string): AlertView => ({
    id,
    severity,
    at: `2026-03-03T${at}:00.000Z`,
    customerId: 'cus_1',
    customerName: 'Mara',
    code: 'item_late',
    text: '',
    departments: [],
    resolvedAt: null,
    refs: [],
  });
  const sorted = sortedAlerts([
    alert('a', 'info', '11:00'),
    alert('b', 'critical', '09:00'),
    alert('c', 'warn', '10:00'),
    alert('d', 'critical', '10:00'),
  ]);
  expect(sorted.map(({ id }) => id)).toEqual(['d', 'b', 'c', 'a']);
});

it('the timeline is filtered by channel, department and case', () => {
  const { items } = richContext().timeline;
  const ids = (change: Partial<typeof NO_FILTER>): string[] => filterItems(items, { ...NO_FILTER, ...change }).map(({ id }) => id);
  expect(ids({ channel: 'voice' })).toEqual(['int_note', 'int_deal']);
  expect(ids({ department: 'billing' })).toEqual(['int_invoice']);
  expect(ids({ case: 'cas_1' })).toEqual(['int_invoice']);
  expect(ids({ case: 'cas_1', channel: 'voice' })).toEqual([]);
  expect(departmentsOf(richContext())).toEqual(['billing', 'sales']);
});
