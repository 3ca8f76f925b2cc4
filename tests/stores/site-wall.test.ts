// The second wall between sites on PostgreSQL, asked the way a forgotten `where` would ask: statements that name no site at all.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgresStore } from '../../packages/server/dist/adapters/store/postgres/postgres-store.js';
import { SITE_TABLES } from '../../packages/server/dist/adapters/store/sql/history/site-tables.js';
import { erasedPerson } from '../../packages/server/src/testing/erased-person.js';
import { freshDatabase } from '../servers/postgres.js';
import type { FreshDatabase } from '../servers/postgres.js';
import { fillEveryTable } from './every-table.fixture.js';

let database: FreshDatabase;
let admin: pg.Client;
let plain: pg.Client;
let sites: [string, string];

const connected = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
};

/** In a transaction that named `site`; null: that named none. */
async function as<Result>(site: string | null, work: () => Promise<Result>): Promise<Result> {
  await plain.query('BEGIN');
  try {
    if (site !== null) await plain.query("SELECT set_config('throughline.site', $1, true)", [site]);
    return await work();
  } finally {
    await plain.query('ROLLBACK');
  }
}

const sitesSeen = async (table: string, column: string): Promise<unknown[]> =>
  (await plain.query<{ site: string }>(`SELECT DISTINCT ${column} AS site FROM ${table}`)).rows.map(({ site }) => site);

beforeAll(async () => {
  database = await freshDatabase();
  const store = await openPostgresStore({ url: database.url });
  sites = [(await erasedPerson(store, 'one')).siteId, (await erasedPerson(store, 'two')).siteId];
  await store.close();
  admin = await connected(database.adminUrl);
  plain = await connected(database.url);
  for (const site of sites)
    await fillEveryTable(async (text, values) => (await admin.query<Record<string, unknown>>(text, values)).rows, site);
});
afterAll(async () => {
  await plain?.end();
  await admin?.end();
  await database?.drop();
});

describe('row-level security', () => {
  it('[S11] with the variable of one site, no table shows, changes or takes a row of another', async () => {
    const [one, two] = sites;
    for (const { name, site } of SITE_TABLES) {
      await as(one, async () => {
        expect(await sitesSeen(name, site), name).toEqual([one]);
        const changed = await plain.query(`UPDATE ${name} SET ${site} = ${site} WHERE ${site} = $1`, [two]);
        const removed = await plain.query(`DELETE FROM ${name} WHERE ${site} = $1`, [two]);
        expect([changed.rowCount, removed.rowCount], name).toEqual([0, 0]);
        await expect(plain.query(`UPDATE ${name} SET ${site} = $1 WHERE ${site} = $2`, [two, one]), name).rejects.toThrow(
          /row-level security/,
        );
      });
    }
  });

  it('[S11] a transaction that named no site sees and writes nothing, also on a connection that named one before', async () => {
    const [one] = sites;
    for (const { name, site } of SITE_TABLES) {
      await as(one, async () => expect(await sitesSeen(name, site)).toEqual([one]));
      await as(null, async () => expect(await sitesSeen(name, site), name).toEqual([]));
    }
    const visitor = "INSERT INTO teams (site_id, id, name, created_at) VALUES ($1, 'tem_x', 'x', 1)";
    await as(null, () => expect(plain.query(visitor, [one])).rejects.toThrow(/row-level security/));
  });

  it('[S11] every table of the database that says whose its rows are has the wall, and it holds the owner too', async () => {
    const { rows } = await admin.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attname = 'site_id'
         AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))`,
    );
    expect(rows).toEqual([]);
  });

  it('[S11] a role that no policy holds is told so in one line', async () => {
    const held = await openPostgresStore({ url: database.url });
    const unheld = await openPostgresStore({ url: database.adminUrl });
    expect(held.about.warning).toBeUndefined();
    expect(unheld.about.warning).toMatch(/superuser or has BYPASSRLS/);
    await held.close();
    await unheld.close();
  });
});
