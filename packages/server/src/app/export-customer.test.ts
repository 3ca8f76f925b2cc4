import type { ConversationRow, CustomerView } from '@throughline/types';
import { expect, it } from 'vitest';
import { exportCustomer } from './export-customer.js';

it('[C17] an export holds every conversation, however many there are', async () => {
  const ids = Array.from({ length: 1_234 }, (_, n) => `cnv_${String(n).padStart(4, '0')}`);
  const row = (id: string): ConversationRow =>
    ({
      id,
      customerId: 'cus_1',
      customerName: 'Ana',
      channel: 'web_chat',
      status: 'closed',
      openedAt: 1,
    }) as ConversationRow; // the export reads these alone
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
  const customer = { id: 'cus_1' } as CustomerView; // handed through
  const { conversations } = await exportCustomer({ store }, { siteId: 'sit_1', actor: 'api', customer, now: 1 });
  expect(conversations.map(({ id }) => id)).toEqual(ids);
});
