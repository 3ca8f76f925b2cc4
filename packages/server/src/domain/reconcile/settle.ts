// What became of one promise (C33), by the order in which things happened, not in which we heard of them. Pure.
import type { FactSource } from '../facts/merge-source.js';
import { doneAt } from '../items/fold-item.js';
import type { Fulfilment, Reconciled, ReconcileInput } from './model.js';
import type { PriceWord } from './prices.js';
import { byTime, distinctRefs, sameNumber } from './same.js';
import type { Item, Promised } from './same.js';
import { actionsOf } from './actions.js';

interface Moment {
  at: number;
  source: FactSource | undefined;
}
type Settled = Reconciled['commitments'][number];

/**
 * Kept by what fulfils it at or before it is due; broken when something contradicts it, or when it was fulfilled, or cancelled, after its time
 * had passed, from that time on; cancelled by a person or by a newer date announced in time. A price that an invoice contradicts is broken even if
 * a person had called it kept.
 */
export function settle(promise: Promised, input: ReconcileInput, words: readonly PriceWord[]): Settled {
  const own = words.filter(({ commitmentId }) => commitmentId === promise.id);
  const cancelled = earliest([...byPeople(promise, 'cancelled'), ...supersededBy(promise, input.commitments)]);
  const broken = earliest(own.filter(({ kind }) => kind === 'contradicted'));
  const kept = keepers(promise, input, own);
  const due = promise.dueAt ?? Number.POSITIVE_INFINITY;
  const first = earliest(kept);
  const breakAt = Math.min(broken?.at ?? Number.POSITIVE_INFINITY, due);

  if (cancelled !== null && cancelled.at <= breakAt && !(first !== null && first.at < cancelled.at && !byHand(promise, cancelled))) {
    return settled(promise, 'cancelled', { at: cancelled.at, sources: [cancelled.source] });
  }
  if (broken !== null && !(first !== null && due < broken.at && first.at > due)) {
    const later = earliest([...kept, ...repairs(promise, input)].filter(({ at }) => at > broken.at));
    return settled(promise, 'broken', {
      at: Math.min(broken.at, due),
      sources: [broken.source, later?.source],
      fulfilledAt: later?.at ?? null,
    });
  }
  if (first !== null && first.at <= due) return settled(promise, 'kept', { at: first.at, sources: [first.source] });
  if (first !== null) return settled(promise, 'broken', { at: due, sources: [first.source], fulfilledAt: first.at });
  if (cancelled !== null) return settled(promise, 'broken', { at: due, sources: [cancelled.source] });
  return settled(promise, 'open', { at: null, sources: [] });
}

/** A person who cancels what a machine took for kept knows better. */
function byHand({ status, statusAt }: Promised, { at }: Moment): boolean {
  return status === 'cancelled' && statusAt === at;
}

function settled(
  { id, refs }: Promised,
  status: Settled['status'],
  { at, sources, fulfilledAt = null }: { at: number | null; sources: readonly (FactSource | undefined)[]; fulfilledAt?: number | null },
): Settled {
  const told = sources.flatMap((source) => (source === undefined ? [] : [source]));
  // The making stays, then what settled it: those are the two that anybody asks for.
  return { id, status, statusAt: at, fulfilledAt, refs: distinctRefs([...refs.slice(0, 1), ...told, ...refs.slice(1)]) };
}

function byPeople({ status, statusAt, at, refs }: Promised, wanted: 'kept' | 'cancelled'): Moment[] {
  return status === wanted ? [{ at: statusAt ?? at, source: refs.at(-1) }] : [];
}

/** Dates announced later for the same item, while this one had not passed. */
function supersededBy(promise: Promised, all: readonly Promised[]): Moment[] {
  const { origin, item, dueAt } = promise;
  if (origin !== 'eta' || item === null || dueAt === null) return [];
  const newer = all.filter(
    (other) =>
      other.origin === 'eta' && other.item?.type === item.type && sameNumber(other.item.number, item.number) && byTime(promise, other) < 0,
  );
  return newer.filter(({ at }) => at <= dueAt).map(({ at, refs }) => ({ at, source: refs[0] }));
}

/** From when on something may keep it: what came before a reopening does not. */
export function sinceOf({ status, statusAt, at }: Pick<Promised, 'status' | 'statusAt' | 'at'>): number {
  return status === 'open' ? Math.max(at, statusAt ?? at) : at;
}

/** Everything that may have kept it, since it was made or reopened. */
function keepers(promise: Promised, { fulfilments, items }: ReconcileInput, words: readonly PriceWord[]): Moment[] {
  const since = sinceOf(promise);
  const honoured = words.filter(({ kind }) => kind === 'honoured');
  if (promise.kind === 'price') return [...byPeople(promise, 'kept'), ...honoured.filter(({ at }) => at >= since)];
  const actions = actionsOf(promise);
  const done = fulfilments.filter((one) => actions.includes(one.kind) && fulfils(one, promise));
  return [...byPeople(promise, 'kept'), ...done, ...endings(promise, items, actions)].filter(({ at }) => at >= since);
}

function fulfils({ kind, orderId, source }: Fulfilment, promise: Promised): boolean {
  if (promise.refs.some(({ interactionId }) => interactionId === source.interactionId)) return false;
  if (promise.orderId === null || kind === 'call' || kind === 'email')
    return orderId === null || promise.orderId === null || sameNumber(orderId, promise.orderId);
  return sameNumber(orderId, promise.orderId);
}

/** Items whose end keeps it: the one it names, a shipment of its order, a refund of it. */
function endings(promise: Promised, items: readonly Item[], actions: readonly Fulfilment['kind'][]): Moment[] {
  const { item: named, orderId } = promise;
  return items.flatMap((item) => {
    const at = item.failed ? null : doneAt(item);
    const isNamed = named !== null && named.type === item.type && sameNumber(named.number, item.number);
    const ofOrder = orderId !== null && sameNumber(orderId, item.type === 'order' ? item.number : item.orderId);
    const isGoods = item.type === 'order' || item.type === 'shipment';
    const shipped = actions.includes('shipping') && isGoods && (isNamed || ofOrder) && !item.failed ? shippedAt(item) : null;
    const delivery = actions.includes('delivery') && (isNamed || (ofOrder && isGoods));
    const refund = actions.includes('refund') && item.type === 'refund' && (isNamed || ofOrder);
    const over = at !== null && (delivery || refund) ? at : null;
    const moments = [shipped, over].flatMap((moment) => (moment === null ? [] : [moment]));
    return moments.map((moment) => ({ at: moment, source: item.refs.findLast((ref) => ref.at <= moment) ?? item.refs.at(-1) }));
  });
}

/** When a shipment of it left. */
function shippedAt({ milestones }: Item): number | null {
  const left = milestones.find(
    ({ code, state }) => (code === 'shipped' || code === 'in_transit') && (state === 'done' || state === 'current'),
  );
  return left?.at ?? null;
}

/** Money that came back on the same order after a price was not honoured. */
function repairs(promise: Promised, { fulfilments }: ReconcileInput): Moment[] {
  if (promise.kind !== 'price' || promise.orderId === null) return [];
  return fulfilments.filter(({ kind, orderId }) => (kind === 'refund' || kind === 'credit') && sameNumber(orderId, promise.orderId));
}

function earliest(moments: readonly Moment[]): Moment | null {
  const name = ({ source }: Moment): string => source?.interactionId ?? '';
  return [...moments].sort((a, b) => a.at - b.at || (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0))[0] ?? null;
}
