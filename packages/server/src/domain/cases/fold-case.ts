// A case as all its events together tell it (C29). Pure.
// Invariant (C22): the same events give the same case in whatever order they arrived, and what is kept of them is bounded.
import { compareSources } from '../facts/merge-source.js';
import type { FactSource } from '../facts/merge-source.js';
import type { CaseEvent, CaseStatus, FoldedCase } from './model.js';

/** Newest events kept beside the opening: a case that is passed around all year stays one small row. */
export const CASE_EVENTS_MAX = 60;
const CONVERSATIONS_MAX = 50;
const NUMBERS_MAX = 20;
const REFS_MAX = 8;

/**
 * `new → open → pending_customer | pending_internal → resolved → closed`, `resolved | closed → reopened → open`. Work may go back and
 * forth between open and pending. Whoever answers a new or reopened case has opened it by that.
 */
const NEXT: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  new: ['open', 'pending_customer', 'pending_internal', 'resolved'],
  open: ['pending_customer', 'pending_internal', 'resolved'],
  pending_customer: ['open', 'pending_internal', 'resolved'],
  pending_internal: ['open', 'pending_customer', 'resolved'],
  resolved: ['closed', 'reopened'],
  closed: ['reopened'],
  reopened: ['open', 'pending_customer', 'pending_internal', 'resolved'],
};

/** True when a case may go from one status to the other. */
export function mayBecome(from: CaseStatus, to: CaseStatus): boolean {
  return NEXT[from].includes(to);
}

/** True while somebody still has to do something. */
export function isOpenCase(status: CaseStatus): boolean {
  return status !== 'resolved' && status !== 'closed';
}

const compareEvents = (a: CaseEvent, b: CaseEvent): number => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** `held` with one more event: the earliest opening and the newest 60 others, oldest first. The same id again changes nothing. */
export function addCaseEvent(held: readonly CaseEvent[], added: CaseEvent): CaseEvent[] {
  if (held.some(({ id }) => id === added.id)) return [...held];
  return bounded([...held, added]);
}

function bounded(events: readonly CaseEvent[]): CaseEvent[] {
  const sorted = [...events].sort(compareEvents);
  const opening = sorted.find(({ kind }) => kind === 'opened');
  const others = sorted.filter((event) => event !== opening);
  return [...(opening === undefined ? [] : [opening]), ...others.slice(-CASE_EVENTS_MAX)].sort(compareEvents);
}

/**
 * The case; null until something opened it. What changed before the opening (clocks differ) counts as after it. A status that the case
 * cannot go to is ignored, its resolution with it.
 */
export function foldCase(events: readonly CaseEvent[]): FoldedCase | null {
  const distinct = [...new Map(events.map((event) => [event.id, event])).values()];
  const kept = bounded(distinct);
  const opening = kept.find((event) => event.kind === 'opened');
  if (opening === undefined) return null;
  const folded: FoldedCase = {
    title: opening.title,
    status: 'new',
    reason: opening.reason,
    department: opening.department,
    openedAt: opening.at,
    dueAt: opening.dueAt,
    resolution: null,
    resolvedAt: null,
    conversationIds: [],
    itemNumbers: [],
    refs: [],
  };
  let solved: FactSource | null = null;
  for (const event of kept) {
    const before = folded.resolution;
    apply(folded, event);
    if (folded.resolution === null) solved = null;
    else if (event.kind === 'updated' && event.resolution !== null && (solved === null || folded.resolution !== before))
      solved = event.source;
  }
  folded.refs = refsOf(opening.source, solved, kept);
  folded.conversationIds = [...new Set(folded.conversationIds)].slice(-CONVERSATIONS_MAX);
  folded.itemNumbers = [...new Set(folded.itemNumbers)].slice(-NUMBERS_MAX);
  return folded;
}

function apply(folded: FoldedCase, event: CaseEvent): void {
  if (event.kind === 'opened') {
    folded.itemNumbers.push(...event.itemNumbers);
    folded.reason ??= event.reason;
  } else if (event.kind === 'linked') {
    folded.itemNumbers.push(...event.itemNumbers);
    if (event.conversationId !== null) folded.conversationIds.push(event.conversationId);
  } else {
    update(folded, event);
  }
}

function update(folded: FoldedCase, event: Extract<CaseEvent, { kind: 'updated' }>): void {
  folded.dueAt = event.dueAt ?? folded.dueAt;
  folded.department = event.department ?? folded.department;
  if (event.status === null || event.status === folded.status) {
    if (!isOpenCase(folded.status)) folded.resolution = event.resolution ?? folded.resolution;
    return;
  }
  if (!mayBecome(folded.status, event.status)) return;
  folded.status = event.status;
  if (event.status === 'resolved') folded.resolvedAt = event.at;
  if (isOpenCase(event.status)) {
    // What solved it did not: the old answer must not be read as today's.
    folded.resolution = null;
    folded.resolvedAt = null;
  } else {
    folded.resolution = event.resolution ?? folded.resolution;
  }
}

function refsOf(opening: FactSource, solved: FactSource | null, kept: readonly CaseEvent[]): FactSource[] {
  const first = solved === null ? [opening] : [opening, solved];
  const others = kept.map(({ source }) => source).filter((source) => !first.some((one) => one.interactionId === source.interactionId));
  return [...first, ...others.sort(compareSources).slice(first.length - REFS_MAX)];
}
