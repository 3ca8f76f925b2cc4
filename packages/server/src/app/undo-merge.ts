// Taking a merge back, or splitting identifiers off (ID17, K93). Both sides' open conversations show it.
import type { UndoPreview } from '../ports/store-identity.js';
import { touchCustomers } from './refresh-conversations.js';
import type { DecisionDeps } from './refresh-conversations.js';

export type UndoOutcome = { ok: true; undone: boolean; preview: UndoPreview } | { ok: false; code: 'not_found' | 'already_undone' };

/** `actor`: agent id, or `api`. */
export async function undoMerge(
  deps: DecisionDeps,
  { siteId, mergeId, actor, dryRun }: { siteId: string; mergeId: string; actor: string; dryRun: boolean },
): Promise<UndoOutcome> {
  const answer = await deps.store.undoMerge({ siteId, mergeId, actor, dryRun, now: deps.clock.now() });
  if (!answer.ok) return answer;
  if ('preview' in answer) return { ok: true, undone: false, preview: answer.preview };
  await touchCustomers(deps, siteId, [answer.undone.into, answer.undone.from]);
  return { ok: true, undone: true, preview: answer.undone };
}

export type SplitOutcome =
  { ok: true; undone: boolean; preview: UndoPreview } | { ok: false; code: 'not_found' | 'unknown_identifier' | 'nothing_left' };

export interface SplitRequested {
  siteId: string;
  customerId: string;
  identifiers: { type: string; value: string }[];
  actor: string;
  dryRun: boolean;
}

export async function splitIdentifiers(deps: DecisionDeps, request: SplitRequested): Promise<SplitOutcome> {
  const answer = await deps.store.splitIdentifiers({ ...request, now: deps.clock.now() });
  if (!answer.ok) return answer;
  if ('preview' in answer) return { ok: true, undone: false, preview: answer.preview };
  await touchCustomers(deps, request.siteId, [answer.undone.into, answer.undone.from]);
  return { ok: true, undone: true, preview: answer.undone };
}
