// The material of a verdict, folded from interactions as the store folds it. For tests.
import { commitmentEventOf, foldCommitment } from '../domain/commitments/commitment.js';
import type { CommitmentEvent } from '../domain/commitments/model.js';
import { foldItem } from '../domain/items/fold-item.js';
import { itemEventsOf } from '../domain/items/from-event.js';
import type { SaidOfItem } from '../domain/items/from-event.js';
import type { Saying } from '../domain/items/saying.js';
import { fulfilmentOf } from '../domain/reconcile/fulfilments.js';
import type { ReconcileInput } from '../domain/reconcile/model.js';
import { officeHours } from '../domain/time/calendar.js';
import { saying } from './sayings.js';
import { BERLIN } from './zones.js';

const CALENDAR = officeHours(BERLIN);

/** What the store would hand over after these interactions, in their order; office hours are Berlin's. */
export function reconcileInput(sayings: readonly Saying[]): ReconcileInput {
  const promises = new Map<string, CommitmentEvent[]>();
  const items = new Map<string, SaidOfItem[]>();
  for (const one of sayings) {
    const said = commitmentEventOf(one, CALENDAR);
    if (said !== null) promises.set(said.commitmentId ?? one.id, [...(promises.get(said.commitmentId ?? one.id) ?? []), said.event]);
    for (const found of itemEventsOf(one)) {
      const id = `${found.type}/${found.number}`;
      items.set(id, [...(items.get(id) ?? []), found]);
    }
  }
  return {
    commitments: [...promises].flatMap(([id, events]) => {
      const folded = foldCommitment(events);
      return folded === null ? [] : [{ ...folded, id }];
    }),
    items: [...items].flatMap(([id, said]) => {
      const { type = 'other', number = '' } = said[0] ?? {};
      const folded = foldItem(
        type,
        said.map(({ event }) => event),
      );
      return folded === null ? [] : [{ ...folded, id, type, number }];
    }),
    fulfilments: sayings.flatMap((one) => fulfilmentOf(one) ?? []),
    toleranceMinor: 0,
  };
}

export const EUR = { currency: 'EUR' };
export const promised = (more: Record<string, string | number> = {}): Saying =>
  saying(
    'Promise Made',
    '2026-03-04T10:00:00Z',
    { text: '159.20 EUR on the first bill', amount: 159.2, ...EUR, ...more },
    { id: 'p', department: 'sales' },
  );
export const ordered = saying(
  'Order Completed',
  '2026-03-04T10:20:00Z',
  { order_id: 'o-77', total: 159.2, ...EUR },
  { id: 'o', channel: 'web' },
);
export const invoice = (total: number, more: Partial<{ id: string; time: string; order: string }> = {}): Saying =>
  saying(
    'Invoice Issued',
    more.time ?? '2026-03-20T05:00:00Z',
    { invoice_id: more.id ?? 'i-9', order_id: more.order ?? 'o-77', total, ...EUR },
    { id: `inv ${more.id ?? 'i-9'}`, department: 'billing', channel: 'billing' },
  );
