import { expect, it } from 'vitest';
import type { TimelineItem } from '@throughline/types';
import { foldedRows } from './timeline-fold.js';

let count = 0;
const line = (title: string, at: number, more: Partial<TimelineItem> = {}): TimelineItem => ({
  id: `int_${(count += 1)}`,
  channel: 'web',
  department: null,
  type: 'track',
  name: title,
  title,
  at,
  unverified: false,
  conversationId: null,
  details: [],
  ...more,
});
const read = (items: TimelineItem[]): string[] => foldedRows(items).map(({ item, times }) => `${item.title} ${times}`);

it('[K10] the same said again right after stands once with all its sources', () => {
  expect(read([line('Read help article', 9), line('Read help article', 8), line('Searched', 7), line('Read help article', 6)])).toEqual([
    'Read help article 2',
    'Searched 1',
    'Read help article 1',
  ]);
  expect(read(Array.from({ length: 10 }, () => line('Viewed /plus', 5)))).toEqual(['Viewed /plus 8', 'Viewed /plus 2']);
});

it('[K42] another channel, another detail, another hour or a stub is its own line', () => {
  const details = [{ label: 'order', value: 'o-77' }];
  expect(read([line('Paid', 9), line('Paid', 9, { channel: 'billing' }), line('Paid', 9, { details })])).toHaveLength(3);
  expect(read([line('Paid', 9 + 3_600_000), line('Paid', 9)])).toHaveLength(2);
  expect(read([line('', 9, { stub: true }), line('', 9, { stub: true })])).toHaveLength(2);
});

it('[K10] an update and the step it reached are one line with two sources', () => {
  const [row, ...more] = foldedRows([
    line('Claim CL-7741: in review', 9, { name: 'tracked_item.milestone' }),
    line('Claim CL-7741: in review', 9, { name: 'tracked_item.updated' }),
  ]);
  expect(more).toEqual([]);
  expect(row).toMatchObject({ times: 1, ids: { length: 2 } });
});
