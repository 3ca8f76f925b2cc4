import { expect, it } from 'vitest';
import type { ConversationRow } from '../model/conversation.js';
import { deskRow } from '../testing/desk-row.js';
import { rowTag } from './row-tag.js';

const row = deskRow({
  status: 'open',
  statusVersion: 2,
  intHead: 1,
  customer: { id: 'cus_1', name: 'Customer abc123', trust: 0 },
  headline: 'Customer abc123: hello',
});

it('[P46] a row that reads differently has another tag, also when no entry changed it', () => {
  const others: ConversationRow[] = [
    { ...row, customer: { ...row.customer, name: 'Maria Lopez' } },
    { ...row, headline: 'Maria Lopez: hello' },
    { ...row, alerts: ['churn'] },
    { ...row, alerts: ['churn', 'vip'] },
    { ...row, customer: { ...row.customer, trust: 3 } },
    { ...row, pubHead: 3 },
    { ...row, status: 'closed' },
  ];
  expect(new Set([row, ...others].map(rowTag)).size).toBe(others.length + 1);
  expect(rowTag({ ...row, alerts: [...row.alerts] })).toBe(rowTag(row));
});
