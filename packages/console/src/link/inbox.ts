// The list is synchronised by state (P46, K20): the console says which row versions it holds and gets those that differ. Pushed rows
// are hints that save the question. Invariant: a late row never replaces a newer one.
import { limits, rowTag } from '@throughline/types';
import type { ConversationRow, InboxAnswer } from '@throughline/types';
import { batch } from '@preact/signals';
import type { Store } from '../state/store.js';
import type { AgentPort } from './agent-connector.js';
import { NoAnswer } from './answers.js';

export const INBOX_ROWS_MAX = 500; // most rows one question may name

/** True when `row` is at least as new as `held`. Heads and versions never go back inside one history. */
export function isNewer(row: ConversationRow, held: ConversationRow | undefined): boolean {
  if (held === undefined) return true;
  const age = (value: ConversationRow): number => value.pubHead + value.intHead + value.statusVersion + value.assignVersion;
  return age(row) >= age(held);
}

export interface Inbox {
  /** A row came by itself. */
  onRow(row: ConversationRow): void;
  /** What this console holds, newest first. */
  known(): [string, string][];
  /** Folds an answer. */
  take(answer: Extract<InboxAnswer, { ok: true }>): void;
  /** Asks for what differs. One question at a time; a wish during one asks once more. */
  sync(): Promise<void>;
}

export function createInbox(store: Store, port: () => AgentPort | null): Inbox {
  let running = false;
  let again = false;

  function known(): [string, string][] {
    return [...store.rows.value.values()]
      .sort((a, b) => b.lastAt - a.lastAt)
      .slice(0, INBOX_ROWS_MAX)
      .map((row) => [row.id, rowTag(row)]);
  }

  async function ask(): Promise<void> {
    const answer = await port()?.inbox({ known: known() }, limits.ACK_TIMEOUT_MS);
    if (answer === undefined || !answer.ok) return; // rate limited or unavailable: the next beacon asks again
    take(answer);
  }

  function take(answer: Extract<InboxAnswer, { ok: true }>): void {
    const next = new Map(store.rows.value);
    for (const id of answer.gone) next.delete(id);
    for (const row of answer.rows) next.set(row.id, row);
    batch(() => {
      if (answer.gone.length + answer.rows.length > 0) store.rows.value = next;
      store.rowsReady.value = true;
    });
  }

  return {
    known,
    take,
    onRow: (row) => {
      if (!isNewer(row, store.rows.value.get(row.id))) return;
      store.rows.value = new Map(store.rows.value).set(row.id, row);
    },
    sync: async () => {
      if (running) {
        again = true;
        return;
      }
      running = true;
      try {
        do {
          again = false;
          await ask();
        } while (again);
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        // no connection any more: it is asked again when there is one
      } finally {
        running = false;
      }
    },
  };
}
