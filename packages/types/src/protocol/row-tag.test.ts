import { expect, it } from 'vitest';
import type { ConversationRow } from '../model/conversation.js';
import { rowTag } from './row-tag.js';

const row: ConversationRow = {
  id: 'cnv_1',
  status: 'open',
  assigneeId: null,
  teamId: null,
  assignVersion: 0,
  statusVersion: 2,
  pubHead: 2,
  intHead: 1,
  channel: 'web_chat',
  customer: { id: 'cus_1', name: 'Customer abc123', trust: 0 },
  lastText: 'hello',
  lastFrom: 'visitor',
  lastAt: 1,
  waitingSince: 1,
  openedAt: 1,
  closedAt: null,
  outcome: null,
  headline: 'Customer abc123: hello',
  alerts: [],
};

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
