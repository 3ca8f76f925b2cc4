// The lists: an agent's conversations, a customer's, a visitor's own. A conversation in which nothing was said yet is in none of them.
import type { ConversationRow, VisitorConversation } from '@throughline/types';
import type { DeliveryOps } from '../../../../ports/store-delivery.js';
import { membersOf } from '../customers.js';
import type { OperationsOf, Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ConversationsTable } from '../schema.js';
import { newestJoin } from './assign-targets.js';
import { listRow, stateOf } from './conversation-state.js';
import { nameCustomers } from './customer-names.js';
import { conversationById } from './find-conversation.js';
import { grantedTo } from './grants.js';

/** Rows as lists show them, with the names of their customers. */
export async function namedRows(tx: Tx, siteId: string, rows: readonly ConversationsTable[]): Promise<ConversationRow[]> {
  const names = await nameCustomers(
    tx,
    siteId,
    rows.map((row) => row.customer_id),
  );
  return rows.map((row) => listRow(row, names.get(row.customer_id) ?? { id: row.customer_id, name: '' }));
}

/** What is not closed comes first: work is never hidden behind history. */
async function rows(tx: Tx, { siteId, limit }: { siteId: string; limit: number }): Promise<ConversationRow[]> {
  const some = (closed: boolean, most: number) =>
    tx.db
      .selectFrom('conversations')
      .selectAll()
      .where('site_id', '=', siteId)
      .where('status', closed ? 'in' : 'not in', ['closed'])
      .where('pub_head', '>', 0)
      .orderBy('last_at', 'desc')
      .orderBy('id')
      .limit(most)
      .execute();
  const live = await some(false, limit);
  const done = live.length < limit ? await some(true, limit - live.length) : [];
  return namedRows(tx, siteId, [...live, ...done]);
}

const unreadCount = prepared<{ siteId: string; conv: string }, { unread: number }>((db, place) =>
  db
    .selectFrom('entries')
    .select((eb) => eb.fn.countAll<number>().as('unread'))
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .where('lane', '=', 'pub')
    .where('kind', '=', 'message')
    .where('author_type', '=', 'agent')
    .where('seq', '>', (eb) =>
      eb
        .selectFrom('receipts')
        .select(({ fn, lit }) => fn.coalesce(fn.max('read'), lit(0)).as('read'))
        .where('site_id', '=', place('siteId'))
        .where('conversation_id', '=', place('conv'))
        .where('side', '=', 'visitor'),
    ),
);

/** From the pub lane only (P14): who owns it inside is nothing a visitor can see. */
async function asVisitorSees(tx: Tx, row: ConversationsTable): Promise<VisitorConversation> {
  const state = stateOf(row);
  const [count] = await unreadCount(tx, { siteId: row.site_id, conv: row.id });
  return {
    id: row.id,
    closed: state.status === 'closed',
    head: row.pub_head,
    lastText: state.lastText,
    lastFrom: state.lastFrom,
    lastAt: state.lastAt,
    openedAt: state.openedAt,
    unread: count?.unread ?? 0,
    agentName: (await newestJoin(tx, row.site_id, row.id))?.name ?? null,
  };
}

const VISITOR_CONVERSATIONS_MAX = 50;

async function visitorConversations(
  tx: Tx,
  { principal, own: ownOnly = false }: Parameters<DeliveryOps['visitorConversations']>[0],
): Promise<VisitorConversation[]> {
  const { siteId, id, userId } = principal;
  const opened = ownOnly ? [] : ((await grantedTo(tx, siteId, [id])).get(id) ?? []);
  const own = await tx.db
    .selectFrom('conversations')
    .selectAll()
    .where('site_id', '=', siteId)
    .where((eb) =>
      eb.or([
        eb('principal_id', '=', id),
        ...(userId === null ? [] : [eb('user_id', '=', userId)]),
        ...(opened.length === 0 ? [] : [eb('id', 'in', opened)]),
      ]),
    ) // ID20
    .where('pub_head', '>', 0)
    .orderBy('last_at', 'desc')
    .orderBy('id')
    .limit(VISITOR_CONVERSATIONS_MAX)
    .execute();
  const seen: VisitorConversation[] = [];
  for (const row of own) seen.push(await asVisitorSees(tx, row));
  return seen;
}

export const listOperations: OperationsOf<Pick<DeliveryOps, 'rows' | 'row' | 'customerRows' | 'visitorConversations'>> = {
  rows: { kind: 'read', run: rows },
  row: {
    kind: 'read',
    async run(tx, { siteId, conv }) {
      const row = await conversationById(tx, siteId, conv);
      return row === null || row.pub_head === 0 ? null : ((await namedRows(tx, siteId, [row]))[0] ?? null);
    },
  },
  customerRows: {
    kind: 'read',
    async run(tx, { siteId, customerId, limit, afterId }) {
      const members = await membersOf(tx, siteId, customerId);
      if (members.length === 0) return [];
      const own = tx.db
        .selectFrom('conversations')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('customer_id', 'in', members)
        .where('pub_head', '>', 0);
      const ordered = afterId === undefined ? own.orderBy('last_at', 'desc').orderBy('id') : own.where('id', '>', afterId).orderBy('id');
      return namedRows(tx, siteId, await ordered.limit(limit).execute());
    },
  },
  visitorConversations: { kind: 'read', run: visitorConversations },
};
