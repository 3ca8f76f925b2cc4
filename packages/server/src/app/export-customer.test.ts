import type { ConversationRow, CustomerView } from '@throughline/types';
import { expect, it } from 'vitest';
import { exportCustomer } from './export-customer.js';

it('[C17] an export holds every conversation, however many there are', async () => {
  const ids = Array.from({ length: 1_234 }, (_, n) => `cnv_${String(n).padStart(4, '0')}`);
  const row = (id: string): ConversationRow => ({
    id,
    status: 'closed',
    assigneeId: null,
    teamId: null,
    assignVersion: 0,
    statusVersion: 0,
    pubHead: 0,
    intHead: 0,
    channel: 'web_chat',
    customer: { id: 'cus_1', name: 'Ana', trust: 0 },
    lastText: '',
    lastFrom: 'visitor',
    lastAt: 1,
    waitingSince: null,
    openedAt: 1,
    closedAt: 1,
    outcome: null,
    headline: '',
    alerts: [],
  });
  const none = () => Promise.resolve({ items: [], cursor: null });
  const store = {
    audit: () => Promise.resolve(),
    timeline: none,
    facts: none,
    commitments: none,
    trackedItems: none,
    cases: none,
    interaction: () => Promise.resolve(null),
    entries: () => Promise.resolve(null),
    customerRows: ({ limit, afterId = '' }: { limit: number; afterId?: string }) =>
      Promise.resolve(
        ids
          .filter((id) => id > afterId)
          .slice(0, limit)
          .map(row),
      ),
  };
  const customer: CustomerView = {
    id: 'cus_1',
    userId: null,
    name: 'Ana',
    createdAt: '2026-03-02T10:00:00.000Z',
    identifiers: [],
    traits: {},
  };
  const { conversations } = await exportCustomer({ store }, { siteId: 'sit_1', actor: 'api', customer, now: 1 });
  expect(conversations.map(({ id }) => id)).toEqual(ids);
});
