// Headers of the pages and files we serve (S58–S60). One table, so that a reader can compare it with the specification.
import type { ServerResponse } from 'node:http';

type Headers = Record<string, string>;

const NO_SNIFF: Headers = { 'X-Content-Type-Options': 'nosniff' };

/** WebSocket address of an http(s) origin. */
const socketOrigin = (origin: string): string => origin.replace(/^http/, 'ws');

function policy(directives: Record<string, string>): string {
  return Object.entries(directives)
    .map(([name, value]) => (value === '' ? name : `${name} ${value}`))
    .join('; ');
}

/** `frame-ancestors 'none'`, Trusted Types without a policy: the console shows what visitors wrote. */
export function consoleHeaders(publicOrigin: string): Headers {
  const headers: Headers = {
    ...NO_SNIFF,
    'Content-Security-Policy': policy({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self' blob:",
      'font-src': "'self'",
      'connect-src': `'self' ${socketOrigin(publicOrigin)}`,
      'frame-src': "'self'",
      'form-action': "'self'",
      'base-uri': "'none'",
      'object-src': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    }),
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    'X-Frame-Options': 'DENY',
  };
  if (publicOrigin.startsWith('https:')) headers['Strict-Transport-Security'] = 'max-age=31536000';
  return headers;
}

/** The demo site lives under the policy we ask of strict sites: only script-src and connect-src for the widget (S60, W90). */
export function demoHeaders(publicOrigin: string): Headers {
  return {
    ...NO_SNIFF,
    'Content-Security-Policy': policy({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self'",
      'connect-src': `'self' ${socketOrigin(publicOrigin)}`,
      'form-action': "'self'",
      'base-uri': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    }),
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-cache',
  };
}

/** The widget on an empty page, framed by the console alone. The widget's own rule holds here too: script and connection, nothing else. */
export function previewHeaders(publicOrigin: string): Headers {
  return {
    ...NO_SNIFF,
    'Content-Security-Policy': policy({
      'default-src': "'none'",
      'script-src': "'self'",
      'connect-src': `'self' ${socketOrigin(publicOrigin)}`,
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'self'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    }),
    'Referrer-Policy': 'no-referrer',
    'X-Frame-Options': 'SAMEORIGIN',
    'Cache-Control': 'no-store',
  };
}

/** Widget files are loaded by foreign pages, also under COEP (W91, W100). `immutable`: the address names the content. */
export function widgetHeaders(immutable: boolean): Headers {
  return {
    ...NO_SNIFF,
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Cache-Control': immutable ? 'public, max-age=31536000, immutable' : 'public, max-age=300, stale-while-revalidate=86400',
  };
}

/** The hosted page: nothing but the relay's own files; framed by the site's own pages alone (S105). `*` in `origins`: by any. */
export function hostedPageHeaders(publicOrigin: string, origins: readonly string[]): Headers {
  const headers: Headers = {
    ...NO_SNIFF,
    'Content-Security-Policy': policy({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': "'self'",
      'connect-src': `'self' ${socketOrigin(publicOrigin)}`,
      'form-action': "'none'",
      'base-uri': "'none'",
      'frame-ancestors': origins.join(' ') || "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    }),
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'cross-origin', // pages under COEP may frame it
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    'Cache-Control': 'no-cache',
  };
  if (publicOrigin.startsWith('https:')) headers['Strict-Transport-Security'] = 'max-age=31536000';
  return headers;
}

export const hostedAssetHeaders = (): Headers => ({
  ...NO_SNIFF,
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-cache',
});

export function setHeaders(response: ServerResponse, headers: Headers): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}
