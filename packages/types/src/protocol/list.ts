// Which rows a list has, and in which order, told from the rows alone: the console folds pushed rows into the list on screen with it, the
// relay's statements say the same (K18, K20). Free of zod.
import type { ConversationFilter, ListSort, ListView } from '../model/conversation-filter.js';
import type { ConversationRow, ConversationStatus } from '../model/conversation.js';

/** Whoever asks, and when: `me` and waiting times depend on it. */
export interface ListReader {
  id: string;
  /** ms since 1970. */
  now: number;
}
/** What a list asks for. */
export interface ListAsked {
  view: ListView;
  filter?: ConversationFilter;
}

const MINUTE_MS = 60_000;
const VERIFIED = 3;
const TEAM = 'team:';
/** Not closed, not snoozed. */
const AWAKE = ['queued', 'open', 'waiting'] as const satisfies readonly ConversationStatus[];

const DEFAULT_SORTS: Readonly<Record<string, ListSort>> = {
  mine: 'wait',
  unassigned: 'sla',
  all: 'sla',
  mentions: 'newest',
  snoozed: 'wake',
  closed: 'closed',
};

/** The order of a view of which none was chosen (K18). */
export const defaultSort = (view: ListView): ListSort => DEFAULT_SORTS[view] ?? 'sla';

/** The team whose line a view is; null: of none. */
export const teamOfView = (view: ListView): string | null => (view.startsWith(TEAM) ? view.slice(TEAM.length) : null);

/** States that a list shows: those the filter names, else the view's own. */
export function statesOf({ view, filter }: ListAsked): readonly ConversationStatus[] {
  if (filter?.state !== undefined) return filter.state;
  if (view === 'snoozed') return ['snoozed'];
  if (view === 'closed') return ['closed'];
  if (view === 'unassigned') return ['queued'];
  if (view === 'all') return [...AWAKE, 'snoozed'];
  return view === 'mentions' ? [...AWAKE, 'snoozed', 'closed'] : AWAKE;
}

/** All answers hold: true. One does not: false. Else null: the row alone does not say. */
function every(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

/** Whether the row answers the filter's questions; null: the relay has to be asked, because a row does not tell item types. */
export function matchesFilter(row: ConversationRow, filter: ConversationFilter, who: ListReader): boolean | null {
  const { assigneeId: asked, waitingLongerThanMinutes: minutes } = filter;
  const assignee = asked === 'me' ? who.id : asked === 'none' ? null : asked;
  const is = <T>(wanted: T | undefined, held: T): boolean => wanted === undefined || wanted === held;
  return every([
    filter.state === undefined || filter.state.includes(row.status),
    is(filter.teamId, row.teamId),
    is(assignee, row.assigneeId),
    filter.tag === undefined || row.tags.includes(filter.tag),
    is(filter.reason, row.reason),
    is(filter.channel, row.channel),
    is(filter.language, row.language),
    is(filter.priority, row.priority),
    is(filter.sla, row.sla?.state),
    filter.alert === undefined || row.alerts.includes(filter.alert),
    is(filter.verified, row.customer.trust === VERIFIED),
    minutes === undefined || (row.waitingSince !== null && row.waitingSince < who.now - minutes * MINUTE_MS),
    filter.itemType === undefined ? true : null,
  ]);
}

/** Whether the row stands in the list; null: the relay has to be asked (mentions, item types). What the reader may not see is no row at all. */
export function inList(row: ConversationRow, asked: ListAsked, who: ListReader): boolean | null {
  const { view, filter = {} } = asked;
  const team = teamOfView(view);
  return every([
    statesOf(asked).includes(row.status),
    view !== 'mine' || row.assigneeId === who.id,
    view !== 'unassigned' || row.assigneeId === null,
    team === null || row.teamId === team,
    view === 'mentions' ? null : true,
    matchesFilter(row, filter, who),
  ]);
}

/** What a sort goes by, in order, and whether it falls; missing times come last. The relay's statements and cursors use the same. */
export const LATEST = Number.MAX_SAFE_INTEGER;
export function sortKey(sort: ListSort, row: ConversationRow): { keys: number[]; falling: boolean } {
  switch (sort) {
    case 'wait':
      return { keys: [row.waitingSince ?? LATEST], falling: false };
    case 'sla':
      return { keys: [row.sla?.dueAt ?? LATEST, row.waitingSince ?? LATEST], falling: false };
    case 'newest':
      return { keys: [row.lastAt], falling: true };
    case 'oldest':
      return { keys: [row.openedAt], falling: false };
    case 'wake':
      return { keys: [row.snoozedUntil ?? LATEST], falling: false };
    case 'closed':
      return { keys: [row.closedAt ?? 0], falling: true };
  }
}

/** Order of two rows; ties by id, so that it depends on the rows alone. */
export function compareBy(sort: ListSort): (a: ConversationRow, b: ConversationRow) => number {
  return (a, b) => {
    const [one, other] = [sortKey(sort, a), sortKey(sort, b)];
    const turn = one.falling ? -1 : 1;
    for (const [index, key] of one.keys.entries()) {
      const differ = key - (other.keys[index] ?? 0);
      if (differ !== 0) return differ * turn;
    }
    return a.id === b.id ? 0 : (a.id < b.id ? -1 : 1) * turn;
  };
}
