// A check an agent, an IVR or the site made during a conversation (ID18): its agents see the new level, and whom it proved.
import type { Trust } from '@throughline/types';
import { refreshConversation } from './refresh-conversations.js';
import type { DecisionDeps } from './refresh-conversations.js';

export interface CheckMade {
  siteId: string;
  conv: string;
  level: Trust;
  /** `questions`, `document`, `callback`, `in_person`, `pin`, `resume_code` … */
  method: string;
  /** Agent id, or `api`. */
  actor: string;
  /** Whom it proved: the conversation of an unattested address moves there (ID9). */
  customerId?: string;
}

export type Checked = { ok: true; level: Trust; methods: string[]; moved: boolean } | { ok: false; code: 'not_found' };

export async function verifyCustomer(deps: DecisionDeps, made: CheckMade): Promise<Checked> {
  const { siteId, conv } = made;
  const checked = await deps.store.recordCheck({ ...made, now: deps.clock.now() });
  if (!checked.ok) return checked;
  const { level, methods, entry, moved } = checked;
  if (entry !== null) {
    const row = await deps.store.row({ siteId, conv });
    if (row !== null) deps.bus.publish({ type: 'entries', siteId, conv, epoch: deps.store.epoch, entries: [entry], row });
  }
  if (entry !== null || moved) await refreshConversation(deps, siteId, conv);
  return { ok: true, level, methods, moved };
}
