// An answer of the API as it goes over the wire, so that it can be kept and sent again byte for byte.
import { problemOf } from '../problem.js';
import type { ApiAnswer } from './route.js';

const MS_PER_S = 1_000;

export interface Rendered {
  status: number;
  /** JSON; empty: no body. */
  body: string;
  headers: Record<string, string>;
  problem: boolean;
  /** Sent in place of the body, line by line as they are made. */
  csv?: AsyncIterable<string>;
}

export function renderAnswer(answer: ApiAnswer): Rendered {
  if ('csv' in answer) {
    const headers = { 'Content-Disposition': `attachment; filename="${answer.fileName}"` };
    return { status: answer.status, body: '', headers, problem: false, csv: answer.csv };
  }
  const headers = { ...answer.headers };
  if (!('problem' in answer))
    return { status: answer.status, body: answer.body === undefined ? '' : JSON.stringify(answer.body), headers, problem: false };
  if (answer.retryMs !== undefined) headers['Retry-After'] = String(Math.ceil(answer.retryMs / MS_PER_S));
  const problem = problemOf(answer.problem, answer.detail, answer.extension);
  return { status: problem.status, body: JSON.stringify(problem), headers, problem: true };
}
