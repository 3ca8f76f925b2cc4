import { expect, it } from 'vitest';
import { Openings } from './openings.js';

it('[P42] what a visitor opened while their list was read is not missed, whoever else opens something', () => {
  const openings = new Openings();
  openings.note('site', 'ann', 'before');
  const mark = openings.mark();
  expect(openings.since(mark, 'site', 'ann')).toEqual([]);
  openings.note('site', 'ann', 'one');
  openings.note('site', 'bob', 'other');
  openings.note('elsewhere', 'ann', 'foreign');
  openings.note('site', 'ann', 'two');
  expect(openings.since(mark, 'site', 'ann')).toEqual(['one', 'two']);
});

it('[P42] says when it no longer knows, so that the list is read again', () => {
  const openings = new Openings();
  const mark = openings.mark();
  for (let i = 0; i < 1_000; i += 1) openings.note('site', `visitor-${i}`, `conv-${i}`);
  expect(openings.since(mark, 'site', 'visitor-0')).toEqual(['conv-0']);
  openings.note('site', 'visitor-0', 'last');
  expect(openings.since(mark, 'site', 'visitor-0')).toBeNull();
  expect(openings.since(openings.mark(), 'site', 'visitor-0')).toEqual([]);
});
