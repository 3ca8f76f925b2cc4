import fc from 'fast-check';
import { expect, it } from 'vitest';
import { officeHours } from '../time/calendar.js';
import { toIso } from '../time/civil.js';
import { BERLIN } from '../../testing/zones.js';
import { deadlineOf } from './deadline.js';

const seed = process.env['FC_SEED'];
const params = seed === undefined ? {} : { seed: Number(seed) };
const calendar = officeHours(BERLIN);
const SAID = Date.parse('2026-03-26T14:30:00Z'); // a Thursday, three days before the clock changes
const due = (when: string, said = SAID): string | null => {
  const at = deadlineOf(when, said, calendar);
  return at === null ? null : toIso(at).replace(':00.000Z', 'Z').slice(5);
};

it('[C32] reads the vectors against the time of the message and the calendar', () => {
  expect(due('tomorrow')).toBe('03-27T16:00Z');
  expect(due('within 48 hours')).toBe('03-28T14:30Z');
  expect(due('by Monday')).toBe('03-30T15:00Z');
  expect(due('in 3–5 business days')).toBe('04-02T15:00Z');
  expect(due('end of day')).toBe('03-26T16:00Z');
});

it.each([
  ['morgen', '03-27T16:00Z'],
  ['Ich rufe Sie morgen früh an', '03-27T16:00Z'],
  ['übermorgen', '03-30T15:00Z'], // a Saturday: the next business day
  ['heute noch', '03-26T16:00Z'],
  ['innerhalb von 24 Stunden', '03-27T14:30Z'],
  ['in 3 bis 5 Werktagen', '04-02T15:00Z'],
  ['in zwei Wochen', '04-09T15:00Z'],
  ['bis Montag', '03-30T15:00Z'],
  ['bis spätestens Dienstag', '03-31T15:00Z'],
  ['nächste Woche', '04-03T15:00Z'],
  ['am 12. Mai', '05-12T15:00Z'],
  ['bis zum 12.5.', '05-12T15:00Z'],
  ['am 03.04.2026', '04-03T15:00Z'],
  ['on 12 May', '05-12T15:00Z'],
  ['by May 12th', '05-12T15:00Z'],
  ['between 12 and 14 May', '05-14T15:00Z'],
  ['12–14 May', '05-14T15:00Z'],
  ['2026-05-12', '05-12T15:00Z'],
  ['2026-05-12T10:00', '05-12T08:00Z'],
  ['2026-05-12T10:00:00Z', '05-12T10:00Z'],
  ['next week', '04-03T15:00Z'],
  ['by the end of next week', '04-03T15:00Z'],
  ['on Tuesday next week', '03-31T15:00Z'],
  ['next Friday', '04-03T15:00Z'],
  ['on Friday', '03-27T16:00Z'],
  ['by Thursday', '04-02T15:00Z'],
  ['Monday or Tuesday', '03-31T15:00Z'],
  ['this week', '03-27T16:00Z'],
  ['by the end of the month', '03-31T15:00Z'],
  ['in 24-48 hours', '03-28T14:30Z'],
  ['in half an hour', '03-26T15:00Z'],
  ['in an hour', '03-26T15:30Z'],
  ['within two business days', '03-30T15:00Z'],
  ['within 2 days', '03-30T15:00Z'],
  ['tomorrow at 10am', '03-27T09:00Z'],
  ['by 5 pm', '03-26T16:00Z'],
  ['by 9 am', '03-27T08:00Z'],
  ['morgen um 14 Uhr', '03-27T13:00Z'],
  ['due 17:00', '03-26T16:00Z'],
])('[C32] %s', (when, expected) => {
  expect(due(when)).toBe(expected);
});

it('[C32] said after closing, today is the next close', () => {
  expect(due('today', Date.parse('2026-03-27T18:00:00Z'))).toBe('03-30T15:00Z');
  expect(due('end of day', Date.parse('2026-03-28T10:00:00Z'))).toBe('03-30T15:00Z');
});

it('[C32] what names no time, or a past one, is no deadline', () => {
  for (const when of [
    '',
    'soon',
    'as soon as possible',
    'guten Morgen',
    '2020-01-01',
    '2026-02-30',
    'order 4711',
    'may I help?',
    '99 Uhr',
  ]) {
    expect(deadlineOf(when, SAID, calendar), when).toBeNull();
  }
});

it('[C32] no deadline lies before what was said', () => {
  const words = [
    'by',
    'in',
    'within',
    '2',
    '12',
    '5',
    'May',
    'days',
    'hours',
    'Monday',
    'bis',
    'am',
    'heute',
    'morgen',
    'next',
    'week',
    '12.5.',
    '17:00',
  ];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...words), { maxLength: 6 }),
      fc.integer({ min: Date.parse('2025-01-01'), max: Date.parse('2027-12-31') }),
      (parts, said) => {
        const at = deadlineOf(parts.join(' '), said, calendar);
        expect(at === null || (Number.isSafeInteger(at) && at >= said)).toBe(true);
      },
    ),
    { ...params, numRuns: 300 },
  );
});
