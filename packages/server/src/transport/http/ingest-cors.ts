// Which pages may read an answer of the ingest API (C8). The key is in the body, so at the preflight it is unknown and any origin is
// echoed; the request itself loses the header when the key's allow-list does not hold the origin. No credentials, ever.
import type { Request, Response } from 'express';

const PREFLIGHT_S = 86_400;

export function allowAnyOrigin(request: Request, response: Response): void {
  response.vary('Origin');
  const { origin } = request.headers;
  if (origin === undefined) return;
  response.set('Access-Control-Allow-Origin', origin);
  response.set('Access-Control-Expose-Headers', 'Retry-After');
}

export function withdrawOrigin(response: Response): void {
  response.removeHeader('Access-Control-Allow-Origin');
  response.removeHeader('Access-Control-Expose-Headers');
}

export function answerPreflight(request: Request, response: Response): void {
  allowAnyOrigin(request, response);
  response
    .set('Access-Control-Allow-Methods', 'GET, POST, OPTIONS')
    .set('Access-Control-Allow-Headers', 'authorization, content-type, x-retry-count')
    .set('Access-Control-Max-Age', String(PREFLIGHT_S))
    .status(204)
    .end();
}
