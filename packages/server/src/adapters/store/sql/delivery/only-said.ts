// Whether entries changed nothing of their conversation but what was said last, by whom and when: so it is with nearly every message, and
// then nearly all of the row, and of its indexes, stays as it is.
import type { ConversationsTable } from '../schema.js';
import type { columnsOf } from './conversation-state.js';

type Columns = ReturnType<typeof columnsOf>;

/** Columns of the fold that a message alone may move. Few indexes name any of them. */
type Said = 'status_version' | 'last_text' | 'last_from' | 'last_at' | 'waiting_since' | 'first_reply_at';

/** Every other one: a column that is new to the fold does not compile until it stands here or above. */
const STAYS: Record<Exclude<keyof Columns, Said>, (row: ConversationsTable, after: Columns) => boolean> = {
  status: (row, after) => row.status === after.status,
  assignee_id: (row, after) => row.assignee_id === after.assignee_id,
  team_id: (row, after) => row.team_id === after.team_id,
  assign_version: (row, after) => row.assign_version === after.assign_version,
  transfers: (row, after) => row.transfers === after.transfers,
  opened_at: (row, after) => row.opened_at === after.opened_at,
  closed_at: (row, after) => row.closed_at === after.closed_at,
  outcome: (row, after) => row.outcome === after.outcome,
  priority: (row, after) => row.priority === after.priority,
  tags: (row, after) => row.tags === after.tags,
  snoozed_until: (row, after) => row.snoozed_until === after.snoozed_until,
  queued_at: (row, after) => row.queued_at === after.queued_at,
  merged_into: (row, after) => row.merged_into === after.merged_into,
  consulted: (row, after) => row.consulted === after.consulted,
  routed_because: (row, after) => row.routed_because === after.routed_because,
  pinned_note: (row, after) => row.pinned_note === after.pinned_note,
  handed_over_by: (row, after) => row.handed_over_by === after.handed_over_by,
};
const stays = Object.values(STAYS);

/** `row`: as it stands under the lock. Its first entry says more than a text: it may bring the conversation into a line (enters-line). */
export function onlySaid(row: ConversationsTable, after: Columns): boolean {
  return row.status_version !== 0 && stays.every((same) => same(row, after));
}
