// Erased stays erased (S76): takes away what an older store brought back. By ids and not by root: in the older store the customer may not have
// been merged yet, or their conversation may still have belonged to somebody else.
import { emptyConversation } from '@throughline/types';
import type { ErasedNames } from '../../../../ports/store-erasure.js';
import { columnsOf, NOTHING_BESIDE } from '../delivery/conversation-state.js';
import { insertConversation } from '../delivery/new-conversation.js';
import { auditRow } from '../identity/audit-row.js';
import { lockIdentity } from '../identity/site-lock.js';
import type { Tx } from '../operation.js';
import { eraseConversation, isErased } from './erase-conversation.js';
import { eraseMembers, unnameVisitor } from './erase-members.js';

interface Again {
  names: ErasedNames;
  now: number;
}

/** Answers whether something was there. Writes nothing when not: it runs at every start. */
export async function eraseAgain(tx: Tx, siteId: string, { names, now }: Again): Promise<boolean> {
  const back = await whatIsBack(tx, siteId, names);
  if (back.members.length + back.visitors.length + back.conversations.length + back.missing.length === 0) return false;
  await lockIdentity(tx, siteId);
  const erased = back.members.length === 0 ? null : await eraseMembers(tx, siteId, { members: back.members, now });
  for (const id of back.visitors) await unnameVisitor(tx, siteId, id);
  const done = new Set(erased?.conversations);
  for (const conv of back.conversations) if (!done.has(conv)) await eraseConversation(tx, { siteId, conv, now });
  for (const missing of back.missing) await keepErased(tx, siteId, { missing, now });
  const detail = { customers: String(back.members.length), conversations: String(back.conversations.length) };
  await auditRow(tx, { siteId, actor: 'ledger', action: 'customer.erased', target: names.customers[0] ?? '', detail, now });
  return true;
}

interface Back {
  members: string[];
  visitors: string[];
  conversations: string[];
  /** Not in this store, and their devices may still hold messages for them. */
  missing: ErasedNames['conversations'];
}

async function whatIsBack(tx: Tx, siteId: string, names: ErasedNames): Promise<Back> {
  const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
  const members = await tx.db
    .selectFrom('customers')
    .select('id')
    .where('site_id', '=', siteId)
    .where('id', 'in', names.customers)
    .where('status', '!=', 'erased')
    .execute();
  const devices = [...new Set([...names.visitors, ...names.conversations.map(({ principalId }) => principalId)])];
  const visitors =
    devices.length === 0
      ? []
      : await tx.db
          .selectFrom('visitors')
          .select(['id', 'anonymous_id'])
          .where('site_id', '=', siteId)
          .where('id', 'in', devices)
          .execute();
  const wanted = names.conversations.map(({ id }) => id);
  const conversations =
    wanted.length === 0
      ? []
      : await tx.db
          .selectFrom('conversations')
          .select(['id', 'hash_key'])
          .where('site_id', '=', siteId)
          .where('id', 'in', wanted)
          .execute();
  const held = new Set(ids(conversations));
  const living = new Set(ids(visitors));
  return {
    members: ids(members),
    visitors: names.visitors.filter((id) => visitors.some((row) => row.id === id && row.anonymous_id !== `erased ${id}`)),
    conversations: ids(conversations.filter((row) => !isErased(row))),
    missing: names.conversations.filter(({ id, principalId }) => !held.has(id) && living.has(principalId)),
  };
}

/** An empty, closed, erased conversation under the old id and key: a late message finds it and is told so. */
async function keepErased(
  tx: Tx,
  siteId: string,
  { missing, now }: { missing: ErasedNames['conversations'][number]; now: number },
): Promise<void> {
  await insertConversation(tx, {
    site_id: siteId,
    id: missing.id,
    conv_key: missing.convKey,
    principal_id: missing.principalId,
    customer_id: '', // as before a first message: no list shows it
    user_id: null,
    channel: missing.channel,
    pub_head: 0,
    int_head: 0,
    last_ts: 0,
    ...columnsOf(emptyConversation()),
    ...NOTHING_BESIDE,
    status: 'closed',
    last_at: now,
    opened_at: now,
    closed_at: now,
    verification: JSON.stringify({ level: 0, methods: [] }),
    headline: '',
    alerts: '[]',
    context_revision: 0,
    hash_key: '',
    started_at: null,
    department: null,
  });
}
