// Lists are synchronised by state (P46, K20): the console says which row versions it holds and gets those that differ, with the order of the
// list on screen. Pushed rows are hints that save the question; they are folded once per frame (K130).
// Invariant: a late row never replaces a newer one, and an answer about a list that is not on screen any more changes no list.
import { limits, rowTag } from '@throughline/types';
import type { ConversationRow, InboxAnswer, InboxSync, ListQuery, ListReader } from '@throughline/types';
import { batch } from '@preact/signals';
import { PAGE_ROWS, ROWS_ASKED_MAX } from '../state/lists.js';
import { foldRows, NO_LIST, startList } from '../state/shown-list.js';
import type { Store } from '../state/store.js';
import type { AgentPort } from './agent-connector.js';
import { NoAnswer } from './answers.js';

type Answered = Extract<InboxAnswer, { ok: true }>;

const FURTHER_ROWS = 250; // whoever scrolls that far goes on
export const COUNTS_EVERY_MS = 1_000; // pushes make the rail's counts be asked for at most this often

/** True when `row` is at least as new as `held`. Heads and versions never go back inside one history. */
export function isNewer(row: ConversationRow, held: ConversationRow | undefined): boolean {
  if (held === undefined) return true;
  const age = (value: ConversationRow): number => value.pubHead + value.intHead + value.statusVersion + value.assignVersion;
  return age(row) >= age(held);
}

/** An opened conversation brings the row that is held mostly: then nothing is drawn, and nothing counted anew. */
const differs = (row: ConversationRow, held: ConversationRow | undefined): boolean =>
  isNewer(row, held) && (held === undefined || rowTag(row) !== rowTag(held));

export interface InboxOptions {
  store: Store;
  port(): AgentPort | null;
  /** Runs before the next paint; soon, when nothing is painted. */
  frame(run: () => void): void;
  after(ms: number, run: () => void): () => void;
  now(): number;
}

export interface Inbox {
  /** A row came by itself. */
  onRow(row: ConversationRow): void;
  /** The question that makes this console equal to the relay. */
  question(): InboxSync;
  /** Folds the answer of a question about `list`. */
  take(answer: Answered, list: ListQuery | undefined): void;
  /** Asks for what differs. One question at a time; a wish during one asks once more. */
  sync(): Promise<void>;
  /** Another list is on screen: it starts with the rows that are held. */
  show(): void;
  /** The next page of the list on screen, if there is one. */
  more(): Promise<void>;
  stop(): void;
}

export function createInbox({ store, port, frame, after, now }: InboxOptions): Inbox {
  let running = false;
  let again = false;
  let paging = false;
  /** A row came of which only the relay knows whether it belongs to the list. */
  let unsure = false;
  let stopped = false;
  let cancelCounts: (() => void) | null = null;
  const pushed = new Map<string, ConversationRow>();

  const reader = (): ListReader => ({ id: store.agentId.value, now: now() });

  /** The list's own rows first, then what moved last. */
  function known(): [string, string][] {
    const rows = store.rows.value;
    const ids = new Set(store.shown.value.ids.slice(0, ROWS_ASKED_MAX));
    if (ids.size < ROWS_ASKED_MAX) {
      const rest = [...rows.values()].filter((row) => !ids.has(row.id)).sort((a, b) => b.lastAt - a.lastAt);
      for (const row of rest.slice(0, ROWS_ASKED_MAX - ids.size)) ids.add(row.id);
    }
    return [...ids].flatMap((id): [string, string][] => {
      const row = rows.get(id);
      return row === undefined ? [] : [[id, rowTag(row)]];
    });
  }

  function question(): InboxSync {
    const list = store.query.value;
    if (list === null) return { known: known() };
    const limit = Math.min(ROWS_ASKED_MAX, Math.max(PAGE_ROWS, store.shown.value.ids.length));
    return { known: known(), list: { ...list, limit } };
  }

  function take(answer: Answered, asked: ListQuery | undefined): void {
    const rows = new Map(store.rows.value);
    const gone = new Set(answer.gone);
    for (const id of gone) rows.delete(id);
    for (const row of answer.rows) rows.set(row.id, row);
    batch(() => {
      if (gone.size + answer.rows.length > 0) store.rows.value = rows;
      store.counts.value = { ...store.counts.value, ...answer.counts };
      if (asked !== undefined && answer.list !== undefined && sameList(asked)) takeList(answer.list, asked, gone);
    });
  }

  const sameList = (asked: ListQuery): boolean => {
    const { after: _after, limit: _limit, ...wanted } = asked;
    const query = store.query.value;
    if (query === null) return false;
    const { limit: _now, ...shown } = query;
    return JSON.stringify(wanted) === JSON.stringify(shown);
  };

  /** The first page stands in front of what was loaded beyond it; a further one is added. */
  function takeList(list: NonNullable<Answered['list']>, asked: ListQuery, gone: ReadonlySet<string>): void {
    const held = store.shown.value;
    const fresh = new Set(list.ids);
    const others = held.ids.filter((id) => !fresh.has(id) && !gone.has(id));
    const further = asked.after !== undefined;
    const beyond = !further && list.next !== null && held.ids.length > asked.limit;
    store.shown.value = {
      ids: further ? [...others, ...list.ids] : beyond ? [...list.ids, ...others.slice(list.ids.length)] : list.ids,
      total: list.total,
      next: beyond ? held.next : list.next,
    };
    store.rowsReady.value = true;
  }

  async function ask(request: InboxSync): Promise<void> {
    const answer = await port()?.inbox(request, limits.ACK_TIMEOUT_MS);
    if (answer === undefined || !answer.ok || stopped) return; // rate limited or unavailable: the next beacon asks again
    take(answer, request.list);
  }
  /** No connection any more: it is asked again when there is one. */
  async function calmly(what: () => Promise<void>): Promise<void> {
    try {
      await what();
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
    }
  }

  async function sync(): Promise<void> {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        await calmly(() => ask(question()));
      } while (again && !stopped);
    } finally {
      running = false;
    }
  }

  function foldPushed(): void {
    if (stopped || pushed.size === 0) return;
    const before = store.rows.value;
    const changed = [...pushed.values()].filter((row) => differs(row, before.get(row.id)));
    pushed.clear();
    if (changed.length === 0) return;
    const rows = new Map(before);
    for (const row of changed) rows.set(row.id, row);
    const query = store.query.value;
    batch(() => {
      store.rows.value = rows;
      if (query === null || !store.rowsReady.value) return;
      const folded = foldRows(store.shown.value, changed, rows, before, { query, reader: reader() });
      store.shown.value = folded.list;
      unsure ||= folded.unsure;
    });
    countSoon();
  }

  function countSoon(): void {
    cancelCounts ??= after(COUNTS_EVERY_MS, () => {
      cancelCounts = null;
      const list = store.query.value;
      if (unsure) void sync();
      else if (list !== null) void calmly(() => countNow(list));
      unsure = false;
    });
  }
  async function countNow(list: ListQuery): Promise<void> {
    const answer = await port()?.inbox({ known: [], list: { ...list, limit: 1 } }, limits.ACK_TIMEOUT_MS);
    if (answer === undefined || !answer.ok || stopped) return;
    const total = answer.list?.total;
    batch(() => {
      store.counts.value = { ...store.counts.value, ...answer.counts };
      if (total !== undefined && sameList(list)) store.shown.value = { ...store.shown.value, total };
    });
  }

  return {
    question,
    take,
    onRow: (row) => {
      const waiting = pushed.get(row.id);
      if (!isNewer(row, waiting)) return;
      pushed.set(row.id, row);
      if (pushed.size === 1 && waiting === undefined) frame(foldPushed);
    },
    sync,
    show: () => {
      batch(() => {
        store.shown.value = NO_LIST;
        store.rowsReady.value = false;
        const query = store.query.value;
        // What is held already is drawn at once; the answer completes it.
        if (query !== null) store.shown.value = startList(store.rows.value, { query, reader: reader() });
      });
    },
    more: async () => {
      const query = store.query.value;
      const next = store.shown.value.next;
      if (paging || query === null || next === null || !store.rowsReady.value) return;
      paging = true;
      try {
        await calmly(() => ask({ known: [], list: { ...query, after: next, limit: FURTHER_ROWS } }));
      } finally {
        paging = false;
      }
    },
    stop: () => {
      stopped = true;
      cancelCounts?.();
    },
  };
}
