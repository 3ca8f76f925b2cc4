// The conversations row as the fold of the log (P12) and back, and the row lists show. One mapping for every operation.
import { conversation as conversationSchema, primitives } from '@throughline/types/decode';
import type { ConversationRow, ConversationState, Trust } from '@throughline/types';
import type { ConversationsTable } from '../schema.js';

const Status = conversationSchema.ConversationStatus;
const LastFrom = conversationSchema.ConversationRow.shape.lastFrom;

const Priority = conversationSchema.ConversationRow.shape.priority;
const Sla = conversationSchema.ConversationRow.shape.sla;
const ALERTS_MAX = 2; // K19

/** The texts of a JSON list. */
export function textsOf(text: string): string[] {
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

export function stateOf(row: ConversationsTable): ConversationState {
  return {
    status: Status.parse(row.status),
    assigneeId: row.assignee_id,
    teamId: row.team_id,
    assignVersion: row.assign_version,
    statusVersion: row.status_version,
    lastText: row.last_text,
    lastFrom: LastFrom.parse(row.last_from),
    lastAt: row.last_at,
    waitingSince: row.waiting_since,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    outcome: row.outcome,
    transfers: row.transfers,
    priority: Priority.parse(row.priority),
    tags: textsOf(row.tags),
    snoozedUntil: row.snoozed_until,
    queuedAt: row.queued_at,
    mergedInto: row.merged_into,
    consulted: textsOf(row.consulted),
    routedBecause: row.routed_because,
    firstReplyAt: row.first_reply_at,
    pinnedNote: row.pinned_note,
    handedOverBy: row.handed_over_by,
  };
}

/** The columns a fold fills. */
export function columnsOf(state: ConversationState) {
  return {
    status: state.status,
    assignee_id: state.assigneeId,
    team_id: state.teamId,
    assign_version: state.assignVersion,
    status_version: state.statusVersion,
    transfers: state.transfers,
    last_text: state.lastText,
    last_from: state.lastFrom,
    last_at: state.lastAt,
    waiting_since: state.waitingSince,
    opened_at: state.openedAt,
    closed_at: state.closedAt,
    outcome: state.outcome,
    priority: state.priority,
    tags: JSON.stringify(state.tags),
    snoozed_until: state.snoozedUntil,
    queued_at: state.queuedAt,
    merged_into: state.mergedInto,
    consulted: JSON.stringify(state.consulted),
    routed_because: state.routedBecause,
    first_reply_at: state.firstReplyAt,
    pinned_note: state.pinnedNote,
    handed_over_by: state.handedOverBy,
  };
}

/** What stands beside the log, of a conversation of which nothing is known yet. */
export const NOTHING_BESIDE = {
  continues: null,
  language: null,
  reason: null,
  sla: null,
  sla_due_at: null,
  sla_memory: null,
  sla_version: null,
  routing_due_at: null,
} as const;

/** Level of the conversation's verification (ID18). */
export function verificationLevel(text: string): Trust {
  const value: unknown = JSON.parse(text);
  const level = typeof value === 'object' && value !== null && 'level' in value ? value.level : 0;
  return level === 1 || level === 2 || level === 3 ? level : 0;
}

export function listRow(row: ConversationsTable, customer: { id: string; name: string }): ConversationRow {
  const state = stateOf(row);
  return {
    id: row.id,
    status: state.status,
    assigneeId: state.assigneeId,
    teamId: state.teamId,
    assignVersion: state.assignVersion,
    statusVersion: state.statusVersion,
    pubHead: row.pub_head,
    intHead: row.int_head,
    channel: primitives.Channel.parse(row.channel),
    customer: { id: customer.id, name: customer.name, trust: verificationLevel(row.verification) },
    lastText: state.lastText,
    lastFrom: state.lastFrom,
    lastAt: state.lastAt,
    waitingSince: state.waitingSince,
    openedAt: state.openedAt,
    closedAt: state.closedAt,
    outcome: state.outcome,
    headline: row.headline,
    alerts: textsOf(row.alerts).slice(0, ALERTS_MAX),
    priority: state.priority,
    tags: [...state.tags],
    snoozedUntil: state.snoozedUntil,
    queuedAt: state.queuedAt,
    mergedInto: state.mergedInto,
    consulted: [...state.consulted],
    routedBecause: state.routedBecause,
    language: row.language,
    reason: row.reason,
    sla: row.sla === null ? null : Sla.parse(JSON.parse(row.sla)),
  };
}
