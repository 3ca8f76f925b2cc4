// Is a request from a page of this relay itself (S131)? The console's socket and changes by cookie take nothing else.
import type { IncomingHttpHeaders } from 'node:http';

/** True when `Origin` is the public origin, or names the very host the request came to. Absent is refused. */
export function ownOrigin(headers: IncomingHttpHeaders, publicOrigin: string): boolean {
  const { origin, host } = headers;
  if (origin === undefined || host === undefined) return false;
  return origin === publicOrigin || origin === `http://${host}` || origin === `https://${host}`;
}
