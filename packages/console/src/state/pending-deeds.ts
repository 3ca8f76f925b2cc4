// The row as it will be when the relay took what is on its way: tags, priority and sleep show at once (K12). Pure.
import type { ConversationRow, OutboxItem } from '@throughline/types';

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;

function after(row: ConversationRow, { kind, body }: OutboxItem): ConversationRow {
  switch (kind) {
    case 'tag': {
      const off = strings(body['remove']);
      return { ...row, tags: [...new Set([...row.tags, ...strings(body['add'])])].filter((tag) => !off.includes(tag)) };
    }
    case 'priority':
      return { ...row, priority: PRIORITIES.find((one) => one === body['priority']) ?? row.priority };
    case 'snooze':
      return { ...row, status: 'snoozed', snoozedUntil: typeof body['until'] === 'number' ? body['until'] : null };
    case 'wake':
      if (row.status !== 'snoozed') return row;
      return { ...row, status: row.assigneeId === null ? 'queued' : row.waitingSince === null ? 'waiting' : 'open', snoozedUntil: null };
    default:
      return row;
  }
}

export function withPending(row: ConversationRow, outbox: readonly OutboxItem[]): ConversationRow {
  return outbox.filter(({ state: { state } }) => state !== 'failed' && state !== 'held').reduce(after, row);
}
