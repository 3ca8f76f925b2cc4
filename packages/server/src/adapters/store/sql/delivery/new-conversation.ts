// A conversation before its first entry. Created by `conv_key`, unique per principal: a repeated first message or a double click finds the
// one that exists (P31a).
import type { Tx } from '../operation.js';
import type { ConversationsTable } from '../schema.js';
import type { Principal } from '../../../../ports/store-delivery.js';
import { emptyConversation } from '@throughline/types';
import { columnsOf, NOTHING_BESIDE } from './conversation-state.js';
import { CHANNEL_PRINCIPAL } from './relay-events.js';

/** Channel of everything that comes through the widget. */
const WIDGET_CHANNEL = 'web_chat';

/** The row to insert. Whose customer it is comes with the first message: until then lists do not show it. */
export function newConversation(
  tx: Tx,
  principal: Principal & { type: 'visitor' },
  { convKey, continues, now }: { convKey: string; continues: string | null; now: number },
): ConversationsTable {
  const verification = principal.userId === null ? { level: 0, methods: [] } : { level: 3, methods: ['jwt'], at: now };
  return {
    site_id: principal.siteId,
    id: tx.newId('conversation'),
    conv_key: convKey,
    principal_id: principal.id,
    customer_id: '',
    user_id: principal.userId,
    channel: WIDGET_CHANNEL,
    pub_head: 0,
    int_head: 0,
    last_ts: 0,
    ...columnsOf(emptyConversation()),
    ...NOTHING_BESIDE,
    continues,
    verification: JSON.stringify(verification),
    headline: '',
    alerts: '[]',
    context_revision: 0,
    hash_key: `${tx.hex128()}${tx.hex128()}`,
    started_at: null,
    department: null,
  };
}

/** False when another submission created it at the same moment; the caller looks it up again. */
export async function insertConversation(tx: Tx, row: ConversationsTable): Promise<boolean> {
  const result = await tx.db
    .insertInto('conversations')
    .values(row)
    .onConflict((conflict) => conflict.columns(['site_id', 'principal_id', 'conv_key']).doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The row of a conversation that another system carries. `customerId`: a root. */
export function newChannelConversation(
  tx: Tx,
  args: {
    siteId: string;
    sourceId: string;
    customerId: string;
    channel: string;
    department: string | null;
    startedAt: number;
    verification: { level: number; methods: string[] } | null;
    now: number;
  },
): ConversationsTable {
  const { siteId, sourceId, customerId, channel, department, startedAt, verification, now } = args;
  return {
    site_id: siteId,
    id: tx.newId('conversation'),
    conv_key: tx.hex128(),
    principal_id: `${CHANNEL_PRINCIPAL}${sourceId}`,
    customer_id: customerId,
    user_id: null,
    channel,
    pub_head: 0,
    int_head: 0,
    last_ts: 0,
    ...columnsOf(emptyConversation()),
    ...NOTHING_BESIDE,
    verification: JSON.stringify(verification === null ? { level: 0, methods: [] } : { ...verification, at: now }),
    headline: '',
    alerts: '[]',
    context_revision: 0,
    hash_key: `${tx.hex128()}${tx.hex128()}`,
    started_at: startedAt < now ? startedAt : null,
    department,
  };
}
