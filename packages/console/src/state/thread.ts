// What a thread shows: pub entries by seq, each int entry behind its anchor (P11), then own unconfirmed texts in n order (P73).
// Pure. Invariant: every entry appears once; a bubble keeps its key (its origin) from the first keystroke to the confirmed entry.
import type { ConversationView, Entry, OutboxItem, Receipts } from '@throughline/types';
import type { Names } from './names.js';
import { systemLine } from './system-line.js';

export type Delivery = 'sent' | 'delivered' | 'read';

export type ThreadItem =
  | { type: 'day'; key: string; at: number }
  | { type: 'unread'; key: string }
  | { type: 'message'; key: string; entry: Entry; text: string; joined: boolean; delivery: Delivery | null }
  | { type: 'note'; key: string; entry: Entry; text: string }
  | { type: 'system'; key: string; entry: Entry; words: string; detail: string | null }
  | { type: 'fold'; key: string; items: Extract<ThreadItem, { type: 'system' }>[] }
  | { type: 'own'; key: string; item: OutboxItem; text: string; note: boolean };

export const textOf = (body: Record<string, unknown>): string => (typeof body['text'] === 'string' ? body['text'] : '');

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
    if (item.type === 'system' && item.detail === null)
      run.push(item); // what a person wrote is never folded away
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
  for (const entry of mergeLanes(view)) {
    const line = entry.kind === 'message' || entry.kind === 'note' ? null : systemLine(entry, names);
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
    else if (entry.kind === 'note') items.push({ type: 'note', key, entry, text: textOf(entry.body) });
    else {
      const joined = previous?.kind === 'message' && previous.author.id === entry.author.id && entry.ts - previous.ts < JOIN_MS;
      items.push({ type: 'message', key, entry, text: textOf(entry.body), joined, delivery: deliveryOf(entry, view.receipts) });
    }
    previous = line === null ? entry : null;
  }
  for (const item of view.outbox) {
    if ((item.kind !== 'message' && item.kind !== 'note') || item.skip === true || own.has(item.origin)) continue;
    items.push({ type: 'own', key: item.origin, item, text: textOf(item.body), note: item.kind === 'note' });
  }
  return foldSystem(items);
}
