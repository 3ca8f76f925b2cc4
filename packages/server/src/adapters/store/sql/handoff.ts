// Freezes contexts (C49): assemble, keep the text as the conversation's next revision, and put its headline on the row lists show.
// Invariant: a revision never changes; what is answered later is the text that was written, byte for byte.
import { assembleContext } from '../../../domain/context/assemble.js';
import { decodeFrozen } from './context/frozen.js';
import { conversationById } from './delivery/find-conversation.js';
import { loadMaterial } from './context/load-material.js';
import { rootOrNull } from './context/root-or-null.js';
import type { HandoffContext } from '@throughline/types';
import type { Tx } from './operation.js';
import { prepared } from './prepared.js';
import type { HandoffsTable } from './schema.js';
import type { FreezeHandoff } from './seams.js';

const ROW_ALERTS_MAX = 2; // K19

const newestRevision = prepared<{ siteId: string; conv: string }, HandoffsTable>((db, place) =>
  db
    .selectFrom('handoffs')
    .selectAll()
    .where('site_id', '=', place('siteId'))
    .where('conversation_id', '=', place('conv'))
    .orderBy('revision', 'desc')
    .limit(1),
);

/** Call it after the entries of the batch are written: what they say is part of what is frozen. */
export const freezeHandoff: FreezeHandoff = async (tx, { siteId, conv, kind, basis, from, toTeamId, online, now }) => {
  const row = await conversationById(tx, siteId, conv);
  if (row === null) throw new Error('A conversation that does not exist cannot be handed over');
  const root = await rootOrNull(tx, siteId, row.customer_id);
  if (root === null) throw new Error("The conversation's customer does not exist");
  const material = await loadMaterial(tx, {
    siteId,
    root,
    conversation: row,
    handoff: {
      contextId: tx.newId('context'),
      revision: row.context_revision + 1,
      basis,
      kind,
      online,
      ...(from === undefined ? {} : { from }),
      ...(toTeamId === undefined ? {} : { toTeamId }),
    },
  });
  const context = assembleContext(material, now);
  await tx.db
    .insertInto('handoffs')
    .values({
      site_id: siteId,
      conversation_id: conv,
      revision: context.revision,
      id: context.contextId,
      kind,
      basis,
      at: now,
      context: JSON.stringify(context),
    })
    .execute();
  const alerts = context.alerts.slice(0, ROW_ALERTS_MAX).map(({ code }) => code);
  await tx.db
    .updateTable('conversations')
    .set({ headline: context.headline.text, alerts: JSON.stringify([...new Set(alerts)]), context_revision: context.revision })
    .where('site_id', '=', siteId)
    .where('id', '=', conv)
    .execute();
  return context;
};

export async function newestHandoff(tx: Tx, siteId: string, conv: string): Promise<HandoffContext | null> {
  const [row] = await newestRevision(tx, { siteId, conv });
  return row === undefined ? null : decodeFrozen(row.context);
}
