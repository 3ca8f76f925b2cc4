// The pool of connections, with what every one of them must be: int8 as number, bounded waits, durable commits (P22).
// `pg` is loaded here and only here, at the first use (G8).
import type { Pool } from 'pg';

const STATEMENT_TIMEOUT_MS = 5_000; // a stuck statement becomes `unavailable`
const LOCK_TIMEOUT_MS = 3_000; // a stuck lock does so earlier
const CONNECT_TIMEOUT_MS = 5_000; // also the longest wait for a free connection
const CONNECTIONS_MAX = 10;
const INT8 = 20; // type id of bigint; times in ms and counters stay below 2^53 (G22)

function integer(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('The database holds an integer beyond 2^53');
  return value;
}

async function loadDriver() {
  try {
    return (await import('pg')).default;
  } catch (cause) {
    throw new Error('PostgreSQL needs the package pg', { cause });
  }
}

export async function openPool(url: string): Promise<Pool> {
  const pg = await loadDriver();
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    application_name: 'throughline',
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        id === INT8 && format !== 'binary' ? integer : pg.types.getTypeParser(id, format),
    },
  });
  // A connection that dies reports it twice: to the query it carried, which becomes `unavailable`, and here, where nobody waits. Without
  // a listener the process would end; the pool drops the connection by itself.
  const known = (): void => undefined;
  pool.on('connect', (client) => client.on('error', known));
  pool.on('error', known);
  return pool;
}

/** Version and durability as the server says them. Throws when commits would not be durable. */
export async function readBack(pool: Pool): Promise<{ version: string; durability: string }> {
  const { rows } = await pool.query<{ version: string; commits: string }>(
    "SELECT current_setting('server_version') AS version, current_setting('synchronous_commit') AS commits",
  );
  const settings = rows[0];
  if (settings === undefined) throw new Error('PostgreSQL did not answer what it is');
  if (settings.commits === 'off') throw new Error('PostgreSQL cannot promise durable commits: synchronous_commit is off');
  return { version: settings.version, durability: `synchronous_commit=${settings.commits}` };
}
