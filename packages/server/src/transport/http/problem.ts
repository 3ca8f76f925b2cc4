// Every HTTP answer that is not a success: application/problem+json (RFC 9457) with a code from the closed table.
import type { Response } from 'express';
import { HTTP_ERRORS } from '@throughline/types';
import type { HttpErrorCode, Problem } from '@throughline/types';

const MS_PER_S = 1_000;

/** Ends the response. `detail` is for the developer who reads it; it never quotes secrets or other people's data. */
export function sendProblem(response: Response, code: HttpErrorCode, more: { detail?: string; retryMs?: number } = {}): void {
  const meaning = HTTP_ERRORS[code];
  const problem: Problem = { type: `urn:throughline:error:${code}`, title: meaning.title, status: meaning.httpStatus, code };
  if (more.detail !== undefined) problem.detail = more.detail;
  if (more.retryMs !== undefined) response.set('Retry-After', String(Math.ceil(more.retryMs / MS_PER_S)));
  response.set('X-Content-Type-Options', 'nosniff');
  response.status(meaning.httpStatus).type('application/problem+json').send(JSON.stringify(problem));
}
