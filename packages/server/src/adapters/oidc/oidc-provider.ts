// Sign-in with the operator's own identity provider: OpenID Connect, authorization code with PKCE, state and nonce. It says which e-mail
// address somebody proved there; whether an agent of that address may in is sign-in-oidc.ts. Everything is asked through the one way out (S75).
import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.js';
import type { Fetcher, FetchRequest } from '../../ports/fetcher.js';
import type { OidcFailure, OidcProvider } from '../../ports/identity-provider.js';
import type { Ids } from '../../ports/ids.js';
import type { Log } from '../../ports/log.js';
import type { Vault } from '../../ports/vault.js';
import { asError } from '../../domain/as-error.js';

interface OidcSettings {
  issuer: string;
  clientId: string;
  /** null: a public client, by PKCE alone. */
  clientSecret: string | null;
  /** On the button: "Sign in with …". */
  name: string;
}

const BEGUN_TTL_MS = 600_000;
const KEPT_MS = 600_000; // of the provider's description and keys
const SECRET_BYTES = 32;
const LEEWAY_S = 60;
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

const Description = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url({ protocol: /^https?$/ }),
  token_endpoint: z.string(),
  jwks_uri: z.string(),
  token_endpoint_auth_methods_supported: z.array(z.string()).default(['client_secret_basic']),
});
type Description = z.infer<typeof Description>;
const Keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
const Begun = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), until: z.number() });
const Callback = z.object({ code: z.string().max(2_048), state: z.string().max(200), iss: z.string().max(300).optional() });
const Tokens = z.object({ id_token: z.string() });
const Claims = z.object({
  nonce: z.string(),
  azp: z.string().optional(),
  email: z.email().transform((value) => value.toLowerCase()),
  email_verified: z.union([z.literal(true), z.literal('true')]), // some providers send text
});

interface Deps {
  fetcher: Fetcher;
  vault: Vault;
  ids: Ids;
  clock: Clock;
  log: Log;
}

/** What was said is not what was agreed: the person sees a short word, the log the reason. */
class Unusable extends Error {
  override readonly name = 'Unusable';
  constructor(
    readonly reason: OidcFailure,
    message: string,
  ) {
    super(message);
  }
}

export function createOidc(deps: Deps, settings: OidcSettings): OidcProvider {
  const { fetcher, vault, ids, clock, log } = deps;
  let described: { at: number; description: Description } | null = null;
  let keys: { at: number; set: JSONWebKeySet } | null = null;

  const readJson = async (request: FetchRequest): Promise<unknown> => {
    const answer = await fetcher.fetch(request);
    if (!answer.ok) throw new Unusable('unavailable', `The provider could not be asked: ${answer.reason}`);
    if (answer.status !== 200)
      throw new Unusable(answer.status >= 500 ? 'unavailable' : 'refused', `The provider answered ${answer.status}`);
    try {
      return JSON.parse(answer.text);
    } catch (error) {
      throw new Unusable('unavailable', `The provider answered no JSON: ${asError(error).message}`);
    }
  };
  const shaped = <S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> => {
    const read = schema.safeParse(value);
    if (read.success) return read.data;
    throw new Unusable('refused', `${what}: ${read.error.issues[0]?.path.join('.') ?? ''} ${read.error.issues[0]?.message ?? ''}`);
  };
  const describe = async (): Promise<Description> => {
    if (described !== null && clock.now() - described.at < KEPT_MS) return described.description;
    const url = `${settings.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const description = shaped(Description, await readJson({ method: 'GET', url, headers: {} }), 'The description of the provider');
    if (description.issuer !== settings.issuer) throw new Unusable('refused', 'The provider describes itself as another issuer');
    described = { at: clock.now(), description };
    return description;
  };
  const keySet = async ({ jwks_uri: url }: Description, { anew }: { anew: boolean }): Promise<JSONWebKeySet> => {
    if (keys !== null && !anew && clock.now() - keys.at < KEPT_MS) return keys.set;
    const set: JSONWebKeySet = shaped(Keys, await readJson({ method: 'GET', url, headers: {} }), 'The keys of the provider');
    keys = { at: clock.now(), set };
    return set;
  };
  const claimsOf = async (description: Description, idToken: string): Promise<unknown> => {
    const verify = async (anew: boolean): Promise<unknown> => {
      const set = createLocalJWKSet(await keySet(description, { anew }));
      const { payload } = await jwtVerify(idToken, set, {
        issuer: settings.issuer,
        audience: settings.clientId,
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'exp', 'iat'],
        clockTolerance: LEEWAY_S,
        currentDate: new Date(clock.now()),
      });
      return payload;
    };
    try {
      return await verify(false).catch((error: unknown) => {
        if (error instanceof errors.JWKSNoMatchingKey) return verify(true); // its keys changed since
        throw error;
      });
    } catch (error) {
      if (error instanceof errors.JOSEError) throw new Unusable('refused', `The token proves nothing: ${error.code}`);
      throw error;
    }
  };
  const tokenRequest = (description: Description, fields: Record<string, string>): FetchRequest => {
    const headers: Record<string, string> = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
    const { clientId, clientSecret } = settings;
    const basic = clientSecret !== null && description.token_endpoint_auth_methods_supported.includes('client_secret_basic');
    const form = new URLSearchParams(fields);
    if (basic) {
      const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
      headers['authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
    } else {
      form.set('client_id', clientId);
      if (clientSecret !== null) form.set('client_secret', clientSecret);
    }
    return { method: 'POST', url: description.token_endpoint, headers, body: form.toString() };
  };
  const begunOf = (sealed: string | null): z.infer<typeof Begun> => {
    if (sealed === null) throw new Unusable('expired', 'Nothing was begun in this browser');
    let text: string;
    try {
      text = vault.unseal(sealed);
    } catch (error) {
      throw new Unusable('expired', `The cookie is none of ours: ${asError(error).message}`);
    }
    const begun = shaped(Begun, JSON.parse(text), 'The cookie');
    if (begun.until <= clock.now()) throw new Unusable('expired', 'It was begun too long ago');
    return begun;
  };
  const orReason = async <T>(work: () => Promise<T>): Promise<T | { ok: false; reason: OidcFailure }> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Unusable)) throw error;
      log.warn('A sign-in with the identity provider failed', { code: error.reason, error });
      return { ok: false, reason: error.reason };
    }
  };

  return {
    name: settings.name,
    begin: (redirectUri) =>
      orReason(async () => {
        const { authorization_endpoint: endpoint } = await describe();
        const [state, nonce, verifier] = [ids.secret(SECRET_BYTES), ids.secret(SECRET_BYTES), ids.secret(SECRET_BYTES)];
        const location = new URL(endpoint);
        const asked: Record<string, string> = {
          response_type: 'code',
          scope: 'openid email profile',
          client_id: settings.clientId,
          redirect_uri: redirectUri,
          state,
          nonce,
          code_challenge: Buffer.from(vault.digest(verifier), 'hex').toString('base64url'),
          code_challenge_method: 'S256',
        };
        for (const [name, value] of Object.entries(asked)) location.searchParams.set(name, value);
        const sealed = vault.seal(JSON.stringify({ state, nonce, verifier, until: clock.now() + BEGUN_TTL_MS }));
        return { ok: true as const, location: location.href, sealed };
      }),
    finish: ({ redirectUri, sealed, query }) =>
      orReason(async () => {
        const begun = begunOf(sealed);
        const { code, state, iss } = shaped(Callback, query, 'What the provider sent back');
        if (!vault.same(state, begun.state)) throw new Unusable('expired', 'Another sign-in was begun in this browser');
        if (iss !== undefined && iss !== settings.issuer) throw new Unusable('refused', 'Another provider sent the browser back');
        const description = await describe();
        const fields = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: begun.verifier };
        const { id_token: idToken } = shaped(Tokens, await readJson(tokenRequest(description, fields)), 'The tokens');
        const claims = shaped(Claims, await claimsOf(description, idToken), 'What the token says');
        if (!vault.same(claims.nonce, begun.nonce)) throw new Unusable('refused', 'The token was made for another sign-in');
        if (claims.azp !== undefined && claims.azp !== settings.clientId)
          throw new Unusable('refused', 'The token was made for another client');
        return { ok: true as const, email: claims.email };
      }),
  };
}
