// Merging two customers on request (ID13, ID16, K92): always with the preview, so that whoever asks sees what moved or would move.
import type { MergePreview, MergeRefusal } from '../ports/store-identity.js';
import { touchCustomers } from './refresh-conversations.js';
import type { DecisionDeps } from './refresh-conversations.js';

export interface MergeRequested {
  siteId: string;
  from: string;
  into: string;
  dryRun: boolean;
  /** Lifts `different_user_id` and `no_shared_identifier`: admins only, with a reason. */
  override: boolean;
  reason?: string;
}

export interface MergeActor {
  /** Agent id, or `api`. */
  id: string;
  /** Owner, admin, or the site's secret key. */
  isAdmin: boolean;
}

export type MergeOutcome =
  | { ok: true; mergeId: string | null; preview: MergePreview }
  | { ok: false; code: 'not_found' | 'forbidden' | 'reason_missing' }
  | { ok: false; code: 'merge_refused'; refusals: MergeRefusal[] };

/** `mergeId` is null for a dry run, whose preview may hold refusals. */
export async function mergeCustomers(deps: DecisionDeps, actor: MergeActor, request: MergeRequested): Promise<MergeOutcome> {
  const { siteId, from, into, dryRun } = request;
  const reason = request.reason?.trim() ?? '';
  if (request.override && !actor.isAdmin) return { ok: false, code: 'forbidden' };
  if (request.override && reason === '' && !dryRun) return { ok: false, code: 'reason_missing' };
  const override = request.override ? { override: { reason } } : {};
  const asked = { siteId, from, into, actor: actor.id, now: deps.clock.now(), ...override };
  const seen = await deps.store.mergeCustomers({ ...asked, dryRun: true });
  if (!seen.ok) return seen.code === 'not_found' ? { ok: false, code: 'not_found' } : { ...seen, code: 'merge_refused' };
  if (!('preview' in seen)) throw new Error('A dry run merged');
  const { preview } = seen;
  if (dryRun) return { ok: true, mergeId: null, preview };
  const done = await deps.store.mergeCustomers({ ...asked, dryRun: false });
  if (!done.ok) return done.code === 'not_found' ? { ok: false, code: 'not_found' } : { ...done, code: 'merge_refused' };
  if (!('merged' in done)) throw new Error('A merge was only previewed');
  await touchCustomers(deps, siteId, [done.merged.into]);
  return { ok: true, mergeId: done.merged.mergeId, preview };
}
