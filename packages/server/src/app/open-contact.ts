// A call, letter or visit that another system carries reaches the agents with its whole past (C49): whose it is is resolved like any event's,
// then the conversation is opened and its hand-off frozen in the store.
import type { ConversationRequest, Handoff } from '@throughline/types';
import { madeEvent } from '../domain/ingest/made-event.js';
import type { Actor } from './actor.js';
import { ownerOf } from './owner-of.js';
import { publishConsequences } from './publish-consequences.js';
import { giveBackTry, resumeCodeHash } from './resume-codes.js';
import type { WriteDeps } from './write-event.js';
import type { Limiter } from '../ports/limiter.js';
import type { Vault } from '../ports/vault.js';

export interface ContactDeps extends WriteDeps {
  vault: Vault;
  limiter: Limiter;
}

export type ContactOpened =
  { ok: true; handoff: Handoff; customerId: string } | { ok: false; code: 'unknown_customer' | 'forbidden' | 'bad_request' | 'not_found' };

export async function openContact(
  deps: ContactDeps,
  actor: Actor,
  { request, now }: { request: ConversationRequest; now: number },
): Promise<ContactOpened> {
  const { siteId } = actor;
  if (request.verification !== undefined && !actor.attests) return { ok: false, code: 'forbidden' }; // proof comes from the site, not from a form (ID18)
  if (request.teamId !== undefined && !(await deps.store.teams({ siteId })).some(({ id }) => id === request.teamId))
    return { ok: false, code: 'not_found' };
  const found = await customerOf(deps, actor, { request, now });
  if (!found.ok) return found;
  const startedAt = request.startedAt === undefined ? now : Math.min(Date.parse(request.startedAt), now);
  const { handoff, followed } = await deps.store.openChannelConversation({
    siteId,
    sourceId: actor.sourceId,
    customerId: found.customerId,
    channel: request.channel,
    text: request.text ?? null,
    kind: request.kind,
    ...(request.from === undefined ? {} : { from: request.from }),
    teamId: request.teamId ?? null,
    department: request.department ?? actor.department,
    startedAt,
    verification: request.verification ?? (found.redeemed ? { level: 2, methods: ['resume_code'] } : null),
    inReplyTo: request.inReplyTo ?? null,
    now,
  });
  deps.bus.publish({ type: 'handoff', siteId, handoff });
  publishConsequences(deps, siteId, followed);
  return { ok: true, handoff, customerId: found.customerId };
}

/** The root the conversation belongs to. Identifiers and a resume code are an event of their own, so that they resolve and merge as ever. */
async function customerOf(
  deps: ContactDeps,
  actor: Actor,
  { request, now }: { request: ConversationRequest; now: number },
): Promise<{ ok: true; customerId: string; redeemed: boolean } | { ok: false; code: 'unknown_customer' | 'forbidden' | 'bad_request' }> {
  const found = await ownerOf(deps, actor, request.customer);
  if (!found.ok) return found;
  const { owner } = found;
  if (owner.customerId !== undefined && request.resumeCode === undefined)
    return { ok: true, customerId: owner.customerId, redeemed: false };
  const event = madeEvent({
    messageId: `api ${deps.ids.hex128()}`,
    name: 'contact.identified',
    title: `Reached us by ${request.channel}`,
    data: {},
    channel: request.channel,
    department: request.department ?? actor.department,
    owner,
    now,
  });
  const { resumeCode: typed } = request;
  const source = owner.identifiers[0]?.value ?? actor.id;
  const tried = typed === undefined ? null : { siteId: actor.siteId, typed, source, ...(actor.attests ? {} : { origin: actor.id }) };
  const hash = tried === null ? null : await resumeCodeHash(deps, tried);
  const recorded = await deps.store.record({
    siteId: actor.siteId,
    sourceId: actor.sourceId,
    events: [{ ...event, type: 'identify', ...(hash === null ? {} : { resumeCodeHash: hash }) }],
    now,
  });
  publishConsequences(deps, actor.siteId, recorded);
  const [written] = recorded.written;
  if (written === undefined) return { ok: false, code: 'bad_request' };
  const redeemed = written.resumeCode === 'redeemed';
  if (redeemed && tried !== null) await giveBackTry(deps.limiter, tried);
  return { ok: true, customerId: written.customerId, redeemed };
}
