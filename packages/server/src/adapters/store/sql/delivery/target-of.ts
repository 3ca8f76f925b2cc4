// Which conversation a submission goes to, and where a reply goes whose conversation has ended for good (K22). Invariant: an ended one is
// locked before what continues it is looked for or made, and a principal continues each at most once: however often a reply is sent, and in
// however many streams, it has one place.
import { hasEnded } from '../../../../domain/conversation/decide.js';
import type { Principal, SubmitArgs } from '../../../../ports/store-delivery.js';
import { isErased } from '../erasure/erase-conversation.js';
import type { Tx } from '../operation.js';
import { prepared } from '../prepared.js';
import type { ConversationsTable } from '../schema.js';
import { stateOf } from './conversation-state.js';
import { mayEnter, writable } from './find-conversation.js';

/** `found` is locked. `absent`: a visitor may open it under this `conv_key`. */
export type Target = { found: ConversationsTable } | { absent: string; continues: string | null };

const continuing = prepared<{ siteId: string; conv: string }, ConversationsTable>((db, place, dialect) =>
  db
    .selectFrom('conversations')
    .selectAll()
    .where('site_id', '=', place('siteId'))
    .where('continues', '=', place('conv'))
    .orderBy('id')
    .$if(dialect === 'postgres', (query) => query.forUpdate()),
);

/** Null whether the conversation it names is absent or forbidden. */
export async function targetOf(tx: Tx, { principal, submit, now }: SubmitArgs): Promise<Target | null> {
  const target = await writable(tx, principal, submit);
  if (target === null) return null;
  if ('absent' in target) return { absent: target.absent, continues: null };
  if (submit.go_on !== true || principal.type !== 'visitor') return target;
  let last = target.found;
  for (let next: ConversationsTable | null = last; next !== null; next = await nextOf(tx, principal, last.id)) last = next;
  return isErased(last) || !hasEnded(stateOf(last), now) ? { found: last } : { absent: tx.hex128(), continues: last.id };
}

/** What continues it for this principal: their own before another device's. */
async function nextOf(tx: Tx, principal: Principal, conv: string): Promise<ConversationsTable | null> {
  const rows = await continuing(tx, { siteId: principal.siteId, conv });
  const own = rows.find((row) => row.principal_id === principal.id);
  if (own !== undefined) return own;
  for (const row of rows) if (await mayEnter(tx, principal, row, 'pub')) return row;
  return null;
}

/** An agent may not open it again: its customer has gone on elsewhere. */
export async function isContinued(tx: Tx, siteId: string, conv: string): Promise<boolean> {
  return (await continuing(tx, { siteId, conv })).length > 0;
}
