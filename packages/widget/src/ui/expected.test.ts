import { afterEach, describe, expect, it } from 'vitest';
import { expected } from './expected.js';
import { speak, spoken } from '../core/words.js';

const MINUTE_MS = 60_000;
const at = (day: number, hour: number, minute = 0): number => new Date(2026, 2, day, hour, minute).getTime(); // 2 March 2026 is a Monday
const closed = (until: number) => ({ open: false, changesAt: new Date(until).toISOString() });
const speakIn = (locale: string): void => speak({ ...spoken(), locale });

afterEach(() => speak());

describe('when an answer is expected', () => {
  it('[W191] outside hours it says when somebody is back', () => {
    speakIn('en-GB');
    expect(expected(closed(at(2, 9)), at(2, 7))).toBe('We are back at 9:00');
    expect(expected(closed(at(3, 9, 30)), at(2, 23))).toBe('We are back tomorrow at 9:30');
    expect(expected(closed(at(9, 9)), at(6, 18))).toBe('We are back on Monday');
    expect(expected(closed(at(28, 9)), at(6, 18))).toBe('We are back on 28 March');
    expect(expected({ open: false }, at(2, 7))).toContain('Nobody is here right now');
  });

  it('[W191] within hours it says how long an answer usually takes', () => {
    speakIn('en');
    const open = (replyMs: number): string => expected({ open: true, replyMs }, at(2, 10));
    expect(open(20_000)).toBe('Usually answers in 1 minute');
    expect(open(4.6 * MINUTE_MS)).toBe('Usually answers in 5 minutes');
    expect(open(21 * MINUTE_MS)).toBe('Usually answers in 25 minutes');
    expect(open(130 * MINUTE_MS)).toBe('Usually answers in 2 hours');
    expect(open(50 * 60 * MINUTE_MS)).toBe('Usually answers in 2 days');
  });

  it('in the language of the visitor', () => {
    speak({ ...spoken(), locale: 'de', said: (key) => (key === 'Usually answers {soon}' ? 'Antwortet meist {soon}' : undefined) });
    expect(expected({ open: true, replyMs: 50 * 60 * MINUTE_MS }, at(2, 10))).toBe('Antwortet meist in 2 Tagen');
  });

  it('says nothing where nothing is known, or what was known is of before', () => {
    expect(expected(undefined, at(2, 10))).toBe('');
    expect(expected({ open: true }, at(2, 10))).toBe('');
    expect(expected(closed(at(2, 9)), at(2, 10))).toBe('');
  });
});
