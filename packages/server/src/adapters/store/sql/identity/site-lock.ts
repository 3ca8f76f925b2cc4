// Identity of one site changes one transaction at a time (ID11 "serialised per Site"). SQLite has one writer anyway; on PostgreSQL a
// transaction-long advisory lock named by the site. It is taken only by events that change who is who: an event of a known visitor, such
// as the opening of a chat, never waits for a batch. (Not one lock per identifier: a merge also moves identifiers the event does not
// carry, so two merges could each hold what the other needs.)
import { sql } from 'kysely';
import type { Tx } from '../operation.js';

const NAMESPACE = 0x1d11; // "ID11": apart from other advisory locks of the relay

export async function lockIdentity(tx: Tx, siteId: string): Promise<void> {
  if (tx.dialect !== 'postgres') return;
  await sql`select pg_advisory_xact_lock(${NAMESPACE}, hashtext(${siteId}))`.execute(tx.db);
}
