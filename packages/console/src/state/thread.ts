// What a thread shows: pub entries by seq, each int entry behind its anchor (P11), then own unconfirmed texts in n order (P73).
// Pure. Invariant: every entry appears once; a bubble keeps its key (its origin) from the first keystroke to the confirmed entry.
import type { ConversationView, Entry, OutboxItem, Receipts } from '@throughline/types';
import { extrasOf } from './message-extras.js';
import type { MessageExtras } from './message-extras.js';
import type { Names } from './names.js';
import { foldNotes } from './notes.js';
import { systemLine } from './system-line.js';
import { t } from './t.js';

export type Delivery = 'sent' | 'delivered' | 'read';

export type ThreadItem =
  | { type: 'day'; key: string; at: number }
  | { type: 'unread'; key: string }
  | { type: 'message'; key: string; entry: Entry; text: string; extras: MessageExtras; joined: boolean; delivery: Delivery | null }
  | { type: 'note'; key: string; entry: Entry; text: string; extras: MessageExtras; edited: boolean; pinned: boolean }
  | { type: 'system'; key: string; entry: Entry; words: string; detail: string | null }
  | { type: 'fold'; key: string; items: Extract<ThreadItem, { type: 'system' }>[] }
  | { type: 'own'; key: string; item: OutboxItem; text: string; extras: MessageExtras; note: boolean };

export const textOf = (body: Record<string, unknown>): string => (typeof body['text'] === 'string' ? body['text'] : '');

/** The view as it was before anything above `floor` came. */
export function fromFloor(view: ConversationView, floor: number): ConversationView {
  if (floor === view.pub.floor) return view;
  return { ...view, pub: { ...view.pub, floor, entries: view.pub.entries.filter(({ seq }) => seq > floor) } };
}

/** pub by seq, each int entry behind its `after_pub`, by int seq. Notes anchored before the first pub entry held wait for that page. */
export function mergeLanes(view: Pick<ConversationView, 'pub' | 'int'>): Entry[] {
  const merged: Entry[] = [];
  const notes = view.int.entries.filter((entry) => view.pub.floor === 0 || (entry.after_pub ?? 0) > view.pub.floor);
  let next = 0;
  const takeUpTo = (seq: number): void => {
    for (let note = notes[next]; note !== undefined && (note.after_pub ?? 0) <= seq; note = notes[next]) {
      merged.push(note);
      next += 1;
    }
  };
  takeUpTo(view.pub.floor);
  for (const entry of view.pub.entries) {
    merged.push(entry);
    takeUpTo(entry.seq);
  }
  return [...merged, ...notes.slice(next)];
}

const deliveryOf = (entry: Entry, receipts: Receipts): Delivery | null =>
  entry.author.type !== 'agent' ? null : entry.seq <= receipts.read ? 'read' : entry.seq <= receipts.delivered ? 'delivered' : 'sent';

const keyOf = (entry: Entry): string => entry.origin ?? entry.cid ?? entry.id;
const DAY_KEY = (at: number): string => new Date(at).toDateString();
const JOIN_MS = 5 * 60_000; // one name above several messages of the same person within this time

/** K26: system lines are folded when more than this many follow each other. */
export const SYSTEM_RUN_MAX = 3;

const deletedNote = ({ author }: Entry): { words: string; detail: null } => ({
  words: t('A note of {who} was deleted', { who: author.name ?? t('a former agent') }),
  detail: null,
});

function foldSystem(items: ThreadItem[]): ThreadItem[] {
  const out: ThreadItem[] = [];
  let run: Extract<ThreadItem, { type: 'system' }>[] = [];
  const flush = (): void => {
    const first = run[0];
    if (first !== undefined && run.length > SYSTEM_RUN_MAX) out.push({ type: 'fold', key: `fold-${first.key}`, items: run });
    else out.push(...run);
    run = [];
  };
  for (const item of items) {
    if (item.type === 'system' && item.detail === null && !item.entry.kind.startsWith('merge'))
      run.push(item); // what a person wrote is never folded away, nor what can be undone or read on
    else {
      flush();
      out.push(item);
    }
  }
  flush();
  return out;
}

/**
 * Everything the thread draws, in order.
 * @param seenPub pub seq the agent had seen when the conversation was opened; the unread line stands behind it
 */
export function threadItems(view: ConversationView, names: Names, seenPub: number | null): ThreadItem[] {
  const items: ThreadItem[] = [];
  const own = new Set<string>();
  let day = '';
  let previous: Entry | null = null;
  let unreadDrawn = seenPub === null;
  const notes = foldNotes(view.int.entries);
  for (const entry of mergeLanes(view)) {
    const gone = notes.deleted.has(entry.id);
    const line = gone ? deletedNote(entry) : entry.kind === 'message' || entry.kind === 'note' ? null : systemLine(entry, names);
    if (entry.kind !== 'message' && entry.kind !== 'note' && line === null) continue; // a kind this build does not know draws nothing (P75)
    if (DAY_KEY(entry.ts) !== day) {
      day = DAY_KEY(entry.ts);
      items.push({ type: 'day', key: `day-${day}`, at: entry.ts });
      previous = null;
    }
    if (
      !unreadDrawn &&
      seenPub !== null &&
      entry.lane === 'pub' &&
      entry.seq > seenPub &&
      entry.kind === 'message' &&
      entry.author.type === 'visitor'
    ) {
      unreadDrawn = true;
      if (seenPub > 0) items.push({ type: 'unread', key: 'unread' });
      previous = null;
    }
    const key = keyOf(entry);
    own.add(key);
    if (line !== null) items.push({ type: 'system', key, entry, words: line.words, detail: line.detail });
    else if (entry.kind === 'note') {
      const text = notes.edited.get(entry.id) ?? textOf(entry.body);
      const [edited, pinned] = [notes.edited.has(entry.id), notes.pinned === entry.id];
      items.push({ type: 'note', key, entry, text, extras: extrasOf(entry.body), edited, pinned });
    } else {
      const joined = previous?.kind === 'message' && previous.author.id === entry.author.id && entry.ts - previous.ts < JOIN_MS;
      items.push({
        type: 'message',
        key,
        entry,
        text: textOf(entry.body),
        extras: extrasOf(entry.body),
        joined,
        delivery: deliveryOf(entry, view.receipts),
      });
    }
    previous = line === null ? entry : null;
  }
  for (const item of view.outbox) {
    if ((item.kind !== 'message' && item.kind !== 'note') || item.skip === true || own.has(item.origin)) continue;
    items.push({ type: 'own', key: item.origin, item, text: textOf(item.body), extras: extrasOf(item.body), note: item.kind === 'note' });
  }
  return foldSystem(items);
}

function sameItem(held: ThreadItem, next: ThreadItem): boolean {
  switch (next.type) {
    case 'day':
      return held.type === 'day' && held.at === next.at;
    case 'unread':
      return held.type === 'unread';
    case 'message':
      return held.type === 'message' && held.entry === next.entry && held.joined === next.joined && held.delivery === next.delivery;
    case 'note':
      return (
        held.type === 'note' &&
        held.entry === next.entry &&
        held.text === next.text &&
        held.edited === next.edited &&
        held.pinned === next.pinned
      );
    case 'system':
      return held.type === 'system' && held.entry === next.entry && held.words === next.words && held.detail === next.detail;
    case 'fold':
      return (
        held.type === 'fold' &&
        held.items.length === next.items.length &&
        held.items.every((line, index) => {
          const other = next.items[index];
          return other !== undefined && sameItem(line, other);
        })
      );
    case 'own':
      return false; // its state moves, and there are few
  }
}

/** `next`, with each item of `held` that says the same in its place: what did not change is not drawn anew (K131). */
export function keepSame(held: readonly ThreadItem[], next: readonly ThreadItem[]): ThreadItem[] {
  const before = new Map(held.map((item) => [item.key, item]));
  return next.map((item) => {
    const was = before.get(item.key);
    return was !== undefined && sameItem(was, item) ? was : item;
  });
}
