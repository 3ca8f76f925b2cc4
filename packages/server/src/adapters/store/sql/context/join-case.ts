// A conversation that names an order, claim or item of a case joins that case (C29), and so does one that continues another of the case
// (K22), before its context is frozen: the first agent already sees it as part of the case. A case that is only likely is offered by the
// context, and an agent decides.
import { caseToJoin } from '../../../../domain/cases/case-to-join.js';
import type { ContextMaterial } from '../../../../domain/context/material.js';
import { factsSaid } from '../../../../domain/facts/conversation-facts.js';
import { decisive } from '../../../../domain/facts/merge-source.js';
import { madeEvent } from '../../../../domain/ingest/made-event.js';
import { membersOf } from '../customers.js';
import { relaySourceId } from '../identity/identity-events.js';
import { recordEvents } from '../ingest.js';
import type { Tx } from '../operation.js';
import { casesOf } from './projection-rows.js';

/** Given on the way here, e.g. to the telephone system: part of the same contact. */
const SAME_CONTACT_MS = 3_600_000;
const NAMING = new Map([
  ['order_id', 'orderIds'],
  ['claim_id', 'claimIds'],
  ['policy_id', 'itemNumbers'],
  ['invoice_no', 'itemNumbers'],
  ['booking_ref', 'itemNumbers'],
] as const);
type Named = Record<'orderIds' | 'claimIds' | 'itemNumbers', string[]>;

/** The material, with the case it now belongs to. */
export async function joinCase(
  tx: Tx,
  material: ContextMaterial,
  { continues, now }: { continues: string | null; now: number },
): Promise<ContextMaterial> {
  const { siteId, customer, conversation, cases } = material;
  if (conversation === null || cases.length === 0) return material;
  if (cases.some(({ conversationIds }) => conversationIds.includes(conversation.id))) return material;
  const goesOn = continues === null ? undefined : cases.find(({ conversationIds }) => conversationIds.includes(continues));
  const found =
    goesOn === undefined
      ? caseToJoin({ cases, conversation: { ids: idsNamed(material), reasonCode: conversation.reasonCode, at: now } })
      : { join: goesOn.id };
  if (found === null || !('join' in found)) return material;
  const event = madeEvent({
    messageId: `case.linked:${conversation.id}:${found.join}`.slice(0, 99),
    name: 'case.linked',
    data: { case_id: found.join, conversation_id: conversation.id, how: goesOn === undefined ? 'shared_id' : 'continued' },
    channel: conversation.channel,
    department: conversation.department,
    owner: { customerId: customer.id, identifiers: [] },
    conversationId: conversation.id,
    now,
  });
  await recordEvents(tx, { siteId, sourceId: await relaySourceId(tx, siteId), events: [event], now });
  return { ...material, cases: await casesOf(tx, siteId, await membersOf(tx, siteId, customer.id)) };
}

function idsNamed(material: ContextMaterial): Named {
  const { conversation, facts, site } = material;
  const named: Named = { orderIds: [], claimIds: [], itemNumbers: [] };
  const add = (key: string, value: string): void => {
    for (const [known, list] of NAMING) if (known === key) named[list].push(value);
  };
  for (const said of factsSaid(material, site.textOptions)) {
    if (said.message.seq < (conversation?.reopenedSeq ?? 0)) continue;
    for (const { key, norm } of said.facts) add(key, norm);
  }
  for (const { key, norm, sources } of facts) {
    const at = decisive(sources)?.at ?? 0;
    if (at >= (conversation?.openedAt ?? 0) - SAME_CONTACT_MS) add(key, norm);
  }
  return named;
}
