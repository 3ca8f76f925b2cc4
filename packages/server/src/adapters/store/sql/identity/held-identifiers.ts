// What names a customer now (K91): the open edges of everybody who became them, with where each was first said.
import { primitives } from '@throughline/types/decode';
import { ruleOf } from '../../../../domain/identity/identifier-types.js';
import type { HeldIdentifier } from '../../../../ports/store-identity.js';
import { membersOf } from '../customers.js';
import type { Tx } from '../operation.js';
import { trustOf } from './trust.js';

const SHOWN_MAX = 200; // far beyond what a person has; a shared device could have more

export async function identifiersOf(tx: Tx, { siteId, customerId }: { siteId: string; customerId: string }): Promise<HeldIdentifier[]> {
  const rows = await tx.db
    .selectFrom('identity_edges as edge')
    .leftJoin('interactions as cause', (join) => join.onRef('cause.site_id', '=', 'edge.site_id').onRef('cause.id', '=', 'edge.cause_id'))
    .select(['edge.id', 'edge.type', 'edge.value', 'edge.trust', 'edge.since', 'edge.last_seen_at', 'cause.channel'])
    .where('edge.site_id', '=', siteId)
    .where('edge.customer_id', 'in', await membersOf(tx, siteId, customerId))
    .where('edge.until', 'is', null)
    .orderBy('edge.trust', 'desc')
    .orderBy('edge.last_seen_at', 'desc')
    .orderBy('edge.id')
    .limit(SHOWN_MAX)
    .execute();
  const rank = ({ type }: { type: string }): number => ruleOf(type).priority;
  return rows
    .sort((a, b) => b.trust - a.trust || rank(a) - rank(b))
    .map((row) => ({
      id: row.id,
      type: row.type,
      value: row.value,
      trust: trustOf(row.trust),
      channel: primitives.Channel.safeParse(row.channel).data ?? null,
      since: row.since,
      lastSeenAt: row.last_seen_at,
    }));
}
