import { expect, it } from 'vitest';
import { richContext } from '../testing/rich-context.js';
import { whereWritten } from './where-written.js';

const resting = (at: string) =>
  richContext({
    sentiment: {
      state: 'negative',
      trend: 'worsening',
      lowPoint: {
        value: 'Not again',
        confidence: 1,
        refs: [{ type: 'message', id: 'ent_far', at, visibility: 'shared' }],
      },
    },
  });

it('[K28] a message of an earlier conversation leads to the one that was open when it was written', () => {
  expect(whereWritten(resting('2026-03-03T20:20:00.000Z'), 'ent_far')).toEqual({
    conversationId: 'cnv_0',
    at: Date.parse('2026-03-03T20:20:00.000Z'),
  });
});

it('[K28] a message no line rests on, or older than all that is shown, is in none of them', () => {
  expect(whereWritten(richContext(), 'ent_unknown')).toEqual({ conversationId: null, at: null });
  expect(whereWritten(resting('2020-01-01T00:00:00.000Z'), 'ent_far').conversationId).toBeNull();
});
