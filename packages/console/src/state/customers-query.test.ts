import { expect, it } from 'vitest';
import { apiQuery, EVERYBODY, formatCustomers, isNarrowed, parseCustomers } from './customers-query.js';

it('[K17] search, filters and order of the customers are an address, and the whole list is an empty one', () => {
  const asked = { q: 'mara', talked: true, verified: false, channel: 'voice', seenDays: 7, sort: 'name' } as const;
  expect(formatCustomers(asked)).toBe('q=mara&conversation=yes&verified=no&channel=voice&seen=7&sort=name');
  expect(parseCustomers(formatCustomers(asked))).toEqual(asked);
  expect(formatCustomers(EVERYBODY)).toBe('');
  expect(parseCustomers('verified=perhaps&channel=pigeon&seen=3&sort=mood')).toEqual(EVERYBODY);
  expect([isNarrowed(asked), isNarrowed({ ...EVERYBODY, q: 'mara' })]).toEqual([true, false]);
});

it('[K90] the relay is asked in its own words, "seen within" as a time', () => {
  const now = Date.parse('2026-03-10T12:00:00.000Z');
  expect(apiQuery({ ...EVERYBODY, q: ' mara ', talked: false, seenDays: 1 }, now)).toEqual({
    q: 'mara',
    hasConversation: 'false',
    seenAfter: '2026-03-09T12:00:00.000Z',
    sort: 'last_activity',
  });
});
