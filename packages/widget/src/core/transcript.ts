// What the log and the outbox look like on screen: days, groups of bubbles, lines of the relay. Pure.
// Invariants: confirmed entries in seq order, then own unacked texts in n order (P73); a kind it does not know draws nothing (P75);
// a bubble keeps its key from queued to confirmed, so it is drawn once.
import type { ConversationView, FileRef } from '@throughline/types';
import { t } from './words.js';

const GROUP_GAP_MS = 300_000; // five minutes later it is another thought

export interface Bubble {
  key: string;
  /** Id of the entry, when confirmed. */
  id: string;
  seq: number;
  text: string;
  files: readonly FileRef[];
  /** What may be pressed instead of typing; of agents. */
  quickReplies: readonly string[] | undefined;
  at: number;
  state: 'sent' | 'read' | 'pending' | 'held' | 'failed';
  /** Why it failed, as a code. */
  reason: string;
}
export type Row =
  | { type: 'day'; key: string; at: number }
  | { type: 'line'; key: string; text: string }
  | { type: 'group'; key: string; mine: boolean; name: string; bubbles: Bubble[] };

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const isFile = (value: unknown): value is FileRef => {
  const { id, name, type, size } = Object(value);
  return typeof id === 'string' && typeof name === 'string' && typeof type === 'string' && typeof size === 'number';
};
/** What a body says besides its text, decoded (S104). */
const carried = (body: Record<string, unknown>): Pick<Bubble, 'text' | 'files' | 'quickReplies'> => {
  const { files, quickReplies } = body;
  const labels = Array.isArray(quickReplies) ? quickReplies.filter((label) => typeof label === 'string') : [];
  return {
    text: text(body['text']),
    files: Array.isArray(files) ? files.filter(isFile) : [],
    quickReplies: labels[0] ? labels : undefined,
  };
};

/** @param dayOf names the day of a time in the visitor's zone */
export function transcript(view: ConversationView, dayOf: (at: number) => string): Row[] {
  const rows: Row[] = [];
  let day = '';
  let last = 0;

  const openDay = (at: number): void => {
    const next = dayOf(at);
    if (next !== day) rows.push({ type: 'day', key: `day ${next}`, at });
    day = next;
  };
  const say = (mine: boolean, name: string, bubble: Bubble): void => {
    openDay(bubble.at);
    const group = rows.at(-1);
    const joins = group?.type === 'group' && group.mine === mine && group.name === name && bubble.at - last < GROUP_GAP_MS;
    if (joins) group.bubbles.push(bubble);
    else rows.push({ type: 'group', key: bubble.key, mine, name, bubbles: [bubble] });
    last = bubble.at;
  };

  const drawn = new Set<string>();
  for (const entry of view.pub.entries) {
    const { author, seq, ts: at, id } = entry;
    const line = (said: string): void => {
      openDay(at);
      rows.push({ type: 'line', key: id, text: said });
    };
    if (entry.kind === 'message') {
      const key = entry.origin ?? entry.cid ?? id;
      drawn.add(key);
      const state = seq <= view.receipts.read ? 'read' : 'sent';
      say(author.type === 'visitor', author.name ?? '', { key, id, seq, ...carried(entry.body), at, state, reason: '' });
    } else if (entry.kind === 'join') line(t('{name} joined', { name: text(entry.body['name']) }));
    else if (entry.kind === 'close') line(t('Conversation closed'));
  }
  for (const item of view.outbox) {
    const { state } = item;
    if (item.kind !== 'message' || drawn.has(item.origin)) continue;
    say(true, '', {
      key: item.origin,
      id: '',
      seq: 0,
      ...carried(item.body),
      at: Math.max(item.at, last), // a device clock that is wrong must not open a day in the past
      state: state.state === 'failed' || state.state === 'held' ? state.state : state.state === 'acked' ? 'sent' : 'pending',
      reason: state.state === 'failed' ? state.reason : '',
    });
  }
  return rows;
}

/** Who of the agents spoke or joined last. */
export function agentOf(view: ConversationView): string {
  for (let at = view.pub.entries.length - 1; at >= 0; at -= 1) {
    const entry = view.pub.entries[at];
    const name = entry?.kind === 'join' ? text(entry.body['name']) : entry?.author.type === 'agent' ? (entry.author.name ?? '') : '';
    if (name) return name;
  }
  return '';
}

/** The log's last word on whether the conversation is closed. */
export function isClosed(view: ConversationView): boolean {
  return view.pub.entries.findLast((entry) => entry.kind === 'open' || entry.kind === 'close')?.kind === 'close';
}
