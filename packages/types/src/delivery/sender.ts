// Drains one conversation's outbox (P62–P66, P69): one batch in flight, every answer of the closed table turned into one step of the
// outbox. Invariant: there is exactly one retry mechanism, this loop (P68), and a resend carries the same n and body (P61).
import type { Refusal, SubmitAccepted, SubmitAnswer } from '../protocol/ack.js';
import { ackArrived, ackMissed, freshPace } from './ack-timer.js';
import { backoffMs } from './backoff.js';
import { nextBatch } from './batch.js';
import type { Batch } from './batch.js';
import type { ConversationClientOptions } from './client.js';
import { age, fail, goOn, hold, isWaiting, moveTo, streamOf } from './outbox.js';
import type { OutboxItem, StoredConversation } from './stored.js';
import { pause } from './wire.js';
import type { Host, Wire } from './wire.js';

export interface SenderHost extends Host {
  stored(): StoredConversation;
  /** One storage transaction. */
  commit(change: (stored: StoredConversation) => StoredConversation): Promise<void>;
  acked(batch: Batch, answer: SubmitAccepted): Promise<void>;
  onRefused: ConversationClientOptions['onRefused'];
}

export interface Sender {
  /** Something may be waiting, or may be sent now. */
  kick(): void;
  /** A new connection: its first batch is one message. */
  fresh(): void;
  inFlight(item: OutboxItem): boolean;
}

export function createSender(host: SenderHost): Sender {
  const { surroundings } = host;
  let pace = freshPace();
  let draining: Wire | null = null;
  let flight: Batch | null = null;

  /** Apply a refusal; answers how long to wait before going on, in ms. */
  const refused = async (refusal: Refusal, batch: Batch, tries: number): Promise<number> => {
    const { stream, items } = batch;
    const mine = (item: OutboxItem): boolean => isWaiting(item) && streamOf(host.stored(), item) === stream;
    const backoff = backoffMs(tries, surroundings.random());
    const give = surroundings.hex128();
    const cloned = async (n: number): Promise<number> => {
      await host.commit((stored) => moveTo(stored, give, (item) => streamOf(stored, item) === stream && item.n >= n, true));
      return tries < 2 ? 0 : backoff;
    };
    switch (refusal.code) {
      case 'unavailable':
      case 'rate_limited':
        return refusal.retry_ms + backoff;
      case 'rejected': {
        const item = items.find((one) => one.n === refusal.n);
        if (item === undefined) break;
        // Nobody here skipped what waits here: it was the other device of a cloned storage.
        if (refusal.reason === 'skipped') return cloned(item.n);
        if (refusal.reason === 'ended' && !host.stored().goOn) {
          // What comes before it may still be for the ended one, a survey: that goes there first, alone.
          if (item === items[0]) await host.commit((stored) => goOn(stored, give));
          else pace = freshPace(pace);
          return 0;
        }
        await host.commit((stored) => fail(stored, stream, item.n, refusal.reason));
        host.onRefused?.({ code: 'rejected', item: { ...item, state: { state: 'failed', reason: refusal.reason } } });
        return 0;
      }
      case 'stale_head': {
        await host.commit((stored) => hold(stored, give, (item) => mine(item) && items.some((one) => one.n === item.n)));
        host.onRefused?.({ code: 'stale_head', pubHead: refusal.pub_head, items });
        return 0;
      }
      case 'out_of_order':
        // Another tab may have queued before us: the storage knows the lowest n still held (P63).
        await host.commit((stored) => {
          const lowest = stored.items.find((item) => (isWaiting(item) || item.skip) && streamOf(stored, item) === stream);
          return lowest === undefined || refusal.last_n >= lowest.n - 1 ? stored : moveTo(stored, give);
        });
        break;
      case 'conflict':
        return cloned(refusal.n);
      case 'bad_request': {
        host.bug('submit was refused as malformed');
        const [first] = items;
        if (first === undefined || items.length > 1) pace = freshPace(pace);
        else await host.commit((stored) => fail(stored, stream, first.n, 'bad_request'));
        break;
      }
      default:
        host.final(refusal);
    }
    return tries < 2 ? 0 : backoff;
  };

  const drain = async (wire: Wire): Promise<void> => {
    draining = wire;
    for (let tries = 0; host.wire() === wire && wire.ready;) {
      const now = surroundings.now();
      if (age(host.stored(), now, '') !== host.stored()) await host.commit((stored) => age(stored, now, surroundings.hex128()));
      const batch = nextBatch(host.stored(), pace.size);
      if (batch === null || host.wire() !== wire) break;
      flight = batch;
      host.changed();
      let answer: SubmitAnswer | null = null;
      try {
        answer = await wire.transport.submit(batch.request, pace.timeoutMs);
      } catch {
        // Rejecting is how a transport says that no answer came: the batch may or may not be stored, the same one is sent again.
        answer = null;
      }
      if (host.wire() !== wire) break;
      let waitMs = 0;
      if (answer?.ok) {
        pace = ackArrived(pace, surroundings.now() - now);
        tries = 0;
        await host.acked(batch, answer);
      } else if (answer) {
        pace = { ...pace, misses: 0 };
        waitMs = await refused(answer, batch, tries);
        tries = answer.code === 'rejected' ? 0 : tries + 1;
      } else {
        const missed = ackMissed(pace);
        pace = missed.pace;
        waitMs = backoffMs(tries, surroundings.random());
        tries += 1;
        if (missed.strike) wire.transport.strike();
      }
      if (flight === batch) flight = null;
      host.changed();
      if (waitMs > 0) await pause(host, waitMs);
    }
    if (draining !== wire) return;
    draining = null;
    flight = null;
    host.changed();
  };

  return {
    kick() {
      const wire = host.wire();
      if (wire !== null && wire !== draining && wire.ready) void drain(wire);
    },
    fresh() {
      pace = freshPace(pace);
      flight = null;
    },
    inFlight: (item) => flight !== null && flight.stream === streamOf(host.stored(), item) && flight.items.some((one) => one.n === item.n),
  };
}
