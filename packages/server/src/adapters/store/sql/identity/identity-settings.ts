// What a site decided about proofs: unsigned user ids (ID7) and hashes of old installations (ID5). By default neither counts.
import type { IdentityOps } from '../../../../ports/store-identity.js';
import { siteKnowledge } from '../engine/site-knowledge.js';
import type { Tx } from '../operation.js';

const USER_HASH_MAX_AHEAD_MS = 180 * 86_400_000;

export async function unsignedUserIdSelects(tx: Tx, siteId: string): Promise<boolean> {
  return !(await siteKnowledge(tx, siteId)).settings.requireSignedUserId;
}

export async function userHashesUntil(tx: Tx, { siteId }: { siteId: string }): Promise<number | null> {
  const row = await tx.db.selectFrom('identity_settings').select('allow_user_hash_until').where('site_id', '=', siteId).executeTakeFirst();
  return row?.allow_user_hash_until ?? null;
}

type AllowArgs = Parameters<IdentityOps['allowUserHashes']>[0];

export async function allowUserHashes(tx: Tx, { siteId, until, now }: AllowArgs): ReturnType<IdentityOps['allowUserHashes']> {
  if (until !== null && until > now + USER_HASH_MAX_AHEAD_MS) return { ok: false, code: 'too_far' };
  await tx.db
    .insertInto('identity_settings')
    .values({ site_id: siteId, allow_user_hash_until: until })
    .onConflict((conflict) => conflict.column('site_id').doUpdateSet({ allow_user_hash_until: until }))
    .execute();
  return { ok: true };
}
