// Folds one new interaction into what is kept beside the timeline: channels, live state, facts, promises,
// items, cases, reasons. In the transaction that writes
// it, called once per interaction. Invariant (C22): any order of arrival gives the same rows; late arrivals never overwrite newer state.
import { factsOf } from '../../../domain/facts/extract.js';
import { factsOfText } from '../../../domain/facts/extract-text.js';
import { sourceOf } from '../../../domain/facts/fold-fact.js';
import type { Interaction } from '@throughline/types';
import { storeFact } from './context/fact-rows.js';
import { storeLive } from './context/live-rows.js';
import { closingMessages } from './context/message-rows.js';
import { projectEvents } from './engine/project-events.js';
import { siteKnowledge } from './engine/site-knowledge.js';
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
  await projectFacts(tx, interaction);
};

async function projectFacts(tx: Tx, interaction: Interaction): Promise<void> {
  if (interaction.name === 'conversation.closed') return projectMessages(tx, interaction);
  const { siteId, customerIdAtIngest: customerId } = interaction;
  for (const fact of factsOf(interaction)) await storeFact(tx, { siteId, customerId }, { fact, source: sourceOf(interaction, fact) });
}

/**
 * Facts of a conversation join the customer when it closes; until then every context reads them from its messages. (Not at each message:
 * the log's write path would pay for a read that only hand-offs need.)
 */
async function projectMessages(tx: Tx, closed: Interaction): Promise<void> {
  const { siteId, customerIdAtIngest: customerId, conversationId, channel, department, visibility } = closed;
  if (conversationId === null) return;
  const messages = await closingMessages(tx, { siteId, conv: conversationId, entryId: closed.causationId });
  const options = messages.length === 0 ? {} : (await siteKnowledge(tx, siteId)).textOptions;
  for (const message of messages) {
    for (const fact of factsOfText(message.text, options)) {
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
