// Every HTTP answer that is not a success: application/problem+json (RFC 9457) with a code from the closed table.
import type { Response } from 'express';
import { HTTP_ERRORS } from '@throughline/types';
import type { HttpErrorCode, Json, Problem } from '@throughline/types';

const MS_PER_S = 1_000;

/** The document. `detail` is for the developer who reads it; it never quotes secrets or other people's data. */
export function problemOf(code: HttpErrorCode, detail?: string, extension: Record<string, Json> = {}): Problem & Record<string, Json> {
  const { title, httpStatus: status } = HTTP_ERRORS[code];
  return { ...extension, type: `urn:throughline:error:${code}`, title, status, code, ...(detail === undefined ? {} : { detail }) };
}

/** Ends the response. */
export function sendProblem(
  response: Response,
  code: HttpErrorCode,
  more: { detail?: string; retryMs?: number; extension?: Record<string, Json> } = {},
): void {
  const problem = problemOf(code, more.detail, more.extension);
  if (more.retryMs !== undefined) response.set('Retry-After', String(Math.ceil(more.retryMs / MS_PER_S)));
  response.set('X-Content-Type-Options', 'nosniff');
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
