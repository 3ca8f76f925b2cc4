import { expect, it } from 'vitest';
import { freeOf, plainBySite, queued } from './plain-calls.js';

const submission = (id: string, conv: string | undefined, { siteId = 'site', kind = 'message' } = {}) => ({
  principal: { type: 'visitor', siteId, id, anonymousId: 'a', userId: null },
  submit: { ...(conv === undefined ? {} : { conv }), stream: 's', msgs: [{ n: 1, kind, body: { text: 'x' } }] },
  online: true,
  now: 1,
});

it('[P21] of one conversation the first is free, and nobody overtakes the own unusual submission', () => {
  const queue = [
    queued('a1', submission('a', 'c1')),
    queued('b1', submission('b', 'c1')), // the same conversation
    queued('c1', submission('c', undefined)), // opens one: which, only the store knows
    queued('c2', submission('c', 'c2')),
    queued('d1', submission('d', 'c3', { kind: 'skip' })),
    queued('d2', submission('d', 'c4')),
    queued('e1', submission('e', 'c1', { siteId: 'other' })), // another site's c1
    queued('x', null),
  ];
  const { free, held } = freeOf(queue);
  expect(free.map(({ item }) => item)).toEqual(['a1', 'c1', 'd1', 'e1', 'x']);
  expect(held.map(({ item }) => item)).toEqual(['b1', 'c2', 'd2']);
  expect([...plainBySite(free)].map(([site, plain]) => [site, plain.map(({ item }) => item)])).toEqual([
    ['site', ['a1']],
    ['other', ['e1']],
  ]);
  expect(freeOf(queue, new Set(['site c1'])).free.map(({ item }) => item)).toEqual(['c1', 'd1', 'e1', 'x']);
});
