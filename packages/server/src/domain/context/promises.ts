// Promises as the agent sees them (C31, C33): status at `now`, the worst first. Pure.
import type { HandoffContext } from '@throughline/types';
import { statusAt } from '../commitments/commitment.js';
import type { CommitmentStatus } from '../commitments/commitment.js';
import type { StoredCommitment } from './material.js';
import { shown } from './plain-text.js';
import { refsOf, sourceRef } from './refs.js';
import { toIso } from '../time/civil.js';

const COMMITMENTS_MAX = 20; // context.md Limits
const TEXT_MAX_CHARS = 200;
export const NAME_MAX_CHARS = 64;

export interface PromiseNow extends StoredCommitment {
  statusNow: CommitmentStatus;
}

const RANK: Readonly<Record<CommitmentStatus, number>> = { broken: 0, open: 1, kept: 2, cancelled: 3 };

/** Broken first, newest of them first; then open by due time; then the rest, newest first. */
export function promisesNow(commitments: readonly StoredCommitment[], now: number): PromiseNow[] {
  const due = (promise: PromiseNow): number => promise.dueAt ?? Number.MAX_SAFE_INTEGER;
  const promises: PromiseNow[] = [];
  for (const promise of commitments) {
    const refs = promise.refs.filter((ref) => ref.visibility !== 'restricted');
    if (refs.length > 0) promises.push({ ...promise, refs, statusNow: statusAt(promise.status, promise.dueAt, now) });
  }
  return promises.sort(
    (a, b) =>
      RANK[a.statusNow] - RANK[b.statusNow] ||
      (a.statusNow === 'open' ? due(a) - due(b) : b.at - a.at) ||
      (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

export function promisesView(promises: readonly PromiseNow[]): HandoffContext['commitments'] {
  return promises.slice(0, COMMITMENTS_MAX).map(({ id, text, madeBy, department, amountMinor, currency, dueAt, statusNow, refs }) => ({
    id,
    text: shown(text, TEXT_MAX_CHARS),
    madeBy: shown(madeBy, NAME_MAX_CHARS),
    ...(department === null ? {} : { department }),
    ...(amountMinor === null || currency === null ? {} : { amount: { amountMinor, currency } }),
    ...(dueAt === null ? {} : { dueAt: toIso(dueAt) }),
    status: statusNow,
    refs: refsOf(refs.map(sourceRef)).slice(0, 3),
  }));
}
