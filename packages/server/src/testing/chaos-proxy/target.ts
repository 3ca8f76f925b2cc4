// Where an address leads, and the same address through a proxy: links of a relay are told as URLs.
import type { NetConnectOpts } from 'node:net';

/** What `createChaosProxy` connects to: a port, or the path of a Unix socket. */
export type Target = { host: string; port: number } | { path: string };

const PORTS: Record<string, number> = { 'http:': 80, 'https:': 443, 'redis:': 6379, 'postgres:': 5432, 'postgresql:': 5432 };

export const connectTo = (target: Target): NetConnectOpts =>
  'path' in target ? { path: target.path } : { ...target, autoSelectFamily: true };

/** Of `http://…`, `redis://…`, `postgresql://…` (also `?host=<folder of the socket>`), or of a socket's path. */
export function targetOf(address: string): Target {
  if (address.startsWith('/')) return { path: address };
  const url = new URL(address);
  const port = Number(url.port === '' ? PORTS[url.protocol] : url.port);
  const folder = url.protocol.startsWith('postgres') ? url.searchParams.get('host') : null;
  return folder === null ? { host: url.hostname, port } : { path: `${folder}/.s.PGSQL.${port}` };
}

/** The same address with the proxy in between. */
export function through(proxy: { port: number }, address: string): string {
  const url = new URL(address.startsWith('/') ? 'redis://localhost' : address);
  url.searchParams.delete('host');
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  return url.href;
}
