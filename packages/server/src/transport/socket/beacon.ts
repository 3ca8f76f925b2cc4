// Head beacon (P43): heals whatever hint was lost, revocations included (S13). Every BEACON_MS, per site, reads by primary key of at most
// 500 rows; then a `head` to each socket that is behind, and an end to each that may not be here any more.
// A head below one that was told under the same epoch, or another epoch than before, means that the store went back (P26).
import { asError } from '../../domain/as-error.js';
import { limits } from '@throughline/types';
import type { Clock } from '../../ports/clock.js';
import type { Log } from '../../ports/log.js';
import type { Store } from '../../ports/store.js';
import type { Announced } from './announced.js';
import { closeRevoked } from './close-revoked.js';
import { headFor } from './deliver.js';
import type { Heads } from './push-window.js';
import type { Subscriber, Subscriptions } from './subscriptions.js';

const ROWS_PER_READ = 500;

interface HeadDeps {
  store: Pick<Store, 'epoch' | 'heads'>;
  announced: Announced;
}
interface BeaconDeps {
  store: Pick<Store, 'epoch' | 'heads' | 'epochNow' | 'renewEpoch' | 'livePrincipals' | 'stillOpen'>;
  subscriptions: Subscriptions;
  announced: Announced;
  clock: Clock;
  log: Log;
}

/** Tells one subscriber the head of one conversation unless it confirmed it already. */
export function announce(subscriber: Subscriber, epoch: string, head: Heads & { conv: string }): void {
  const confirmed = subscriber.joined.get(head.conv);
  if (confirmed === undefined) return;
  // A cursor above the head is none of this history, said late or wrong: who holds it has to ask as well (P71).
  if (confirmed.pub === head.pub && (subscriber.side === 'visitor' || confirmed.int === head.int)) return;
  subscriber.emit('head', { conv: head.conv, epoch, ...headFor(subscriber, head) });
}

/**
 * One round; also used right after a join, so that nothing falls between reading and joining (P42). The work grows with the number of
 * joins, and the loop is let go between two reads: ten thousand sockets must not hold up a message.
 * Answers false when a head is below one that was told before the read.
 */
export async function announceHeads({ store, announced }: HeadDeps, siteId: string, subscribers: Iterable<Subscriber>): Promise<boolean> {
  const listeners = new Map<string, Subscriber[]>();
  for (const subscriber of subscribers) {
    for (const conv of subscriber.joined.keys()) append(listeners, conv, subscriber);
  }
  const convs = [...listeners.keys()];
  let forward = true;
  for (let from = 0; from < convs.length; from += ROWS_PER_READ) {
    const some = convs.slice(from, from + ROWS_PER_READ);
    const { epoch } = store;
    const before = announced.before(siteId, some);
    const heads = await store.heads({ siteId, convs: some });
    if (store.epoch !== epoch) return true; // another history began meanwhile: the next round tells of it
    for (const head of heads) {
      const told = before.get(head.conv);
      if (told !== undefined && announced.isFollowed(epoch) && (head.pub < told.pub || head.int < told.int)) forward = false;
      announced.note(siteId, head.conv, { epoch, pub: head.pub, int: head.int });
      for (const subscriber of listeners.get(head.conv) ?? []) announce(subscriber, epoch, head);
    }
  }
  return forward;
}

/**
 * Nobody's cursor is of this history. Who looks at a conversation that it does not know comes back and finds it again by its key (P72).
 * It is followed when all of this is done: a round that fails half-way, as after a failover, is repeated by the next one.
 */
async function followHistory({ store, announced, subscriptions, log }: BeaconDeps, epoch: string): Promise<void> {
  if (announced.isFollowed(epoch)) return;
  log.warn('The store tells another history than before: connections follow it', { code: 'epoch' });
  for (const { joined } of subscriptions.all()) for (const window of joined.values()) window.reset();
  for (const [siteId, subscribers] of groupBySite(subscriptions.all())) {
    const convs = [...new Set(subscribers.flatMap(({ joined }) => [...joined.keys()]))];
    for (let from = 0; from < convs.length; from += ROWS_PER_READ) {
      const some = convs.slice(from, from + ROWS_PER_READ);
      const known = new Set((await store.heads({ siteId, convs: some })).map(({ conv }) => conv));
      const gone = some.filter((conv) => !known.has(conv));
      for (const subscriber of subscribers) if (gone.some((conv) => subscriber.joined.has(conv))) subscriber.close();
    }
  }
  announced.follow(epoch);
}

async function round(deps: BeaconDeps): Promise<void> {
  const { store, announced, subscriptions } = deps;
  const seen = await store.epochNow();
  await followHistory(deps, seen);
  announced.keep((siteId, conv) => subscriptions.hasListeners(siteId, conv));
  for (const [siteId, subscribers] of groupBySite(subscriptions.all())) {
    try {
      await closeRevoked(deps, siteId, subscribers);
      if (await announceHeads(deps, siteId, subscribers)) continue;
      await followHistory(deps, await store.renewEpoch({ seen }));
      return;
    } catch (error) {
      deps.log.warn('The head beacon could not read', { site: siteId, error: asError(error) });
    }
  }
}

/** Runs until the result is called. A failed round is logged and the next one tries again. */
export function startBeacon(deps: BeaconDeps): () => void {
  let cancel = (): void => {};
  let stopped = false;
  const schedule = (): void => {
    if (!stopped) cancel = deps.clock.after(limits.BEACON_MS, run);
  };
  const run = (): void => {
    round(deps).then(schedule, (error: unknown) => {
      if (!stopped) deps.log.warn('The head beacon could not read', { error: asError(error) });
      schedule();
    });
  };
  schedule();
  return () => {
    stopped = true;
    cancel();
  };
}

function groupBySite(subscribers: Iterable<Subscriber>): Map<string, Subscriber[]> {
  const groups = new Map<string, Subscriber[]>();
  for (const subscriber of subscribers) append(groups, subscriber.siteId, subscriber);
  return groups;
}

function append(groups: Map<string, Subscriber[]>, name: string, subscriber: Subscriber): void {
  const group = groups.get(name);
  if (group === undefined) groups.set(name, [subscriber]);
  else group.push(subscriber);
}
