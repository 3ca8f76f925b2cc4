// `got`: the confirmed cursor of a socket and the receipt of its principal in one (P13, P44).
import type { Got } from '@throughline/types';
import type { Principal } from '../../ports/store-delivery.js';
import type { RelayDeps } from '../relay-deps.js';
import type { Subscriber } from './subscriptions.js';

export async function takeGot(
  { store, bus }: RelayDeps,
  { principal, subscriber, got }: { principal: Principal; subscriber: Subscriber; got: Got },
): Promise<void> {
  const confirmed = subscriber.joined.get(got.conv);
  if (confirmed === undefined) return; // not subscribed: nothing to confirm, and nothing to learn from asking
  confirmed[got.lane] = got.seq; // as the client says: one that is wrong hears the head again at the next beacon
  if (got.lane !== 'pub') return;
  const taken = await store.receipt({ principal, conv: got.conv, delivered: got.seq, read: got.read ?? 0 });
  if (taken?.moved !== true) return;
  bus.publish({ type: 'receipt', siteId: principal.siteId, conv: got.conv, side: principal.type, receipts: taken.receipts });
}
