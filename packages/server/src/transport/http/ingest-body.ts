// The body of an ingest request: JSON whatever Content-Type says (C9), and the keys it was sent with (C7).
import type { Request } from 'express';
import type { HttpErrorCode } from '@throughline/types';
import { isRecord } from '../../domain/ingest/json-shape.js';
import { secretKeyOf } from './secret-key.js';

export type IngestBody = { ok: true; body: Record<string, unknown> } | { ok: false; code: HttpErrorCode };

export function readIngestBody(request: Request): IngestBody {
  const text: unknown = request.body;
  let parsed: unknown;
  try {
    parsed = JSON.parse(typeof text === 'string' ? text : '');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, code: 'malformed_json' };
  }
  return isRecord(parsed) ? { ok: true, body: parsed } : { ok: false, code: 'bad_request' };
}

/** Basic, Bearer and body keys, empty ones left out. A Basic header without a key is no key: browsers' `btoa(':')`. */
export function keysOf(request: Request, body: Record<string, unknown>): string[] {
  const { writeKey } = body;
  return [secretKeyOf(request.headers.authorization), writeKey].filter((key) => typeof key === 'string' && key !== '').map(String);
}
