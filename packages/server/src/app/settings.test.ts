import { operationsApi } from '@throughline/types/decode';
import { expect, it } from 'vitest';
import { UTC } from '../domain/time/zone.js';
import { deadline } from './settings.js';

const FRIDAY_10 = Date.parse('2026-03-27T10:00:00Z');
const SETTINGS = operationsApi.SiteSettings.parse({
  hours: Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [['09:00', '17:00']]])),
  holidays: ['2026-03-31'],
  departments: [
    { id: 'claims', name: 'Claims desk', hours: { 5: [['08:00', '12:30']], 6: [['10:00', '13:00']], 1: [['09:00', '16:00']] } },
    { id: 'billing', name: 'Billing', holidays: ['2026-03-30'] },
    { id: 'sales', name: 'Sales' },
  ],
});
const deps = { store: { siteSettings: () => Promise.resolve(SETTINGS) }, zones: { named: () => UTC } };

it.each([
  [null, 'end of day', '2026-03-27T17:00'],
  ['sales', 'end of day', '2026-03-27T17:00'],
  ['nobody', 'tomorrow', '2026-03-30T17:00'],
  ['claims', 'end of day', '2026-03-27T12:30'],
  ['CLAIMS DESK', 'tomorrow', '2026-03-28T13:00'],
  ['billing', 'tomorrow', '2026-04-01T17:00'], // its day off and the site's
  ['claims', 'within 48 hours', '2026-03-29T10:00'],
])('[C32] %s says %j: due at %s, in its own hours', async (department, due, until) => {
  const at = await deadline(deps, { siteId: 's', due, department, now: FRIDAY_10 });
  expect(at === null ? null : new Date(at).toISOString().slice(0, 16)).toBe(until);
});
