// Named rows, entries and views for the console's tests.
import { emptyLane } from '@throughline/types';
import { deskRow } from '@throughline/types/testing';
import type { ConversationRow, ConversationView, Entry, LaneView } from '@throughline/types';

export const NOW = Date.UTC(2026, 2, 3, 10, 0);
const MINUTE_MS = 60_000;

export function row(id: string, change: Partial<ConversationRow> = {}): ConversationRow {
  return deskRow({
    id,
    customer: { id: `cus_${id}`, name: id, trust: 0 },
    lastAt: NOW,
    waitingSince: NOW - MINUTE_MS,
    openedAt: NOW - MINUTE_MS,
    queuedAt: NOW - MINUTE_MS,
    ...change,
  });
}

export const byId = (rows: readonly ConversationRow[]): Map<string, ConversationRow> => new Map(rows.map((one) => [one.id, one]));

export function entry(lane: 'pub' | 'int', seq: number, kind: string, change: Partial<Entry> = {}): Entry {
  return {
    lane,
    seq,
    id: `ent_${lane}_${seq}`,
    kind,
    body: { text: `${kind} ${seq}` },
    author: { type: 'visitor', id: 'vis_1' },
    ts: NOW + seq,
    ...change,
  };
}

export function lane(name: 'pub' | 'int', entries: readonly Entry[], floor = 0): LaneView {
  const last = entries.at(-1);
  return { ...emptyLane(name), epoch: 'e', floor, entries, contig: last?.seq ?? floor, contigId: last?.id ?? '' };
}

export function view(change: Partial<ConversationView> = {}): ConversationView {
  return {
    convKey: 'k',
    conv: 'cnv_1',
    pub: lane('pub', []),
    int: lane('int', []),
    outbox: [],
    receipts: { delivered: 0, read: 0 },
    loading: false,
    blocked: null,
    durable: true,
    ...change,
  };
}
