// Folds one new interaction into what is kept beside the timeline: channels, live state, facts, promises,
// items, cases, reasons. In the transaction that writes
// it, called once per interaction. Invariant (C22): any order of arrival gives the same rows; late arrivals never overwrite newer state.
import { factsSaid } from '../../../domain/facts/conversation-facts.js';
import { factsOf } from '../../../domain/facts/extract.js';
import { sourceOf } from '../../../domain/facts/fold-fact.js';
import type { Interaction } from '@throughline/types';
import { storeFact } from './context/fact-rows.js';
import { storeLive } from './context/live-rows.js';
import { closingMessages } from './context/message-rows.js';
import { projectEvents } from './engine/project-events.js';
import type { Effects } from './engine/effects.js';
import { knowledgeFor } from './engine/site-knowledge.js';
import type { Tx } from './operation.js';
import { prepared } from './prepared.js';
import type { ProjectInteraction } from './seams.js';

const countChannel = prepared<{ siteId: string; customerId: string; channel: string; at: number }, unknown>((db, place) =>
  db
    .insertInto('customer_channels')
    .values({
      site_id: place('siteId'),
      customer_id: place('customerId'),
      channel: place('channel'),
      count: 1,
      first_at: place('at'),
      last_at: place('at'),
    })
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'customer_id', 'channel']).doUpdateSet((eb) => ({
        count: eb('customer_channels.count', '+', 1),
        first_at: eb
          .case()
          .when('excluded.first_at', '<', eb.ref('customer_channels.first_at'))
          .then(eb.ref('excluded.first_at'))
          .else(eb.ref('customer_channels.first_at'))
          .end(),
        last_at: eb
          .case()
          .when('excluded.last_at', '>', eb.ref('customer_channels.last_at'))
          .then(eb.ref('excluded.last_at'))
          .else(eb.ref('customer_channels.last_at'))
          .end(),
      })),
    ),
);

export const projectInteraction: ProjectInteraction = async (tx, interaction, effects) => {
  const { siteId, customerIdAtIngest: customerId, channel, occurredAt: at } = interaction;
  effects.customers.add(customerId);
  await countChannel(tx, { siteId, customerId, channel, at });
  await storeLive(tx, interaction);
  await projectEvents(tx, interaction, effects);
  await projectFacts(tx, interaction, effects);
};

/** What the customer only looks at says nothing about them. */
const SAYS_NOTHING = new Set(['page', 'screen', 'group', 'alias']);

async function projectFacts(tx: Tx, interaction: Interaction, effects: Effects): Promise<void> {
  const { siteId, customerIdAtIngest: customerId, conversationId, name, type } = interaction;
  if (name === 'conversation.closed') return projectMessages(tx, interaction, effects);
  if (SAYS_NOTHING.has(type)) return;
  const { textOptions } = await knowledgeFor(tx, siteId, effects);
  for (const fact of factsOf(interaction, textOptions)) {
    const source = { ...sourceOf(interaction, fact), ...(conversationId === null ? {} : { leg: conversationId }) };
    await storeFact(tx, { siteId, customerId }, { fact, source });
  }
}

/**
 * Facts of a conversation join the customer when it closes; until then every context reads them from its messages. (Not at each message:
 * the log's write path would pay for a read that only hand-offs need.)
 */
async function projectMessages(tx: Tx, closed: Interaction, effects: Effects): Promise<void> {
  const { siteId, customerIdAtIngest: customerId, conversationId, channel, department, visibility } = closed;
  if (conversationId === null) return;
  const said = await closingMessages(tx, { siteId, conv: conversationId, entryId: closed.causationId });
  if (said.messages.length === 0) return;
  const { textOptions } = await knowledgeFor(tx, siteId, effects);
  for (const { message, facts } of factsSaid(said, textOptions)) {
    for (const fact of facts) {
      const source = {
        interactionId: message.id,
        kind: 'message' as const,
        at: message.at,
        channel,
        department,
        visibility,
        origin: fact.origin,
        value: fact.value,
        leg: conversationId,
      };
      await storeFact(tx, { siteId, customerId }, { fact, source });
    }
  }
}
