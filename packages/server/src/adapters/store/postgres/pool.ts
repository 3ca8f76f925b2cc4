// The pool of connections, with what every one of them must be: int8 as number, bounded waits on both ends, durable commits (P22).
// `pg` is loaded here and only here, at the first use (G8).
import type { Pool, PoolClient } from 'pg';

const STATEMENT_TIMEOUT_MS = 5_000; // a stuck statement becomes `unavailable`
const LOCK_TIMEOUT_MS = 3_000; // a stuck lock does so earlier
/** No operation rests inside its transaction; one that does lost its process, and its locks must not outlive it for long. */
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000;
/** Of this end: longer than the server's own bound, so it fires only when nothing comes back at all (a black hole, a paused server). */
const ANSWER_TIMEOUT_MS = 6_000;
const CONNECT_TIMEOUT_MS = 5_000; // also the longest wait for a free connection
const KEEPALIVE_AFTER_MS = 10_000; // an idle connection that leads nowhere is found by the system
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

export interface PoolOptions {
  url: string;
  /** Connections at most, of this process. */
  max: number;
  /** True for moves of a whole site, whose statements take as long as the largest table takes. */
  patient?: boolean;
  /** Asked with each new connection before its first use; a rejection drops the connection. */
  verify: (client: PoolClient) => Promise<void>;
}

export async function openPool({ url, max, patient = false, verify }: PoolOptions): Promise<Pool> {
  const pg = await loadDriver();
  const settings = {
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...(patient ? {} : { statement_timeout: STATEMENT_TIMEOUT_MS, query_timeout: ANSWER_TIMEOUT_MS }),
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_AFTER_MS,
    application_name: 'throughline',
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        id === INT8 && format !== 'binary' ? integer : pg.types.getTypeParser(id, format),
    },
    // An option of pg-pool that its types do not name.
    verify: (client: PoolClient, done: (error?: Error) => void) => {
      verify(client).then(
        () => done(),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
  };
  const pool = new pg.Pool(settings);
  // A connection that dies reports it twice: to the query it carried, which becomes `unavailable`, and here, where nobody waits. Without
  // a listener the process would end; the pool drops the connection by itself.
  const known = (): void => undefined;
  pool.on('connect', (client) => client.on('error', known));
  pool.on('error', known);
  return pool;
}

export interface ServerFacts {
  version: string;
  durability: string;
  /** The role passes every policy: row-level security is no wall for it (S11). */
  bypassesWall: boolean;
}

/** What the server says of itself. Throws when commits would not be durable. */
export async function readBack(pool: Pool): Promise<ServerFacts> {
  const { rows } = await pool.query<{ version: string; commits: string; bypasses: boolean }>(
    `SELECT current_setting('server_version') AS version, current_setting('synchronous_commit') AS commits,
       (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) AS bypasses`,
  );
  const settings = rows[0];
  if (settings === undefined) throw new Error('PostgreSQL did not answer what it is');
  if (settings.commits === 'off') throw new Error('PostgreSQL cannot promise durable commits: synchronous_commit is off');
  return { version: settings.version, durability: `synchronous_commit=${settings.commits}`, bypassesWall: settings.bypasses };
}
