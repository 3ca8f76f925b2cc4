// Head beacon (P43): heals whatever hint was lost. Every BEACON_MS one indexed query per site, then a `head` to each socket that is behind.
import { asError } from '../../domain/as-error.js';
import { limits } from '@throughline/types';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { Store } from '../../ports/store.js';
import type { Subscriber, Subscriptions } from './subscriptions.js';

const HEADS_PER_READ = 500;

interface BeaconDeps {
  store: Store;
  subscriptions: Subscriptions;
  clock: Clock;
  log: Log;
}

/** Tells one subscriber the head of one conversation unless it confirmed it already. */
function announce(subscriber: Subscriber, epoch: string, head: { conv: string; pub: number; int: number }): void {
  const confirmed = subscriber.joined.get(head.conv);
  if (confirmed === undefined) return;
  if (confirmed.pub >= head.pub && (subscriber.side === 'visitor' || confirmed.int >= head.int)) return;
  const int = subscriber.side === 'agent' ? { int: head.int } : {};
  subscriber.emit('head', { conv: head.conv, epoch, pub: head.pub, ...int });
}

/**
 * One round; also used right after a join, so that nothing falls between reading and joining (P42). The work grows with the number of
 * joins, and the loop is let go between two reads: ten thousand sockets must not hold up a message.
 */
export async function announceHeads(
  { store }: { store: Pick<Store, 'epoch' | 'heads'> },
  siteId: string,
  subscribers: readonly Subscriber[],
): Promise<void> {
  const listeners = new Map<string, Subscriber[]>();
  for (const subscriber of subscribers) {
    for (const conv of subscriber.joined.keys()) append(listeners, conv, subscriber);
  }
  const convs = [...listeners.keys()];
  for (let from = 0; from < convs.length; from += HEADS_PER_READ) {
    const heads = await store.heads({ siteId, convs: convs.slice(from, from + HEADS_PER_READ) });
    for (const head of heads) for (const subscriber of listeners.get(head.conv) ?? []) announce(subscriber, store.epoch, head);
  }
}

/** Runs until the result is called. A failed round is logged and the next one tries again. */
export function startBeacon(deps: BeaconDeps): () => void {
  let cancel = (): void => {};
  let stopped = false;
  const round = async (): Promise<void> => {
    for (const [siteId, subscribers] of groupBySite(deps.subscriptions.all())) {
      try {
        await announceHeads(deps, siteId, subscribers);
      } catch (error) {
        deps.log.warn('The head beacon could not read', { site: siteId, error: asError(error) });
      }
    }
    if (!stopped) schedule();
  };
  const schedule = (): void => {
    cancel = deps.clock.after(limits.BEACON_MS, () => void round());
  };
  schedule();
  return () => {
    stopped = true;
    cancel();
  };
}

function groupBySite(subscribers: readonly Subscriber[]): Map<string, Subscriber[]> {
  const groups = new Map<string, Subscriber[]>();
  for (const subscriber of subscribers) append(groups, subscriber.siteId, subscriber);
  return groups;
}

function append(groups: Map<string, Subscriber[]>, name: string, subscriber: Subscriber): void {
  const group = groups.get(name);
  if (group === undefined) groups.set(name, [subscriber]);
  else group.push(subscriber);
}
