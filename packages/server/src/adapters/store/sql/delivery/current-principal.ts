// Who a principal is right now, read in the transaction that acts for them (S13): a device that was reset meanwhile may do nothing, one that
// signed in meanwhile acts as that user; an agent who was deactivated or signed out elsewhere may do nothing, even while the socket is still
// open. (Not in the transport: a separate read would wait for a commit of its own.)
import type { Principal } from '../../../../ports/store-delivery.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';

const visitorRow = prepared<{ siteId: string; id: string }, { token_hash: string | null; user_id: string | null }>((db, place) =>
  db.selectFrom('visitors').select(['token_hash', 'user_id']).where('site_id', '=', place('siteId')).where('id', '=', place('id')),
);

/** The role of an agent who may act: enabled, and with the session they speak under; an empty `session` asks for none. */
const agentRow = prepared<{ siteId: string; id: string; session: string }, { role: string }>((db, place) =>
  db
    .selectFrom('agents')
    .select('role')
    .where('site_id', '=', place('siteId'))
    .where('id', '=', place('id'))
    .where('disabled', '=', 0)
    .where((eb) =>
      eb.or([
        eb(place('session'), '=', ''),
        eb.exists(
          eb
            .selectFrom('agent_sessions')
            .select('agent_sessions.hash')
            .whereRef('agent_sessions.site_id', '=', 'agents.site_id')
            .whereRef('agent_sessions.agent_id', '=', 'agents.id')
            .where('agent_sessions.hash', '=', place('session')),
        ),
      ]),
    ),
);

/** Null when the session is revoked or unknown, or the agent may not work any more. */
export async function currentPrincipal(tx: Tx, principal: Principal): Promise<Principal | null> {
  const { siteId, id } = principal;
  if (principal.type === 'agent') {
    const [row] = await agentRow(tx, { siteId, id, session: principal.sessionHash ?? '' });
    return row === undefined ? null : { ...principal, role: row.role };
  }
  const [row] = await visitorRow(tx, { siteId, id });
  return row === undefined || row.token_hash === null ? null : { ...principal, userId: row.user_id };
}
