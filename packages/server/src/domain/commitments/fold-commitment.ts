// One promise from its sourced events (C31), the same whatever order they came in (C22). Pure.
import { compareSources } from '../facts/merge-source.js';
import type { FactSource } from '../facts/merge-source.js';
import type { CommitmentEvent, FoldedCommitment } from './model.js';

type Made = Extract<CommitmentEvent, { kind: 'made' }>;
type Status = Extract<CommitmentEvent, { kind: 'status' }>;

/** Newest changes of state that are kept. */
export const STATUS_EVENTS_MAX = 8;
const REFS_MAX = 8;

/** By time, then id. */
const compare = (a: CommitmentEvent, b: CommitmentEvent): number => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** `held` with one more event, bounded: the first and the newest making, the newest eight changes. The same id again changes nothing. */
export function addCommitmentEvent(held: readonly CommitmentEvent[], added: CommitmentEvent): CommitmentEvent[] {
  return held.some(({ id }) => id === added.id) ? [...held] : bounded([...held, added]);
}

function bounded(events: readonly CommitmentEvent[]): CommitmentEvent[] {
  const { first, newest, changes } = parts(events);
  const makings = first === undefined ? [] : first === newest || newest === undefined ? [first] : [first, newest];
  return [...makings, ...changes].sort(compare);
}

function parts(events: readonly CommitmentEvent[]): { first: Made | undefined; newest: Made | undefined; changes: Status[] } {
  const sorted = [...new Map(events.map((event) => [event.id, event])).values()].sort(compare);
  const makings = sorted.filter((event) => event.kind === 'made');
  const changes = sorted.filter((event) => event.kind === 'status').slice(-STATUS_EVENTS_MAX);
  return { first: makings[0], newest: makings.at(-1), changes };
}

/**
 * The promise; null until an event makes it. Made again under the same id, its newest terms count, since the first time it was made. Of what
 * became of it the newest word counts, also one that a skewed clock puts before the making.
 */
export function foldCommitment(events: readonly CommitmentEvent[]): FoldedCommitment | null {
  const { first, newest, changes } = parts(events);
  if (first === undefined || newest === undefined) return null;
  const last = changes.at(-1);
  return {
    text: newest.text,
    kind: newest.promise,
    amountMinor: newest.amountMinor,
    currency: newest.currency,
    dueAt: newest.dueAt,
    expiresAt: newest.expiresAt,
    madeBy: newest.madeBy,
    department: newest.department,
    agentId: newest.agentId,
    conversationId: newest.conversationId,
    entryId: newest.entryId,
    origin: newest.origin,
    orderId: newest.orderId,
    item: newest.item,
    status: last?.status ?? 'open',
    statusAt: last?.at ?? null,
    at: first.at,
    refs: refsOf(first, newest, changes),
  };
}

function refsOf(first: Made, newest: Made, changes: readonly Status[]): FactSource[] {
  const others = [...(newest === first ? [] : [newest]), ...changes].map(({ source }) => source).sort(compareSources);
  return [first.source, ...others.slice(-(REFS_MAX - 1))];
}
