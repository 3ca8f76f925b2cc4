// Invitations and links to a new password: each works once, and only its hash is kept (S34).
import { z } from 'zod';
import { agent as decodeAgent } from '@throughline/types/decode';
import type { AccessOps, InvitationRecord } from '../../../../ports/store-access.js';
import { insertAgent, liveAgent } from '../agents.js';
import type { OperationsOf, Tx } from '../operation.js';
import type { InvitationsTable } from '../schema-access.js';
import { settingsObjectOperations } from '../settings/settings-operations.js';

type Invitations =
  | 'createInvitation'
  | 'createPasswordLink'
  | 'invitations'
  | 'renewInvitation'
  | 'revokeInvitation'
  | 'invitationOf'
  | 'acceptInvitation'
  | 'acceptPasswordLink';

const TeamIds = z.array(z.string());

const recordOf = (row: InvitationsTable): InvitationRecord => ({
  siteId: row.site_id,
  id: row.id,
  email: row.email,
  role: decodeAgent.AgentRole.parse(row.role),
  department: row.department,
  teams: TeamIds.parse(JSON.parse(row.teams)),
  agentId: row.agent_id,
  createdBy: row.created_by,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});

async function insert(tx: Tx, row: InvitationsTable): Promise<InvitationRecord> {
  await tx.db.insertInto('invitations').values(row).execute();
  return recordOf(row);
}

/** The update itself decides who used it: of many at once one gets the row. */
async function take(tx: Tx, hash: string, now: number, kind: 'invitation' | 'password'): Promise<InvitationsTable | undefined> {
  return tx.db
    .updateTable('invitations')
    .set({ used_at: now })
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('agent_id', kind === 'invitation' ? 'is' : 'is not', null)
    .returningAll()
    .executeTakeFirst();
}

/** Teams that are gone meanwhile are left out. */
async function joinTeams(tx: Tx, { siteId, agentId, teams, actor, now }: Joining): Promise<void> {
  for (const id of teams) {
    const held = await settingsObjectOperations.settingsObject.run(tx, { siteId, kind: 'team', id });
    if (held === null || !('members' in held.doc)) continue;
    const doc = { ...held.doc, members: [...held.doc.members, agentId] };
    const change = { siteId, kind: 'team' as const, id, doc, ifVersion: held.version, ownerId: held.ownerId, actor, now };
    await settingsObjectOperations.putSettingsObject.run(tx, change);
  }
}
interface Joining {
  siteId: string;
  agentId: string;
  teams: readonly string[];
  actor: string;
  now: number;
}

export const invitationOperations: OperationsOf<Pick<AccessOps, Invitations>> = {
  createInvitation: {
    kind: 'write',
    async run(tx, { siteId, email, role, department, teams, hash, createdBy, now, expiresAt }) {
      const taken = await tx.db.selectFrom('agents').select('id').where('email', '=', email).executeTakeFirst();
      if (taken !== undefined) return null;
      await tx.db.deleteFrom('invitations').where('site_id', '=', siteId).where('email', '=', email).where('used_at', 'is', null).execute();
      return insert(tx, {
        site_id: siteId,
        id: tx.newId('invitation'),
        ...{ hash, email, role, department, teams: JSON.stringify(teams), agent_id: null },
        ...{ created_by: createdBy, created_at: now, expires_at: expiresAt, used_at: null },
      });
    },
  },
  createPasswordLink: {
    kind: 'write',
    async run(tx, { siteId, agentId, hash, createdBy, now, expiresAt }) {
      const agent = await liveAgent(tx, siteId, agentId);
      if (agent === null) return null;
      await tx.db
        .deleteFrom('invitations')
        .where('site_id', '=', siteId)
        .where('agent_id', '=', agentId)
        .where('used_at', 'is', null)
        .execute();
      return insert(tx, {
        site_id: siteId,
        id: tx.newId('invitation'),
        ...{ hash, email: agent.email, role: agent.role, department: agent.department ?? null, teams: '[]', agent_id: agentId },
        ...{ created_by: createdBy, created_at: now, expires_at: expiresAt, used_at: null },
      });
    },
  },
  invitations: {
    kind: 'read',
    async run(tx, { siteId }) {
      const rows = await tx.db
        .selectFrom('invitations')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('used_at', 'is', null)
        .where('agent_id', 'is', null)
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .execute();
      return rows.map(recordOf);
    },
  },
  renewInvitation: {
    kind: 'write',
    async run(tx, { siteId, id, hash, expiresAt }) {
      const row = await tx.db
        .updateTable('invitations')
        .set({ hash, expires_at: expiresAt })
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .where('used_at', 'is', null)
        .where('agent_id', 'is', null)
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : recordOf(row);
    },
  },
  revokeInvitation: {
    kind: 'write',
    async run(tx, { siteId, id }) {
      const gone = await tx.db
        .deleteFrom('invitations')
        .where('site_id', '=', siteId)
        .where('id', '=', id)
        .where('used_at', 'is', null)
        .where('agent_id', 'is', null)
        .executeTakeFirst();
      return gone.numDeletedRows > 0n;
    },
  },
  invitationOf: {
    kind: 'read',
    async run(tx, { hash, now }) {
      const row = await tx.db
        .selectFrom('invitations')
        .selectAll()
        .where('hash', '=', hash)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row === undefined ? null : recordOf(row);
    },
  },
  acceptInvitation: {
    kind: 'write',
    async run(tx, { hash, name, password, now }) {
      const row = await take(tx, hash, now, 'invitation');
      if (row === undefined) return { ok: false, code: 'not_found' };
      const invited = recordOf(row);
      const { siteId, email, role, department } = invited;
      const agent = await insertAgent(tx, { siteId, email, name, role, ...(department === null ? {} : { department }), password, now });
      if (agent === null) return { ok: false, code: 'conflict' };
      await joinTeams(tx, { siteId, agentId: agent.id, teams: invited.teams, actor: invited.createdBy, now });
      return { ok: true, agent };
    },
  },
  acceptPasswordLink: {
    kind: 'write',
    async run(tx, { hash, password, now }) {
      const row = await take(tx, hash, now, 'password');
      const agent = row === undefined || row.agent_id === null ? null : await liveAgent(tx, row.site_id, row.agent_id);
      if (agent === null) return null;
      const { siteId, id } = agent;
      await tx.db.updateTable('agents').set({ password }).where('site_id', '=', siteId).where('id', '=', id).execute();
      for (const table of ['agent_sessions', 'tickets', 'login_challenges'] as const)
        await tx.db.deleteFrom(table).where('site_id', '=', siteId).where('agent_id', '=', id).execute();
      return agent;
    },
  },
};
