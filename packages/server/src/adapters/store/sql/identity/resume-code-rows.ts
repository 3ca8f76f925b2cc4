// Resume codes as the store keeps them (CH36): hashed, single use, with an end. Redeeming happens in the transaction of the event that
// brought the code, under the site's identity lock, so that a second redemption finds it used.
import type { RootCustomer } from '../../../../domain/identity/model.js';
import type { IdentityOps, ResumeObject } from '../../../../ports/store-identity.js';
import { rootOrNull } from '../context/root-or-null.js';
import { membersOf } from '../customers.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ResumeCodesTable } from '../schema-identity.js';

const codeByHash = prepared<{ siteId: string; hash: string }, ResumeCodesTable>((db, place) =>
  db.selectFrom('resume_codes').selectAll().where('site_id', '=', place('siteId')).where('hash', '=', place('hash')),
);

/** Null for a wrong, used or expired code, all alike (CH37). */
export async function liveCode(
  tx: Tx,
  { siteId, hash, now }: { siteId: string; hash: string; now: number },
): Promise<{ id: string; customer: RootCustomer; object: { type: string; id: string } } | null> {
  const [row] = await codeByHash(tx, { siteId, hash });
  if (row === undefined || row.used_at !== null || row.expires_at <= now) return null;
  const customer = await rootOrNull(tx, siteId, row.customer_id);
  return customer === null ? null : { id: row.id, customer, object: { type: row.object_type, id: row.object_id } };
}

/** Uses the code up. `device`: the anonymous id that came with it. */
export async function useCode(
  tx: Tx,
  siteId: string,
  { id, interactionId, device, now }: { id: string; interactionId: string; device: string | null; now: number },
): Promise<void> {
  await tx.db
    .updateTable('resume_codes')
    .set({ used_at: now, used_by: interactionId, device })
    .where('site_id', '=', siteId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .execute();
}

type CreateArgs = Parameters<IdentityOps['createResumeCode']>[0];

/** `conflict`: the same code exists already; the caller makes another one. */
export async function createResumeCode(tx: Tx, args: CreateArgs): ReturnType<IdentityOps['createResumeCode']> {
  const { siteId, object, purpose, kind, now } = args;
  const root = await rootOrNull(tx, siteId, args.customerId);
  if (root === null) return { ok: false, code: 'not_found' };
  const id = tx.newId('resumeCode');
  const inserted = await tx.db
    .insertInto('resume_codes')
    .values({
      site_id: siteId,
      id,
      hash: args.hash,
      customer_id: root.id,
      object_type: object.type,
      object_id: object.id,
      purpose,
      kind,
      actor: args.actor,
      created_at: now,
      expires_at: args.expiresAt,
      used_at: null,
      used_by: null,
      device: null,
      conversation_id: null,
    })
    .onConflict((conflict) => conflict.columns(['site_id', 'hash']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted === undefined) return { ok: false, code: 'conflict' };
  await tx.db
    .updateTable('resume_codes')
    .set({ expires_at: now })
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', await membersOf(tx, siteId, root.id))
    .where('object_type', '=', object.type)
    .where('object_id', '=', object.id)
    .where('purpose', '=', purpose)
    .where('kind', '=', kind)
    .where('id', '!=', id)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .execute();
  return { ok: true, id };
}

const OBJECT_TYPES: readonly ResumeObject['type'][] = ['draft', 'case', 'conversation'];
const REDEEMED_MAX = 20;

type RedeemedArgs = Parameters<IdentityOps['redeemedObjects']>[0];

export async function redeemedObjects(tx: Tx, { siteId, anonymousId }: RedeemedArgs): ReturnType<IdentityOps['redeemedObjects']> {
  const rows = await tx.db
    .selectFrom('resume_codes')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('device', '=', anonymousId)
    .orderBy('used_at', 'desc')
    .orderBy('id')
    .limit(REDEEMED_MAX)
    .execute();
  return rows.flatMap((row) => {
    const type = OBJECT_TYPES.find((each) => each === row.object_type);
    if (type === undefined || row.used_at === null) return [];
    return [{ type, id: row.object_id, purpose: row.purpose, customerId: row.customer_id, at: row.used_at }];
  });
}
