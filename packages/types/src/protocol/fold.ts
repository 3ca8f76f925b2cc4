// state = fold(log) (P12, K22). The relay folds to fill the row it lists, the console to draw the header: one function for both.
// Invariant: entries of one lane are applied in seq order, and an `int` entry after the pub entries it names (`after_pub`, P11): the lanes
// don't commute (an `assign` before or after a message gives another status).
import type { ConversationRow, ConversationStatus } from '../model/conversation.js';
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
  priority: ConversationRow['priority'];
  tags: readonly string[];
  /** Set while `snoozed` until a time; null: until the customer replies, or not snoozed. */
  snoozedUntil: number | null;
  /** Since when nobody owns it. */
  queuedAt: number | null;
  mergedInto: string | null;
  consulted: readonly string[];
  routedBecause: string;
  /** First reply of a person; null: none yet. */
  firstReplyAt: number | null;
  /** Entry id of the pinned note. */
  pinnedNote: string | null;
  /** Who handed it to the present owner: where a decline goes. */
  handedOverBy: string | null;
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
    priority: 'normal',
    tags: [],
    snoozedUntil: null,
    queuedAt: null,
    mergedInto: null,
    consulted: [],
    routedBecause: '',
    firstReplyAt: null,
    pinnedNote: null,
    handedOverBy: null,
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
/** What a list shows of a message without words. */
function firstFileName(files: unknown): string {
  const first: unknown = Array.isArray(files) ? files[0] : undefined;
  return typeof first === 'object' && first !== null && 'name' in first ? text(first.name) : '';
}
/** What a list shows of a conversation that began with the site's form. */
function firstAnswer(answers: unknown): string {
  const first: unknown = Array.isArray(answers) ? answers[0] : undefined;
  return typeof first === 'object' && first !== null && 'value' in first ? text(first.value) : '';
}
const idOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);
/** Whose turn it is, where it is neither closed nor snoozed. */
const awake = ({ assigneeId, waitingSince }: ConversationState): ConversationStatus =>
  assigneeId === null ? 'queued' : waitingSince === null ? 'waiting' : 'open';

const ARRIVES = new Set<unknown>(['claim', 'route', 'overflow', 'requeue']);
/** Who takes what was handed to a team has it from whoever handed it over. */
const handedOverBy = (state: ConversationState, { body: { how }, author }: Entry): string | null =>
  how === 'transfer' ? author.id : ARRIVES.has(how) && state.assigneeId === null ? state.handedOverBy : null;

/** The state after `entry`. Kinds it does not know change nothing (P48). */
export function foldEntry(state: ConversationState, entry: Entry): ConversationState {
  const next = { ...state, statusVersion: state.statusVersion + 1 };
  switch (entry.kind) {
    case 'open':
      next.status = state.assigneeId === null ? 'queued' : 'open';
      next.closedAt = null;
      next.outcome = null;
      next.queuedAt = state.assigneeId === null ? entry.ts : null;
      next.mergedInto = null; // open again, it stands for itself
      if (state.openedAt === 0) next.openedAt = entry.ts;
      return next;
    case 'message': {
      next.lastText = text(entry.body['text']) || firstFileName(entry.body['files']);
      next.lastFrom = entry.author.type;
      next.lastAt = Math.max(state.lastAt, entry.ts);
      if (entry.author.type === 'visitor') {
        next.waitingSince = state.waitingSince ?? entry.ts;
        if (state.status !== 'closed') next.status = state.assigneeId === null ? 'queued' : 'open';
        next.snoozedUntil = null; // a reply always wakes (K71)
      } else {
        next.waitingSince = null;
        if (entry.author.type === 'agent') next.firstReplyAt = state.firstReplyAt ?? entry.ts;
        if (state.status === 'open') next.status = 'waiting';
      }
      return next;
    }
    case 'details': // where nothing was said yet, its first answer stands for the first line, and its author waits (W190)
      if (state.lastAt !== 0 || state.status === 'closed') return state;
      next.lastText = firstAnswer(entry.body['answers']);
      next.lastFrom = entry.author.type;
      next.lastAt = entry.ts;
      next.waitingSince = entry.ts;
      next.status = state.assigneeId === null ? 'queued' : 'open';
      return next;
    case 'close':
      next.status = 'closed';
      next.closedAt = entry.ts;
      next.waitingSince = null;
      next.snoozedUntil = null;
      next.queuedAt = null;
      next.consulted = [];
      return next;
    case 'snooze':
      if (state.status === 'closed') return state;
      next.status = 'snoozed';
      next.snoozedUntil = numberOrNull(entry.body['until']);
      return next;
    case 'wake':
      if (state.status !== 'snoozed') return state;
      next.status = awake(state);
      next.snoozedUntil = null;
      return next;
    case 'tag': {
      const off = new Set(texts(entry.body['remove']));
      next.tags = [...new Set([...state.tags, ...texts(entry.body['add'])])].filter((tag) => !off.has(tag));
      return next;
    }
    case 'priority':
      next.priority = PRIORITIES.find((known) => known === entry.body['priority']) ?? state.priority;
      return next;
    case 'consult': {
      const asked = idOrNull(entry.body['agentId']) ?? idOrNull(entry.body['teamId']);
      if (asked === null) return state;
      next.consulted = [...state.consulted.filter((id) => id !== asked), ...(entry.body['done'] === true ? [] : [asked])];
      return next;
    }
    case 'merge': // on the log that was closed; the other one's says `merged`
      next.mergedInto = entry.body['undone'] === true ? null : idOrNull(entry.body['into']);
      return next;
    case 'pin':
      next.pinnedNote = idOrNull(entry.body['noteId']);
      return next;
    case 'note_delete':
      if (state.pinnedNote === null || state.pinnedNote !== entry.body['noteId']) return state;
      next.pinnedNote = null;
      return next;
    case 'wrap_up':
      next.outcome = text(entry.body['outcome']) || null;
      return next;
    case 'assign':
      next.assigneeId = idOrNull(entry.body['agentId']);
      next.teamId = idOrNull(entry.body['teamId']);
      next.assignVersion = state.assignVersion + 1;
      if (entry.body['how'] === 'transfer') next.transfers = state.transfers + 1;
      next.handedOverBy = handedOverBy(state, entry);
      next.routedBecause = text(entry.body['reason']);
      // Who comes back to the line without having been answered keeps the place (K58).
      next.queuedAt =
        next.assigneeId !== null ? null : entry.body['how'] === 'requeue' ? (state.waitingSince ?? entry.ts) : (state.queuedAt ?? entry.ts);
      if (state.status === 'closed') next.queuedAt = null;
      else if (state.status !== 'snoozed' || next.assigneeId === null) {
        next.status = awake(next);
        next.snoozedUntil = null;
      }
      return next;
    default:
      return state;
  }
}
