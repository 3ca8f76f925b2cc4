// The agent's cookies (S21, S26): `__Host-` and Secure on https; other names on plain http, which only a loopback origin may use.
import type { CookieOptions, Request, Response } from 'express';
import { limits } from '@throughline/types';

const NAMES = {
  session: { secure: '__Host-throughline', loopback: 'throughline-dev' },
  /** Of a sign-in with an identity provider that was begun here. */
  oidc: { secure: '__Host-throughline-oidc', loopback: 'throughline-oidc-dev' },
} as const;
const OIDC_MAX_MS = 600_000;

const isSecure = (publicOrigin: string): boolean => publicOrigin.startsWith('https:');
const nameFor = (kind: keyof typeof NAMES, publicOrigin: string): string => NAMES[kind][isSecure(publicOrigin) ? 'secure' : 'loopback'];
const shared = (publicOrigin: string): CookieOptions => ({ httpOnly: true, secure: isSecure(publicOrigin), path: '/' });

function cookieOf(kind: keyof typeof NAMES, request: Request, publicOrigin: string): string | null {
  const wanted = `${nameFor(kind, publicOrigin)}=`;
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const pair = part.trim();
    if (pair.startsWith(wanted)) return pair.slice(wanted.length) || null;
  }
  return null;
}

export function setSessionCookie(response: Response, publicOrigin: string, token: string): void {
  const options: CookieOptions = { ...shared(publicOrigin), sameSite: 'strict', maxAge: limits.AGENT_SESSION_MAX_MS };
  response.cookie(nameFor('session', publicOrigin), token, options);
}

export function clearSessionCookie(response: Response, publicOrigin: string): void {
  response.clearCookie(nameFor('session', publicOrigin), { ...shared(publicOrigin), sameSite: 'strict' });
}

/** The token, or null. */
export const sessionCookie = (request: Request, publicOrigin: string): string | null => cookieOf('session', request, publicOrigin);

/** `lax`: the browser comes back with it from the provider's site. */
export function setOidcCookie(response: Response, publicOrigin: string, sealed: string): void {
  const value = Buffer.from(sealed, 'base64').toString('base64url');
  response.cookie(nameFor('oidc', publicOrigin), value, { ...shared(publicOrigin), sameSite: 'lax', maxAge: OIDC_MAX_MS });
}

export function clearOidcCookie(response: Response, publicOrigin: string): void {
  response.clearCookie(nameFor('oidc', publicOrigin), { ...shared(publicOrigin), sameSite: 'lax' });
}

/** What was sealed, or null. */
export function oidcCookie(request: Request, publicOrigin: string): string | null {
  const value = cookieOf('oidc', request, publicOrigin);
  return value === null ? null : Buffer.from(value, 'base64url').toString('base64');
}
