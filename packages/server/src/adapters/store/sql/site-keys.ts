// Keys of a site. What ends them is one statement, so that of two who end the last two at once one is refused.
import type { KeyOps } from '../../../ports/store-keys.js';
import type { OperationsOf, Tx } from './operation.js';

/** Held until the end of the transaction: keys are counted under it. */
async function lockSite(tx: Tx, siteId: string): Promise<void> {
  await tx.db
    .selectFrom('sites')
    .select('id')
    .where('id', '=', siteId)
    .$if(tx.dialect === 'postgres', (query) => query.forUpdate())
    .execute();
}

const live = (tx: Tx, siteId: string) =>
  tx.db
    .selectFrom('identity_keys')
    .select(['kid', 'alg', 'created_at as createdAt'])
    .where('site_id', '=', siteId)
    .where('revoked_at', 'is', null)
    .orderBy('created_at')
    .orderBy('kid')
    .execute();

/** The sources that a key speaks for: its own, or, of the site's key (null), those without one. */
export function ofKey({ db }: Tx, { siteId, sourceId }: { siteId: string; sourceId: string | null }) {
  const sources = db.updateTable('sources').where('site_id', '=', siteId).where('kind', '=', 'secret');
  return sourceId === null ? sources.where('secret_key_hash', 'is', null) : sources.where('id', '=', sourceId);
}

export const keyOperations: OperationsOf<KeyOps> = {
  identityKeys: { kind: 'read', run: (tx, { siteId }) => live(tx, siteId) },
  addIdentityKey: {
    kind: 'write',
    async run(tx, { siteId, kid, alg, sealed, atMost, now }) {
      await lockSite(tx, siteId);
      if ((await live(tx, siteId)).length >= atMost) return false;
      await tx.db.insertInto('identity_keys').values({ site_id: siteId, kid, alg, sealed, created_at: now, revoked_at: null }).execute();
      return true;
    },
  },
  revokeIdentityKey: {
    kind: 'write',
    async run(tx, { siteId, kid, now }) {
      await lockSite(tx, siteId);
      const keys = await live(tx, siteId);
      if (!keys.some((key) => key.kid === kid)) return 'not_found';
      if (keys.length === 1) return 'last';
      await tx.db.updateTable('identity_keys').set({ revoked_at: now }).where('site_id', '=', siteId).where('kid', '=', kid).execute();
      return 'revoked';
    },
  },
  keyUsed: {
    kind: 'write',
    async run(tx, { now, ...key }) {
      await ofKey(tx, key)
        .set({ key_used_at: now })
        .where((eb) => eb.or([eb('key_used_at', 'is', null), eb('key_used_at', '<', now)]))
        .execute();
    },
  },
  setSourceKey: {
    kind: 'write',
    async run(tx, { siteId, sourceId, hash }) {
      const changed = await tx.db
        .updateTable('sources')
        .set({ secret_key_hash: hash, key_used_at: null })
        .where('site_id', '=', siteId)
        .where('id', '=', sourceId)
        .where('secret_key_hash', 'is not', null)
        .executeTakeFirst();
      return changed.numUpdatedRows > 0n;
    },
  },
};
