// What we promised (C31) and whether it is kept at a moment (C33): the words that everything about promises shares. Pure.
import type { Interaction, Money } from '@throughline/types';
import { commitmentEventOf } from './commitment-event.js';

export { commitmentEventOf } from './commitment-event.js';
export { addCommitmentEvent, foldCommitment } from './fold-commitment.js';
export { moneyOf, moneyText } from './money.js';

export type CommitmentStatus = 'open' | 'kept' | 'broken' | 'cancelled';

export interface Commitment {
  text: string;
  kind: 'action' | 'price' | 'date';
  amount: Money | null;
  dueAt: number | null;
  madeBy: string;
  department: string | null;
}

/** The commitment that `interaction` makes; null when it makes none. What only a visitor's page vouches for promises nothing. */
export function commitmentOf(interaction: Interaction): Commitment | null {
  const event = commitmentEventOf(interaction)?.event;
  if (event?.kind !== 'made') return null;
  const { text, promise: kind, amountMinor, currency, dueAt, madeBy, department } = event;
  return { text, kind, amount: amountMinor === null || currency === null ? null : { amountMinor, currency }, dueAt, madeBy, department };
}

/** Status at `now`: an open promise whose time has passed is broken. */
export function statusAt(status: CommitmentStatus, dueAt: number | null, now: number): CommitmentStatus {
  return status === 'open' && dueAt !== null && dueAt < now ? 'broken' : status;
}
