// Who a principal is right now, read in the transaction that acts for them (S13): a device that was reset meanwhile may do nothing, one that
// signed in meanwhile acts as that user. (Not in the transport: a separate read would wait for a commit of its own.)
import type { Principal } from '../../../../ports/store-delivery.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';

const visitorRow = prepared<{ siteId: string; id: string }, { token_hash: string | null; user_id: string | null }>((db, place) =>
  db.selectFrom('visitors').select(['token_hash', 'user_id']).where('site_id', '=', place('siteId')).where('id', '=', place('id')),
);

/** Null when the device session is revoked or unknown. Agents' sessions are watched by their sockets. */
export async function currentPrincipal(tx: Tx, principal: Principal): Promise<Principal | null> {
  if (principal.type === 'agent') return principal;
  const [row] = await visitorRow(tx, { siteId: principal.siteId, id: principal.id });
  return row === undefined || row.token_hash === null ? null : { ...principal, userId: row.user_id };
}
