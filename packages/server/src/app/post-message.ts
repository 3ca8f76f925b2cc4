// A submission of a visitor or an agent, step 6 of the life of a message: rate, then one transaction, then hints (P30, P36).
import { limits } from '@throughline/types';
import type { Submit, SubmitAnswer } from '@throughline/types';
import { addressGroups } from '../domain/limits/address-groups.js';
import type { Clock } from '../ports/clock.js';
import type { Limiter } from '../ports/limiter.js';
import type { Principal, Written } from '../ports/store-delivery.js';
import type { Store } from '../ports/store.js';
import { callForSubmission } from './attention.js';
import { orUnavailable } from './or-unavailable.js';
import { publishConsequences } from './publish-consequences.js';
import type { PublishDeps } from './publish-consequences.js';

export interface PostMessageDeps extends PublishDeps {
  store: Store;
  limiter: Limiter;
  clock: Clock;
}

/** Resolves after the commit (P36). `address`: the client's, for the limit on new conversations (S42). */
export async function postMessage(
  deps: PostMessageDeps,
  { principal, submit, online, address }: { principal: Principal; submit: Submit; online: boolean; address: string },
): Promise<SubmitAnswer> {
  const { store, bus, limiter, clock } = deps;
  const cost = submit.msgs.length;
  const rate = principal.type === 'visitor' ? limits.RATE_VISITOR_MESSAGES : limits.RATE_AGENT_MESSAGES;
  const own = await limiter.take(`${principal.siteId} ${principal.id} messages`, rate, cost);
  if (!own.ok) return { ok: false, code: 'rate_limited', retry_ms: own.retryMs };
  const site = await limiter.take(`${principal.siteId} messages`, limits.RATE_SITE_MESSAGES, cost);
  if (!site.ok) return { ok: false, code: 'rate_limited', retry_ms: site.retryMs };
  const opening =
    principal.type === 'visitor' && (submit.conv_key !== undefined || submit.go_on === true)
      ? await chargeOpening(limiter, principal.siteId, address)
      : null;

  return orUnavailable(async () => {
    const mayOpen = opening?.refusedForMs === undefined ? {} : { openingRefusedForMs: opening.refusedForMs };
    const outcome = await store.submit({ principal, submit, online, now: clock.now(), ...mayOpen });
    if (outcome.handoff?.context.handoff.kind !== 'new') await opening?.giveBack();
    // Of the history it was committed in: by now the store may tell of another one.
    const epoch = outcome.answer.ok ? outcome.answer.epoch : store.epoch;
    for (const written of [outcome, ...outcome.others]) publishWritten(deps, principal.siteId, { written, epoch });
    callForSubmission(bus, principal, outcome);
    return outcome.answer;
  });
}

/** To one conversation. */
function publishWritten(deps: PostMessageDeps, siteId: string, { written, epoch }: { written: Written; epoch: string }): void {
  const { publish, row, handoff, followed } = written;
  if (row !== null && publish.length > 0) deps.bus.publish({ type: 'entries', siteId, conv: row.id, epoch, entries: publish, row });
  if (handoff !== null) deps.bus.publish({ type: 'handoff', siteId, handoff });
  else if (row !== null && publish.length > 0) deps.live.touch(siteId, row.id); // what was said may be a fact, a mood, a re-ask
  publishConsequences(deps, siteId, followed);
}

const WIDE = { burst: limits.RATE_CONVERSATIONS_PER_ADDRESS.burst * 10, perMinute: limits.RATE_CONVERSATIONS_PER_ADDRESS.perMinute * 10 };

/**
 * Charges what would be a new conversation (S42). Whether it is one, only the store knows: it refuses to open when told so, and whatever
 * opened none is given back, resends of a first message included (S56).
 */
async function chargeOpening(
  limiter: Limiter,
  siteId: string,
  address: string,
): Promise<{ refusedForMs?: number; giveBack: () => Promise<void> }> {
  const { narrow, wide } = addressGroups(address);
  const buckets = [
    { key: `${siteId} ${narrow} conversations`, rate: limits.RATE_CONVERSATIONS_PER_ADDRESS },
    { key: `${siteId} ${wide} conversations`, rate: WIDE },
  ];
  const charged: typeof buckets = [];
  const giveBack = async (): Promise<void> => {
    for (const { key, rate } of charged.splice(0)) await limiter.give(key, rate);
  };
  for (const bucket of buckets) {
    const taken = await limiter.take(bucket.key, bucket.rate);
    if (taken.ok) charged.push(bucket);
    else {
      await giveBack();
      return { refusedForMs: taken.retryMs, giveBack };
    }
  }
  return { giveBack };
}
