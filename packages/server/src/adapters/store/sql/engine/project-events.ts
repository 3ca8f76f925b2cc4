// What one interaction says about promises, items, cases, facts decided and reasons confirmed, added to the rows it speaks of. What the rows
// mean together is settled after the batch. Whoever calls it holds the customer's lock (root-lock.ts).
import type { Interaction, Json } from '@throughline/types';
import { caseEventOf } from '../../../../domain/cases/case-event.js';
import { COMMITMENT_EVENT_NAMES, commitmentEventOf, promisingDepartment } from '../../../../domain/commitments/commitment-event.js';
import { itemEventsOf } from '../../../../domain/items/from-event.js';
import { fulfilmentOf } from '../../../../domain/reconcile/fulfilments.js';
import { numberKey } from '../../../../domain/reconcile/same.js';
import { fromIso } from '../../../../domain/time/civil.js';
import { stableId } from '../context/stable-id.js';
import type { Tx } from '../operation.js';
import { storeDecision } from './decision-rows.js';
import type { Effects } from './effects.js';
import { refold, touchOf } from './effects.js';
import { learnReason } from './reason-rows.js';
import { knowledgeFor } from './site-knowledge.js';
import { addToCase, addToCommitment, addToItem, itemId } from './sourced-rows.js';
import { knownItemType } from './stored.js';

/** Nothing of what follows reads these: most of all traffic. */
export const SAYS_NOTHING = new Set(['page', 'screen', 'identify', 'group', 'alias']);

export async function projectEvents(tx: Tx, interaction: Interaction, effects: Effects): Promise<void> {
  if (SAYS_NOTHING.has(interaction.type)) return;
  const { siteId, customerIdAtIngest: customerId, id: causeId, name } = interaction;
  const touch = () => touchOf(effects, customerId, causeId);
  for (const { type, number, event } of itemEventsOf(interaction)) {
    const touched = touch();
    touched.items.add(await addToItem(tx, { siteId, customerId, type, number }, { event }));
  }
  const promised = COMMITMENT_EVENT_NAMES.includes(name)
    ? commitmentEventOf(interaction, (await knowledgeFor(tx, siteId, effects)).calendarFor(promisingDepartment(interaction)))
    : null;
  if (promised !== null) {
    const touched = touch();
    const id = promised.commitmentId ?? stableId('cmt', causeId);
    touched.commitments.add(id);
    await addToCommitment(tx, { siteId, customerId, id }, { event: promised.event });
  }
  const said = caseEventOf(interaction);
  if (said !== null) {
    const touched = touch();
    touched.cases.add(said.caseId);
    await addToCase(tx, { siteId, customerId, id: said.caseId }, said.event);
  }
  const fulfilment = fulfilmentOf(interaction);
  if (fulfilment !== null) {
    touch().fulfilled.push(fulfilment);
    await tx.db
      .insertInto('fulfilments')
      .values({
        site_id: siteId,
        customer_id: customerId,
        at: fulfilment.at,
        id: causeId,
        kind: fulfilment.kind,
        order_key: fulfilment.orderId === null ? null : numberKey(fulfilment.orderId),
        fulfilment: JSON.stringify(fulfilment),
      })
      .execute();
  }
  if (interaction.unverified) return; // what follows is said by people of the company and by the relay alone
  if (name === 'identity.merged' || name === 'identity.unmerged') refold(effects, customerId, causeId);
  if (name === 'tracked_item.late' || name === 'commitment.broken') effects.timed = true;
  if (name === 'tracked_item.late') await reportedLate(tx, interaction, touch);
  if (name === 'commitment.broken') await reportedBroken(tx, interaction, touch);
  if (name === 'fact.confirmed' || name === 'fact.rejected') await storeDecision(tx, interaction);
  if (name === 'reason.confirmed') await learnReason(tx, interaction);
}

type Touching = () => { items: Set<string>; commitments: Set<string> };

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

async function reportedLate(tx: Tx, { siteId, customerIdAtIngest: customerId, data }: Interaction, touch: Touching): Promise<void> {
  const type = knownItemType(textOf(data['type']));
  const number = textOf(data['number']);
  if (type === null || number === '') return;
  touch().items.add(itemId(type, number));
  await addToItem(tx, { siteId, customerId, type, number }, { raised: textOf(data['milestone']) });
}

async function reportedBroken(tx: Tx, { siteId, customerIdAtIngest: customerId, data }: Interaction, touch: Touching): Promise<void> {
  const id = textOf(data['commitment_id']);
  const dueAt = fromIso(textOf(data['due_at']));
  if (id === '' || dueAt === null) return;
  touch().commitments.add(id);
  await addToCommitment(tx, { siteId, customerId, id }, { raised: dueAt });
}
