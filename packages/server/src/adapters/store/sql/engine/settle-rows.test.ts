import { afterEach, expect, it } from 'vitest';
import { openSqlTx } from '../../../../testing/sql-tx.js';
import type { SqlTx } from '../../../../testing/sql-tx.js';
import { reconcileInput } from '../../../../testing/reconcile-input.js';
import { saying } from '../../../../testing/sayings.js';
import { fulfilmentsFor } from './settle-rows.js';

let db: SqlTx | undefined;
afterEach(() => db?.close());

it('[C33] what was done often hides nothing: each promise finds the earliest that may have kept it, of its kind and order', async () => {
  db = await openSqlTx();
  const { tx } = db;
  const [call] = reconcileInput([saying('Outbound Call', '2026-03-27T15:00:00Z', {}, { channel: 'voice', id: 'call' })]).fulfilments;
  if (call === undefined) throw new Error('a call fulfils');
  const row = { site_id: 's', customer_id: 'c', order_key: null };
  for (let n = 0; n < 30; n += 1) {
    const mails = Array.from({ length: 50 }, (_, i) => ({ ...call, kind: 'email' as const, at: call.at - 2_000 + n * 50 + i }));
    const refunds = mails.map((mail) => ({ ...mail, kind: 'refund' as const, orderId: 'o-1' }));
    await tx.db
      .insertInto('fulfilments')
      .values([
        ...mails.map((one, i) => ({ ...row, id: `mail ${n} ${i}`, at: one.at, kind: one.kind, fulfilment: JSON.stringify(one) })),
        ...refunds.map((one, i) => ({
          ...row,
          id: `refund ${n} ${i}`,
          at: one.at,
          kind: one.kind,
          order_key: 'O-1',
          fulfilment: JSON.stringify(one),
        })),
      ])
      .execute();
  }
  await tx.db
    .insertInto('fulfilments')
    .values([
      { ...row, id: 'call', at: call.at, kind: 'call', fulfilment: JSON.stringify(call) },
      {
        ...row,
        id: 'refund',
        at: call.at,
        kind: 'refund',
        order_key: 'O-2',
        fulfilment: JSON.stringify({ ...call, kind: 'refund', orderId: 'o-2' }),
      },
    ])
    .execute();
  const promised = (text: string, more: Record<string, string> = {}) =>
    reconcileInput([saying('Promise Made', '2026-03-20T15:00:00Z', { text, ...more })]).commitments;
  const found = async (promises: ReturnType<typeof promised>) => fulfilmentsFor(tx, 's', { members: ['c'], promises });
  expect(await found(promised('call you back'))).toEqual([call]);
  expect(await found(promised('refund it', { order_id: 'o-2' }))).toMatchObject([{ kind: 'refund', orderId: 'o-2' }]);
  const mails = await found(promised('send you an e-mail'));
  expect(mails[0]).toMatchObject({ kind: 'email', at: call.at - 2_000 });
  expect(mails.length, 'a bounded number').toBeLessThan(50);
  expect(await found(promised('unlock the upload'))).toEqual([]);
});
