// Second factors, recovery codes and sign-ins that wait for them (S25). What may happen once is decided by the statement that takes it.
import type { AccessOps } from '../../../../ports/store-access.js';
import { liveAgent } from '../agents.js';
import type { OperationsOf, Tx } from '../operation.js';

type Factor =
  | 'secondFactor'
  | 'startSecondFactor'
  | 'confirmSecondFactor'
  | 'takeSecondFactorStep'
  | 'takeRecoveryCode'
  | 'replaceRecoveryCodes'
  | 'removeSecondFactor'
  | 'createChallenge'
  | 'tryChallenge'
  | 'endChallenge';

interface Whose {
  siteId: string;
  agentId: string;
}

async function storeCodes(tx: Tx, { siteId, agentId }: Whose, codes: readonly string[]): Promise<void> {
  await tx.db.deleteFrom('recovery_codes').where('site_id', '=', siteId).where('agent_id', '=', agentId).execute();
  if (codes.length === 0) return;
  const rows = codes.map((hash) => ({ site_id: siteId, agent_id: agentId, hash, used_at: null }));
  await tx.db.insertInto('recovery_codes').values(rows).execute();
}

export const secondFactorOperations: OperationsOf<Pick<AccessOps, Factor>> = {
  secondFactor: {
    kind: 'read',
    async run(tx, { siteId, agentId }) {
      const row = await tx.db
        .selectFrom('second_factors')
        .select(['sealed', 'confirmed_at'])
        .where('site_id', '=', siteId)
        .where('agent_id', '=', agentId)
        .executeTakeFirst();
      if (row === undefined) return null;
      const left = await tx.db
        .selectFrom('recovery_codes')
        .select('hash')
        .where('site_id', '=', siteId)
        .where('agent_id', '=', agentId)
        .where('used_at', 'is', null)
        .execute();
      return { sealed: row.sealed, confirmed: row.confirmed_at !== null, codesLeft: left.length };
    },
  },
  startSecondFactor: {
    kind: 'write',
    async run(tx, { siteId, agentId, sealed, now }) {
      const fresh = { sealed, confirmed_at: null, last_step: 0, created_at: now };
      const done = await tx.db
        .insertInto('second_factors')
        .values({ site_id: siteId, agent_id: agentId, ...fresh })
        .onConflict((conflict) =>
          conflict.columns(['site_id', 'agent_id']).doUpdateSet(fresh).where('second_factors.confirmed_at', 'is', null),
        )
        .returning('agent_id')
        .execute();
      return done.length > 0;
    },
  },
  confirmSecondFactor: {
    kind: 'write',
    async run(tx, { siteId, agentId, step, codes, now }) {
      const done = await tx.db
        .updateTable('second_factors')
        .set({ confirmed_at: now, last_step: step })
        .where('site_id', '=', siteId)
        .where('agent_id', '=', agentId)
        .where('confirmed_at', 'is', null)
        .executeTakeFirst();
      if (done.numUpdatedRows === 0n) return false;
      await storeCodes(tx, { siteId, agentId }, codes);
      return true;
    },
  },
  takeSecondFactorStep: {
    kind: 'write',
    async run(tx, { siteId, agentId, step }) {
      const done = await tx.db
        .updateTable('second_factors')
        .set({ last_step: step })
        .where('site_id', '=', siteId)
        .where('agent_id', '=', agentId)
        .where('last_step', '<', step)
        .executeTakeFirst();
      return done.numUpdatedRows > 0n;
    },
  },
  takeRecoveryCode: {
    kind: 'write',
    async run(tx, { siteId, agentId, hash, now }) {
      const done = await tx.db
        .updateTable('recovery_codes')
        .set({ used_at: now })
        .where('site_id', '=', siteId)
        .where('agent_id', '=', agentId)
        .where('hash', '=', hash)
        .where('used_at', 'is', null)
        .executeTakeFirst();
      return done.numUpdatedRows > 0n;
    },
  },
  replaceRecoveryCodes: { kind: 'write', run: (tx, { codes, ...whose }) => storeCodes(tx, whose, codes) },
  removeSecondFactor: {
    kind: 'write',
    async run(tx, { siteId, agentId }) {
      for (const table of ['recovery_codes', 'login_challenges'] as const)
        await tx.db.deleteFrom(table).where('site_id', '=', siteId).where('agent_id', '=', agentId).execute();
      const gone = await tx.db
        .deleteFrom('second_factors')
        .where('site_id', '=', siteId)
        .where('agent_id', '=', agentId)
        .executeTakeFirst();
      return gone.numDeletedRows > 0n;
    },
  },
  createChallenge: {
    kind: 'write',
    async run(tx, { siteId, agentId, hash, confirmed, now, expiresAt }) {
      await tx.db.deleteFrom('login_challenges').where('site_id', '=', siteId).where('expires_at', '<=', now).execute();
      await tx.db
        .insertInto('login_challenges')
        .values({ site_id: siteId, agent_id: agentId, hash, confirmed: confirmed ? 1 : 0, tries: 0, expires_at: expiresAt })
        .execute();
    },
  },
  tryChallenge: {
    kind: 'write',
    async run(tx, { hash, triesMax, now }) {
      const row = await tx.db
        .updateTable('login_challenges')
        .set((eb) => ({ tries: eb('tries', '+', 1) }))
        .where('hash', '=', hash)
        .where('tries', '<', triesMax)
        .where('expires_at', '>', now)
        .returningAll()
        .executeTakeFirst();
      if (row === undefined) return null;
      const agent = await liveAgent(tx, row.site_id, row.agent_id);
      return agent === null ? null : { agent, confirmed: row.confirmed === 1 };
    },
  },
  endChallenge: {
    kind: 'write',
    async run(tx, { siteId, hash }) {
      const gone = await tx.db.deleteFrom('login_challenges').where('site_id', '=', siteId).where('hash', '=', hash).executeTakeFirst();
      return gone.numDeletedRows > 0n;
    },
  },
};
