// Merges write to two conversations in one transaction (K24). Invariant: both are locked before anything is read, always in the order of
// their ids, so that two agents who merge from both sides never wait for each other in a circle.
import { authorise } from '../../../../domain/conversation/authorise.js';
import type { Elsewhere, Merging, OtherConversation } from '../../../../domain/conversation/decision.js';
import type { SubmitArgs, SubmitOutcome } from '../../../../ports/store-delivery.js';
import { rootOrNull } from '../context/root-or-null.js';
import { elsewhere } from '../engine/consequences-of.js';
import { isErased } from '../erasure/erase-conversation.js';
import type { Tx } from '../operation.js';
import type { ConversationsTable } from '../schema.js';
import { appendRelayEntries } from './append-relay-entries.js';
import { follow } from './consequences.js';
import { listRow, stateOf } from './conversation-state.js';
import { nameCustomer } from './customer-names.js';
import { guarded, lockConversation } from './find-conversation.js';

/** Conversations that the batch names beside its own, as far as its shape shows. */
function namedBeside({ submit: { conv, msgs } }: SubmitArgs): string[] {
  const named = msgs.flatMap(({ kind, body }) => (kind === 'merge' ? [body['into'], body['from']] : []));
  return named.filter((id) => typeof id === 'string').filter((id) => id !== conv);
}

/** Locks everything a merge touches; call it before anything else is locked. Nothing for any other batch. */
export async function lockForMerge(tx: Tx, args: SubmitArgs): Promise<ReadonlyMap<string, ConversationsTable>> {
  const others = namedBeside(args);
  const { principal, submit } = args;
  const held = new Map<string, ConversationsTable>();
  if (principal.type !== 'agent' || submit.conv === undefined || others.length === 0) return held;
  for (const conv of [...new Set([submit.conv, ...others])].sort()) {
    const row = await lockConversation(tx, principal.siteId, conv);
    if (row !== null) held.set(conv, row);
  }
  return held;
}

/** What the decision has to know; others that this agent may not see do not exist (S12). */
export async function mergingOf(
  tx: Tx,
  { principal }: SubmitArgs,
  { row, held }: { row: ConversationsTable; held: ReadonlyMap<string, ConversationsTable> },
): Promise<{ merging?: Merging }> {
  if (held.size === 0) return {};
  const rootOf = async ({ site_id: siteId, customer_id: id }: ConversationsTable): Promise<string> =>
    (await rootOrNull(tx, siteId, id))?.id ?? id;
  const others = new Map<string, OtherConversation>();
  for (const [id, other] of held) {
    if (id === row.id || isErased(other) || other.customer_id === '' || !authorise(principal, guarded(other), 'int')) continue;
    others.set(id, { state: stateOf(other), customerId: await rootOf(other), channel: other.channel });
  }
  return { merging: { id: row.id, customerId: await rootOf(row), others } };
}

/** Writes what merges do to the other conversations, in the name of who merged. */
export async function writeElsewhere(
  tx: Tx,
  { principal, online, now }: SubmitArgs,
  plans: readonly Elsewhere[],
): Promise<SubmitOutcome['others']> {
  const written: SubmitOutcome['others'] = [];
  for (const { conv, drafts, consequences } of plans) {
    const held = await lockConversation(tx, principal.siteId, conv);
    if (held === null) throw new Error('The other conversation vanished inside its own transaction');
    const { row, entries } = await appendRelayEntries(tx, held, { drafts, now, principalId: principal.id });
    const cause = entries.at(-1);
    const caused = cause === undefined ? [] : consequences.map((consequence) => ({ consequence, cause }));
    const followed = await follow(tx, { principal, online, now }, { row, consequences: caused });
    written.push({
      publish: [...entries, ...followed.entries],
      row: followed.handoff?.row ?? listRow(followed.row, await nameCustomer(tx, row.site_id, row.customer_id)),
      handoff: followed.handoff,
      followed: await elsewhere(tx, row, followed.effects),
    });
  }
  return written;
}
