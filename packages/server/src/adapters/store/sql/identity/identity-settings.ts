// What a site decided about unsigned user ids and old hashes (ID5, ID7). A site without a row requires signatures.
import type { IdentityOps, IdentitySettings } from '../../../../ports/store-identity.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';

const USER_HASH_MAX_AHEAD_MS = 180 * 86_400_000;

const settingsRow = prepared<{ siteId: string }, { require_signed_user_id: number; allow_user_hash_until: number | null }>((db, place) =>
  db.selectFrom('identity_settings').select(['require_signed_user_id', 'allow_user_hash_until']).where('site_id', '=', place('siteId')),
);

export async function readIdentitySettings(tx: Tx, siteId: string): Promise<IdentitySettings> {
  const [row] = await settingsRow(tx, { siteId });
  return row === undefined
    ? { requireSignedUserId: true, allowUserHashUntil: null }
    : { requireSignedUserId: row.require_signed_user_id === 1, allowUserHashUntil: row.allow_user_hash_until };
}

export async function unsignedUserIdSelects(tx: Tx, siteId: string): Promise<boolean> {
  return !(await readIdentitySettings(tx, siteId)).requireSignedUserId;
}

type SetArgs = Parameters<IdentityOps['setIdentitySettings']>[0];

export async function setIdentitySettings(tx: Tx, { siteId, settings, now }: SetArgs): ReturnType<IdentityOps['setIdentitySettings']> {
  const { requireSignedUserId, allowUserHashUntil } = settings;
  if (allowUserHashUntil !== null && allowUserHashUntil > now + USER_HASH_MAX_AHEAD_MS) return { ok: false, code: 'too_far' };
  const columns = { require_signed_user_id: requireSignedUserId ? 1 : 0, allow_user_hash_until: allowUserHashUntil };
  await tx.db
    .insertInto('identity_settings')
    .values({ site_id: siteId, ...columns })
    .onConflict((conflict) => conflict.column('site_id').doUpdateSet(columns))
    .execute();
  return { ok: true };
}
