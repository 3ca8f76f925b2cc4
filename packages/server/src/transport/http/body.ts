// Bodies: JSON whatever Content-Type says (browsers send text/plain to stay out of the preflight), decoded once (S16).
import express from 'express';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { sendProblem } from './problem.js';

/** Reads the body as text up to `maxBytes`; more is answered `too_large`, a body cut off or in an unknown encoding `bad_request`. */
export function textBody(maxBytes: number): RequestHandler {
  const read = express.text({ type: () => true, limit: maxBytes });
  return (request: Request, response: Response, next: NextFunction): void => {
    read(request, response, (error?: unknown) => {
      if (error === undefined) return next();
      const type: unknown = error instanceof Error && 'type' in error ? error.type : undefined;
      if (type === 'entity.too.large') return sendProblem(response, 'too_large');
      if (typeof type === 'string') return sendProblem(response, 'bad_request');
      return next(error);
    });
  };
}

/** The decoded body, or null after a problem was sent. */
export function decodeBody<Schema extends z.ZodType>(request: Request, response: Response, schema: Schema): z.output<Schema> | null {
  let raw: unknown;
  try {
    raw = JSON.parse(typeof request.body === 'string' ? request.body : '');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    sendProblem(response, 'malformed_json');
    return null;
  }
  const decoded = schema.safeParse(raw);
  if (decoded.success) return decoded.data;
  const issue = decoded.error.issues[0];
  sendProblem(response, 'bad_request', issue === undefined ? {} : { detail: `${issue.path.join('.') || 'body'}: ${issue.message}` });
  return null;
}
