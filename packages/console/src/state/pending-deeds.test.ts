import { expect, it } from 'vitest';
import type { OutboxItem } from '@throughline/types';
import { row } from '../testing/fixtures.js';
import { withPending } from './pending-deeds.js';

const item = (kind: string, body: Record<string, unknown>, state: OutboxItem['state'] = { state: 'sending' }): OutboxItem => ({
  n: 1,
  origin: `s:${kind}`,
  kind,
  body,
  at: 0,
  state,
});

it('[K12] tags, priority and sleep show at once; what was refused does not', () => {
  const before = row('cnv_1', { tags: ['refund'], status: 'open', assigneeId: 'agt_1' });
  const shown = withPending(before, [
    item('tag', { add: ['vip'], remove: ['refund'] }),
    item('priority', { priority: 'high' }),
    item('snooze', { until: 5 }),
  ]);
  expect(shown).toMatchObject({ tags: ['vip'], priority: 'high', status: 'snoozed', snoozedUntil: 5 });
  expect(withPending(shown, [item('wake', { because: 'manual' })])).toMatchObject({ status: 'open', snoozedUntil: null });
  expect(withPending(before, [item('tag', { add: ['x'], remove: [] }, { state: 'failed', reason: 'forbidden' })])).toEqual(before);
});
