// The next live revision of an open conversation (C50): assembled again from everything that is stored, kept when it says something new.
import { assembleContext } from '../../../../domain/context/assemble.js';
import type { HandoffContext } from '@throughline/types';
import { lockConversation } from '../delivery/find-conversation.js';
import { showOnRow } from '../handoff.js';
import type { Tx } from '../operation.js';
import { loadMaterial } from './load-material.js';
import { nextRevision } from './next-revision.js';
import { newestRevision, storeLive } from './revisions.js';
import { rootOrNull } from './root-or-null.js';

export interface LiveRevision {
  previous: HandoffContext;
  /** Equal to `previous` when nothing changed. */
  next: HandoffContext;
}

/** Null when it is not open, or was never handed over. Who brought it and to whom stays as the hand-off said. */
export async function reviseLive(
  tx: Tx,
  { siteId, conv, online, now }: { siteId: string; conv: string; online: boolean; now: number },
): Promise<LiveRevision | null> {
  const row = await lockConversation(tx, siteId, conv);
  if (row === null || row.status === 'closed') return null;
  const previous = await newestRevision(tx, { siteId, conv });
  const root = await rootOrNull(tx, siteId, row.customer_id);
  if (previous === null || root === null) return null;
  const { kind, from, toTeamId } = previous.handoff;
  const material = await loadMaterial(tx, {
    siteId,
    root,
    conversation: row,
    handoff: nextRevision(tx, row, { basis: 'live', kind, from, toTeamId, online }),
  });
  const next = await storeLive(tx, { siteId, conv, now }, { previous, next: assembleContext(material, now) });
  if (next === null) return { previous, next: previous };
  await showOnRow(tx, { siteId, conv }, next);
  return { previous, next };
}
