// What follows from settling, besides the rows themselves: alerts, messages to other systems, and the interactions that put it on the
// timeline (C34). Not part of a rebuild: those interactions are in the log already.
import { owedOf } from '../../../../domain/commitments/owed.js';
import { strictestOf } from '../../../../domain/facts/owner-of-source.js';
import { madeEvent } from '../../../../domain/ingest/made-event.js';
import type { IngestEvent } from '../../../../ports/store-customers.js';
import { toIso } from '../../../../domain/time/civil.js';
import type { Tx } from '../operation.js';
import { storeAlerts } from './alert-rows.js';
import type { Effects } from './effects.js';
import type { CommitmentGroup } from './groups.js';
import { enqueue } from './outbox-rows.js';
import type { Settled } from './settle.js';
import type { Verdict } from './stored.js';

/** Answers the interactions to be recorded. */
export async function tell(
  tx: Tx,
  siteId: string,
  { settled, effects, now }: { settled: Settled; effects: Effects; now: number },
): Promise<IngestEvent[]> {
  if (settled.changed || effects.timed) effects.items.add(settled.rootId);
  for (const alert of await storeAlerts(tx, siteId, { settled, now })) effects.alerts.set(alert.id, alert);
  for (const { group, verdict } of settled.commitments) {
    for (const by of owersTold(group, verdict)) effects.owed.add(by);
    const was = group.held?.verdict.status ?? 'open';
    // A due time that merely passed was told by the sweep.
    if (verdict?.status !== 'broken' || was === 'broken' || group.raised.length > 0) continue;
    await enqueue(tx, siteId, { event: 'commitment.broken', data: { commitmentId: group.id, customerId: settled.rootId }, now });
  }
  return [...invoicesChecked(settled, now), ...milestonesReached(settled, now)];
}

/** Those who owed it, or owe it now, when that or what it says changed. */
function owersTold({ held, folded }: CommitmentGroup, verdict: Verdict | null): string[] {
  const was = held === null ? null : { ...owedOf(held.folded, held.verdict.status), text: held.folded.text };
  const is = folded === null || verdict === null ? null : { ...owedOf(folded, verdict.status), text: folded.text };
  if (JSON.stringify(was) === JSON.stringify(is)) return [];
  return [was?.by, is?.by].filter((by) => by !== undefined);
}

/** Once per change: the invoice itself, or what is said of it. */
function invoicesChecked({ items, rootId, causeId }: Settled, now: number): IngestEvent[] {
  return items.flatMap(({ group, mismatches, touched }): IngestEvent[] => {
    const { type, number, folded, held, id } = group;
    if (type !== 'invoice' || folded === null) return [];
    const said = JSON.stringify(mismatches.map(({ code, differenceMinor }) => [code, differenceMinor]));
    const before = JSON.stringify((held?.mismatches ?? []).map(({ code, differenceMinor }) => [code, differenceMinor]));
    const invoiceChanged = touched && JSON.stringify(held?.folded ?? null) !== JSON.stringify(folded);
    if (said === before && !(invoiceChanged && folded.orderId !== null)) return [];
    return [
      madeEvent({
        messageId: `invoice.checked:${id}:${causeId}`.slice(0, 99),
        name: 'invoice.checked',
        title: mismatches.length === 0 ? `Invoice ${number} checked` : `Invoice ${number} does not match`,
        data: {
          order_id: folded.orderId ?? undefined,
          invoice_no: number,
          mismatch: mismatches.length > 0,
          codes: mismatches.map(({ code }) => code),
        },
        channel: 'billing',
        ...strictestOf(folded.refs),
        owner: { customerId: rootId, identifiers: [] },
        causationId: causeId,
        now,
      }),
    ];
  });
}

function milestonesReached({ items, rootId, causeId }: Settled, now: number): IngestEvent[] {
  return items.flatMap(({ group, touched }): IngestEvent[] => {
    const { type, number, folded, held, id } = group;
    if (!touched || folded === null || held === null || folded.milestoneCode === '' || held.folded.milestoneCode === folded.milestoneCode)
      return [];
    return [
      madeEvent({
        messageId: `milestone:${id}:${causeId}`.slice(0, 99),
        name: 'tracked_item.milestone',
        title: `${folded.title}: ${folded.milestone}`,
        data: {
          type,
          number,
          milestone: folded.milestoneCode,
          label: folded.milestone,
          ...(folded.etaUntil === null ? {} : { eta_until: toIso(folded.etaUntil) }),
        },
        channel: folded.refs.at(-1)?.channel ?? 'back_office',
        ...strictestOf(folded.refs),
        owner: { customerId: rootId, identifiers: [] },
        causationId: causeId,
        now,
      }),
    ];
  });
}
