// Conversations given to a customer by a decision: "not this person" (K44), and a caller who was checked (ID9). From then on everything in
// that conversation is that customer's, whatever its device or address says.
import { ruleOf } from '../../../../domain/identity/identifier-types.js';
import type { IdentityOps } from '../../../../ports/store-identity.js';
import { rootOrNull } from '../context/root-or-null.js';
import { conversationById, lockConversation } from '../delivery/find-conversation.js';
import { membersOf } from '../customers.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import { createCustomer } from './apply-resolution.js';
import { auditRow } from './audit-row.js';
import { addNeverMerge } from './never-merge.js';
import { moveInteractions } from './owner-overrides.js';
import { lockIdentity } from './site-lock.js';

const ownerRow = prepared<{ siteId: string; conv: string }, { customer_id: string }>((db, place) =>
  db
    .selectFrom('conversation_owners')
    .select('customer_id')
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv')),
);

/** Whom the conversation was given to; null for one nobody decided about. */
export async function givenOwner(tx: Tx, siteId: string, conv: string): Promise<string | null> {
  const [row] = await ownerRow(tx, { siteId, conv });
  return row?.customer_id ?? null;
}

export interface Giving {
  siteId: string;
  conv: string;
  to: string;
  causeId: string;
  actor: string;
  now: number;
}

/** Moves the conversation and its interactions. Answers how many interactions moved. */
export async function giveConversation(tx: Tx, { siteId, conv, to, causeId, actor, now }: Giving): Promise<number> {
  const columns = { customer_id: to, cause_id: causeId, actor, at: now };
  await tx.db
    .insertInto('conversation_owners')
    .values({ site_id: siteId, conversation_id: conv, ...columns })
    .onConflict((conflict) => conflict.columns(['site_id', 'conversation_id']).doUpdateSet(columns))
    .execute();
  await tx.db.updateTable('conversations').set({ customer_id: to }).where('site_id', '=', siteId).where('id', '=', conv).execute();
  const rows = await tx.db
    .selectFrom('interactions')
    .select('id')
    .where('site_id', '=', siteId)
    .where('conversation_id', '=', conv)
    .orderBy('id')
    .execute();
  return moveInteractions(tx, { siteId, interactionIds: rows.map(({ id }) => id), to, causeId, actor, now });
}

/** True for a customer that is nothing but an unattested address (ID9): a number that rang, a sender nobody vouched for. */
export async function isAddressCustomer(tx: Tx, siteId: string, rootId: string): Promise<boolean> {
  const root = await rootOrNull(tx, siteId, rootId);
  if (root === null || root.userId !== null) return false;
  const edges = await tx.db
    .selectFrom('identity_edges')
    .select('type')
    .where('site_id', '=', siteId)
    .where('customer_id', 'in', await membersOf(tx, siteId, rootId))
    .where('until', 'is', null)
    .execute();
  return edges.length > 0 && edges.every(({ type }) => ruleOf(type).kind === 'address');
}

/**
 * ID9: whom a check proved gets the conversation of the address it came from, and only it. False when the conversation is theirs already
 * or belongs to anybody but an address.
 */
export async function giveToProven(tx: Tx, giving: Giving): Promise<boolean> {
  const { siteId, conv, to } = giving;
  const row = await conversationById(tx, siteId, conv);
  if (row === null || row.customer_id === '') return false;
  const [owner, proven] = [await rootOrNull(tx, siteId, row.customer_id), await rootOrNull(tx, siteId, to)];
  if (owner === null || proven === null || owner.id === proven.id || !(await isAddressCustomer(tx, siteId, owner.id))) return false;
  await giveConversation(tx, { ...giving, to: proven.id });
  return true;
}

type NotThisPerson = Parameters<IdentityOps['notThisPerson']>[0];

export async function notThisPerson(tx: Tx, { siteId, conv, actor, now }: NotThisPerson): ReturnType<IdentityOps['notThisPerson']> {
  await lockIdentity(tx, siteId);
  const row = await lockConversation(tx, siteId, conv);
  if (row === null || row.customer_id === '') return { ok: false, code: 'not_found' };
  const was = await rootOrNull(tx, siteId, row.customer_id);
  if (was === null) return { ok: false, code: 'not_found' };
  const customerId = tx.newId('customer');
  await createCustomer(tx, siteId, { id: customerId, userId: null, createdAt: now });
  await giveConversation(tx, { siteId, conv, to: customerId, causeId: conv, actor, now });
  // Who it was proved to be is what turned out wrong.
  await tx.db
    .updateTable('conversations')
    .set({ verification: JSON.stringify({ level: 0, methods: [] }) })
    .where('site_id', '=', siteId)
    .where('id', '=', conv)
    .execute();
  await addNeverMerge(tx, siteId, { a: was.id, b: customerId, now });
  await auditRow(tx, { siteId, actor, action: 'not_this_person', target: conv, detail: { was: was.id, customer: customerId }, now });
  return { ok: true, customerId, was: was.id };
}
