// An agent who asks for what the customer already gave (C26): noted in the transaction of the message, so that no restart forgets it. What
// counts as given is what the newest context shows to that agent: nobody asks again for what they cannot see; what they see masked is known. A
// confirmation ("is it still …") asks for nothing.
import { askAgain, mayAsk } from '@throughline/types';
import type { Entry, HandoffContext } from '@throughline/types';
import { sightOf } from '../../../../domain/context/sight.js';
import { madeEvent } from '../../../../domain/ingest/made-event.js';
import { liveAgent } from '../agents.js';
import { newestStatedFacts } from '../context/revisions.js';
import { channelOf } from '../context/rows.js';
import { relaySourceId } from '../identity/identity-events.js';
import { newEffects } from '../engine/effects.js';
import type { Effects } from '../engine/effects.js';
import { recordEvents } from '../ingest.js';
import type { Tx } from '../operation.js';
import type { ConversationsTable } from '../schema.js';

export async function recordReAsks(
  tx: Tx,
  row: ConversationsTable,
  { entries, agentId, now }: { entries: readonly Entry[]; agentId: string; now: number },
): Promise<Effects> {
  const asking = entries.filter(({ kind, lane, body }) => kind === 'message' && lane === 'pub' && mayAsk(textOf(body))); // others cost no read
  if (asking.length === 0) return newEffects();
  const agent = await liveAgent(tx, row.site_id, agentId);
  if (agent === null) return newEffects();
  const scope = { role: agent.role, departments: agent.department === undefined ? [] : [agent.department] };
  const facts = sightOf(scope).lines(await newestStatedFacts(tx, { siteId: row.site_id, conv: row.id }));
  if (facts.length === 0) return newEffects();
  const events = asking.flatMap((entry) =>
    askAgain(textOf(entry.body), facts).map((key) => reAsked(row, { entry, key, facts, agentId, now })),
  );
  if (events.length === 0) return newEffects();
  const { effects } = await recordEvents(tx, { siteId: row.site_id, sourceId: await relaySourceId(tx, row.site_id), events, now });
  return effects;
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
