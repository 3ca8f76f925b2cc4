import { expect, it } from 'vitest';
import { operationsApi, widgetConfig } from '@throughline/types/decode';
import { UTC } from '../domain/time/zone.js';
import { createAvailability, keptForS, typicalWait } from './availability.js';

const MINUTE = 60_000;
const start = Date.parse('2026-03-30T08:58:00Z');
const site = (showHours: boolean) => ({
  id: 'sit_1',
  settings: widgetConfig.WidgetConfig.parse({ greeting: 'Hi', color: '#000000', position: 'end', showHours }),
});

function desk(hours: Record<string, [string, string][]> | undefined, waits: number[]) {
  const asked = { times: 0 };
  const time = { now: start };
  const availability = createAvailability({
    store: {
      siteSettings: () => Promise.resolve(operationsApi.SiteSettings.parse(hours === undefined ? {} : { hours })),
      firstAnswerTimes: () => {
        asked.times += 1;
        return Promise.resolve(waits);
      },
    },
    zones: { named: () => UTC },
    clock: { now: () => time.now, after: () => () => undefined },
  });
  return { availability, asked, time };
}

it('[W191] a site that shows no hours is open and tells nothing else; one without hours of its own is always open', async () => {
  const { availability, asked } = desk(
    { '1': [['09:00', '17:00']] },
    Array.from({ length: 30 }, () => 5),
  );
  expect(await availability(site(false))).toEqual({ open: true });
  expect(asked.times).toBe(0);
  expect(await desk(undefined, []).availability(site(true))).toEqual({ open: true });
});

it('[W191] it flips at the minute it said, and is worked out once a minute however many ask', async () => {
  const { availability, asked, time } = desk({ '1': [['09:00', '17:00']] }, []);
  const closed = { open: false, changesAt: '2026-03-30T09:00:00.000Z' };
  expect(await Promise.all([1, 2, 3].map(() => availability(site(true))))).toEqual([closed, closed, closed]);
  time.now += 59_000;
  expect(await availability(site(true))).toEqual(closed);
  expect(asked.times).toBe(1);
  time.now = start + 1.5 * MINUTE;
  await availability(site(true));
  time.now = start + 2 * MINUTE; // half a minute later: still remembered, and no longer true
  expect(await availability(site(true))).toEqual({ open: true, changesAt: '2026-03-30T17:00:00.000Z' });
});

it('[W191] what was worked out is forgotten when the site changes', async () => {
  const { availability, asked } = desk({}, []);
  await availability(site(true));
  availability.forget('sit_1');
  await availability(site(true));
  expect(asked.times).toBe(2);
});

it('[W191] the typical wait is the middle one of ten or more', async () => {
  expect(typicalWait([1, 2, 3, 4, 5, 6, 7, 8, 9])).toBeUndefined();
  expect(typicalWait([9, 100, 3, 4, 5, 6, 7, 8, 2, 1])).toBe(6);
  const waits = [90_000, ...Array.from({ length: 10 }, () => 30_000)];
  expect(await desk(undefined, waits).availability(site(true))).toEqual({ open: true, replyMs: 30_000 });
});

it('[W191] nobody keeps an answer past its own change', () => {
  const changesAt = '2026-03-30T09:00:00.000Z';
  expect(keptForS({ open: false }, start, 300)).toBe(300);
  expect(keptForS({ open: false, changesAt }, start, 300)).toBe(120);
  expect(keptForS({ open: false, changesAt }, start - 600_000, 300)).toBe(300);
  expect(keptForS({ open: false, changesAt }, start + 2 * MINUTE, 300)).toBe(0);
});
