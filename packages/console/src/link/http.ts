// One request of the console over HTTP: same origin, cookie, header against cross-site requests (S132). Answers are decoded here, once.
// Refusals are returned with their code; `network` means that no answer came.
import { HTTP_ERRORS } from '@throughline/types';
import type { HttpErrorCode } from '@throughline/types';
import type { Answer } from '../state/answer.js';

export interface Decoder<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false; error: Error };
}

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base, without a leading slash: `api/v1/…`. */
  path: string;
  body?: unknown;
  /** The same key on a repeated request makes it happen once. */
  idempotencyKey?: string;
}

export interface Http {
  ask<T>(call: Call, decoder: Decoder<T>): Promise<Answer<T>>;
  /** For answers whose content nobody reads. */
  tell(call: Call): Promise<Answer<null>>;
}

const REQUEST_TIMEOUT_MS = 10_000; // a person waits for each of these

const isCode = (value: unknown): value is HttpErrorCode => typeof value === 'string' && Object.hasOwn(HTTP_ERRORS, value);

/** The code a refusal carries, or what its status means. */
export function codeOf(status: number, body: unknown): HttpErrorCode {
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
  if (isCode(code)) return code;
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  if (status === 409) return 'conflict';
  return status >= 500 ? 'unavailable' : 'bad_request';
}

/** The id in `</api/v1/customers/cus_2>; rel="canonical"`. */
function successorOf(link: string | null): string | null {
  return /<[^>]*\/([\w-]+)>;\s*rel="?canonical"?/.exec(link ?? '')?.[1] ?? null;
}

const challengeIn = (body: unknown): { challenge?: string } =>
  typeof body === 'object' && body !== null && 'challenge' in body && typeof body.challenge === 'string'
    ? { challenge: body.challenge }
    : {};

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  const text = await response.text();
  try {
    return text === '' ? null : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null; // a proxy's page; the status decides
    throw error;
  }
}

/** @param base prefix of every address, without the trailing slash: empty when the relay owns the whole host name */
export function createHttp(base: string, fetchFn: typeof fetch): Http {
  async function send({ method, path, body, idempotencyKey }: Call): Promise<Answer<unknown>> {
    try {
      const response = await fetchFn(`${base}/${path}`, {
        method,
        headers: {
          'x-throughline': 'console',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        credentials: 'same-origin',
        cache: 'no-store',
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      });
      const value = await bodyOf(response);
      if (response.ok) return { ok: true, value };
      const instead = successorOf(response.headers.get('link'));
      return { ok: false, code: codeOf(response.status, value), ...(instead === null ? {} : { instead }), ...challengeIn(value) };
    } catch (error) {
      if (error instanceof TypeError || error instanceof DOMException) return { ok: false, code: 'network' };
      throw error;
    }
  }
  return {
    ask: async (call, decoder) => {
      const answer = await send(call);
      if (!answer.ok) return answer;
      const decoded = decoder.safeParse(answer.value);
      if (decoded.success) return { ok: true, value: decoded.data };
      console.error(`unexpected answer of ${call.path}`, decoded.error);
      return { ok: false, code: 'internal' };
    },
    tell: async (call) => {
      const answer = await send(call);
      return answer.ok ? { ok: true, value: null } : answer;
    },
  };
}
