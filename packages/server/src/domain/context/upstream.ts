// What made the customer come (M2), out of what assembly found: it replaces the leaf's default cause. Pure.
import { upstreamLink } from '../reasons/upstream.js';
import type { UpstreamCandidate } from '../reasons/upstream.js';
import { interactionRef, refsOf, sourceRef } from './refs.js';
import type { HandoffContext, Ref } from '@throughline/types';
import type { PastInteraction, StoredCommitment } from './material.js';
import type { PromiseNow } from './promises.js';
import type { ItemNow } from './tracked-items.js';

type Reason = NonNullable<HandoffContext['reason']>;
type Candidate = UpstreamCandidate & { ref: Ref };

/** Causes of the taxonomy, by what differs; the rest keeps the leaf's own. */
const CAUSES: Readonly<Record<string, string>> = {
  duplicate_invoice: 'invoice_accuracy',
  item_differs: 'delivery',
  quantity_differs: 'delivery',
  delivery_late: 'delivery',
};
const DELIVERED: ReadonlySet<string> = new Set(['order', 'shipment']);

export interface UpstreamInput {
  items: readonly ItemNow[];
  promises: readonly PromiseNow[];
  interactions: readonly PastInteraction[];
  now: number;
}

/** `reason` with the linked cause, and the link among its sources. */
export function withUpstream(reason: Reason | undefined, input: UpstreamInput): Reason | undefined {
  if (reason === undefined) return undefined;
  const candidates = [...ofItems(input), ...ofPromises(input), ...ofErrors(input)];
  const link = upstreamLink(candidates, input.now);
  const found = candidates.find(({ interactionId, rule }) => interactionId === link?.interactionId && rule === link.rule);
  if (link === null || link.cause === null || found === undefined) return reason;
  return { ...reason, upstreamCause: link.cause, refs: refsOf([...reason.refs, found.ref]) };
}

function ofItems({ items, promises }: UpstreamInput): Candidate[] {
  return items.flatMap((item): Candidate[] => {
    const mismatches = item.mismatches.flatMap(({ code, at, refs }): Candidate[] => {
      const [source] = refs.toReversed();
      if (source === undefined) return [];
      const cause = code === 'price_differs' ? priceCause(promises, item) : (CAUSES[code] ?? null);
      return [{ rule: 'mismatch', at, interactionId: source.interactionId, cause, ref: sourceRef(source) }];
    });
    const newest = item.refs.at(-1);
    if (!(item.late || item.failed) || newest === undefined) return mismatches;
    const cause = DELIVERED.has(item.type) ? 'delivery' : null;
    return [...mismatches, { rule: 'failed_step', at: newest.at, interactionId: newest.interactionId, cause, ref: sourceRef(newest) }];
  });
}

/** A price that somebody promised, or the invoice alone. */
function priceCause(promises: readonly StoredCommitment[], { orderId, number }: ItemNow): string {
  const promised = promises.some(
    (promise) =>
      promise.kind === 'price' &&
      promise.status !== 'cancelled' &&
      (promise.orderId === null || [orderId, number].includes(promise.orderId)),
  );
  return promised ? 'sales_promise' : 'invoice_accuracy';
}

function ofPromises({ promises }: UpstreamInput): Candidate[] {
  return promises.flatMap((promise): Candidate[] => {
    const [made] = promise.refs;
    if (promise.statusNow !== 'broken' || made === undefined) return [];
    const at = promise.statusAt ?? promise.dueAt ?? promise.at;
    return [
      {
        rule: 'broken_commitment',
        at,
        interactionId: made.interactionId,
        cause: promise.kind === 'price' ? 'sales_promise' : null,
        ref: sourceRef(made),
      },
    ];
  });
}

function ofErrors({ interactions }: UpstreamInput): Candidate[] {
  return interactions
    .filter(({ name }) => name === 'Error Shown' || name === 'Payment Failed')
    .map((one) => ({ rule: 'error', at: one.occurredAt, interactionId: one.id, cause: null, ref: interactionRef(one) }));
}
