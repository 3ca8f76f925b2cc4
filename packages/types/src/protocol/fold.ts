// state = fold(log) (P12, K22). The relay folds to fill the row it lists, the console to draw the header: one function for both.
// Invariant: entries of one lane are applied in seq order, and an `int` entry after the pub entries it names (`after_pub`, P11): the lanes
// don't commute (an `assign` before or after a message gives another status).
import type { ConversationStatus } from '../model/conversation.js';
import type { Entry } from '../model/entry.js';

/** What the log says about a conversation. Times in ms. */
export interface ConversationState {
  status: ConversationStatus;
  assigneeId: string | null;
  teamId: string | null;
  /** Number of assign entries: what a claim compares against (P39). */
  assignVersion: number;
  /** Number of entries that touched status, assignment or the last line. */
  statusVersion: number;
  lastText: string;
  lastFrom: 'visitor' | 'agent' | 'system';
  lastAt: number;
  waitingSince: number | null;
  openedAt: number;
  closedAt: number | null;
  outcome: string | null;
  transfers: number;
}

/** State of a conversation without entries. */
export function emptyConversation(): ConversationState {
  return {
    status: 'queued',
    assigneeId: null,
    teamId: null,
    assignVersion: 0,
    statusVersion: 0,
    lastText: '',
    lastFrom: 'system',
    lastAt: 0,
    waitingSince: null,
    openedAt: 0,
    closedAt: null,
    outcome: null,
    transfers: 0,
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const idOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** The state after `entry`. Kinds it does not know change nothing (P48). */
export function foldEntry(state: ConversationState, entry: Entry): ConversationState {
  const next = { ...state, statusVersion: state.statusVersion + 1 };
  switch (entry.kind) {
    case 'open':
      next.status = state.assigneeId === null ? 'queued' : 'open';
      next.closedAt = null;
      next.outcome = null;
      if (state.openedAt === 0) next.openedAt = entry.ts;
      return next;
    case 'message': {
      next.lastText = text(entry.body['text']);
      next.lastFrom = entry.author.type;
      next.lastAt = Math.max(state.lastAt, entry.ts);
      if (entry.author.type === 'visitor') {
        next.waitingSince = state.waitingSince ?? entry.ts;
        if (state.status !== 'closed') next.status = state.assigneeId === null ? 'queued' : 'open';
      } else {
        next.waitingSince = null;
        if (state.status === 'open') next.status = 'waiting';
      }
      return next;
    }
    case 'close':
      next.status = 'closed';
      next.closedAt = entry.ts;
      next.waitingSince = null;
      return next;
    case 'wrap_up':
      next.outcome = text(entry.body['outcome']) || null;
      return next;
    case 'assign':
      next.assigneeId = idOrNull(entry.body['agentId']);
      next.teamId = idOrNull(entry.body['teamId']);
      next.assignVersion = state.assignVersion + 1;
      if (entry.body['how'] === 'transfer') next.transfers = state.transfers + 1;
      if (state.status !== 'closed') next.status = next.assigneeId === null ? 'queued' : state.waitingSince === null ? 'waiting' : 'open';
      return next;
    default:
      return state;
  }
}
