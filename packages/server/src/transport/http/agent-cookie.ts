// The agent's session cookie (S21, S26): `__Host-` and Secure on https; another name on plain http, which only a loopback origin may use.
import type { Request, Response } from 'express';
import { limits } from '@throughline/types';

const SECURE_NAME = '__Host-throughline';
const LOOPBACK_NAME = 'throughline-dev';

const nameFor = (publicOrigin: string): string => (publicOrigin.startsWith('https:') ? SECURE_NAME : LOOPBACK_NAME);

export function setSessionCookie(response: Response, publicOrigin: string, token: string): void {
  response.cookie(nameFor(publicOrigin), token, {
    httpOnly: true,
    secure: publicOrigin.startsWith('https:'),
    sameSite: 'strict',
    path: '/',
    maxAge: limits.AGENT_SESSION_MAX_MS,
  });
}

export function clearSessionCookie(response: Response, publicOrigin: string): void {
  response.clearCookie(nameFor(publicOrigin), { httpOnly: true, secure: publicOrigin.startsWith('https:'), sameSite: 'strict', path: '/' });
}

/** The token, or null. */
export function sessionCookie(request: Request, publicOrigin: string): string | null {
  const wanted = `${nameFor(publicOrigin)}=`;
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const pair = part.trim();
    if (pair.startsWith(wanted)) return pair.slice(wanted.length) || null;
  }
  return null;
}
