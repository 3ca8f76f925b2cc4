import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '@throughline/types';
import { saying } from '../../testing/sayings.js';
import { addCommitmentEvent, commitmentEventOf, foldCommitment } from './commitment.js';
import type { CommitmentEvent, FoldedCommitment } from './model.js';

const seed = process.env['FC_SEED'];
const params = seed === undefined ? {} : { seed: Number(seed) };

const read = (name: string, data: { [key: string]: Json }, department: string | null = 'sales'): FoldedCommitment | null => {
  const event = commitmentEventOf(saying(name, '2026-03-04T10:00:00Z', data, { department }))?.event;
  return foldCommitment(event === undefined ? [] : [event]);
};

it('[C31] who promised what, how much and until when', () => {
  const data = {
    text: ' 159.20 EUR\non the first bill ',
    amount: '159.20',
    currency: 'eur',
    due_at: '2026-04-01',
    made_by: 'Jo',
    order_id: 'o-77',
  };
  expect(read('Promise Made', data)).toMatchObject({
    text: '159.20 EUR on the first bill',
    kind: 'price',
    amountMinor: 15_920,
    currency: 'EUR',
    dueAt: Date.parse('2026-04-01T17:00:00Z'),
    madeBy: 'Jo',
    department: 'sales',
    orderId: 'o-77',
    origin: 'promise',
    status: 'open',
  });
  expect(read('Quote Issued', { total: 1500, currency: 'JPY', valid_until: '2026-04-01T00:00:00Z' })).toMatchObject({
    text: 'a price of 1500 JPY',
    kind: 'price',
    amountMinor: 1_500,
    dueAt: null,
    expiresAt: Date.parse('2026-04-01T00:00:00Z'),
    origin: 'quote',
  });
  expect(read('Promise Made', { text: 'a refund of 5 EUR', amount: 5, currency: 'EUR' })).toMatchObject({
    kind: 'action',
    amountMinor: 500,
  });
  expect(read('notice.sent', { text: 'by Friday', due_at: '2026-04-01', item: { type: 'claim', number: 'CL-1' } }, 'claims')).toMatchObject(
    {
      text: 'CL-1 decided',
      kind: 'date',
      madeBy: 'claims',
    },
  );
  expect(read('Promise Made', { text: 'write to card 4111111111111111', department: 'care' }, null)).toMatchObject({
    text: expect.not.stringContaining('4111111111111111'),
    madeBy: 'care',
  });
});

it('[C31] what has no words, no date to tell, or sells and duns, promises nothing', () => {
  expect(read('Promise Made', {})).toBeNull();
  expect(read('Promise Made', { amount: 5, currency: 'EUR' })).toBeNull();
  expect(read('notice.sent', { text: 'it is late', kind: 'transactional' })).toBeNull();
  expect(read('notice.sent', { text: 'pay until', kind: 'dunning', due_at: '2026-04-01' })).toBeNull();
  expect(read('Order Completed', { text: 'x' })).toBeNull();
});

const anyEvent: fc.Arbitrary<CommitmentEvent> = fc
  .record({
    id: fc.nat(99).map((n) => `int_${n}`),
    at: fc.nat(20),
    made: fc.boolean(),
    status: fc.constantFrom('open' as const, 'kept' as const, 'cancelled' as const),
  })
  .map(({ id, at, made, status }) => {
    const source = {
      interactionId: id,
      kind: 'interaction' as const,
      at,
      channel: 'voice' as const,
      department: null,
      visibility: 'shared' as const,
    };
    const base = { id, at, source: { ...source, origin: 'known', value: '' } };
    if (!made) return { ...base, kind: 'status', status, note: null };
    const terms = {
      amountMinor: null,
      currency: null,
      dueAt: at,
      expiresAt: null,
      madeBy: 'we',
      department: null,
      agentId: null,
      conversationId: null,
      entryId: null,
      orderId: null,
      item: null,
    };
    return { ...base, ...terms, kind: 'made', text: id, promise: 'action', origin: 'promise' };
  });

it('[C22] [C31] any order of arrival folds to the same promise, and the row stays small', () => {
  fc.assert(
    fc.property(
      fc
        .uniqueArray(anyEvent, { selector: ({ id }) => id, maxLength: 30 })
        .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }))),
      ([events, shuffled]) => {
        const stepwise = shuffled.reduce<CommitmentEvent[]>((held, event) => addCommitmentEvent(held, event), []);
        expect(stepwise).toEqual(events.reduce<CommitmentEvent[]>((held, event) => addCommitmentEvent(held, event), []));
        expect(foldCommitment(stepwise)).toEqual(foldCommitment(events));
        expect(stepwise.length).toBeLessThanOrEqual(10);
        expect(foldCommitment(events)?.refs.length ?? 0).toBeLessThanOrEqual(8);
      },
    ),
    { ...params, numRuns: 200 },
  );
});
