// One look at a site's lines at a time: two relays that each saw room for one more would together give two. SQLite has one writer anyway; on
// PostgreSQL a transaction-long advisory lock named by the site, taken before anything else is locked, so that no circle can come of it.
import { sql } from 'kysely';
import type { Tx } from '../operation.js';

const NAMESPACE = 0x0b57; // "K57": apart from other advisory locks of the relay

/** False: somebody else looks at it now. Nobody waits here: a look that waited would hold a connection, and its turn comes again anyway. */
export async function lockRouting(tx: Tx, siteId: string): Promise<boolean> {
  if (tx.dialect !== 'postgres') return true;
  const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_xact_lock(${NAMESPACE}, hashtext(${siteId})) as taken`.execute(
    tx.db,
  );
  return rows[0]?.taken === true;
}
