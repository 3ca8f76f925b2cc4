// Device sessions of visitors: the principal of P15. The token is stored as a digest, bound to site and anonymous id (ID19, S24).
import type { AccountOps, VisitorRecord } from '../../../ports/store-accounts.js';
import { counterparts, endGrantsOf, endGrantsOfOthers } from './delivery/grants.js';
import { lockVisitors } from './lock-visitors.js';
import type { Operation, Tx } from './operation.js';
import { prepared } from './prepared.js';
import type { VisitorsTable } from './schema-accounts.js';

const SLIDE_EVERY_MS = 3_600_000; // the 30-day life slides at most once an hour: no write per request

type Op<K extends keyof AccountOps> = Operation<Parameters<AccountOps[K]>[0], Awaited<ReturnType<AccountOps[K]>>>;

const visitorRecord = (row: VisitorsTable): VisitorRecord => ({
  id: row.id,
  siteId: row.site_id,
  anonymousId: row.anonymous_id,
  userId: row.user_id,
  verifiedAt: row.verified_at,
});

const byToken = prepared<{ siteId: string; tokenHash: string }, VisitorsTable>((db, place) =>
  db.selectFrom('visitors').selectAll().where('site_id', '=', place('siteId')).where('token_hash', '=', place('tokenHash')),
);

const createVisitor: Op<'createVisitor'> = {
  kind: 'write',
  async run(tx, { siteId, anonymousId, tokenHash, now }) {
    const row: VisitorsTable = {
      site_id: siteId,
      id: tx.newId('visitor'),
      anonymous_id: anonymousId,
      token_hash: tokenHash,
      user_id: null,
      verified_at: null,
      verified_method: null,
      created_at: now,
      seen_at: now,
    };
    // ID19: an anonymous id that already has a token is not given a second; the newcomer gets an id of its own.
    const inserted = await tx.db
      .insertInto('visitors')
      .values(row)
      .onConflict((conflict) => conflict.columns(['site_id', 'anonymous_id']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (inserted !== undefined) return visitorRecord(row);
    const newcomer = { ...row, anonymous_id: `anon_${tx.hex128()}` };
    await tx.db.insertInto('visitors').values(newcomer).execute();
    return visitorRecord(newcomer);
  },
};

/** The device session behind a token, or null; its life slides. */
export async function visitorByToken(
  tx: Tx,
  { siteId, tokenHash, now, ttlMs }: Parameters<AccountOps['visitor']>[0],
): Promise<VisitorRecord | null> {
  const [row] = await byToken(tx, { siteId, tokenHash });
  if (row === undefined || row.seen_at + ttlMs <= now) return null;
  if (row.seen_at + SLIDE_EVERY_MS <= now) {
    await tx.db.updateTable('visitors').set({ seen_at: now }).where('site_id', '=', siteId).where('id', '=', row.id).execute();
  }
  return visitorRecord(row);
}

const visitor: Op<'visitor'> = { kind: 'write', run: visitorByToken };

const verifyVisitor: Op<'verifyVisitor'> = {
  kind: 'write',
  async run(tx, { siteId, id, userId, method, tokenHash, now }) {
    // Both sides of a code may sign in at once: the second one sees who the first became.
    if (tx.dialect === 'postgres') await lockVisitors(tx, siteId, [id, ...(await counterparts(tx, siteId, id))]);
    // One statement decides, so that of two users at once the first stays. A device that was reset meanwhile gets no token back.
    const updated = await tx.db
      .updateTable('visitors')
      .set({ user_id: userId, verified_at: now, verified_method: method, ...(tokenHash === undefined ? {} : { token_hash: tokenHash }) })
      .where('site_id', '=', siteId)
      .where('id', '=', id)
      .where('user_id', 'is', null)
      .where('token_hash', 'is not', null)
      .returning('id')
      .executeTakeFirst();
    const row = await tx.db.selectFrom('visitors').selectAll().where('site_id', '=', siteId).where('id', '=', id).executeTakeFirstOrThrow();
    if (row.user_id !== userId) return { ok: false, code: 'conflict' };
    // W42: the open conversation of this device joins the person; an earlier owner is never replaced (S122).
    await tx.db
      .updateTable('conversations')
      .set({ user_id: userId, verification: JSON.stringify({ level: 3, methods: [method], at: now }) })
      .where('site_id', '=', siteId)
      .where('principal_id', '=', id)
      .where('user_id', 'is', null)
      .where('status', '!=', 'closed')
      .execute();
    const cutOff = updated === undefined ? [] : await endGrantsOfOthers(tx, siteId, id);
    return { ok: true, visitor: visitorRecord(row), changed: updated !== undefined, cutOff };
  },
};

const revokeVisitor: Op<'revokeVisitor'> = {
  kind: 'write',
  async run(tx, { siteId, id }) {
    // The device first: a code that is redeemed at this moment has opened its conversation by then, or opens none.
    await tx.db.updateTable('visitors').set({ token_hash: null }).where('site_id', '=', siteId).where('id', '=', id).execute();
    await endGrantsOf(tx, siteId, id);
  },
};

export const visitorOperations = { createVisitor, visitor, verifyVisitor, revokeVisitor };
