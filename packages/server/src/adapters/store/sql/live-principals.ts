// Whose connections may go on and what they listen to, for the beacon (S13, P43): per site a read by primary key for the visitors, three by
// index for their conversations, and one for the agents.
import { sql } from 'kysely';
import { agent as decodeAgent } from '@throughline/types/decode';
import type { AccountOps } from '../../../ports/store-accounts.js';
import { grantedTo } from './delivery/grants.js';
import { membershipsOf } from './lists/memberships.js';
import type { Operation, Tx } from './operation.js';

type Op<K extends keyof AccountOps> = Operation<Parameters<AccountOps[K]>[0], Awaited<ReturnType<AccountOps[K]>>>;

const LISTENED_MAX = 50; // of one visitor: as many as a handshake joins

/** The newest conversations of each owner. */
async function newest(tx: Tx, siteId: string, owner: 'principal_id' | 'user_id', owners: readonly string[]) {
  if (owners.length === 0) return new Map<string, string[]>();
  const rows = await tx.db
    .selectFrom((db) =>
      db
        .selectFrom('conversations')
        .select(['id', sql<string>`${sql.ref(owner)}`.as('owner')])
        .select(sql<number>`row_number() over (partition by ${sql.ref(owner)} order by last_at desc, id)`.as('place'))
        .where('site_id', '=', siteId)
        .where(owner, 'in', owners)
        .where('pub_head', '>', 0)
        .as('own'),
    )
    .select(['id', 'owner'])
    .where('place', '<=', LISTENED_MAX)
    .execute();
  const byOwner = new Map<string, string[]>();
  for (const row of rows) byOwner.set(row.owner, [...(byOwner.get(row.owner) ?? []), row.id]);
  return byOwner;
}

const livePrincipals: Op<'livePrincipals'> = {
  kind: 'read',
  async run(tx, { siteId, visitors, sessions, now }) {
    const alive = visitors.length === 0 ? [] : await visitorsOf();
    const signedIn = sessions.length === 0 ? [] : await sessionsOf();
    const ofDevice = await newest(
      tx,
      siteId,
      'principal_id',
      alive.map(({ id }) => id),
    );
    const users = new Set(alive.flatMap(({ user_id: userId }) => (userId === null ? [] : [userId])));
    const opened = await grantedTo(
      tx,
      siteId,
      alive.map(({ id }) => id),
    );
    const teamsOf = signedIn.length === 0 ? () => null : await membershipsOf(tx, siteId);
    const ofUser = await newest(tx, siteId, 'user_id', [...users]);
    return {
      visitors: alive.map(({ id, user_id: userId }) => ({
        ...{ id, userId },
        convs: [...new Set([...(ofDevice.get(id) ?? []), ...(ofUser.get(userId ?? '') ?? []), ...(opened.get(id) ?? [])])],
      })),
      sessions: signedIn.map(({ id, hash, role, department }) => ({
        ...{ hash, role: decodeAgent.AgentRole.parse(role), department },
        teams: teamsOf(id),
      })),
    };

    function visitorsOf() {
      return tx.db
        .selectFrom('visitors')
        .select(['id', 'user_id'])
        .where('site_id', '=', siteId)
        .where('id', 'in', visitors)
        .where('token_hash', 'is not', null)
        .execute();
    }
    function sessionsOf() {
      return tx.db
        .selectFrom('agent_sessions as session')
        .innerJoin('agents as agent', (join) =>
          join.onRef('agent.site_id', '=', 'session.site_id').onRef('agent.id', '=', 'session.agent_id'),
        )
        .select(['agent.id as id', 'session.hash as hash', 'agent.role as role', 'agent.department as department'])
        .where('session.hash', 'in', sessions)
        .where('session.site_id', '=', siteId)
        .where('session.expires_at', '>', now)
        .where('agent.disabled', '=', 0)
        .execute();
    }
  },
};

export const livePrincipalOperations = { livePrincipals };
