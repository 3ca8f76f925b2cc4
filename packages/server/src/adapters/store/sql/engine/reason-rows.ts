// What the classifier learns from (C27): the words of conversations whose reason an agent confirmed. One reason per conversation, the newest
// confirmation; an older one is unlearnt. Counts at zero are deleted, so that two histories of the same events are the same rows.
import { tokensOf } from '../../../../domain/reasons/reason-tokens.js';
import type { Interaction } from '@throughline/types';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import { firstMessagesUntil } from '../context/message-rows.js';
import type { ReasonConfirmedTable } from '../schema-engine.js';

const MESSAGES = 3; // what the customer said first says why they came
const CODE_MAX_CHARS = 64;

export async function learnReason(tx: Tx, interaction: Interaction): Promise<void> {
  const { siteId, customerIdAtIngest: customerId, id, occurredAt: at, data } = interaction;
  const named = data['conversation_id'];
  const conv = typeof named === 'string' ? named : interaction.conversationId;
  const code = data['code'];
  if (conv === null || typeof code !== 'string' || code === '' || code.length > CODE_MAX_CHARS) return;
  const [held] = await reasonToReplace(tx, { siteId, conv });
  if (held !== undefined && (held.at > at || (held.at === at && held.id >= id))) return;
  if (held !== undefined) await unlearn(tx, held);
  const row: ReasonConfirmedTable = { site_id: siteId, conversation_id: conv, customer_id: customerId, code, at, id };
  await tx.db.insertInto('reason_confirmed').values(row).execute();
  await count(tx, row, 1);
  await tx.db.updateTable('conversations').set({ reason: code }).where('site_id', '=', siteId).where('id', '=', conv).execute(); // K18
}

/** Held until the end of the transaction: of two confirmations at once the second unlearns the first. */
const reasonToReplace = prepared<{ siteId: string; conv: string }, ReasonConfirmedTable>((db, place, dialect) =>
  db
    .selectFrom('reason_confirmed')
    .selectAll()
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .$if(dialect === 'postgres', (query) => query.forUpdate()),
);
async function unlearn(tx: Tx, row: ReasonConfirmedTable): Promise<void> {
  await tx.db
    .deleteFrom('reason_confirmed')
    .where('site_id', '=', row.site_id)
    .where('conversation_id', '=', row.conversation_id)
    .execute();
  await count(tx, row, -1);
}

/** Forgets what was learnt from conversations of this customer: before they are folded again. */
export async function unlearnCustomer(tx: Tx, siteId: string, customerId: string): Promise<void> {
  const rows = await tx.db
    .selectFrom('reason_confirmed')
    .selectAll()
    .where('site_id', '=', siteId)
    .where('customer_id', '=', customerId)
    .orderBy('conversation_id')
    .execute();
  for (const row of rows) await unlearn(tx, row);
}

async function count(tx: Tx, { site_id, conversation_id, code, at }: ReasonConfirmedTable, by: 1 | -1): Promise<void> {
  const said = await firstMessagesUntil(tx, { siteId: site_id, conv: conversation_id, until: at, limit: MESSAGES });
  const tokens = tokensOf(said.map(({ text }) => text).join('\n')).sort();
  if (tokens.length === 0) return;
  await tx.db
    .insertInto('reason_totals')
    .values({ site_id, code, documents: by, tokens: by * tokens.length })
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'code']).doUpdateSet((eb) => ({
        documents: eb('reason_totals.documents', '+', eb.ref('excluded.documents')),
        tokens: eb('reason_totals.tokens', '+', eb.ref('excluded.tokens')),
      })),
    )
    .execute();
  await tx.db
    .insertInto('reason_counts')
    .values(tokens.map((token) => ({ site_id, token, code, n: by })))
    .onConflict((conflict) =>
      conflict.columns(['site_id', 'token', 'code']).doUpdateSet((eb) => ({ n: eb('reason_counts.n', '+', eb.ref('excluded.n')) })),
    )
    .execute();
  if (by > 0) return;
  await tx.db.deleteFrom('reason_totals').where('site_id', '=', site_id).where('code', '=', code).where('documents', '=', 0).execute();
  await tx.db
    .deleteFrom('reason_counts')
    .where('site_id', '=', site_id)
    .where('token', 'in', tokens)
    .where('code', '=', code)
    .where('n', '=', 0)
    .execute();
}
