// Promises as the agent sees them (C31, C33): status at `now`, the worst first. Pure.
import type { HandoffContext } from '@throughline/types';
import { statusAt } from '../commitments/commitment.js';
import type { CommitmentStatus } from '../commitments/commitment.js';
import type { FactSource } from '../facts/merge-source.js';
import type { PastInteraction, StoredCommitment } from './material.js';
import { shown } from './plain-text.js';
import { ownedAs, refsOf, sourceRef, wordsOf } from './refs.js';
import { toIso } from '../time/civil.js';

const COMMITMENTS_MAX = 20; // context.md Limits
const TEXT_MAX_CHARS = 200;
export const NAME_MAX_CHARS = 64;

export interface PromiseNow extends StoredCommitment {
  statusNow: CommitmentStatus;
  /** How many of the first refs its words may come from (C55). */
  words: number;
}

const RANK: Readonly<Record<CommitmentStatus, number>> = { broken: 0, open: 1, kept: 2, cancelled: 3 };

/** Broken first, newest of them first; then open by due time; then the rest, newest first. */
export function promisesNow(commitments: readonly StoredCommitment[], interactions: readonly PastInteraction[], now: number): PromiseNow[] {
  const names = new Map(interactions.map(({ id, name }) => [id, name]));
  const due = (promise: PromiseNow): number => promise.dueAt ?? Number.MAX_SAFE_INTEGER;
  const promises: PromiseNow[] = [];
  for (const promise of commitments) {
    if (promise.refs.length > 0)
      promises.push({ ...promise, ...wordsFirst(promise, (id) => names.get(id)), statusNow: statusAt(promise.status, promise.dueAt, now) });
  }
  return promises.sort(
    (a, b) =>
      RANK[a.statusNow] - RANK[b.statusNow] ||
      (a.statusNow === 'open' ? due(a) - due(b) : b.at - a.at) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

/** What words of a promise are read from (C31). */
const MAKERS: ReadonlySet<string> = new Set(['Promise Made', 'Quote Issued', 'notice.sent']);
/**
 * The words of a promise come from its first ref, or from a later making under the same id. Those with another owner stand right behind
 * the first, and who may not see all of them reads none of it (C54). A ref too old to be looked up may have been a making.
 */
function wordsFirst({ refs }: StoredCommitment, nameOf: (id: string) => string | undefined): { refs: FactSource[]; words: number } {
  const [first, ...others] = refs;
  if (first === undefined) return { refs: [], words: 0 };
  const makers = others.filter((ref) => ownedAs(ref) !== ownedAs(first) && MAKERS.has(nameOf(ref.interactionId) ?? 'Promise Made'));
  return { refs: [first, ...makers, ...others.filter((ref) => !makers.includes(ref))], words: 1 + makers.length };
}

export function promisesView(promises: readonly PromiseNow[]): HandoffContext['commitments'] {
  return promises
    .slice(0, COMMITMENTS_MAX)
    .map(({ id, text, madeBy, department, amountMinor, currency, dueAt, statusNow, refs, words }) => ({
      id,
      text: shown(text, TEXT_MAX_CHARS),
      madeBy: shown(madeBy, NAME_MAX_CHARS),
      ...(department === null ? {} : { department }),
      ...(amountMinor === null || currency === null ? {} : { amount: { amountMinor, currency } }),
      ...(dueAt === null ? {} : { dueAt: toIso(dueAt) }),
      status: statusNow,
      refs: refsOf(refs.map(sourceRef)).slice(0, Math.max(3, words)),
      ...wordsOf(words),
    }));
}
