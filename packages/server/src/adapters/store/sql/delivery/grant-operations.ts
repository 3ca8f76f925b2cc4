// What a visitor may make a code of, and what a code would open to them (ID20 c, CH36). Redeeming calls `redeemable` again inside its own
// transaction, so that nothing is opened that changed hands meanwhile.
import { authorise } from '../../../../domain/conversation/authorise.js';
import type { RootCustomer } from '../../../../domain/identity/model.js';
import type { Principal } from '../../../../ports/store-delivery.js';
import type { GrantOps } from '../../../../ports/store-grants.js';
import { isErased } from '../erasure/erase-conversation.js';
import { liveCode } from '../identity/resume-code-rows.js';
import { lockVisitors } from '../lock-visitors.js';
import type { OperationsOf, Tx } from '../operation.js';
import type { ConversationsTable } from '../schema.js';
import { currentPrincipal } from './current-principal.js';
import { conversationById, guarded, lockConversation, readable } from './find-conversation.js';
import { grant, grantedBy } from './grants.js';

interface Redeemable {
  id: string;
  customer: RootCustomer;
  conv: string;
}
interface Asked {
  siteId: string;
  hash: string;
  visitorId: string;
  now: number;
}

/** Null: the code opens no conversation to this visitor, for whatever reason. */
export async function redeemable(tx: Tx, { siteId, hash, visitorId, now }: Asked): Promise<Redeemable | null> {
  const code = await liveCode(tx, { siteId, hash, now });
  const visitor = await visitorNow(tx, { siteId, visitorId });
  if (code === null || visitor === null || code.object.type !== 'conversation') return null;
  const row = await conversationById(tx, siteId, code.object.id);
  if (row === null || isErased(row) || isOfAnother(await userOf(tx, row), visitor.userId)) return null;
  return { id: code.id, customer: code.customer, conv: row.id };
}

const isOfAnother = (heldBy: string | null, userId: string | null): boolean => heldBy !== null && userId !== null && heldBy !== userId;

/** The verified user a conversation is of: of its device, where it was closed before they signed in. */
async function userOf(tx: Tx, row: Pick<ConversationsTable, 'site_id' | 'principal_id' | 'user_id'>): Promise<string | null> {
  if (row.user_id !== null) return row.user_id;
  const owner = await tx.db
    .selectFrom('visitors')
    .select('user_id')
    .where('site_id', '=', row.site_id)
    .where('id', '=', row.principal_id)
    .executeTakeFirst();
  return owner?.user_id ?? null;
}

/** The visitor as they are now; null when the session ended. */
async function visitorNow(tx: Tx, { siteId, visitorId: id }: { siteId: string; visitorId: string }): Promise<Visitor | null> {
  const asked: Visitor = { type: 'visitor', siteId, id, anonymousId: '', userId: null };
  const now = await currentPrincipal(tx, asked);
  return now?.type === 'visitor' ? now : null;
}
type Visitor = Principal & { type: 'visitor' };

/**
 * What redeeming touches, locked in the order everybody takes: devices, then the conversation (as a sign-in does), and both before who is who
 * (as a message does). Without effect on SQLite, and for a code that opens no conversation.
 */
export async function lockForCode(tx: Tx, { siteId, hash, visitorId, now }: Asked): Promise<void> {
  if (tx.dialect !== 'postgres') return;
  const code = await liveCode(tx, { siteId, hash, now });
  const row = code?.object.type === 'conversation' ? await conversationById(tx, siteId, code.object.id) : null;
  if (row === null) return;
  await lockVisitors(tx, siteId, [visitorId, row.principal_id]);
  await lockConversation(tx, siteId, row.id);
}

/** Opens the conversation of a code that was just used up, under `lockForCode`: what it or a device became meanwhile is seen here, or sees this. */
export async function openByCode(
  tx: Tx,
  { siteId, conv, visitorId, codeId, now }: { siteId: string; conv: string; visitorId: string; codeId: string; now: number },
): Promise<void> {
  const row = await conversationById(tx, siteId, conv);
  const visitor = await visitorNow(tx, { siteId, visitorId });
  if (row === null || visitor === null || isErased(row) || isOfAnother(await userOf(tx, row), visitor.userId)) return;
  await grant(tx, { siteId, conv, principalId: visitorId }, { codeId, now });
}

export const grantOperations: OperationsOf<GrantOps> = {
  ownConversation: {
    kind: 'read',
    async run(tx, { principal, conv }) {
      const row = await conversationById(tx, principal.siteId, conv);
      if (row === null || isErased(row) || row.pub_head === 0 || !authorise(principal, guarded(row), 'pub')) return null;
      return { customerId: row.customer_id };
    },
  },
  redeemableCode: {
    kind: 'read',
    async run(tx, { principal, hash, now }) {
      const { siteId, id } = principal;
      const found = await redeemable(tx, { siteId, hash, visitorId: id, now });
      const conv = found?.conv ?? (await grantedBy(tx, { siteId, hash, principalId: id }));
      if (conv === null) return null;
      const open = (await readable(tx, principal, conv, 'pub')) !== null;
      return open || found !== null ? { conv, open } : null;
    },
  },
  stillOpen: {
    kind: 'read',
    async run(tx, { siteId, visitorId, convs }) {
      const visitor = await visitorNow(tx, { siteId, visitorId });
      if (visitor === null) return [];
      const open: string[] = [];
      for (const conv of convs) if ((await readable(tx, visitor, conv, 'pub')) !== null) open.push(conv);
      return open;
    },
  },
};
