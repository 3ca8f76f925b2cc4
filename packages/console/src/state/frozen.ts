// Which revision was handed over last, read off the log (P12): the entry that froze it names it. Pure.
import type { ConversationView } from '@throughline/types';

export interface FrozenRevision {
  revision: number;
  /** ms */
  at: number;
}

/** Null when the newest page of the log holds none. */
export function frozenIn(view: ConversationView | null): FrozenRevision | null {
  const entry = view?.int.entries.findLast((one) => one.kind === 'context_snapshot');
  const revision = entry?.body['revision'];
  return entry === undefined || typeof revision !== 'number' ? null : { revision, at: entry.ts };
}
