// Identity tokens, good and forged (docs/identity.md, ID4). Keys are generated per run; nothing is mocked but the time.
import { widgetConfig } from '@throughline/types/decode';
import { createHmac } from 'node:crypto';
import { SignJWT, UnsecuredJWT, base64url, exportJWK, exportSPKI, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import type { SiteRecord } from '../ports/store-accounts.js';
import { createVerifyIdentity } from './verify-identity.js';

const NOW = Date.UTC(2026, 2, 3, 12);
const S = NOW / 1_000;
const SECRET = 'k3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3yk3y';
const verify = createVerifyIdentity({
  unseal: (sealed) => sealed.replace(/^sealed:/, ''),
  clock: { now: () => NOW, after: () => () => undefined },
});
const hs = { kid: 'k1', alg: 'HS256', sealed: `sealed:${SECRET}` };

function site(identityKeys: SiteRecord['identityKeys'] = [hs]): SiteRecord {
  const settings = widgetConfig.WidgetConfig.parse({ greeting: '', color: '#000000', position: 'end' });
  return { id: 'site_1', name: 'Shop', writeKey: 'wk', origins: [], settings, demo: false, identityKeys, sources: [] };
}
interface Claims {
  [claim: string]: unknown;
}
const CLAIMS: Claims = { sub: 'u1', aud: 'site_1', iat: S - 10, exp: S + 3_600, jti: 'j1' };
const sign = (claims: Claims = CLAIMS, header: object = {}, secret = SECRET): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'k1', ...header }).sign(new TextEncoder().encode(secret));
async function code(token: string, at: SiteRecord = site()): Promise<string> {
  const verified = await verify(at, token);
  return verified.ok ? verified.userId : verified.code;
}

describe('identity tokens', () => {
  it('[ID4] a good token names its user and vouches for its claims', async () => {
    const token = await sign({
      ...CLAIMS,
      email: 'ann@example.com',
      email_verified: true,
      phone_number: '+4915112345',
      name: 'Ann',
      locale: 'de',
      groups: ['acme'],
      traits: { plan: 'gold' },
      secret_claim: 1,
    });
    expect(await verify(site(), token)).toEqual({
      ok: true,
      userId: 'u1',
      email: 'ann@example.com',
      emailVerified: true,
      phone: '+4915112345',
      phoneVerified: false,
      traits: { plan: 'gold', name: 'Ann', locale: 'de', groups: ['acme'], email: 'ann@example.com' },
    });
  });

  it('[S121] forged, foreign and truncated tokens are refused alike', async () => {
    const good = await sign();
    const [header = '', payload = '', signature = ''] = good.split('.');
    const bad: Record<string, string> = {
      'not a token': 'nonsense',
      empty: '',
      'no signature': `${header}.${payload}.`,
      truncated: good.slice(0, -4),
      'changed payload': `${header}.${base64url.encode(JSON.stringify({ ...CLAIMS, sub: 'u2' }))}.${signature}`,
      unsecured: new UnsecuredJWT(CLAIMS).encode(),
      'alg none with our kid': `${base64url.encode(JSON.stringify({ alg: 'none', kid: 'k1' }))}.${payload}.`,
      'another secret': await sign(CLAIMS, {}, 'another-secret-another-secret-123'),
      'unknown kid': await sign(CLAIMS, { kid: 'k9' }),
      'wrong audience': await sign({ ...CLAIMS, aud: 'site_2' }),
      'audience list': await sign({ ...CLAIMS, aud: ['site_1', 'site_2'] }),
      'no audience': await sign({ ...CLAIMS, aud: undefined }),
      'no subject': await sign({ ...CLAIMS, sub: undefined }),
      'empty subject': await sign({ ...CLAIMS, sub: '' }),
      'placeholder subject': await sign({ ...CLAIMS, sub: 'undefined' }),
      'no expiry': await sign({ ...CLAIMS, exp: undefined }),
      'no issue time': await sign({ ...CLAIMS, iat: undefined }),
      'from the future': await sign({ ...CLAIMS, iat: S + 120 }),
      'more than a day ahead': await sign({ ...CLAIMS, exp: S + 24 * 3_600 + 120 }),
      'own key along': await sign(CLAIMS, { jwk: { kty: 'oct', k: 'AAAA' } }),
      'points at a key': await sign(CLAIMS, { jku: 'https://evil.example/keys' }),
      'points at a certificate': await sign(CLAIMS, { x5u: 'https://evil.example/cert' }),
      'another HMAC': await new SignJWT(CLAIMS)
        .setProtectedHeader({ alg: 'HS512', kid: 'k1' })
        .sign(new TextEncoder().encode(SECRET.repeat(2))),
      huge: `${header}.${base64url.encode(JSON.stringify({ ...CLAIMS, pad: 'x'.repeat(9_000) }))}.${signature}`,
    };
    for (const [what, token] of Object.entries(bad)) expect(await code(token), what).toBe('token_invalid');
    expect(await code(good)).toBe('u1');
    expect(await code(good, { ...site(), id: 'site_2' })).toBe('token_invalid');
  });

  it('[ID4] expiry has 60 s of leeway; a forged expired token is invalid, not expired', async () => {
    expect(await code(await sign({ ...CLAIMS, exp: S - 30 }))).toBe('u1');
    expect(await code(await sign({ ...CLAIMS, exp: S - 90 }))).toBe('token_expired');
    expect(await code(await sign({ ...CLAIMS, exp: S - 90 }, {}, 'another-secret-another-secret-123'))).toBe('token_invalid');
    expect(await code(await sign({ ...CLAIMS, iat: S + 30 }))).toBe('u1');
  });

  it('[ID4] kid and jti may be missing only while the site has a single key', async () => {
    const plain = await new SignJWT({ sub: 'u1', aud: 'site_1', iat: S - 10, exp: S + 3_600 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(SECRET));
    const two = site([hs, { kid: 'k2', alg: 'HS256', sealed: 'sealed:other-other-other-other-other-1' }]);
    expect(await code(plain)).toBe('u1');
    expect(await code(plain, two)).toBe('token_invalid');
    expect(await code(await sign({ ...CLAIMS, jti: undefined }), two)).toBe('token_invalid');
    expect(await code(await sign(), two)).toBe('u1');
    expect(await code(await sign(CLAIMS, { kid: 'k2' }, 'other-other-other-other-other-1'), two)).toBe('u1');
  });

  it('[ID4] ES256 as PEM or JWK; the public key is no HMAC secret', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const pem = await exportSPKI(publicKey);
    const token = await new SignJWT(CLAIMS).setProtectedHeader({ alg: 'ES256', kid: 'e1' }).sign(privateKey);
    const withPem = site([{ kid: 'e1', alg: 'ES256', sealed: pem }]);
    expect(await code(token, withPem)).toBe('u1');
    expect(await code(token, site([{ kid: 'e1', alg: 'ES256', sealed: JSON.stringify(await exportJWK(publicKey)) }]))).toBe('u1');

    const head = base64url.encode(JSON.stringify({ alg: 'HS256', kid: 'e1' }));
    const body = `${head}.${base64url.encode(JSON.stringify(CLAIMS))}`;
    const confused = `${body}.${createHmac('sha256', pem).update(body).digest('base64url')}`;
    expect(await code(confused, withPem)).toBe('token_invalid');
  });
});
