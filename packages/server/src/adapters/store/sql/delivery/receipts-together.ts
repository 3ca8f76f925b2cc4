// Receipts of many principals raised together: what `receipt` does for one, with two statements for all. Invariant as there: a cell never
// goes back (P13), and nobody received more than there is.
import { sql } from 'kysely';
import { authorise } from '../../../../domain/conversation/authorise.js';
import type { DeliveryOps } from '../../../../ports/store-delivery.js';
import { listed } from '../listed.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ConversationGrantsTable } from '../schema-identity.js';
import type { ConversationsTable, ReceiptsTable } from '../schema.js';
import { question, together } from '../together.js';
import { guarded } from './find-conversation.js';
import { onlyRising } from './only-rising.js';

export type ReceiptArgs = Parameters<DeliveryOps['receipt']>[0];
export type ReceiptAnswer = Awaited<ReturnType<DeliveryOps['receipt']>>;

interface OfSite {
  siteId: string;
  list: string;
}
type Cell = Pick<ReceiptsTable, 'delivered' | 'read'>;
type Guarded = Pick<
  ConversationsTable,
  'site_id' | 'id' | 'principal_id' | 'user_id' | 'assignee_id' | 'team_id' | 'consulted' | 'pub_head'
>;

const askConversations = question<OfSite, Guarded>(
  ['site_id', 'id', 'principal_id', 'user_id', 'assignee_id', 'team_id', 'consulted', 'pub_head'],
  (db, place, dialect) =>
    db
      .selectFrom(listed(dialect, place('list'), ['conv']).as('listed'))
      .crossJoin('conversations as c')
      .whereRef('c.id', '=', 'listed.conv')
      .where('c.site_id', '=', place('siteId'))
      .select(['c.site_id', 'c.id', 'c.principal_id', 'c.user_id', 'c.assignee_id', 'c.team_id', 'c.consulted', 'c.pub_head']),
);

const askCells = question<OfSite, ReceiptsTable>(
  ['site_id', 'conversation_id', 'principal_id', 'side', 'delivered', 'read'],
  (db, place, dialect) =>
    db
      .selectFrom(listed(dialect, place('list'), ['conv']).as('listed'))
      .crossJoin('receipts as r')
      .whereRef('r.conversation_id', '=', 'listed.conv')
      .where('r.site_id', '=', place('siteId'))
      .select(['r.site_id', 'r.conversation_id', 'r.principal_id', 'r.side', 'r.delivered', 'r.read']),
);

/** Whom redeemed codes let in besides the owners. */
const askGrants = question<OfSite, Pick<ConversationGrantsTable, 'conversation_id' | 'principal_id'>>(
  ['conversation_id', 'principal_id'],
  (db, place, dialect) =>
    db
      .selectFrom(listed(dialect, place('list'), ['conv']).as('listed'))
      .crossJoin('conversation_grants as g')
      .whereRef('g.conversation_id', '=', 'listed.conv')
      .where('g.site_id', '=', place('siteId'))
      .select(['g.conversation_id', 'g.principal_id']),
);

const raiseAll = prepared<OfSite, unknown>((db, place, dialect) =>
  db
    .insertInto('receipts')
    .columns(['site_id', 'conversation_id', 'principal_id', 'side', 'delivered', 'read'])
    .expression((eb) =>
      eb
        .selectFrom(listed(dialect, place('list'), ['conv', 'principal', 'side', 'delivered', 'read']).as('listed'))
        .where(sql<boolean>`true`) // SQLite would take ON CONFLICT for a join's ON
        .select([
          place('siteId').as('site_id'),
          'listed.conv as conversation_id',
          'listed.principal as principal_id',
          'listed.side as side',
          sql<number>`cast(listed.delivered as bigint)`.as('delivered'),
          sql<number>`cast(listed.read as bigint)`.as('read'),
        ]),
    )
    .onConflict(onlyRising),
);

const key = (conv: string, name: string): string => `${conv} ${name}`;
const higher = (a: Cell | undefined, b: Cell): Cell => ({
  delivered: Math.max(a?.delivered ?? 0, b.delivered),
  read: Math.max(a?.read ?? 0, b.read),
});

/** One answer per request, in their order. All are of this site. */
export async function receiptsTogether(tx: Tx, siteId: string, asked: readonly ReceiptArgs[]): Promise<ReceiptAnswer[]> {
  const list = JSON.stringify([...new Set(asked.map(({ conv }) => conv))].map((conv) => [conv]));
  const [conversations, cells, grants] = await together(tx, [
    askConversations({ siteId, list }),
    askCells({ siteId, list }),
    askGrants({ siteId, list }),
  ]);
  const granted = new Set(grants.map((row) => key(row.conversation_id, row.principal_id)));
  const rows = new Map(conversations.map((row) => [row.id, row]));
  const held = new Map<string, Cell>(cells.map((cell) => [key(cell.conversation_id, cell.principal_id), cell]));
  const sides = new Map<string, Cell>();
  for (const cell of cells) sides.set(key(cell.conversation_id, cell.side), higher(sides.get(key(cell.conversation_id, cell.side)), cell));
  const raised = new Map<string, string[]>();
  const answers = asked.map(({ principal, conv, delivered, read }): ReceiptAnswer => {
    const row = rows.get(conv);
    if (row === undefined) return null;
    const isGuest = principal.type === 'visitor' && granted.has(key(conv, principal.id));
    if (!authorise(principal, { ...guarded(row), granted: isGuest }, 'pub')) return null;
    const upTo = { read: Math.min(read, row.pub_head), delivered: Math.min(Math.max(delivered, read), row.pub_head) };
    const [own, side] = [key(conv, principal.id), key(conv, principal.type)];
    const before = held.get(own);
    const moved = upTo.delivered > (before?.delivered ?? 0) || upTo.read > (before?.read ?? 0);
    if (moved) {
      const cell = higher(before, upTo);
      held.set(own, cell);
      sides.set(side, higher(sides.get(side), cell));
      raised.set(own, [conv, principal.id, principal.type, String(cell.delivered), String(cell.read)]);
    }
    const { delivered: all = 0, read: seen = 0 } = sides.get(side) ?? {};
    return { moved, receipts: { delivered: all, read: seen } };
  });
  // In one order, so that two relays that raise the same cells never wait for each other in a circle.
  const inOrder = [...raised].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, values]) => values);
  if (inOrder.length > 0) await raiseAll(tx, { siteId, list: JSON.stringify(inOrder) });
  return answers;
}

/** `args` as what the port's `receipt` takes. Null: anything else, which fails by itself. */
export const asReceipt = (args: unknown): ReceiptArgs | null => (isReceipt(args) ? args : null);

function isReceipt(args: unknown): args is ReceiptArgs {
  if (typeof args !== 'object' || args === null || !('conv' in args && 'delivered' in args && 'read' in args && 'principal' in args))
    return false;
  const { conv, delivered, read, principal } = args;
  if (typeof principal !== 'object' || principal === null) return false;
  if (!('id' in principal && 'siteId' in principal) || typeof principal.id !== 'string' || typeof principal.siteId !== 'string')
    return false;
  return typeof conv === 'string' && Number.isSafeInteger(delivered) && Number.isSafeInteger(read);
}
