import { expect, it } from 'vitest';
import type { OutboxItem } from '@throughline/types';
import { actingOf, failedActions } from './action-items.js';

const item = (kind: string, body: Record<string, unknown>, state: OutboxItem['state'], n = 1): OutboxItem => ({
  n,
  origin: `s:${n}`,
  kind,
  body,
  at: 0,
  state,
});

it('[K12] a claim is under way until the relay decided, and a refusal is told with its reason', () => {
  const claim = item('assign', { how: 'claim' }, { state: 'sending' });
  expect(actingOf([item('message', { text: 'x' }, { state: 'queued' }), claim])).toBe('claim');
  expect(actingOf([item('message', { text: 'x' }, { state: 'queued' })])).toBeNull();
  expect(actingOf([{ ...claim, skip: true }])).toBeNull();
  const failed = failedActions([
    item('assign', { how: 'claim' }, { state: 'failed', reason: 'already_claimed' }, 1),
    item('close', {}, { state: 'failed', reason: 'already_closed' }, 2),
    item('assign', { how: 'transfer' }, { state: 'held' }, 3),
    item('message', { text: 'x' }, { state: 'failed', reason: 'too_long' }, 4),
  ]);
  expect(failed).toEqual([
    { origin: 's:1', action: 'claim', reason: 'already_claimed' },
    { origin: 's:2', action: 'close', reason: 'the conversation is closed already' },
    { origin: 's:3', action: 'transfer', reason: 'it waited for too long, or a new message came first' },
  ]);
});
