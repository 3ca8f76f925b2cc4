// An agent who asks for what the customer already gave (C26): noted in the transaction of the message, so that no restart forgets it. What
// counts as given is what the newest context shows; a confirmation ("is it still …") asks for nothing.
import { askAgain, askedKeys } from '@throughline/types';
import type { Entry, HandoffContext } from '@throughline/types';
import { madeEvent } from '../../../../domain/ingest/made-event.js';
import { newestStatedFacts } from '../context/revisions.js';
import { channelOf } from '../context/rows.js';
import { relaySourceId } from '../identity/identity-events.js';
import { recordEvents } from '../ingest.js';
import type { Tx } from '../operation.js';
import type { ConversationsTable } from '../schema.js';

/** Most messages are no question: they cost no read. */
const mayAsk = (text: string): boolean => text.includes('?') || askedKeys(text).length > 0;

export async function recordReAsks(
  tx: Tx,
  row: ConversationsTable,
  { entries, agentId, now }: { entries: readonly Entry[]; agentId: string; now: number },
): Promise<void> {
  const asking = entries.filter(({ kind, lane, body }) => kind === 'message' && lane === 'pub' && mayAsk(textOf(body)));
  if (asking.length === 0) return;
  const facts = await newestStatedFacts(tx, { siteId: row.site_id, conv: row.id });
  const events = asking.flatMap((entry) =>
    askAgain(textOf(entry.body), facts).map((key) => reAsked(row, { entry, key, facts, agentId, now })),
  );
  if (events.length === 0) return;
  await recordEvents(tx, { siteId: row.site_id, sourceId: await relaySourceId(tx, row.site_id), events, now });
}

function reAsked(
  row: ConversationsTable,
  { entry, key, facts, agentId, now }: { entry: Entry; key: string; facts: HandoffContext['statedFacts']; agentId: string; now: number },
) {
  const label = facts.find((fact) => fact.key === key)?.label ?? key;
  return madeEvent({
    messageId: `reask:${entry.id}:${key}`.slice(0, 99),
    name: 'fact.reasked',
    title: `Asked again: ${label}`,
    data: { key, conversation_id: row.id, actor: agentId },
    channel: channelOf(row.channel),
    department: row.department,
    owner: { customerId: row.customer_id, identifiers: [] },
    conversationId: row.id,
    causationId: entry.id,
    now,
  });
}

function textOf(body: Entry['body']): string {
  const { text } = body;
  return typeof text === 'string' ? text : '';
}
