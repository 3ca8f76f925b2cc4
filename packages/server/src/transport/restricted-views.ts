// Who looked at restricted things is on record before they see them (§13): once per request, whatever the request showed. The only place
// where that is written. Pushes are not looked at: they follow a conversation that was opened, and opening is on record.
import { accessTo } from '../domain/context/access.js';
import type { AgentRecord } from '../ports/store-accounts.js';
import type { Store } from '../ports/store.js';

export interface RestrictedView {
  agent: Pick<AgentRecord, 'siteId' | 'id' | 'role'>;
  /** What was asked for: an id, or the address of a list. */
  target: string;
  /** The answer with the visibility of what it rests on still in it: refs, entries of a timeline, an interaction. */
  shown: unknown;
  now: number;
}

export async function auditRestricted(store: Pick<Store, 'audit'>, { agent, target, shown, now }: RestrictedView): Promise<void> {
  const { siteId, id: actor, role } = agent;
  if (accessTo({ visibility: 'restricted' }, { role, departments: [] }) !== 'full' || !holdsRestricted(shown)) return;
  await store.audit({ siteId, actor, action: 'restricted.viewed', target, detail: {}, now });
}

/** A source of data has a visibility too, but no type: naming it opens nothing. */
function holdsRestricted(shown: unknown): boolean {
  const waiting: unknown[] = [shown];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if (typeof one !== 'object' || one === null) continue;
    if ('visibility' in one && one.visibility === 'restricted' && 'type' in one) return true;
    waiting.push(...Object.values(one));
  }
  return false;
}
