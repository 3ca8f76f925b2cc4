import type { ConversationRow, CustomerView, Entry, Lane } from '@throughline/types';
import { deskRow } from '@throughline/types/testing';
import { expect, it } from 'vitest';
import type { Store } from '../ports/store.js';
import { exportCustomer } from './export-customer.js';

it('[C17] an export holds every conversation, however many there are, and names the files that were sent in them', async () => {
  const ids = Array.from({ length: 1_234 }, (_, n) => `cnv_${String(n).padStart(4, '0')}`);
  const row = (id: string): ConversationRow => deskRow({ id, status: 'closed', waitingSince: null, queuedAt: null, closedAt: 1 });
  const photo = { id: 'fil_1', name: 'sofa.jpg', type: 'image/jpeg' as const, size: 9, width: 3, height: 2 };
  const author = { type: 'visitor' as const, id: 'vis_1' };
  const sent: Entry = { lane: 'pub', seq: 1, id: 'ent_1', kind: 'message', body: { text: '', files: [photo] }, author, ts: 1 };
  const erased: Entry = { ...sent, seq: 2, id: 'ent_2', body: {} };
  const none = () => Promise.resolve({ items: [], cursor: null });
  const store = {
    audit: () => Promise.resolve(),
    timeline: none,
    facts: none,
    commitments: none,
    trackedItems: none,
    cases: none,
    interaction: () => Promise.resolve(null),
    entries: ({ conv, lane }: { conv: string; lane: Lane }) =>
      Promise.resolve(conv === ids[7] && lane === 'pub' ? { entries: [sent, erased], head: 2, oldest: 1 } : null),
    customerRows: ({ limit, afterId = '' }: { limit: number; afterId?: string }) =>
      Promise.resolve(
        ids
          .filter((id) => id > afterId)
          .slice(0, limit)
          .map(row),
      ),
  };
  const settingsObjects: Store['settingsObjects'] = () => Promise.resolve([]);
  const customer: CustomerView = {
    id: 'cus_1',
    userId: null,
    name: 'Ana',
    createdAt: '2026-03-02T10:00:00.000Z',
    identifiers: [],
    traits: {},
  };
  const { conversations, files } = await exportCustomer(
    { store: { ...store, settingsObjects } },
    { siteId: 'sit_1', actor: 'api', customer, now: 1 },
  );
  expect(conversations.map(({ id }) => id)).toEqual(ids);
  expect(files).toEqual([{ ...photo, conversationId: ids[7] }]);
});
