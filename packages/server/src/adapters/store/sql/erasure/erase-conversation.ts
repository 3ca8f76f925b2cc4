// A conversation of an erased customer (S77): its log keeps every place and no word, its contexts go, the key of its body hashes is
// destroyed – which also marks it: whoever sends to it is answered `erased`.
import { erasedBody } from '../../../../domain/conversation/erased-body.js';
import type { RemovedFile } from '../../../../ports/store-files.js';
import { parseObject } from '../delivery/entry-rows.js';
import { lockConversation } from '../delivery/find-conversation.js';
import { removeConversationFiles } from '../files/remove-files.js';
import { dropConversation } from '../search/documents.js';
import type { Tx } from '../operation.js';
import type { ConversationsTable } from '../schema.js';

export const isErased = ({ hash_key: hashKey }: Pick<ConversationsTable, 'hash_key'>): boolean => hashKey === '';

/** Answers its files: their bytes are to be removed. */
export async function eraseConversation(
  tx: Tx,
  { siteId, conv, now }: { siteId: string; conv: string; now: number },
): Promise<RemovedFile[]> {
  await lockConversation(tx, siteId, conv); // whoever writes to it now commits first, and what they wrote goes too
  const entries = await tx.db
    .selectFrom('entries')
    .select(['lane', 'seq', 'kind', 'body', 'author_type'])
    .where('site_id', '=', siteId)
    .where('conversation_id', '=', conv)
    .execute();
  for (const { lane, seq, kind, body, author_type: author } of entries) {
    await tx.db
      .updateTable('entries')
      .set({
        body: JSON.stringify(erasedBody(kind, parseObject(body))),
        body_hash: null,
        ...(author === 'visitor' ? { author_name: null } : {}),
      })
      .where('site_id', '=', siteId)
      .where('conversation_id', '=', conv)
      .where('lane', '=', lane)
      .where('seq', '=', seq)
      .execute();
  }
  for (const table of ['handoffs', 'live_contexts', 'conversation_owners', 'conversation_grants', 'mentions'] as const) {
    await tx.db.deleteFrom(table).where('site_id', '=', siteId).where('conversation_id', '=', conv).execute();
  }
  await dropConversation(tx, siteId, conv);
  const files = await removeConversationFiles(tx, siteId, conv);
  await tx.db
    .updateTable('conversations')
    .set((eb) => ({
      user_id: null,
      status: 'closed',
      last_text: '',
      headline: '',
      alerts: '[]',
      outcome: null,
      waiting_since: null,
      tags: '[]',
      snoozed_until: null,
      queued_at: null,
      consulted: '[]',
      routed_because: '',
      language: null,
      reason: null,
      sla: null,
      sla_due_at: null,
      sla_memory: null,
      sla_version: null,
      routing_due_at: null,
      closed_at: eb.fn.coalesce('closed_at', eb.val(now)),
      hash_key: '',
    }))
    .where('site_id', '=', siteId)
    .where('id', '=', conv)
    .execute();
  return files;
}
