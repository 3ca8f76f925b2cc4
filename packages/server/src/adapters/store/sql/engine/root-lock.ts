// What one customer's rows say together is decided by one transaction at a time: two that add a promise and an invoice at once would each
// miss the other. SQLite has one writer anyway; on PostgreSQL a transaction-long advisory lock named by the customer, taken before the first
// row is written. (Not a row lock on the customer: identity holds those the other way round.)
// A batch takes the locks of everybody it speaks of in one order before it writes anything: two batches about the same people never wait for
// each other in a circle. Customers share a bounded number of locks per site, so that a full batch does not exhaust the server's.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../operation.js';

const NAMESPACE = 0xc034; // "C34": apart from other advisory locks of the relay
const LOCKS_PER_SITE = 256;

/** The same for the same customer; a signed 32-bit integer, as PostgreSQL takes it. */
function lockOf(siteId: string, customerId: string): number {
  const site = createHash('sha256').update(siteId).digest().readInt32BE(0);
  const customer = createHash('sha256').update(customerId).digest().readUInt32BE(0);
  return (site & ~(LOCKS_PER_SITE - 1)) | (customer % LOCKS_PER_SITE);
}

export async function lockCustomer(tx: Tx, siteId: string, customerId: string): Promise<void> {
  if (tx.dialect !== 'postgres') return;
  await sql`select pg_advisory_xact_lock(${NAMESPACE}, ${lockOf(siteId, customerId)})`.execute(tx.db);
}

/**
 * Batches about the same people take turns, which is no sign of a lock that is stuck: longer than another lock is waited for, and shorter than
 * this end waits for an answer (pool.ts). Longer than that would leave a server process waiting for a relay that gave up.
 */
const TURN_MS = 5_000;

/** All of them, in the order that every batch keeps. */
export async function lockCustomers(tx: Tx, siteId: string, customerIds: readonly string[]): Promise<void> {
  if (tx.dialect !== 'postgres' || customerIds.length === 0) return;
  const locks = [...new Set(customerIds.map((id) => lockOf(siteId, id)))].sort((a, b) => a - b);
  const { rows } = await sql<{ lock: string; statement: string }>`
    select current_setting('lock_timeout') as lock, current_setting('statement_timeout') as statement,
      set_config('lock_timeout', ${String(TURN_MS)}, true), set_config('statement_timeout', ${String(TURN_MS)}, true)`.execute(tx.db);
  // A function's rows come in its own order, and each is locked as it comes.
  await sql`select pg_advisory_xact_lock(${NAMESPACE}, one.lock::int)
    from json_array_elements_text(${JSON.stringify(locks)}::json) as one(lock)`.execute(tx.db);
  const [before] = rows;
  if (before === undefined) return;
  await sql`select set_config('lock_timeout', ${before.lock}, true), set_config('statement_timeout', ${before.statement}, true)`.execute(
    tx.db,
  );
}
