// Who is at the desk, in rows that every relay writes and reads (K58). Invariant: nothing of it is held in a relay's memory, so that relays
// agree, and one that dies takes nobody's presence with it.
import { sql } from 'kysely';
import type { AgentName, RoutingOps } from '../../../../ports/store-routing.js';
import type { OperationsOf, Tx } from '../operation.js';
import type { AgentPresenceTable } from '../schema-routing.js';
import { agentsAtDesk } from './agents-at-desk.js';

/** After the last sign of a socket. */
const OFFLINE_AFTER_MS = 60_000;
/** Relays say every ten seconds who is connected: one may be missed. */
const CONNECTED_MS = 25_000;
/** Whoever signed off and had no socket for this long comes back to the desk with the next one; before that it is a connection that broke. */
const BACK_AFTER_MS = 60_000;

type Change = Partial<Omit<AgentPresenceTable, 'site_id' | 'agent_id'>>;

const BEGINNING: Omit<AgentPresenceTable, 'site_id' | 'agent_id'> = {
  chosen: 'online',
  idle: 0,
  connected_until: 0,
  offline_at: 0,
  given_at: null,
  to_return: 1,
};

function stored(tx: Tx, { siteId, agentId }: AgentName): Promise<AgentPresenceTable | undefined> {
  return tx.db
    .selectFrom('agent_presence')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('agent_id', '=', agentId)
    .$if(tx.dialect === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
}

async function write(tx: Tx, { siteId, agentId }: AgentName, change: Change): Promise<void> {
  await tx.db
    .insertInto('agent_presence')
    .values({ site_id: siteId, agent_id: agentId, ...BEGINNING, ...change })
    .onConflict((conflict) => conflict.columns(['site_id', 'agent_id']).doUpdateSet(change))
    .execute();
}

const signOfSocket = (now: number) => ({ connected_until: now + CONNECTED_MS, offline_at: now + OFFLINE_AFTER_MS, to_return: 1 });

/** Whoever signed off is gone, connected or not. */
const unlessSignedOff = (column: 'offline_at' | 'to_return', value: number) =>
  sql<number>`case when agent_presence.chosen = 'offline' then ${sql.ref(`agent_presence.${column}`)} else ${value} end`;

export const presenceOperations: OperationsOf<
  Pick<RoutingOps, 'presenceStarted' | 'presenceEnded' | 'presenceSeen' | 'presenceSet' | 'agentStates'>
> = {
  presenceStarted: {
    kind: 'write',
    async run(tx, { now, ...who }) {
      const held = await stored(tx, who);
      if (held?.chosen !== 'offline') return write(tx, who, signOfSocket(now));
      if (now - held.connected_until < BACK_AFTER_MS) return write(tx, who, { connected_until: now + CONNECTED_MS });
      await write(tx, who, { ...signOfSocket(now), chosen: 'online', idle: 0 });
    },
  },
  presenceEnded: {
    kind: 'write',
    async run(tx, { now, ...who }) {
      const held = await stored(tx, who);
      if (held === undefined) return;
      if (held.chosen === 'offline') return write(tx, who, { connected_until: now });
      await write(tx, who, { connected_until: now, offline_at: now + OFFLINE_AFTER_MS });
    },
  },
  presenceSeen: {
    kind: 'write',
    async run(tx, { agents, now }) {
      if (agents.length === 0) return;
      const sign = signOfSocket(now);
      const rows = [...agents].sort(byName).map(({ siteId, agentId }) => ({ site_id: siteId, agent_id: agentId, ...BEGINNING, ...sign }));
      await tx.db
        .insertInto('agent_presence')
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(['site_id', 'agent_id']).doUpdateSet({
            connected_until: sign.connected_until,
            offline_at: unlessSignedOff('offline_at', sign.offline_at),
            to_return: unlessSignedOff('to_return', sign.to_return),
          }),
        )
        .execute();
    },
  },
  presenceSet: {
    kind: 'write',
    async run(tx, { status, idle, now, ...who }) {
      const held = await stored(tx, who);
      if (idle) return write(tx, who, { idle: status === 'online' ? 0 : 1, ...(held === undefined ? signOfSocket(now) : {}) });
      const signs = status === 'offline' ? { connected_until: now, offline_at: now + OFFLINE_AFTER_MS } : signOfSocket(now);
      await write(tx, who, { chosen: status, idle: 0, ...signs });
    },
  },
  agentStates: {
    kind: 'read',
    async run(tx, { siteId, now }) {
      const agents = await agentsAtDesk(tx, siteId, now);
      return agents.map(({ id, status, load, capacity }) => ({ agentId: id, status, load, capacity }));
    },
  },
};

/** Always the same order: two relays never wait for each other. */
const byName = (a: AgentName, b: AgentName): number =>
  a.siteId < b.siteId ? -1 : a.siteId > b.siteId ? 1 : a.agentId < b.agentId ? -1 : a.agentId > b.agentId ? 1 : 0;
