// Continue elsewhere (W211, CH36, ID20 c): a visitor makes a code of one own conversation, another device redeems it and is let into that
// conversation and nothing else of the person. Redeeming is recorded like any event, as the redeeming device's own. Wrong, used, expired and
// blocked are one answer in one class of time (CH37).
import { limits } from '@throughline/types';
import type { HttpErrorCode, ResumeCreated } from '@throughline/types';
import { resumedEvent } from '../domain/identity/resumed-event.js';
import { toIso } from '../domain/time/civil.js';
import type { VisitorRecord } from '../ports/store-accounts.js';
import { publishConsequences } from './publish-consequences.js';
import { createResumeCode, giveBackTry, resumeCodeHash } from './resume-codes.js';
import type { TriedCode } from './resume-codes.js';
import { principalOf } from './visitor-principal.js';
import { sessionAnswer } from './visitor-session.js';
import type { SessionOutcome, VisitorSessionDeps } from './visitor-session.js';

type ResumeDeps = VisitorSessionDeps;
export type ResumeCreatedOutcome = { ok: true; created: ResumeCreated } | { ok: false; code: HttpErrorCode; retryMs?: number };
/** `opened`: whose session now holds which conversation more. */
export type ResumeRedeemed = SessionOutcome & { opened?: { visitor: VisitorRecord; conv: string } };

const PURPOSE = 'continue';
/** A refusal is sent no sooner than this after the request: what the store had to do for it is inside. */
const REFUSAL_AFTER_MS = 60;
const NO_CODE = ''; // the hash of nothing: a blocked try takes the same statements as a wrong one

/** `not_found`: not an own conversation of this visitor, whatever the reason (S12). The code rides in the fragment, so it is in no log. */
export async function createVisitorCode(
  deps: ResumeDeps,
  { visitor, siteKey, conv }: { visitor: VisitorRecord; siteKey: string; conv: string },
): Promise<ResumeCreatedOutcome> {
  const taken = await deps.limiter.take(`${visitor.siteId} ${visitor.id} resume codes`, limits.RATE_RESUME_CODES_PER_VISITOR);
  if (!taken.ok) return { ok: false, code: 'rate_limited', retryMs: taken.retryMs };
  const own = await deps.store.ownConversation({ principal: principalOf(visitor), conv });
  if (own === null) return { ok: false, code: 'not_found' };
  const made = await createResumeCode(deps, {
    siteId: visitor.siteId,
    customerId: own.customerId,
    object: { type: 'conversation', id: conv },
    purpose: PURPOSE,
    kind: 'code',
    actor: visitor.id,
  });
  if (!made.ok) return { ok: false, code: 'not_found' };
  const path = `chat/${encodeURIComponent(siteKey)}#code=${made.code}`;
  return { ok: true, created: { code: made.code, path, expiresAt: toIso(made.expiresAt) } };
}

/** The session of the device, with the conversation in it. A device that may see it already does not use the code up. */
export async function redeemVisitorCode(
  deps: ResumeDeps,
  { visitor, code, address }: { visitor: VisitorRecord; code: string; address: string },
): Promise<ResumeRedeemed> {
  const answerAt = new Promise<void>((resolve) => void deps.clock.after(REFUSAL_AFTER_MS, resolve));
  const tried = { siteId: visitor.siteId, typed: code, source: visitor.anonymousId, origin: address };
  const conv = await redeem(deps, { visitor, tried });
  if (conv === null) {
    await answerAt;
    return { ok: false, code: 'not_found' };
  }
  await giveBackTry(deps.limiter, tried);
  const outcome = await sessionAnswer(deps, visitor);
  return { ...outcome, opened: { visitor, conv } };
}

/** The conversation that is open to the visitor now; null when the code did nothing. */
async function redeem(deps: ResumeDeps, { visitor, tried }: { visitor: VisitorRecord; tried: TriedCode }): Promise<string | null> {
  const { store, clock, ids } = deps;
  const { siteId } = visitor;
  const hash = await resumeCodeHash(deps, tried);
  const now = clock.now();
  const found = await store.redeemableCode({ principal: principalOf(visitor), hash: hash ?? NO_CODE, now });
  if (found === null || hash === null) return null;
  if (found.open) return found.conv;
  const event = resumedEvent({ visitor, hash, conv: found.conv, messageId: `resume ${ids.hex128()}`, now });
  const recorded = await store.record({ siteId, sourceId: 'relay', events: [event], now });
  publishConsequences(deps, siteId, recorded);
  return recorded.written[0]?.resumeCode === 'redeemed' ? found.conv : null; // somebody else was first
}
