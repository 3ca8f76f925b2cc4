// Where this history lives on PostgreSQL: which server, which database, which table, which timeline. The database holds the place it was last
// seen at, so a copy of it betrays itself: what pg_restore made has another table, what was promoted has another timeline. Both may lack
// commits that were acked, and the epoch is renewed (P26, P97). A failover ends every connection, so each new one is asked before its first use.
import type { PoolClient } from 'pg';
import { hex128 } from '../sql/random-ids.js';

// The timeline out of the name of the current log file: pg_control_checkpoint() learns of a promotion only at the next checkpoint.
const PLACE = `(SELECT system_identifier FROM pg_control_system()) || '/' || (SELECT oid FROM pg_database WHERE datname = current_database())
  || '/' || 'meta'::regclass::oid || '/' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)`;
const LOOK = `SELECT (SELECT value FROM meta WHERE key = 'epoch') AS epoch, (SELECT value FROM meta WHERE key = 'place') AS stored,
  ${PLACE} AS place`;

/** A standby takes no writes: it is no place to be, until it is promoted. The code is PostgreSQL's own for a read-only transaction. */
const standby = (): Error => Object.assign(new Error('This PostgreSQL is a standby'), { code: '25006' });

interface Look {
  epoch: string;
  stored: string | null;
  place: string;
}

async function look(client: PoolClient): Promise<Look> {
  const { rows: state } = await client.query<{ standby: boolean }>('SELECT pg_is_in_recovery() AS standby');
  if (state[0]?.standby === true) throw standby();
  const { rows } = await client.query<Look>(LOOK);
  const [seen] = rows;
  if (seen === undefined) throw new Error('PostgreSQL did not answer where it is');
  return seen;
}

/** Of many connections that notice it at once, one writes the new place and renews the epoch; the others read what it wrote. */
async function move(client: PoolClient, { epoch, stored, place }: Look & { stored: string }): Promise<void> {
  await client.query('BEGIN');
  const moved = await client.query("UPDATE meta SET value = $1 WHERE key = 'place' AND value = $2", [place, stored]);
  if (moved.rowCount === 1) {
    await client.query("INSERT INTO meta (key, value) VALUES ($1, '') ON CONFLICT (key) DO NOTHING", [`epoch:${epoch}`]);
    await client.query("UPDATE meta SET value = $1 WHERE key = 'epoch'", [hex128()]);
  }
  await client.query('COMMIT');
}

/** The epoch of the history that this connection leads to; renewed when the history is at another place than it was. */
export async function epochAt(client: PoolClient): Promise<string> {
  const seen = await look(client);
  if (seen.stored === seen.place) return seen.epoch;
  if (seen.stored === null) {
    await client.query("INSERT INTO meta (key, value) VALUES ('place', $1) ON CONFLICT (key) DO NOTHING", [seen.place]);
    return seen.epoch;
  }
  await move(client, { ...seen, stored: seen.stored });
  return (await look(client)).epoch;
}
