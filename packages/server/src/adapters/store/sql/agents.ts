// Agents, their sessions, socket tickets and the one-time setup claim (S20–S23, S30–S32). Tokens are stored as digests only.
import { agent as decodeAgent } from '@throughline/types/decode';
import type { Agent } from '@throughline/types';
import type { AccountOps, AgentRecord, NewAgent } from '../../../ports/store-accounts.js';
import { membershipsOf } from './lists/memberships.js';
import { lacksRequiredFactor } from './access/required-factor.js';
import type { Operation, Tx } from './operation.js';
import type { AgentsTable } from './schema-accounts.js';

const SLIDE_EVERY_MS = 60_000; // a session's idle time slides at most once a minute: no write per request

type Op<K extends keyof AccountOps> = Operation<Parameters<AccountOps[K]>[0], Awaited<ReturnType<AccountOps[K]>>>;

function agentRecord(row: AgentsTable): AgentRecord {
  return {
    siteId: row.site_id,
    id: row.id,
    email: row.email,
    name: row.name,
    role: decodeAgent.AgentRole.parse(row.role),
    ...(row.department === null ? {} : { department: row.department }),
    password: row.password,
    disabled: row.disabled === 1,
  };
}

function agentView({ id, name, email, role, department }: AgentsTable): Agent {
  return { id, name, email, role: decodeAgent.AgentRole.parse(role), ...(department === null ? {} : { department }) };
}

/** Null when the address is taken. */
export async function insertAgent(tx: Tx, agent: NewAgent): Promise<AgentRecord | null> {
  const taken = await tx.db.selectFrom('agents').select('id').where('email', '=', agent.email).executeTakeFirst();
  if (taken !== undefined) return null;
  const row: AgentsTable = {
    site_id: agent.siteId,
    id: tx.newId('agent'),
    email: agent.email,
    name: agent.name,
    role: agent.role,
    department: agent.department ?? null,
    password: agent.password,
    disabled: 0,
    created_at: agent.now,
  };
  await tx.db.insertInto('agents').values(row).execute();
  return agentRecord(row);
}

const createAgent: Op<'createAgent'> = { kind: 'write', run: insertAgent };

const findAgent: Op<'findAgent'> = {
  kind: 'read',
  async run(tx, args) {
    const all = tx.db.selectFrom('agents').selectAll();
    const query = 'email' in args ? all.where('email', '=', args.email) : all.where('site_id', '=', args.siteId).where('id', '=', args.id);
    const row = await query.executeTakeFirst();
    return row === undefined ? null : agentRecord(row);
  },
};

const agents: Op<'agents'> = {
  kind: 'read',
  async run(tx, { siteId }) {
    const rows = await tx.db
      .selectFrom('agents')
      .selectAll()
      .where('site_id', '=', siteId)
      .where('disabled', '=', 0)
      .orderBy('name')
      .execute();
    return rows.map(agentView);
  },
};

const setAgentScope: Op<'setAgentScope'> = {
  kind: 'write',
  async run(tx, { siteId, id, role, department, disabled }) {
    const change = {
      ...(role === undefined ? {} : { role }),
      ...(department === undefined ? {} : { department }),
      ...(disabled === undefined ? {} : { disabled: disabled ? 1 : 0 }),
    };
    if (disabled === true) {
      for (const table of ['agent_sessions', 'tickets'] as const)
        await tx.db.deleteFrom(table).where('site_id', '=', siteId).where('agent_id', '=', id).execute();
    }
    const own = tx.db.selectFrom('agents').selectAll().where('site_id', '=', siteId).where('id', '=', id);
    if (Object.keys(change).length > 0)
      await tx.db.updateTable('agents').set(change).where('site_id', '=', siteId).where('id', '=', id).execute();
    const row = await own.executeTakeFirst();
    return row === undefined ? null : agentView(row);
  },
};

const createSession: Op<'createSession'> = {
  kind: 'write',
  async run(tx, { siteId, agentId, hash, userAgent = '', address = '', confirmedAt = null, now, expiresAt }) {
    await tx.db
      .insertInto('agent_sessions')
      .values({
        site_id: siteId,
        agent_id: agentId,
        hash,
        id: tx.newId('session'),
        user_agent: userAgent,
        address,
        confirmed_at: confirmedAt,
        created_at: now,
        seen_at: now,
        expires_at: expiresAt,
      })
      .execute();
    // Whoever signs in is back at the desk, however lately they had signed off it (K58); who chose to be away stays so.
    await tx.db
      .updateTable('agent_presence')
      .set({ chosen: 'online', idle: 0 })
      .where('site_id', '=', siteId)
      .where('agent_id', '=', agentId)
      .where('chosen', '=', 'offline')
      .execute();
  },
};

/** Null when there is no such agent, or a disabled one. */
export async function liveAgent(tx: Tx, siteId: string, agentId: string): Promise<AgentRecord | null> {
  const row = await tx.db.selectFrom('agents').selectAll().where('site_id', '=', siteId).where('id', '=', agentId).executeTakeFirst();
  if (row === undefined || row.disabled === 1) return null;
  return { ...agentRecord(row), teams: (await membershipsOf(tx, siteId))(agentId) };
}

const session: Op<'session'> = {
  kind: 'write',
  async run(tx, { hash, now, idleMs }) {
    const row = await tx.db.selectFrom('agent_sessions').selectAll().where('hash', '=', hash).executeTakeFirst();
    if (row === undefined || row.expires_at <= now || row.seen_at + idleMs <= now) return null;
    const agent = await liveAgent(tx, row.site_id, row.agent_id);
    if (agent === null) return null;
    if (row.seen_at + SLIDE_EVERY_MS <= now)
      await tx.db.updateTable('agent_sessions').set({ seen_at: now }).where('hash', '=', hash).execute();
    const mustEnrol = await lacksRequiredFactor(tx, agent);
    return { agent, sessionHash: hash, sessionId: row.id, confirmedAt: row.confirmed_at, mustEnrol };
  },
};

const confirmSession: Op<'confirmSession'> = {
  kind: 'write',
  async run(tx, { siteId, hash, now }) {
    await tx.db.updateTable('agent_sessions').set({ confirmed_at: now }).where('site_id', '=', siteId).where('hash', '=', hash).execute();
  },
};

const endSession: Op<'endSession'> = {
  kind: 'write',
  async run(tx, { hash }) {
    await tx.db.deleteFrom('agent_sessions').where('hash', '=', hash).execute();
    await tx.db.deleteFrom('tickets').where('session_hash', '=', hash).execute();
  },
};

const createTicket: Op<'createTicket'> = {
  kind: 'write',
  async run(tx, { siteId, agentId, sessionHash, hash, origin, expiresAt }) {
    await tx.db
      .insertInto('tickets')
      .values({ site_id: siteId, agent_id: agentId, session_hash: sessionHash, hash, origin, expires_at: expiresAt })
      .execute();
  },
};

const takeTicket: Op<'takeTicket'> = {
  kind: 'write',
  async run(tx, { hash, origin, now }) {
    // The delete itself decides who took it: of many at once one gets the row, the others find nothing.
    const row = await tx.db.deleteFrom('tickets').where('hash', '=', hash).returningAll().executeTakeFirst();
    if (row === undefined) return null;
    await tx.db.deleteFrom('tickets').where('expires_at', '<', now).execute();
    if (row.expires_at <= now || row.origin !== origin) return null;
    const alive = await tx.db.selectFrom('agent_sessions').select('expires_at').where('hash', '=', row.session_hash).executeTakeFirst();
    if (alive === undefined || alive.expires_at <= now) return null;
    const agent = await liveAgent(tx, row.site_id, row.agent_id);
    return agent === null ? null : { agent, sessionHash: row.session_hash };
  },
};

const unclaimed: Op<'unclaimed'> = {
  kind: 'read',
  async run(tx) {
    return (await tx.db.selectFrom('agents').select('id').limit(1).executeTakeFirst()) === undefined;
  },
};

const createSetupToken: Op<'createSetupToken'> = {
  kind: 'write',
  async run(tx, { hash, expiresAt }) {
    await tx.db.deleteFrom('setup_tokens').where('used_at', 'is', null).execute();
    await tx.db.insertInto('setup_tokens').values({ hash, expires_at: expiresAt, used_at: null }).execute();
  },
};

const setupTokenIsGood: Op<'setupTokenIsGood'> = {
  kind: 'read',
  async run(tx, { hash, now }) {
    const row = await tx.db.selectFrom('setup_tokens').select(['expires_at', 'used_at']).where('hash', '=', hash).executeTakeFirst();
    return row !== undefined && row.used_at === null && row.expires_at > now;
  },
};

const claimSetup: Op<'claimSetup'> = {
  kind: 'write',
  async run(tx, { tokenHash, agent }) {
    // One atomic update decides the race: of two claims at once, one row changes for exactly one of them (S32).
    const taken = await tx.db
      .updateTable('setup_tokens')
      .set({ used_at: agent.now })
      .where('hash', '=', tokenHash)
      .where('used_at', 'is', null)
      .where('expires_at', '>', agent.now)
      .executeTakeFirst();
    if (taken.numUpdatedRows !== 1n) return { ok: false, code: 'not_found' };
    const someone = await tx.db.selectFrom('agents').select('id').limit(1).executeTakeFirst();
    if (someone !== undefined) return { ok: false, code: 'conflict' };
    const record = await insertAgent(tx, agent);
    return record === null ? { ok: false, code: 'conflict' } : { ok: true, agent: record };
  },
};

export const agentOperations = {
  createAgent,
  findAgent,
  agents,
  setAgentScope,
  createSession,
  session,
  confirmSession,
  endSession,
  createTicket,
  takeTicket,
  unclaimed,
  createSetupToken,
  setupTokenIsGood,
  claimSetup,
};
