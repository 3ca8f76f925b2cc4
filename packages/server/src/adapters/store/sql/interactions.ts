// The append-only table of interactions: written once, never changed (C3); unique by (site, source, message id) for ever (C12).
import type { Interaction } from '@throughline/types';
import type { Tx } from './operation.js';
import { prepared } from './prepared.js';
import type { InteractionsTable } from './schema.js';

const CHUNK = 500; // parameters per query stay far below both stores' limits

/** Which of these message ids the source sent before. */
export async function knownMessageIds(
  tx: Tx,
  { siteId, sourceId }: { siteId: string; sourceId: string },
  messageIds: readonly string[],
): Promise<Set<string>> {
  const known = new Set<string>();
  for (let at = 0; at < messageIds.length; at += CHUNK) {
    const rows = await tx.db
      .selectFrom('interactions')
      .select('message_id')
      .where('site_id', '=', siteId)
      .where('source_id', '=', sourceId)
      .where('message_id', 'in', messageIds.slice(at, at + CHUNK))
      .execute();
    for (const row of rows) known.add(row.message_id);
  }
  return known;
}

const insert = prepared<InteractionsTable, { id: string }>((db, place) =>
  db
    .insertInto('interactions')
    .values({
      site_id: place('site_id'),
      id: place('id'),
      source_id: place('source_id'),
      message_id: place('message_id'),
      customer_id: place('customer_id'),
      channel: place('channel'),
      department: place('department'),
      visibility: place('visibility'),
      type: place('type'),
      name: place('name'),
      title: place('title'),
      data: place('data'),
      occurred_at: place('occurred_at'),
      received_at: place('received_at'),
      original_timestamp: place('original_timestamp'),
      flags: place('flags'),
      unverified: place('unverified'),
      conversation_id: place('conversation_id'),
      causation_id: place('causation_id'),
      correlation_id: place('correlation_id'),
    })
    .onConflict((conflict) => conflict.columns(['site_id', 'source_id', 'message_id']).doNothing())
    .returning('id'),
);

/** False when the message id is taken: nothing was written. */
export async function insertInteraction(tx: Tx, interaction: Interaction): Promise<boolean> {
  const written = await insert(tx, {
    site_id: interaction.siteId,
    id: interaction.id,
    source_id: interaction.sourceId,
    message_id: interaction.messageId,
    customer_id: interaction.customerIdAtIngest,
    channel: interaction.channel,
    department: interaction.department,
    visibility: interaction.visibility,
    type: interaction.type,
    name: interaction.name,
    title: interaction.title,
    data: JSON.stringify(interaction.data),
    occurred_at: interaction.occurredAt,
    received_at: interaction.receivedAt,
    original_timestamp: interaction.originalTimestamp,
    flags: JSON.stringify(interaction.flags),
    unverified: interaction.unverified ? 1 : 0,
    conversation_id: interaction.conversationId,
    causation_id: interaction.causationId,
    correlation_id: interaction.correlationId,
  });
  return written.length === 1;
}
