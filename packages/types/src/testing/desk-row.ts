// A row of the agents' list for tests: queued, of a customer who waits, nothing known beside the log.
import type { ConversationRow } from '../model/conversation.js';

export function deskRow(change: Partial<ConversationRow> = {}): ConversationRow {
  return {
    id: 'cnv_1',
    status: 'queued',
    assigneeId: null,
    teamId: null,
    assignVersion: 0,
    statusVersion: 1,
    pubHead: 2,
    intHead: 0,
    channel: 'web_chat',
    customer: { id: 'cus_1', name: 'Ana', trust: 0 },
    lastText: 'hello',
    lastFrom: 'visitor',
    lastAt: 1,
    waitingSince: 1,
    openedAt: 1,
    closedAt: null,
    outcome: null,
    headline: '',
    alerts: [],
    priority: 'normal',
    tags: [],
    snoozedUntil: null,
    queuedAt: 1,
    mergedInto: null,
    consulted: [],
    routedBecause: '',
    language: null,
    reason: null,
    sla: null,
    ...change,
  };
}
