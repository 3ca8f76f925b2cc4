import { describe, expect, it } from 'vitest';
import { readSnooze, snoozeChoices } from './snooze-words.js';

// Tuesday, in whatever zone this machine lives.
const now = new Date(2026, 2, 3, 10, 12).getTime();
const local = (month: number, day: number, hours = 9, minutes = 0, year = 2026): number =>
  new Date(year, month - 1, day, hours, minutes).getTime();

describe('a typed time', () => {
  it.each([
    ['fri 9', local(3, 6, 9)],
    ['Friday', local(3, 6)],
    ['friday at 14:30', local(3, 6, 14, 30)],
    ['next mon', local(3, 9)],
    ['tue', local(3, 10)], // 9:00 is over today
    ['tue 17', local(3, 3, 17)],
    ['tomorrow', local(3, 4)],
    ['tomorrow 7.45', local(3, 4, 7, 45)],
    ['today 18', local(3, 3, 18)],
    ['next week', local(3, 9)],
    ['next week 15:00', local(3, 9, 15)],
    ['9', local(3, 4, 9)], // over today
    ['17:30', local(3, 3, 17, 30)],
    ['5pm', local(3, 3, 17)],
    ['12 am', local(3, 4, 0)],
    ['noon', local(3, 3, 12)],
    ['12 mar', local(3, 12)],
    ['march 12th 8:00', local(3, 12, 8)],
    ['1 jan', local(1, 1, 9, 0, 2027)],
    ['2026-03-29 09:30', local(3, 29, 9, 30)],
    ['4 apr 2027, 11', local(4, 4, 11, 0, 2027)],
    ['in 2 hours', now + 7_200_000],
    ['20 min', now + 1_200_000],
    ['an hour', now + 3_600_000],
    ['3d', local(3, 6, 10, 12)],
    ['2 weeks', local(3, 17, 10, 12)],
  ])('[K71] %s', (typed, expected) => {
    expect(readSnooze(typed, now)).toBe(expected);
  });

  it.each(['', 'soon', 'fri 25', '13pm', '31 feb', 'today 9', '2025-01-01', 'friend 9', 'monkey', '9:99', '0 h'])(
    '[K71] “%s” is none',
    (typed) => {
      expect(readSnooze(typed, now)).toBeNull();
    },
  );

  it('[K71] a day later is the same time by the clock, over a change of the clocks too', () => {
    for (let day = 1; day <= 366; day += 1) {
      const from = new Date(2026, 0, day, 12, 0).getTime();
      const until = readSnooze('1 day', from);
      expect(new Date(until ?? 0).getHours()).toBe(12);
    }
  });
});

describe('what is offered', () => {
  it('[K71] later today, tomorrow morning, next week', () => {
    expect(snoozeChoices(now)).toEqual([
      { id: 'later', until: local(3, 3, 13, 30) },
      { id: 'tomorrow', until: local(3, 4) },
      { id: 'next_week', until: local(3, 9) },
    ]);
  });

  it('[K71] late in the evening nothing is later today; on a Monday next week is not today', () => {
    expect(snoozeChoices(local(3, 3, 22)).map((one) => one.id)).toEqual(['tomorrow', 'next_week']);
    expect(snoozeChoices(local(3, 9, 8)).at(-1)).toEqual({ id: 'next_week', until: local(3, 16) });
    expect(snoozeChoices(local(3, 8, 8)).at(-1)).toEqual({ id: 'tomorrow', until: local(3, 9) });
  });
});
