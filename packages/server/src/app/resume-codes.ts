// Resume codes (CH36): made here, shown once, kept as an HMAC. Redeeming is an event like any other: it carries the hash, and the store
// decides whether the code is live. Wrong, used, expired and blocked are one answer (CH37).
import { limits } from '@throughline/types';
import { RESUME_CODE_RANDOM_BYTES, normaliseResumeCode, resumeCodeFrom, showResumeCode } from '../domain/identity/resume-code.js';
import type { ResumeCodeKind } from '../domain/identity/resume-code.js';
import type { IngestEvent } from '../domain/ingest/event.js';
import { isRecord, textOf } from '../domain/ingest/json-shape.js';
import type { Clock } from '../ports/clock.js';
import type { Ids } from '../ports/ids.js';
import type { Limiter } from '../ports/limiter.js';
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
  /** The device or call that tries: its anonymous id, the call's id. */
  source: string;
  /** The network address, where there is one. */
  address?: string;
}

/** What `IngestEvent.resumeCodeHash` is set to; null when it cannot be a code or the source tried too often: then the event goes without. */
export async function resumeCodeHash(
  { vault, limiter }: { vault: Vault; limiter: Limiter },
  { siteId, typed, source, address }: TriedCode,
): Promise<string | null> {
  const ofSource = await limiter.take(
    `${siteId} resume ${source.slice(0, limits.IDENTIFIER_MAX_CHARS)}`,
    limits.RATE_RESUME_TRIES_PER_DEVICE,
  );
  if (!ofSource.ok) return null;
  if (address !== undefined) {
    const ofAddress = await limiter.take(`${siteId} resume from ${address}`, limits.RATE_RESUME_TRIES_PER_ADDRESS);
    if (!ofAddress.ok) return null;
  }
  const code = normaliseResumeCode(typed);
  return code === null ? null : hashOf(vault, siteId, code);
}

/** The event of a call that brought a code in `context.resumeCode`, of its own or as the batch's default, with the code's hash. */
export async function withResumeCode(
  deps: { vault: Vault; limiter: Limiter },
  { siteId, call, defaults }: { siteId: string; call: unknown; defaults: Record<string, unknown> },
  event: IngestEvent,
): Promise<IngestEvent> {
  const own = isRecord(call) && isRecord(call['context']) ? call['context'] : {};
  const typed = textOf(own['resumeCode'] ?? defaults['resumeCode']);
  if (typed === null) return event;
  const device = event.identifiers.find(({ type }) => type === 'anonymous_id' || type === 'caller_id')?.value ?? '';
  const hash = await resumeCodeHash(deps, { siteId, typed, source: device });
  return hash === null ? event : { ...event, resumeCodeHash: hash };
}

const hashOf = (vault: Vault, siteId: string, code: string): string => vault.mac(`resume ${siteId} ${code}`);
