// Is this identity token signed by the site (ID4, S121)? The algorithm belongs to the key, never to the token: a token that names another
// one, brings a key along or points at one is refused. Invariant: every doubt is `token_invalid`; only a good token that ran out is
// `token_expired`.
// A site with a single key may leave `kid` and `jti` out, which is what five lines of back-end code do; with two keys both are required.
import { decodeProtectedHeader, errors, importJWK, importSPKI, jwtVerify } from 'jose';
import type { CryptoKey, JWTPayload, ProtectedHeaderParameters } from 'jose';
import { limits } from '@throughline/types';
import type { Json } from '@throughline/types';
import { normaliseIdentifier } from '../domain/identity/normalise.js';
import { isRecord, shapeFault, textOf, toJson, toJsonRecord } from '../domain/ingest/json-shape.js';
import type { Clock } from '../ports/clock.js';
import type { SiteRecord } from '../ports/store-accounts.js';
import type { SignedIdentity } from '../domain/ingest/source.js';
import type { VerifyIdentity } from './sign-in-visitor.js';

const TOKEN_MAX_CHARS = 8_192;
const MS_PER_S = 1_000;
const ALGORITHMS: readonly string[] = ['HS256', 'ES256'];
/** Headers that would let a token choose its own key. */
const KEY_HEADERS = ['jku', 'jwk', 'x5u', 'x5c', 'crit'] as const;
/** Claims with a meaning of their own; all others are dropped. */
const TEXT_CLAIMS = ['name', 'locale'] as const;

type Signed = SiteRecord['identityKeys'][number];

export function createVerifyIdentity({ unseal, clock }: { unseal: (sealed: string) => string; clock: Clock }): VerifyIdentity {
  return async (site, token) => {
    const header = token.length > TOKEN_MAX_CHARS ? null : headerOf(token);
    const key = header === null ? null : keyFor(site, header);
    if (key === null) return { ok: false, code: 'token_invalid' };
    const secret = await verifyingKey(key, unseal(key.sealed));
    try {
      const { payload } = await jwtVerify(token, secret, {
        algorithms: [key.alg],
        audience: site.id,
        requiredClaims: ['sub', 'aud', 'iat', 'exp', ...(site.identityKeys.length > 1 ? ['jti'] : [])],
        clockTolerance: limits.IDENTITY_TOKEN_LEEWAY_MS / MS_PER_S,
        currentDate: new Date(clock.now()),
      });
      const identity = readClaims(payload, clock.now());
      return identity === null ? { ok: false, code: 'token_invalid' } : { ok: true, ...identity };
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { ok: false, code: 'token_expired' };
      if (error instanceof errors.JOSEError) return { ok: false, code: 'token_invalid' };
      throw error;
    }
  };
}

/** Null when the token is not even shaped like one. */
function headerOf(token: string): ProtectedHeaderParameters | null {
  try {
    return decodeProtectedHeader(token);
  } catch (error) {
    if (error instanceof TypeError || error instanceof errors.JOSEError) return null;
    throw error;
  }
}

function keyFor(site: SiteRecord, header: ProtectedHeaderParameters): Signed | null {
  if (KEY_HEADERS.some((name) => header[name] !== undefined)) return null;
  const only = site.identityKeys.length === 1 ? site.identityKeys[0] : undefined;
  const key = header.kid === undefined ? only : site.identityKeys.find(({ kid }) => kid === header.kid);
  if (key === undefined || key.alg !== header.alg || !ALGORITHMS.includes(key.alg)) return null;
  return key;
}

/** HS256: the shared secret as text. ES256: a public key as PEM or JWK. */
async function verifyingKey({ alg }: Signed, material: string): Promise<CryptoKey | Uint8Array> {
  if (alg === 'HS256') return new TextEncoder().encode(material);
  if (material.trimStart().startsWith('-----')) return importSPKI(material, alg);
  const jwk: unknown = JSON.parse(material);
  if (!isRecord(jwk)) throw new Error('A site key is neither PEM nor JWK');
  return importJWK(jwk, alg);
}

function readClaims(payload: JWTPayload, now: number): SignedIdentity | null {
  const { sub, iat, exp, aud } = payload;
  if (typeof aud !== 'string' || iat === undefined || exp === undefined) return null;
  const leeway = limits.IDENTITY_TOKEN_LEEWAY_MS;
  if (iat * MS_PER_S > now + leeway || exp * MS_PER_S > now + limits.IDENTITY_TOKEN_MAX_MS + leeway) return null;
  const userId = normaliseIdentifier('user_id', sub ?? '');
  if (userId === null || shapeFault(payload) !== null) return null;

  const email = textOf(payload['email']);
  const phone = textOf(payload['phone_number']);
  const emailVerified = email !== null && payload['email_verified'] === true;
  const phoneVerified = phone !== null && payload['phone_number_verified'] === true;
  const traits: Record<string, Json> = { ...toJsonRecord(payload['traits']) };
  for (const claim of TEXT_CLAIMS) {
    const text = textOf(payload[claim]);
    if (text !== null) traits[claim] = text;
  }
  if (Array.isArray(payload['groups'])) traits['groups'] = toJson(payload['groups']);
  if (email !== null && emailVerified) traits['email'] = email;
  if (phone !== null && phoneVerified) traits['phone'] = phone;
  return {
    userId,
    ...(email === null ? {} : { email }),
    emailVerified,
    ...(phone === null ? {} : { phone }),
    phoneVerified,
    traits,
  };
}
