// Resume codes (CH36): made here, shown once, kept as an HMAC. Redeeming is an event like any other: it carries the hash, and the store
// decides whether the code is live. Wrong, used, expired and blocked are one answer (CH37).
import { limits } from '@throughline/types';
import { RESUME_CODE_RANDOM_BYTES, normaliseResumeCode, resumeCodeFrom, showResumeCode } from '../domain/identity/resume-code.js';
import type { ResumeCodeKind } from '../domain/identity/resume-code.js';
import type { IngestEvent } from '../domain/ingest/event.js';
import { addressGroups } from '../domain/limits/address-groups.js';
import { isRecord, textOf } from '../domain/ingest/json-shape.js';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { Limiter, Rate } from '../ports/limiter.js';
import type { ResumeObject } from '../ports/store-identity.js';
import type { Store } from '../ports/store.js';
import type { Vault } from '../ports/vault.js';

export interface ResumeCodeDeps {
  store: Pick<Store, 'createResumeCode'>;
  vault: Vault;
  ids: Ids;
  clock: Clock;
}

export interface CodeWanted {
  siteId: string;
  customerId: string;
  object: ResumeObject;
  /** What it is for, e.g. `continue`; a newer code for the same object and purpose ends this one. */
  purpose: string;
  kind: ResumeCodeKind;
  /** ms; default 24 h. */
  ttlMs?: number;
  actor: string;
}

const TRIES = 5; // 40 bits: a taken code is a coin falling on its edge; ten digits still need no second try in practice

/** `code` as it is shown, `7K3M-Q2XD` or ten digits. It can never be read again. */
export async function createResumeCode(
  deps: ResumeCodeDeps,
  { ttlMs = limits.RESUME_CODE_TTL_MS, ...wanted }: CodeWanted,
): Promise<{ ok: true; code: string; expiresAt: number } | { ok: false; code: 'not_found' }> {
  const now = deps.clock.now();
  const expiresAt = now + ttlMs;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const code = resumeCodeFrom(wanted.kind, Buffer.from(deps.ids.secret(RESUME_CODE_RANDOM_BYTES), 'base64url'));
    if (code === null) continue;
    const hash = hashOf(deps.vault, wanted.siteId, code);
    const created = await deps.store.createResumeCode({ ...wanted, hash, expiresAt, now });
    if (created.ok) return { ok: true, code: showResumeCode(code), expiresAt };
    if (created.code === 'not_found') return { ok: false, code: 'not_found' };
  }
  throw new Error('No free resume code was found');
}

export interface TriedCode {
  siteId: string;
  /** As typed or said. */
  typed: string;
  /** The device or call that tries: its anonymous id, the call's id. Of a page it is the page's own word, so it limits honest people only. */
  source: string;
  /** What a guesser cannot choose: the network address of a page, the id of an agent. Left out for the site's own back end. */
  origin?: string;
}

/** What `IngestEvent.resumeCodeHash` is set to; null when it cannot be a code or too many were tried: then the event goes without. */
export async function resumeCodeHash({ vault, limiter }: { vault: Vault; limiter: Limiter }, tried: TriedCode): Promise<string | null> {
  for (const { key, rate } of bucketsOf(tried)) {
    const taken = await limiter.take(key, rate);
    if (!taken.ok) return null;
  }
  const code = normaliseResumeCode(tried.typed);
  return code === null ? null : hashOf(vault, tried.siteId, code);
}

/** Only wrong tries count (CH37): one that opened something is given back. */
export async function giveBackTry(limiter: Limiter, tried: TriedCode): Promise<void> {
  for (const { key, rate } of bucketsOf(tried)) await limiter.give(key, rate);
}

/** Pages and back ends have a site-wide bucket each: somebody who guesses at pages takes no try from the site's own telephone. */
function bucketsOf({ siteId, source, origin }: TriedCode): { key: string; rate: Rate }[] {
  const device = { key: `${siteId} resume ${source.slice(0, limits.IDENTIFIER_MAX_CHARS)}`, rate: limits.RATE_RESUME_TRIES_PER_DEVICE };
  const side = origin === undefined ? 'own' : 'others';
  const site = { key: `${siteId} resume of ${side}`, rate: limits.RATE_RESUME_TRIES_PER_SITE };
  if (origin === undefined) return [device, site];
  const address = { key: `${siteId} resume from ${addressGroups(origin).narrow}`, rate: limits.RATE_RESUME_TRIES_PER_ADDRESS };
  return [address, device, site];
}

/**
 * The event of a call that brought a code in `context.resumeCode`, of its own or as the batch's default, with the code's hash, and what was
 * tried; null when it brought none.
 */
export async function withResumeCode(
  deps: { vault: Vault; limiter: Limiter },
  { siteId, call, defaults, origin }: { siteId: string; call: unknown; defaults: Record<string, unknown>; origin?: string | undefined },
  event: IngestEvent,
): Promise<{ event: IngestEvent; tried: TriedCode | null }> {
  const own = isRecord(call) && isRecord(call['context']) ? call['context'] : {};
  const typed = textOf(own['resumeCode'] ?? defaults['resumeCode']);
  if (typed === null) return { event, tried: null };
  const device = event.identifiers.find(({ type }) => type === 'anonymous_id' || type === 'caller_id')?.value ?? '';
  const tried = { siteId, typed, source: device, ...(origin === undefined ? {} : { origin }) };
  const hash = await resumeCodeHash(deps, tried);
  return { event: hash === null ? event : { ...event, resumeCodeHash: hash }, tried };
}

const hashOf = (vault: Vault, siteId: string, code: string): string => vault.mac(`resume ${siteId} ${code}`);
