// Devices of an agent, their own name and password, and who the people of a desk are (S21, S22).
import { agent as decodeAgent } from '@throughline/types/decode';
import type { AccessOps } from '../../../../ports/store-access.js';
import type { OperationsOf, Tx } from '../operation.js';

type Devices =
  'devices' | 'endDevice' | 'endOtherDevices' | 'rotateSession' | 'setAgentName' | 'setAgentPassword' | 'people' | 'passOwnership';

interface Whose {
  siteId: string;
  agentId: string;
}

/** Ends sessions and the tickets they fetched. */
async function endSessions(tx: Tx, { siteId }: Whose, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return;
  await tx.db.deleteFrom('tickets').where('site_id', '=', siteId).where('session_hash', 'in', hashes).execute();
  await tx.db.deleteFrom('agent_sessions').where('site_id', '=', siteId).where('hash', 'in', hashes).execute();
}

async function endOthers(tx: Tx, whose: Whose, keep: string | null): Promise<number> {
  const rows = await tx.db
    .selectFrom('agent_sessions')
    .select(['id', 'hash'])
    .where('site_id', '=', whose.siteId)
    .where('agent_id', '=', whose.agentId)
    .execute();
  const others = rows.filter(({ id }) => id !== keep).map(({ hash }) => hash);
  await endSessions(tx, whose, others);
  return others.length;
}

export const deviceOperations: OperationsOf<Pick<AccessOps, Devices>> = {
  devices: {
    kind: 'read',
    async run(tx, { siteId, agentId, now, idleMs }) {
      const rows = await tx.db
        .selectFrom('agent_sessions')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('agent_id', '=', agentId)
        .where('expires_at', '>', now)
        .where('seen_at', '>', now - idleMs)
        .orderBy('seen_at', 'desc')
        .orderBy('id')
        .execute();
      return rows.map((row) => ({
        id: row.id,
        userAgent: row.user_agent,
        address: row.address,
        createdAt: row.created_at,
        seenAt: row.seen_at,
      }));
    },
  },
  endDevice: {
    kind: 'write',
    async run(tx, { siteId, agentId, id }) {
      const row = await tx.db
        .selectFrom('agent_sessions')
        .select('hash')
        .where('site_id', '=', siteId)
        .where('agent_id', '=', agentId)
        .where('id', '=', id)
        .executeTakeFirst();
      if (row === undefined) return false;
      await endSessions(tx, { siteId, agentId }, [row.hash]);
      return true;
    },
  },
  endOtherDevices: { kind: 'write', run: (tx, { keep, ...whose }) => endOthers(tx, whose, keep) },
  rotateSession: {
    kind: 'write',
    async run(tx, { siteId, hash, newHash }) {
      await tx.db.deleteFrom('tickets').where('site_id', '=', siteId).where('session_hash', '=', hash).execute();
      await tx.db.updateTable('agent_sessions').set({ hash: newHash }).where('site_id', '=', siteId).where('hash', '=', hash).execute();
    },
  },
  setAgentName: {
    kind: 'write',
    async run(tx, { siteId, agentId, name }) {
      await tx.db.updateTable('agents').set({ name }).where('site_id', '=', siteId).where('id', '=', agentId).execute();
    },
  },
  setAgentPassword: {
    kind: 'write',
    async run(tx, { siteId, agentId, password, keep }) {
      await tx.db.updateTable('agents').set({ password }).where('site_id', '=', siteId).where('id', '=', agentId).execute();
      await endOthers(tx, { siteId, agentId }, keep);
    },
  },
  people: {
    kind: 'read',
    async run(tx, { siteId, now, idleMs }) {
      const agents = await tx.db.selectFrom('agents').selectAll().where('site_id', '=', siteId).orderBy('name').orderBy('id').execute();
      const factors = await tx.db
        .selectFrom('second_factors')
        .select('agent_id')
        .where('site_id', '=', siteId)
        .where('confirmed_at', 'is not', null)
        .execute();
      const seen = await tx.db
        .selectFrom('agent_sessions')
        .select(['agent_id', (eb) => eb.fn.max('seen_at').as('seen_at')])
        .where('site_id', '=', siteId)
        .where('expires_at', '>', now)
        .where('seen_at', '>', now - idleMs)
        .groupBy('agent_id')
        .execute();
      const withFactor = new Set(factors.map(({ agent_id: id }) => id));
      const seenAt = new Map(seen.map((row) => [row.agent_id, Number(row.seen_at)]));
      return agents.map((row) => ({
        id: row.id,
        email: row.email,
        name: row.name,
        role: decodeAgent.AgentRole.parse(row.role),
        department: row.department,
        active: row.disabled === 0,
        secondFactor: withFactor.has(row.id),
        createdAt: row.created_at,
        seenAt: seenAt.get(row.id) ?? null,
      }));
    },
  },
  passOwnership: {
    kind: 'write',
    async run(tx, { siteId, from, to, keep }) {
      const receiver = await tx.db
        .selectFrom('agents')
        .select('disabled')
        .where('site_id', '=', siteId)
        .where('id', '=', to)
        .executeTakeFirst();
      if (from === to || receiver === undefined || receiver.disabled === 1) return false;
      // Changing the row of who gives also locks it: of two who pass it on at once, the second is no owner any more.
      const given = await tx.db
        .updateTable('agents')
        .set({ role: keep ? 'owner' : 'admin' })
        .where('site_id', '=', siteId)
        .where('id', '=', from)
        .where('role', '=', 'owner')
        .executeTakeFirst();
      if (given.numUpdatedRows === 0n) return false;
      await tx.db.updateTable('agents').set({ role: 'owner' }).where('site_id', '=', siteId).where('id', '=', to).execute();
      return true;
    },
  },
};
