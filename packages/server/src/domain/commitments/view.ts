// A promise as the API gives it: status at `now` (C33). Pure.
import type { CommitmentView } from '@throughline/types';
import { refsOf, sourceRef } from '../context/refs.js';
import { toIso } from '../time/civil.js';
import { statusAt } from './commitment.js';
import type { StoredCommitment } from './model.js';

export function commitmentView(stored: StoredCommitment, now: number): CommitmentView {
  const { id, customerId, text, kind, amountMinor, currency, dueAt, madeBy, department, at, fulfilledAt, refs } = stored;
  return {
    id,
    customerId,
    text,
    kind,
    ...(amountMinor === null || currency === null ? {} : { amount: { amountMinor, currency } }),
    ...(dueAt === null ? {} : { dueAt: toIso(dueAt) }),
    madeBy,
    ...(department === null ? {} : { department }),
    status: statusAt(stored.status, dueAt, now),
    madeAt: toIso(at),
    ...(fulfilledAt === null ? {} : { fulfilledAt: toIso(fulfilledAt) }),
    refs: refsOf(refs.map(sourceRef)),
  };
}
