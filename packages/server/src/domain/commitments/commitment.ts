// What we promised (C31) and whether it is kept at a moment (C33): the words that everything about promises shares. Pure.

import type { CommitmentStatus } from './model.js';

export { commitmentEventOf } from './commitment-event.js';
export { addCommitmentEvent, foldCommitment } from './fold-commitment.js';
export { moneyOf, moneyText } from './money.js';

export type { CommitmentStatus } from './model.js';

/** Status at `now`: an open promise whose time has passed is broken. */
export function statusAt(status: CommitmentStatus, dueAt: number | null, now: number): CommitmentStatus {
  return status === 'open' && dueAt !== null && dueAt < now ? 'broken' : status;
}
