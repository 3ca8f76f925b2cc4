// Entries that no submission brought: the relay's own (routing, deadlines, the clock), and what an action in one conversation leaves in
// another. One way to write them, so that seq, anchor, time and fold are the same as those of a batch.
import { foldEntry } from '@throughline/types';
import type { Author, Entry, Lane } from '@throughline/types';
import type { Tx } from '../operation.js';
import type { ConversationsTable } from '../schema.js';
import { appendEntries } from './append-entries.js';
import { stateOf } from './conversation-state.js';

/** The relay itself, as an author. */
export const RELAY: Author = { type: 'system', id: 'relay' };

export interface RelayDraft {
  lane: Lane;
  kind: string;
  body: Entry['body'];
  /** Absent: the relay. */
  author?: Author;
}

export interface Appended {
  /** As it stands after them. */
  row: ConversationsTable;
  entries: Entry[];
}

/**
 * Appends `drafts` in order. `row` is locked by this transaction (`lockConversation`); none: nothing is written. `principalId`: whose
 * entries the store files them under, when it is not the relay's. Pushing what was written is the caller's business, after the commit.
 */
export async function appendRelayEntries(
  tx: Tx,
  row: ConversationsTable,
  { drafts, now, principalId = RELAY.id }: { drafts: readonly RelayDraft[]; now: number; principalId?: string },
): Promise<Appended> {
  if (drafts.length === 0) return { row, entries: [] };
  let [state, pubHead, intHead] = [stateOf(row), row.pub_head, row.int_head];
  const ts = Math.max(now, row.last_ts); // P38
  const entries: Entry[] = [];
  for (const { lane, kind, body, author = RELAY } of drafts) {
    const seq = lane === 'pub' ? (pubHead += 1) : (intHead += 1);
    const anchor = lane === 'int' ? { after_pub: pubHead } : {}; // P11
    const entry: Entry = { lane, seq, id: tx.newId('entry'), kind, body, author, ts, ...anchor };
    state = foldEntry(state, entry);
    entries.push(entry);
  }
  const after = await appendEntries(tx, {
    row,
    principalId,
    entries: entries.map((entry) => ({ entry, submitted: null })),
    after: { state, pubHead, intHead, lastTs: ts },
  });
  return { row: after, entries };
}
