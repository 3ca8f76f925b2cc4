// Statements of PostgreSQL kept by their text, as SQLite's are: planning one that asks for a whole context takes longer than running it. A
// text is prepared at its second use, so that those that never come again take no place on the server.
// (A pooler between relay and server has to know prepared statements; PgBouncer does since 1.21.)
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient, QueryResult } from 'pg';
import { isOutdatedPlan, isUnanswered } from './postgres-errors.js';

const STATEMENTS_MAX = 400; // per connection; texts beyond it are planned at each run
const TEXTS_SEEN_MAX = 5_000;
const TRANSACTION = /^(?:start|begin|commit|rollback|set)\b/i;

/** Names that stay the same in this process; null: not to be kept (yet). */
function namesOfTexts(): (text: string) => string | null {
  const names = new Map<string, string>();
  const seen = new Set<string>();
  return (text) => {
    const held = names.get(text);
    if (held !== undefined) return held;
    if (names.size >= STATEMENTS_MAX || TRANSACTION.test(text)) return null;
    if (!seen.has(text)) {
      if (seen.size >= TEXTS_SEEN_MAX) seen.clear();
      seen.add(text);
      return null;
    }
    const name = `s${names.size}`;
    names.set(text, name);
    seen.delete(text);
    return name;
  };
}

/** The pool as Kysely takes it. */
export function keepingStatements(pool: Pool): PostgresPool {
  const nameOf = namesOfTexts();
  const known = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    async connect() {
      const client = await pool.connect();
      const held = known.get(client) ?? keeping(client, nameOf);
      known.set(client, held);
      return held;
    },
    end: () => pool.end(),
  };
}

function keeping(client: PoolClient, nameOf: (text: string) => string | null): PostgresPoolClient {
  let outdated = false;
  const query = async (text: string, parameters: readonly unknown[]): Promise<QueryResult> => {
    const name = nameOf(text);
    const values = [...parameters];
    try {
      return await client.query(name === null ? { text, values } : { name, text, values });
    } catch (error) {
      outdated ||= isOutdatedPlan(error);
      // Nothing came back: whatever else waits on this connection ends now, instead of after a wait of its own. The pool drops it.
      if (isUnanswered(error)) client.connection.stream.destroy();
      throw error;
    }
  };
  return {
    query: query as unknown as PostgresPoolClient['query'], // the other signature is for cursors, and there are none
    release: () => client.release(outdated), // a newer relay changed a table meanwhile: another connection plans again
  };
}
