// `got`: the confirmed cursor of a socket and the receipt of its principal in one (P13, P44). The cursor counts at once. The receipt is written
// at the rate of signals, per principal and conversation (S52): what comes meanwhile is taken together. Invariant: the newest position is
// written in the end, because a client at rest never says it again; a note's costs nothing, because notes have no receipt.
import { limits } from '@throughline/types';
import type { Got, Receipts } from '@throughline/types';
import { asError } from '../../domain/as-error.js';
import type { Principal } from '../../ports/store-delivery.js';
import type { RelayDeps } from '../relay-deps.js';
import { confirm } from './deliver.js';
import type { PushWindow } from './push-window.js';
import type { Subscriber } from './subscriptions.js';

export interface GotDeps extends Pick<RelayDeps, 'bus' | 'limiter' | 'clock' | 'log' | 'subscriptions'> {
  store: Pick<RelayDeps['store'], 'epoch' | 'receipt'>;
}
interface Teller {
  principal: Principal;
  subscriber: Subscriber;
}
/** Not written yet, and of which history. */
interface Owed extends Receipts {
  epoch: string;
}

const AGAIN_MS = limits.BEACON_MS; // after a failure: in the rhythm in which everything else is healed

/** One per server: what is owed is held by the window it is of, and only while it is owed. */
export function createGot(deps: GotDeps): (teller: Teller, got: Got) => Promise<void> {
  const { store, subscriptions, clock, log } = deps;
  const owed = new WeakMap<PushWindow, Owed>();
  const pause = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));

  const isDue = ({ delivered, read, epoch }: Owed, window: PushWindow): boolean =>
    epoch === store.epoch && (delivered > window.delivered || read > window.read);

  /** Writes the newest of what is owed; answers how long to wait before the next look. */
  const write = async (teller: Teller, conv: string, window: PushWindow): Promise<number> => {
    const { siteId, id } = teller.principal;
    const taken = await deps.limiter.take(`${siteId} ${id} ${conv} got`, limits.RATE_SIGNALS);
    if (!taken.ok) return taken.retryMs;
    const position = owed.get(window);
    if (position === undefined) return 0;
    await writeReceipt(deps, { ...teller, conv, position });
    if (owed.get(window) === position) owed.delete(window);
    return 0;
  };

  const settle = async (teller: Teller, conv: string, window: PushWindow): Promise<void> => {
    for (let due = owed.get(window); due !== undefined; due = owed.get(window)) {
      if (teller.subscriber.joined.get(conv) !== window || !isDue(due, window)) break;
      try {
        await pauseFor(await write(teller, conv, window));
      } catch (error) {
        log.warn('A receipt could not be written', { site: teller.principal.siteId, error: asError(error) });
        await pause(AGAIN_MS);
        if (!subscriptions.all().has(teller.subscriber)) break; // its next connection says it again
      }
    }
    owed.delete(window);
  };
  const pauseFor = (ms: number): Promise<void> => (ms > 0 ? pause(ms) : Promise.resolve());

  return async (teller, { conv, lane, seq, read = 0 }) => {
    confirm(teller.subscriber, { conv, lane, seq, epoch: store.epoch });
    const window = teller.subscriber.joined.get(conv);
    if (window === undefined || lane !== 'pub') return; // not subscribed: nothing to confirm, and nothing to learn from asking
    const before = owed.get(window);
    const held = before?.epoch === store.epoch ? before : { delivered: 0, read: 0 };
    const next = { delivered: Math.max(held.delivered, seq), read: Math.max(held.read, read), epoch: store.epoch };
    if (!isDue(next, window)) return; // every new connection says it again
    owed.set(window, next);
    if (before === undefined) await settle(teller, conv, window);
  };
}

async function writeReceipt(
  { store, bus }: GotDeps,
  { principal, subscriber, conv, position }: Teller & { conv: string; position: Receipts },
): Promise<void> {
  const { delivered, read } = position;
  const taken = await store.receipt({ principal, conv, delivered, read });
  const window = subscriber.joined.get(conv);
  if (taken === null || window === undefined) return;
  // Of the whole side, and never above the head: the lower of the two is surely stored for this principal.
  window.delivered = Math.max(window.delivered, Math.min(delivered, taken.receipts.delivered));
  window.read = Math.max(window.read, Math.min(read, taken.receipts.read));
  if (taken.moved) bus.publish({ type: 'receipt', siteId: principal.siteId, conv, side: principal.type, receipts: taken.receipts });
}
