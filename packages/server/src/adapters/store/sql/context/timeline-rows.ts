// Reads interactions of a customer by key, newest first, a bounded number per member (C51): one index range each, never a scan, and never
// one sorted union of members, which would read every row of the busiest one.
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { RECENT_MAX, SIGNIFICANT_EACH, SIGNIFICANT_NAMES } from '../../../../domain/context/significant-names.js';
import type { TimelineKey } from '../../../../domain/context/timeline-page.js';
import { compareNewestFirst } from '../../../../domain/context/timeline-item.js';
import type { PastInteraction } from '../../../../domain/context/material.js';
import type { Tx } from '../operation.js';
import type { InteractionsTable } from '../schema.js';
import { question, questionOfMembers } from '../together.js';
import type { Asked } from '../together.js';
import { PAST_COLUMNS, pastInteractionOf } from './rows.js';

type PastRow = Pick<InteractionsTable, (typeof PAST_COLUMNS)[number]>;
type OwnedRow = PastRow & Pick<InteractionsTable, 'customer_id'>;
const OWNED_COLUMNS = [...PAST_COLUMNS, 'customer_id'] as const;

/** One more than are shown: whether older ones exist. */
export const askRecent = questionOfMembers<OwnedRow>(OWNED_COLUMNS, (db, place) =>
  db
    .selectFrom('interactions')
    .select(OWNED_COLUMNS)
    .where('site_id', '=', place('siteId'))
    .where('customer_id', '=', place('customerId'))
    .orderBy('occurred_at', 'desc')
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .limit(RECENT_MAX + 1),
);

/**
 * One range per name, each ending after its few rows of the index (site, customer, name, time). SQLite has no lateral join: there it is a
 * union, which it plans once; PostgreSQL plans at every call and pays per member of a union.
 */
const newestOfEachName = question<{ siteId: string; customerId: string }, PastRow>(PAST_COLUMNS, (_db, place, dialect) => {
  const columns = sql.join(PAST_COLUMNS.map((column) => sql.ref(column)));
  const ofName = (name: RawBuilder<unknown>) => sql`(select ${columns} from interactions
    where site_id = ${place('siteId')} and customer_id = ${place('customerId')} and name = ${name}
    order by occurred_at desc, received_at desc, id desc limit ${sql.lit(SIGNIFICANT_EACH)}) as newest`;
  return dialect === 'postgres'
    ? sql<PastRow>`select newest.* from (values ${sql.join(SIGNIFICANT_NAMES.map((name) => sql`(${sql.lit(name)})`))}) as each_of (name)
        cross join lateral ${ofName(sql`each_of.name collate "C"`)}`
    : sql<PastRow>`${sql.join(
        SIGNIFICANT_NAMES.map((name) => sql`select * from ${ofName(sql`${name}`)}`),
        sql` union all `,
      )}`;
});

/** The newest of every member together, without a hole, and whether older ones exist. */
export function recentOf(rows: readonly OwnedRow[], members: readonly string[]) {
  const all = rows.map(pastInteractionOf).sort(compareNewestFirst);
  return {
    recent: all.slice(0, RECENT_MAX),
    olderExist: all.length > RECENT_MAX,
    /** Members with more than was read: only they can hide something telling. */
    deep: members.filter((member) => rows.filter((row) => row.customer_id === member).length > RECENT_MAX),
  };
}

/** The newest few of each telling kind of these members, one question for each of them: a union of names is long enough. */
export const askSignificant = (siteId: string, members: readonly string[]): Asked<PastRow>[] =>
  members.map((customerId) => newestOfEachName({ siteId, customerId }));

export interface PageQuestion {
  members: readonly string[];
  channel: string | null;
  department: string | null;
  /** ms, inclusive. */
  from: number | null;
  /** ms, exclusive. */
  to: number | null;
  /** What belongs to a case: these interactions, and those of these conversations. */
  ofCase: { interactionIds: readonly string[]; conversationIds: readonly string[] } | null;
  after: TimelineKey | null;
  limit: number;
}

/** The `limit` interactions after `after` in timeline order. A keyset on the index order; the filters narrow inside it. */
export async function interactionsAfter(
  tx: Tx,
  siteId: string,
  { members, channel, department, from, to, ofCase, after, limit }: PageQuestion,
): Promise<PastInteraction[]> {
  const found: PastInteraction[] = [];
  for (const customerId of members) {
    let query = tx.db.selectFrom('interactions').select(PAST_COLUMNS).where('site_id', '=', siteId).where('customer_id', '=', customerId);
    if (channel !== null) query = query.where('channel', '=', channel);
    if (department !== null) query = query.where('department', '=', department);
    if (from !== null) query = query.where('occurred_at', '>=', from);
    if (to !== null) query = query.where('occurred_at', '<', to);
    if (ofCase !== null) {
      const { interactionIds, conversationIds } = ofCase;
      query = query.where((eb) => eb.or([eb('id', 'in', [...interactionIds, '']), eb('conversation_id', 'in', [...conversationIds, ''])]));
    }
    if (after !== null)
      query = query.where(sql<boolean>`(occurred_at, received_at, id) < (${after.occurredAt}, ${after.receivedAt}, ${after.id})`);
    const rows = await query.orderBy('occurred_at', 'desc').orderBy('received_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
    found.push(...rows.map(pastInteractionOf));
  }
  return found.sort(compareNewestFirst).slice(0, limit);
}
