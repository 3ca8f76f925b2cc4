import { expect, it } from 'vitest';
import { openSqlTx } from './sql-tx.js';

it('a fresh database carries an epoch and keeps nothing of a failed transaction', async () => {
  const db = await openSqlTx();
  expect(db.tx.epoch).toMatch(/^[0-9a-f]{32}$/);
  const failed = db.write(async (tx) => {
    await tx.db.insertInto('teams').values({ site_id: 's', id: 't', name: 'n', created_at: 1 }).execute();
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(await db.tx.db.selectFrom('teams').selectAll().execute()).toEqual([]);
  db.close();
});
