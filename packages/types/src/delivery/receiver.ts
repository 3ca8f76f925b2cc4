// Keeps one lane equal to the relay's log: folds hints and asks for pages (P70–P75). All rules about order are in protocol/apply.ts.
// Invariant: one sync loop per connection; a hint that arrives while a page is in flight is looked at again after the page.
import {
  HEAD_PROBE_MS,
  PING_TIMEOUT_MS,
  SYNC_JITTER_MS,
  SYNC_PAGE_FIRST_BYTES,
  SYNC_PAGE_MAX_BYTES,
  SYNC_PAGE_MAX_EVENTS,
  SYNC_PAGE_MIN_BYTES,
} from '../limits.js';
import type { Entry, Lane } from '../model/entry.js';
import type { SyncAnswer, SyncPage } from '../protocol/ack.js';
import { applyEvent, applyHead, applyPage, emptyLane, fromTail, prependPage } from '../protocol/apply.js';
import type { LaneView, Need } from '../protocol/apply.js';
import type { Sync } from '../protocol/from-visitor.js';
import { backoffMs } from './backoff.js';
import { pause } from './wire.js';
import type { Host, Wire } from './wire.js';

export interface ReceiverHost extends Host {
  /** The list grew from `before`. */
  grew(before: LaneView, after: LaneView): void;
  page(page: SyncPage): void;
  /** The relay's history is `epoch` and not the one held (P72). */
  reset(epoch: string): void;
}

export interface Receiver {
  view(): LaneView;
  /** The first page is here. */
  loaded(): boolean;
  event(epoch: string, entry: Entry): void;
  head(epoch: string, head: number): void;
  /** What an agent's `open` or `handoff` brought. */
  tail(page: SyncPage): void;
  /** Sync now; `settled` is called once, when the lane is up to date or the first answer failed. */
  start(settled?: () => void): void;
  probe(): Promise<boolean>;
  older(): Promise<void>;
  /** Forget everything but the history's name. */
  clear(epoch: string): void;
}

/** `epoch`: the history an earlier page on this device knew the conversation in. */
export function createReceiver(lane: Lane, host: ReceiverHost, epoch?: string): Receiver {
  let view = emptyLane(lane, epoch);
  let loaded = false;
  let pageBytes = SYNC_PAGE_FIRST_BYTES;
  let syncing: Wire | null = null;
  /** Seq up to which hints say there is more; Infinity: they say no more than that something differs. */
  let wanted = 0;
  let due: (() => void) | null = null;

  const show = (next: LaneView): void => {
    const before = view;
    view = next;
    if (before.contig !== next.contig || before.floor !== next.floor) host.grew(before, next);
    host.changed();
  };

  const follow = (need: Need, epoch: string, seq = Infinity): void => {
    if (need === 'reset') {
      host.bug(`two entries at one place of ${lane}`);
      host.reset(epoch);
    } else if (need === 'sync') {
      wanted = epoch === view.epoch && seq > view.contig ? Math.max(wanted, seq) : Infinity;
      if (syncing !== null && syncing === host.wire()) return;
      due ??= host.later(host.surroundings.random() * SYNC_JITTER_MS, () => {
        due = null;
        if (wanted > view.contig) start();
      });
    }
  };

  /** One request. null: no answer. */
  const ask = async (wire: Wire, where: Pick<Sync, 'after' | 'after_id'>, timeoutMs: number): Promise<SyncAnswer | null> => {
    const conv = host.conv();
    if (conv === null) return null;
    const asked = host.surroundings.now();
    try {
      const answer = await wire.transport.sync({ conv, lane, epoch: view.epoch, ...where, max_bytes: pageBytes }, timeoutMs);
      if (host.surroundings.now() - asked <= 1_000) pageBytes = Math.min(pageBytes * 2, SYNC_PAGE_MAX_BYTES);
      return answer;
    } catch {
      // Rejecting is how a transport says that no answer came: a page in flight died, smaller ones may pass (P74).
      pageBytes = Math.max(pageBytes / 2, SYNC_PAGE_MIN_BYTES);
      return null;
    }
  };

  /** One page. `more`: ask on at once · ms: wait before asking again · `miss`: no answer · `gone`: the connection, or leave to ask. */
  const round = async (wire: Wire, timeoutMs: number): Promise<'more' | 'done' | 'miss' | 'gone' | number> => {
    const from = view;
    const answer = await ask(wire, { after: from.contig, after_id: from.contigId }, timeoutMs);
    if (host.wire() !== wire) return 'gone';
    if (answer === null) return 'miss';
    if (!answer.ok) return host.final(answer) ? 'gone' : 'retry_ms' in answer ? answer.retry_ms : 0;
    if (view.epoch !== from.epoch || (answer.reset && view.contig !== from.contig)) return 'more';
    if (answer.reset && (from.contig > 0 || (from.epoch !== '' && from.epoch !== answer.epoch))) {
      host.reset(answer.epoch);
      return 'gone';
    }
    host.page(answer);
    const { view: next, need } = applyPage(view, { ...answer, reset: false });
    const stuck = need === 'sync' && next.contig === view.contig;
    const first = !loaded && !answer.more;
    show(next);
    if (first) loaded = true;
    return need === 'nothing' ? 'done' : stuck ? 0 : 'more';
  };

  const loop = async (wire: Wire, settled: () => void): Promise<void> => {
    syncing = wire;
    for (let tries = 0; host.wire() === wire && host.conv() !== null;) {
      wanted = 0;
      const next = await round(wire, PING_TIMEOUT_MS);
      if (next === 'gone' || (next === 'done' && wanted <= view.contig)) break;
      if (next === 'more' || next === 'done') continue;
      settled();
      const waitMs = backoffMs(tries, host.surroundings.random()) + (next === 'miss' ? 0 : next);
      tries += 1;
      if (next === 'miss' && tries % 2 === 0) wire.transport.strike();
      await pause(host, waitMs);
    }
    if (syncing === wire) syncing = null;
    settled();
  };

  const start = (settled: () => void = () => {}): void => {
    due?.();
    due = null;
    const wire = host.wire();
    if (wire === null || host.conv() === null) settled();
    else if (syncing === wire) {
      wanted = Infinity;
      settled();
    } else void loop(wire, settled);
  };

  return {
    view: () => view,
    loaded: () => loaded,
    event(epoch, entry) {
      const { view: next, need } = applyEvent(view, epoch, entry);
      if (next !== view) show(next);
      follow(need, epoch, entry.seq);
    },
    head: (epoch, head) => follow(applyHead(view, epoch, head), epoch, head),
    tail(page) {
      const { view: next, need } = applyPage(view, page);
      const start = view.contig === 0 && (view.epoch === '' || view.epoch === page.epoch);
      show(start ? fromTail(page) : next);
      loaded ||= start;
      if (!start) follow(need, page.epoch);
    },
    start,
    async probe() {
      const wire = host.wire();
      if (wire === null || host.conv() === null) return true;
      const next = await round(wire, HEAD_PROBE_MS);
      if (next === 'more') follow('sync', view.epoch);
      return next !== 'miss';
    },
    async older() {
      const wire = host.wire();
      const { epoch, floor } = view;
      const found: Entry[] = [];
      let after = Math.max(0, floor - SYNC_PAGE_MAX_EVENTS);
      while (wire !== null && host.wire() === wire && view.epoch === epoch && after < floor) {
        // The entry before is not held: an empty id claims nothing.
        const answer = await ask(wire, { after, after_id: '' }, PING_TIMEOUT_MS);
        if (answer === null || !answer.ok || answer.reset || answer.events.length === 0) return;
        found.push(...answer.events);
        after += answer.events.length;
      }
      if (view.epoch === epoch) show(prependPage(view, found));
    },
    clear(epoch) {
      loaded = false;
      view = emptyLane(lane, epoch);
      host.changed();
    },
  };
}
