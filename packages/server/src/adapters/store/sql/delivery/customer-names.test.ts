import { expect, it } from 'vitest';
import type { KyselyPlugin } from 'kysely';
import { openSqlTx } from '../../../../testing/sql-tx.js';
import { nameCustomer } from './customer-names.js';

const NAMES = 3_000;
const NAMING_KEYS = 7;

it('[C45] a name is looked up in a few rows, however many a page claimed; trust counts before time', async () => {
  const db = await openSqlTx();
  const customer = (id: string) => ({ site_id: 's', id, root_id: 'root', status: 'active' as const, user_id: null, created_at: 1 });
  await db.tx.db
    .insertInto('customers')
    .values([customer('root'), customer('merged')])
    .execute();
  const said = (customer_id: string, value: string, trust: number, at: number) => ({
    site_id: 's',
    customer_id,
    key: 'name',
    value: JSON.stringify(value),
    source_id: 'src',
    trust,
    at,
    department: null,
    visibility: 'shared',
  });
  for (let at = 0; at < NAMES; at += 500) {
    const claims = Array.from({ length: 500 }, (_, i) => said('root', `Claimed ${at + i}`, 0, at + i));
    await db.tx.db.insertInto('traits').values(claims).execute();
  }

  let rows = 0;
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    transformResult: ({ result }) => {
      rows += result.rows.length;
      return Promise.resolve(result);
    },
  };
  const name = async (): Promise<string> => (await nameCustomer({ ...db.tx, db: db.tx.db.withPlugin(counting) }, 's', 'merged')).name;
  expect(await name()).toBe(`Claimed ${NAMES - 1}`);
  expect(rows).toBeLessThanOrEqual(2 * NAMING_KEYS);

  await db.tx.db
    .insertInto('traits')
    .values([said('merged', 'Zoe Older', 3, -5), said('merged', 'Ada\nNewer 1 2', 3, 7), said('merged', 'Bea Newer', 3, 7)])
    .execute();
  expect(await name()).toBe('Ada\nNewer 1 2');
  db.close();
});
