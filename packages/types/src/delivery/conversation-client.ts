// The delivery client of one conversation: an outbox, a receiver per lane, and what ties them together (delivery.md §5).
// Widget, console, benches and tests run this one implementation. No DOM, no clock, no chance of its own.
// Invariants: a text is stored, then shown, then sent (P60); an origin is shown once (P73); nothing a former connection says counts.
import type { Lane } from '../model/entry.js';
import type { Receipts, Refusal, SubmitAccepted } from '../protocol/ack.js';
import { emptyLane } from '../protocol/apply.js';
import type { LaneView } from '../protocol/apply.js';
import type { Batch } from './batch.js';
import type { ConversationClient, ConversationClientOptions, ConversationView } from './client.js';
import { createGotTeller } from './got.js';
import { again, age, drop, enqueue, failAll, isWaiting, named, offerAgain, settle } from './outbox.js';
import { createOutboxKeeper } from './outbox-keeper.js';
import { dropSent, knownEntry, ownTexts, unconfirmed } from './own-texts.js';
import { createReceiver } from './receiver.js';
import type { ReceiverHost } from './receiver.js';
import { createSender } from './sender.js';
import type { OutboxItem, StoredConversation } from './stored.js';
import { createTimers } from './timers.js';
import type { Wire } from './wire.js';

/** Builds a client; it does nothing on the network before `online()`. */
export function createConversationClient(options: ConversationClientOptions): ConversationClient {
  const { storage, surroundings } = options;
  const keeper = createOutboxKeeper(options.stored, storage, () => surroundings.hex128());
  const { stored } = keeper;
  const listeners = new Set<(view: ConversationView) => void>();
  const timers = createTimers(surroundings);
  /** Ticked, but not in the confirmed list yet; by origin. */
  const acked = new Map<string, { conv: string | null; lane: Lane; seq: number; item: OutboxItem }>();
  /** Who writes here: told, or learned from the first own text in the log. */
  let me = options.self;
  let wire: Wire | null = null;
  /** The conversation whose log the lanes hold. */
  let home = stored().conv;
  let blocked: ConversationView['blocked'] = null;
  let receipts: Receipts = { delivered: 0, read: 0 };
  let stopped = false;
  /** The relay named the conversation while we watched: its first page is news, not history. */
  let born = false;
  let cached: ConversationView | null = null;
  let telling = false;

  const changed = (): void => {
    cached = null;
    if (telling) return;
    telling = true;
    void Promise.resolve().then(() => {
      telling = false;
      for (const listener of [...listeners]) listener(view());
    });
  };

  const commit = async (change: (before: StoredConversation) => StoredConversation | null): Promise<void> => {
    await keeper.commit(change);
    changed();
    const { conv, epoch } = stored();
    if (conv === home) return;
    const was = home;
    home = conv;
    // The storage may be another tab's too: it found the conversation again after a restore (P72), went on in another one of the same
    // history (K22), or was the first to open it.
    const goneOn = was !== null && conv !== null && epoch === byLane('pub')?.view().epoch;
    if (was !== null && !goneOn) reset(epoch ?? '', false);
    else if (conv !== null) {
      if (goneOn) leave(conv);
      born = true;
      options.onCreated?.(conv);
      if (wire !== null) connect(wire);
    }
  };

  const heard = (next: Receipts): void => {
    receipts = { delivered: Math.max(receipts.delivered, next.delivered), read: Math.max(receipts.read, next.read) };
    changed();
  };

  const host: ReceiverHost = {
    wire: () => wire,
    conv: () => stored().conv,
    surroundings,
    later: timers.later,
    changed,
    bug: (what) => options.onBug?.(what),
    page: (page) => heard(page.receipts),
    reset: (epoch) => reset(epoch, false),
    final,
    grew(before, after) {
      me ??= after.entries.find((entry) => entry.cid?.startsWith(stored().stream))?.author;
      for (const [origin, { lane, seq }] of acked) if (lane === after.lane && seq <= after.contig) acked.delete(origin);
      const news = born || byLane(after.lane)?.loaded() === true;
      for (const entry of news ? after.entries : []) if (entry.seq > before.contig) options.onArrived?.(entry);
      if (!stored().items.every(isWaiting)) void commit((now) => dropSent(now, lanes())).then(drain);
      got.moved();
    },
  };

  const receivers = options.lanes.map((lane) => createReceiver(lane, host, stored().epoch));
  const byLane = (lane: Lane) => receivers.find((receiver) => receiver.view().lane === lane);
  const lanes = (): LaneView[] => receivers.map((receiver) => receiver.view());
  const got = createGotTeller(host, lanes);
  const sender = createSender({ ...host, stored, commit, acked: tick, onRefused: options.onRefused });

  function view(): ConversationView {
    if (cached !== null) return cached;
    const held = stored().items.filter((item) => !acked.has(item.origin));
    const ticked = [...acked.values()].map(({ item }) => item);
    const outbox = unconfirmed([...ticked, ...held], lanes()).map((item): OutboxItem => {
      if (!isWaiting(item)) return item;
      return { ...item, state: { state: sender.inFlight(item) ? 'sending' : 'queued' } };
    });
    const { convKey, conv } = stored();
    const pub = byLane('pub');
    return (cached = {
      ...{ convKey, conv, outbox, receipts, blocked },
      pub: pub?.view() ?? emptyLane('pub'),
      int: byLane('int')?.view() ?? emptyLane('int'),
      loading: conv !== null && blocked === null && pub?.loaded() === false,
      durable: keeper.durable(),
    });
  }

  /** The relay took a batch: own texts join the confirmed list where they are next in line, and wait ticked where they are not. */
  async function tick({ stream, items }: Batch, answer: SubmitAccepted): Promise<void> {
    const { epoch, conv } = answer;
    // From here on it is known which history the ticks belong to, even if no page ever came of it (P72).
    for (const receiver of receivers) if (receiver.view().epoch === '') receiver.clear(epoch);
    const goneOn = home !== null && conv !== home;
    for (const result of answer.results) {
      const { lane, seq } = result;
      const item = items.find((one) => one.n === result.n);
      const receiver = byLane(lane);
      if (item === undefined || receiver === undefined) continue;
      const { origin } = item;
      if (goneOn || epoch !== receiver.view().epoch || seq > receiver.view().contig)
        acked.set(origin, { conv, lane, seq, item: { ...item, state: { state: 'acked', seq } } });
      if (goneOn) continue; // its log is fetched once the storage names it
      const entry = knownEntry(me, stream, item, result);
      if (entry !== null) receiver.event(epoch, entry);
      else if (acked.has(origin)) receiver.head(epoch, seq);
    }
    const ns = items.map((item) => item.n);
    await commit((now) => settle(named(now, conv, epoch), stream, ns));
  }

  function final(refusal: Refusal): boolean {
    const { code } = refusal;
    if (code === 'bad_request') options.onBug?.('sync was refused as malformed');
    else if (code === 'forbidden') {
      // An absent conversation is answered like a foreign one. In another history it is absent: found again by its key (P72).
      const epoch = wire?.epoch;
      const known = byLane('pub')?.view().epoch || stored().epoch;
      if (epoch && known && epoch !== known) {
        reset(epoch, true);
        return true;
      }
    } else if (code === 'erased') {
      acked.clear();
      home = null;
      for (const receiver of receivers) receiver.clear('');
      void commit(() => null);
    } else if (code !== 'upgrade_needed') return false;
    if (code !== 'bad_request') {
      blocked = code;
      if (wire !== null) wire.ready = false;
      drain();
      changed();
    }
    return true;
  }

  function connect(mine: Wire): void {
    const waiting = new Set(receivers);
    for (const receiver of receivers) {
      receiver.start(() => {
        waiting.delete(receiver);
        if (waiting.size > 0 || wire !== mine || blocked !== null) return;
        mine.ready = true;
        got.moved();
        drain();
      });
    }
  }

  /** Nothing stays queued that nothing will send. */
  const drain = (): void => {
    if (blocked === 'forbidden') void commit((now) => failAll(now, 'forbidden'));
    else sender.kick();
  };

  /** Another conversation is shown from now on: what is known of the former one says nothing about it. */
  function leave(conv: string): void {
    wire = wire && { ...wire, ready: false }; // answers on their way are the former one's
    receipts = { delivered: 0, read: 0 };
    for (const [origin, one] of acked) if (one.conv !== conv) acked.delete(origin);
    for (const receiver of receivers) receiver.clear(receiver.view().epoch);
    got.forget();
  }

  function reset(epoch: string, lost: boolean): void {
    const own = [
      ...ownTexts(me, lanes(), surroundings.now()),
      ...[...acked.values()].map(({ item }) => ({ ...item, at: surroundings.now() })),
    ];
    // Answers on their way belong to the old history: a new wire object makes them strangers.
    const mine = (wire = wire && { ...wire, epoch, ready: false });
    born = false;
    receipts = { delivered: 0, read: 0 };
    acked.clear();
    for (const item of own) acked.set(item.origin, { conv: home, lane: 'pub', seq: Infinity, item }); // on screen until stored as queued
    for (const receiver of receivers) receiver.clear(epoch);
    got.forget();
    const stream = surroundings.hex128();
    const left = lost ? home : null;
    if (lost) home = null;
    void commit((now) => offerAgain({ ...now, epoch, conv: now.conv === left ? null : now.conv }, stream, own)).then(() => {
      for (const item of own) acked.delete(item.origin);
      changed();
      if (mine !== null && wire === mine) connect(mine);
    });
  }

  const ageNow = (now: StoredConversation): StoredConversation => age(now, surroundings.now(), surroundings.hex128());
  /** Before the log is asked for: a held text the log turns out to hold is then found in it. */
  const holdOld = (): void => {
    if (ageNow(stored()) !== stored()) void commit(ageNow);
  };
  holdOld();

  return {
    view,
    subscribe(listener) {
      const own = (next: ConversationView): void => listener(next);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    async send(kind, body, { ifPubHead } = {}) {
      if (stopped || blocked === 'forbidden' || blocked === 'erased') return { ok: false, code: 'stopped' };
      const taken: OutboxItem[] = [];
      const guard = ifPubHead === undefined ? {} : { ifPubHead };
      await commit((now) => {
        const fresh = ageNow(now);
        const next = enqueue(fresh, { kind, body, at: surroundings.now(), ...guard });
        taken.splice(0, 1, ...(next?.items.slice(-1) ?? []));
        return next ?? fresh;
      });
      const [item] = taken;
      drain();
      return item === undefined ? { ok: false, code: 'full' } : { ok: true, item };
    },
    async retry(origin) {
      await commit((now) => again(now, origin, surroundings.now()));
      drain();
    },
    discard: (origin) => commit((now) => drop(now, (item) => item.origin === origin)),
    markRead: (seq) => got.read(seq),
    loadOlder: async (lane) => byLane(lane)?.older(),
    online(transport, epoch = '') {
      if (stopped || blocked === 'erased') return;
      blocked = null;
      holdOld();
      wire = { transport, epoch, ready: false };
      sender.fresh();
      got.forget();
      connect(wire);
      changed();
    },
    offline() {
      wire = null;
      sender.fresh();
      changed();
    },
    probe: async () => (await receivers[0]?.probe()) ?? true,
    adopt(handoff) {
      const { id } = handoff.row;
      if (stored().conv === null) void commit((now) => ({ ...now, conv: id }));
      else if (stored().conv !== id) return;
      byLane('pub')?.tail(handoff.pub);
      byLane('int')?.tail(handoff.int);
      heard(handoff.receipts);
    },
    onEv: (ev) => ev.conv === stored().conv && byLane(ev.entry.lane)?.event(ev.epoch, ev.entry),
    onHead({ conv, epoch, pub, int }) {
      if (conv !== stored().conv) return;
      byLane('pub')?.head(epoch, pub);
      if (int !== undefined) byLane('int')?.head(epoch, int);
    },
    onReceipt: (hint) => hint.conv === stored().conv && heard(hint.receipts),
    stop() {
      stopped = true;
      wire = null;
      timers.stop();
      listeners.clear();
    },
  };
}
