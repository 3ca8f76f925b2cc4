// The facts of a customer as the API lists them, with what became of each (C24).
import { limits } from '@throughline/types';
import type { FactView } from '@throughline/types';
import { CURRENT_MS } from '../../../../domain/context/facts-view.js';
import { isMaskedKey, maskedDetail } from '../../../../domain/context/masked-detail.js';
import type { StoredFact } from '../../../../domain/context/material.js';
import { refsOf, sourceRef } from '../../../../domain/context/refs.js';
import { isConfirmed, isRejected } from '../../../../domain/facts/decisions.js';
import { decisive } from '../../../../domain/facts/merge-source.js';
import { toIso } from '../../../../domain/time/civil.js';
import { factOf } from '../context/projection-rows.js';
import type { Tx } from '../operation.js';
import { decisionsOf } from './decision-rows.js';

const FACTS_READ = 400; // 200 current ones per customer (context.md §13), and as many behind them

export interface ListedFact {
  at: number;
  id: string;
  fact: StoredFact;
  view: FactView;
}

/** Newest first. `customerId`: the root, as the views name it. */
export async function factList(
  tx: Tx,
  { siteId, customerId, members, now }: { siteId: string; customerId: string; members: readonly string[]; now: number },
): Promise<ListedFact[]> {
  const rows = await tx.db
    .selectFrom('facts')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', members)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(FACTS_READ)
    .execute();
  const decided = await decisionsOf(tx, siteId, members);
  const held = new Set<string>(); // customer-scoped keys hold one current value: the newest
  return rows.flatMap((row): ListedFact[] => {
    const fact = factOf(row, decided);
    const newest = decisive(fact.sources);
    if (newest === null) return [];
    const rejected = isRejected(fact.decision, fact.sources);
    const old = now - newest.at > CURRENT_MS[fact.scope] && !isConfirmed(fact.decision);
    const over = old || (fact.scope === 'customer' && held.has(fact.key));
    if (!rejected && fact.scope === 'customer') held.add(fact.key);
    const status = rejected ? 'rejected' : over ? 'superseded' : isConfirmed(fact.decision) ? 'confirmed' : 'current';
    return [{ at: row.at, id: row.id, fact, view: factView(fact, { customerId, status, newest }) }];
  });
}

export function factView(
  fact: Omit<StoredFact, 'customerId'>,
  { customerId, status, newest }: { customerId: string; status: FactView['status']; newest: StoredFact['sources'][number] },
): FactView {
  const { id, key, label, value, scope, given, sources } = fact;
  const masked = isMaskedKey(fact);
  return {
    id,
    customerId,
    key,
    label: label.slice(0, limits.NAME_MAX_CHARS),
    value: masked && !fact.masked ? maskedDetail(key, value) : value,
    masked,
    scope,
    status,
    timesGiven: given,
    channel: newest.channel,
    at: toIso(newest.at),
    refs: refsOf(sources.toReversed().map(sourceRef)),
  };
}
