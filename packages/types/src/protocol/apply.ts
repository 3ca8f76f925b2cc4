// Receiver of one lane (P70–P75): folds pages and hints into a contiguous list. Pure.
// Invariants: `entries` is a contiguous range of one history's log that ends at `contig` (P73); nothing is folded, and nothing waits
// in `pending`, that belongs to another epoch than the view's. Kinds mean nothing here, so an unknown one advances like any other (P75).
import { PENDING_MAX } from '../limits.js';
import type { Entry, Lane } from '../model/entry.js';
import type { SyncPage } from './ack.js';

/** Position in a history: (epoch, lane, seq), never a time or a row id (P16). */
export interface LaneView {
  readonly lane: Lane;
  /** Empty until the relay named it. */
  readonly epoch: string;
  /** Seq before the first entry held: 0 when the list starts at the log's start. */
  readonly floor: number;
  readonly entries: readonly Entry[];
  /** Highest seq up to which nothing is missing. */
  readonly contig: number;
  /** Id of the entry at `contig`; empty at 0. */
  readonly contigId: string;
  /** Entries ahead of a gap, by seq. */
  readonly pending: ReadonlyMap<number, Entry>;
}

/** What the caller has to do next. `sync` after SYNC_JITTER_MS; `reset` means the relay's history is another one (P72). */
export type Need = 'nothing' | 'sync' | 'reset';

/** A lane nothing is known of, or nothing but the epoch of its history. */
export function emptyLane(lane: Lane, epoch = ''): LaneView {
  return { lane, epoch, floor: 0, entries: [], contig: 0, contigId: '', pending: new Map() };
}

/** Append what follows `contig` without a gap, then whatever `pending` has to follow it. */
function extend(view: LaneView, fresh: readonly Entry[]): LaneView {
  const entries = [...view.entries, ...fresh];
  const pending = new Map(view.pending);
  let contig = view.contig + fresh.length;
  for (const seq of view.pending.keys()) if (seq <= contig) pending.delete(seq);
  for (let next = pending.get(contig + 1); next !== undefined; next = pending.get(contig + 1)) {
    pending.delete(next.seq);
    entries.push(next);
    contig = next.seq;
  }
  return { ...view, entries, contig, contigId: entries.at(-1)?.id ?? view.contigId, pending };
}

/** Fold one pushed entry (P70). Before the epoch is known a hint proves nothing: it only asks for a `sync`. */
export function applyEvent(view: LaneView, epoch: string, entry: Entry): { view: LaneView; need: Need } {
  if (entry.lane !== view.lane) return { view, need: 'nothing' };
  if (epoch !== view.epoch) return { view, need: 'sync' };
  if (entry.seq <= view.contig) {
    const held = view.entries[entry.seq - view.floor - 1];
    return { view, need: held !== undefined && held.id !== entry.id ? 'reset' : 'nothing' };
  }
  if (entry.seq === view.contig + 1) {
    const next = extend(view, [entry]);
    return { view: next, need: next.pending.size > 0 ? 'sync' : 'nothing' };
  }
  const pending = view.pending.size >= PENDING_MAX ? new Map<number, Entry>() : new Map(view.pending);
  pending.set(entry.seq, entry);
  return { view: { ...view, pending }, need: 'sync' };
}

/** Fold an announced head (P71). */
export function applyHead(view: LaneView, epoch: string, head: number): Need {
  return epoch !== view.epoch || head !== view.contig ? 'sync' : 'nothing';
}

/** Fold a page that was asked for with `after = view.contig`. Stale pages (an event overtook them) are cut, never doubled. */
export function applyPage(view: LaneView, page: SyncPage): { view: LaneView; need: Need } {
  if (page.reset) return { view, need: 'reset' };
  if (view.epoch !== '' && view.epoch !== page.epoch) return { view, need: 'sync' };
  const fresh = page.events.filter((entry) => entry.seq > view.contig);
  const known = { ...view, epoch: page.epoch };
  const first = fresh[0];
  if (first !== undefined && first.seq !== view.contig + 1) return { view: known, need: 'sync' };
  const next = extend(known, fresh);
  return { view: next, need: page.more || next.contig < page.head || next.pending.size > 0 ? 'sync' : 'nothing' };
}

/** Start a lane from its newest page: the range shown begins at `floor` (P73). */
export function fromTail(page: SyncPage): LaneView {
  const first = page.events[0];
  const last = page.events.at(-1);
  return {
    lane: page.lane,
    epoch: page.epoch,
    floor: first === undefined ? page.head : first.seq - 1,
    entries: page.events,
    contig: last?.seq ?? page.head,
    contigId: last?.id ?? '',
    pending: new Map(),
  };
}

/** Put older entries in front; they must end at `floor`. */
export function prependPage(view: LaneView, events: readonly Entry[]): LaneView {
  const older = events.filter((entry) => entry.seq <= view.floor);
  const last = older.at(-1);
  const first = older[0];
  if (last === undefined || first === undefined || last.seq !== view.floor) return view;
  return { ...view, floor: first.seq - 1, entries: [...older, ...view.entries] };
}
