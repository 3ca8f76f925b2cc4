// What follows from whose an event is, in its transaction: the code it brought is used up, the conversation it belongs to is verified or
// moved, what an undo needs is kept. Called once per stored event; most events need none of it and cost no query.
import type { Interaction } from '@throughline/types';
import type { IngestEvent } from '../../../../domain/ingest/event.js';
import { RESUME_CODE_TYPE, ruleOf } from '../../../../domain/identity/identifier-types.js';
import { rootOrNull } from '../context/root-or-null.js';
import { membersOf } from '../customers.js';
import { openByCode } from '../delivery/grant-operations.js';
import { conversationById } from '../delivery/find-conversation.js';
import type { Tx } from '../operation.js';
import { giveConversation, giveToProven } from './conversation-owner.js';
import type { OwnerDecision } from './decide-owner.js';
import { keepInteractionEdges } from './interaction-edges.js';
import { useCode } from './resume-code-rows.js';
import { raised, storeVerification, verificationOf } from './verification.js';

const ATTESTED = 2;
const CODE_COUNTS_MS = 24 * 3_600_000; // a device that redeemed a code starts its next conversation with it, for a day (CH38)

export interface Followed {
  event: IngestEvent;
  interaction: Interaction;
  decision: OwnerDecision;
  now: number;
}

export async function followIdentity(tx: Tx, { event, interaction, decision, now }: Followed): Promise<void> {
  const { siteId, id: interactionId, conversationId, name } = interaction;
  await keepInteractionEdges(tx, { siteId, interactionId }, decision);
  await takeAlong(tx, decision, { siteId, causeId: interactionId, now });
  const device = event.identifiers.find(({ type, trust }) => type === 'anonymous_id' && trust === 0)?.value ?? null;
  if (decision.code !== null) {
    // A page that redeems gets the conversation and nothing else: no next one at level 2 (CH38).
    await useCode(tx, siteId, { id: decision.code.id, interactionId, device: event.redeemedBy === undefined ? device : null, now });
    const { id: codeId, conv } = decision.code;
    if (conv !== undefined && event.redeemedBy !== undefined)
      await openByCode(tx, { siteId, conv, visitorId: event.redeemedBy, codeId, now });
    if (conversationId !== null) await raise(tx, { siteId, conv: conversationId, now });
  } else if (name === 'conversation.started' && conversationId !== null && device !== null) {
    await startWithCode(tx, { siteId, conv: conversationId, device, target: decision.resolution.target, now });
  }
  if (conversationId !== null && proves(event, decision)) {
    const to = decision.resolution.target;
    await giveToProven(tx, { siteId, conv: conversationId, to, causeId: interactionId, actor: 'relay', now });
  }
}

/** Who signs in on a device that a code had lent to another's customer takes along what they said on it themselves (W42), and nothing else. */
async function takeAlong(
  tx: Tx,
  { resolution: { release, target }, view }: OwnerDecision,
  { siteId, causeId, now }: { siteId: string; causeId: string; now: number },
): Promise<void> {
  for (const { type, value } of release) {
    const lender = view.touched.find((edge) => edge.lent === true && edge.type === type && edge.value === value);
    if (lender === undefined) continue;
    const own = await tx.db
      .selectFrom('conversations')
      .innerJoin('visitors', (join) =>
        join.onRef('visitors.site_id', '=', 'conversations.site_id').onRef('visitors.id', '=', 'conversations.principal_id'),
      )
      .select('conversations.id as id')
      .where('conversations.site_id', '=', siteId)
      .where('visitors.anonymous_id', '=', value)
      .where('conversations.customer_id', 'in', await membersOf(tx, siteId, lender.customerId))
      .orderBy('conversations.id')
      .execute();
    for (const { id } of own) await giveConversation(tx, { siteId, conv: id, to: target, causeId, actor: 'relay', now });
  }
}

const proves = (event: IngestEvent, { code }: OwnerDecision): boolean =>
  code !== null || event.identifiers.some(({ type, trust }) => trust >= ATTESTED && ruleOf(type).kind === 'person');

async function raise(tx: Tx, { siteId, conv, now }: { siteId: string; conv: string; now: number }): Promise<void> {
  const row = await conversationById(tx, siteId, conv);
  const next = row === null ? null : raised(verificationOf(row.verification), ATTESTED, RESUME_CODE_TYPE);
  if (next !== null) await storeVerification(tx, { siteId, conv }, { ...next, at: now });
}

/** The first conversation of a device after it redeemed a code starts at level 2, if it is still the code's customer. */
async function startWithCode(
  tx: Tx,
  { siteId, conv, device, target, now }: { siteId: string; conv: string; device: string; target: string; now: number },
): Promise<void> {
  const code = await tx.db
    .selectFrom('resume_codes')
    .select(['id', 'customer_id'])
    .where('site_id', '=', siteId)
    .where('device', '=', device)
    .where('conversation_id', 'is', null)
    .where('used_at', '>', now - CODE_COUNTS_MS)
    .orderBy('used_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (code === undefined || (await rootOrNull(tx, siteId, code.customer_id))?.id !== target) return;
  await tx.db.updateTable('resume_codes').set({ conversation_id: conv }).where('site_id', '=', siteId).where('id', '=', code.id).execute();
  await raise(tx, { siteId, conv, now });
}
