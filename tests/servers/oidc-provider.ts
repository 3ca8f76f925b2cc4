// A throw-away OpenID Connect provider: description, keys, authorization by redirect, tokens for a code and its PKCE verifier.
import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** What the next person says, and what of the protocol is broken. */
export interface Says {
  email: string;
  verified: boolean;
  nonce?: string;
  audience?: string;
  issuer?: string;
  expired?: boolean;
  /** Signed by somebody else's key of the same name. */
  forged?: boolean;
}

export interface OidcServer {
  issuer: string;
  clientId: string;
  clientSecret: string;
  says: Says;
  /** What the last token request brought. */
  asked: { authorization: string | undefined; form: URLSearchParams } | null;
  stop(): Promise<void>;
}

export async function startOidc(): Promise<OidcServer> {
  const [own, other] = [await generateKeyPair('ES256'), await generateKeyPair('ES256')];
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
  const codes = new Map<string, { challenge: string; nonce: string; redirectUri: string }>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', self.issuer);
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (url.pathname === '/.well-known/openid-configuration')
      return json(200, {
        issuer: self.issuer,
        authorization_endpoint: `${self.issuer}/authorize`,
        token_endpoint: `${self.issuer}/token`,
        jwks_uri: `${self.issuer}/keys`,
      });
    if (url.pathname === '/keys') return json(200, { keys: [jwk] });
    if (url.pathname === '/authorize') {
      const code = randomUUID();
      const asked = (name: string): string => url.searchParams.get(name) ?? '';
      codes.set(code, { challenge: asked('code_challenge'), nonce: asked('nonce'), redirectUri: asked('redirect_uri') });
      const back = new URL(asked('redirect_uri'));
      back.searchParams.set('code', code);
      back.searchParams.set('state', asked('state'));
      return void response.writeHead(302, { location: back.href }).end();
    }
    if (url.pathname === '/token') {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => void token(body, request.headers.authorization).then(({ status, answer }) => json(status, answer)));
      return;
    }
    return json(404, {});
  });
  async function token(body: string, authorization: string | undefined): Promise<{ status: number; answer: unknown }> {
    const form = new URLSearchParams(body);
    self.asked = { authorization, form };
    const begun = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const verified = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (begun === undefined || verified !== begun.challenge || form.get('redirect_uri') !== begun.redirectUri)
      return { status: 400, answer: { error: 'invalid_grant' } };
    const { says } = self;
    const now = Math.floor(Date.now() / 1_000);
    const idToken = await new SignJWT({ email: says.email, email_verified: says.verified, nonce: says.nonce ?? begun.nonce })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setIssuer(says.issuer ?? self.issuer)
      .setAudience(says.audience ?? self.clientId)
      .setSubject('person')
      .setIssuedAt(now - 600)
      .setExpirationTime(says.expired === true ? now - 300 : now + 300)
      .sign(says.forged === true ? other.privateKey : own.privateKey);
    return { status: 200, answer: { access_token: 'none', token_type: 'Bearer', id_token: idToken } };
  }
  const self: OidcServer = {
    issuer: '',
    clientId: 'throughline',
    clientSecret: 'a secret of the provider',
    says: { email: '', verified: true },
    asked: null,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The provider listens nowhere');
  self.issuer = `http://localhost:${address.port}`;
  return self;
}
