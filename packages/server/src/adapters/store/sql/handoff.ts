// Freezes contexts (C49): assemble, keep the text as the conversation's next revision, and put its headline on the row lists show.
// Invariant: a revision never changes; what is answered later is the text that was written, byte for byte.
import { assembleContext } from '../../../domain/context/assemble.js';
import { EVERY_AGENT, scopeContext } from '../../../domain/context/scope.js';
import { joinCase } from './context/join-case.js';
import { loadMaterial } from './context/load-material.js';
import { nextRevision } from './context/next-revision.js';
import { newestRevision } from './context/revisions.js';
import { rootOrNull } from './context/root-or-null.js';
import { conversationById } from './delivery/find-conversation.js';
import { enqueue } from './engine/outbox-rows.js';
import type { HandoffContext } from '@throughline/types';
import type { Tx } from './operation.js';
import { prepared } from './prepared.js';
import type { FreezeHandoff } from './seams.js';

const ROW_ALERTS_MAX = 2; // K19

interface Shown {
  headline: string;
  alerts: string;
  revision: number;
  language: string | null;
  reason: string | null;
}
const setShown = prepared<{ siteId: string; conv: string } & Shown, unknown>((db, place) =>
  db
    .updateTable('conversations')
    .set({
      headline: place('headline'),
      alerts: place('alerts'),
      context_revision: place('revision'),
      language: place('language'),
      reason: place('reason'),
    })
    .where('site_id', '=', place('siteId'))
    .where('id', '=', place('conv')),
);

/** Call it after the entries of the batch are written: what they say is part of what is frozen. */
export const freezeHandoff: FreezeHandoff = async (tx, { siteId, conv, kind, from, toTeamId, online, now }) => {
  const row = await conversationById(tx, siteId, conv);
  if (row === null) throw new Error('A conversation that does not exist cannot be handed over');
  const root = await rootOrNull(tx, siteId, row.customer_id);
  if (root === null) throw new Error("The conversation's customer does not exist");
  const material = await loadMaterial(tx, {
    siteId,
    root,
    conversation: row,
    handoff: nextRevision(tx, row, { basis: 'handoff', kind, from, toTeamId, online }),
  });
  const context = assembleContext(await joinCase(tx, material, { continues: row.continues, now }), now);
  await tx.db
    .insertInto('handoffs')
    .values({
      site_id: siteId,
      conversation_id: conv,
      revision: context.revision,
      id: context.contextId,
      kind,
      basis: 'handoff',
      at: now,
      context: JSON.stringify(context),
      patch: null,
    })
    .execute();
  await showOnRow(tx, { siteId, conv }, context);
  const data = {
    conversationId: conv,
    customerId: root.id,
    contextId: context.contextId,
    revision: context.revision,
    kind,
    channel: row.channel,
    ...(toTeamId === undefined ? {} : { teamId: toTeamId }),
  };
  await enqueue(tx, siteId, { event: 'handoff.created', data, now });
  return context;
};

/** What lists show of a context (K19): all agents read them, so it is what every one of them may see (C55). */
export async function showOnRow(tx: Tx, { siteId, conv }: { siteId: string; conv: string }, context: HandoffContext): Promise<void> {
  const { headline, alerts: seen, customer, reason } = scopeContext(context, EVERY_AGENT);
  const alerts = seen.slice(0, ROW_ALERTS_MAX).map(({ code }) => code);
  await setShown(tx, {
    siteId,
    conv,
    headline: headline.text,
    alerts: JSON.stringify([...new Set(alerts)]),
    revision: context.revision,
    language: customer.language?.toLowerCase() ?? null,
    reason: reason?.code ?? null,
  });
}

/** The newest revision of a conversation, of a hand-off or live; null when it has none. */
export async function newestHandoff(tx: Tx, siteId: string, conv: string): Promise<HandoffContext | null> {
  return newestRevision(tx, { siteId, conv });
}
