// What one customer's rows say together is decided by one transaction at a time: two that add a promise and an invoice at once would each
// miss the other. SQLite has one writer anyway; on PostgreSQL a transaction-long advisory lock named by the customer, taken before the first
// row is written. (Not a row lock on the customer: identity holds those the other way round.)
import { sql } from 'kysely';
import type { Tx } from '../operation.js';

const NAMESPACE = 0xc034; // "C34": apart from other advisory locks of the relay

export async function lockCustomer(tx: Tx, siteId: string, customerId: string): Promise<void> {
  if (tx.dialect !== 'postgres') return;
  await sql`select pg_advisory_xact_lock(${NAMESPACE}, hashtext(${`${siteId} ${customerId}`}))`.execute(tx.db);
}
