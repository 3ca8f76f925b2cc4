// Who calls the ingest API, and may it (C7, C8, S11, S130)? Site and source come from the key alone.
import type { HttpErrorCode } from '@throughline/types';
import { originAllowed } from '../domain/ingest/origin.js';
import type { SiteRecord, SourceRecord } from '../ports/store-accounts.js';
import type { SiteDirectory } from './sites.js';

export interface IngestCaller {
  site: SiteRecord;
  kind: 'public' | 'secret';
  source: SourceRecord;
}

export interface PresentedKeys {
  /** Every key of the request, wherever it stood; empty ones left out. */
  keys: readonly string[];
  /** The `Origin` header, if any. */
  origin: string | undefined;
  /** True for a page of the relay itself, such as the demo. */
  ownOrigin: boolean;
}

export type CallerFound = { ok: true; caller: IngestCaller } | { ok: false; code: HttpErrorCode };

/** A public key is the write key or the site id; both are names, not secrets (S7). */
export async function findCaller(sites: SiteDirectory, { keys, origin, ownOrigin }: PresentedKeys): Promise<CallerFound> {
  const [key, ...others] = new Set(keys);
  if (key === undefined) return { ok: false, code: 'unknown_key' };
  if (others.length > 0) return { ok: false, code: 'key_mismatch' };
  const open = await sites.byPublicKey(key);
  if (open !== null) {
    if (origin !== undefined && !ownOrigin && !originAllowed(open.origins, origin)) return { ok: false, code: 'origin_not_allowed' };
    return { ok: true, caller: caller(open, 'public') };
  }
  const secret = await findSecretCaller(sites, key);
  return secret === null ? { ok: false, code: 'unknown_key' } : { ok: true, caller: secret };
}

/** The back end behind a secret key, with the source the key belongs to; null when no site has it. */
export async function findSecretCaller(sites: SiteDirectory, key: string): Promise<IngestCaller | null> {
  const site = await sites.bySecretKey(key);
  if (site === null) return null;
  const own = site.sources.find(({ id }) => id === site.keySourceId);
  return own === undefined ? caller(site, 'secret') : { site, kind: 'secret', source: own };
}

function caller(site: SiteRecord, kind: 'public' | 'secret'): IngestCaller {
  const source = site.sources.find((candidate) => candidate.kind === kind);
  if (source === undefined) throw new Error(`Site ${site.id} has no ${kind} source`);
  return { site, kind, source };
}
