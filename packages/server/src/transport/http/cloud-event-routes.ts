// POST /v1/events: CloudEvents 1.0 over HTTP in all three modes (C16). Secret key only: what a back office says is believed.
import type { Request, RequestHandler, Response } from 'express';
import { limits } from '@throughline/types';
import { findSecretCaller } from '../../app/ingest-caller.js';
import { ingestCloudEvents } from '../../app/ingest-cloud-events.js';
import type { RelayDeps } from '../relay-deps.js';
import { textBody } from './body.js';
import { sendProblem } from './problem.js';
import { secretKeyOf } from './secret-key.js';

const STRUCTURED = 'application/cloudevents+json';
const BATCH = 'application/cloudevents-batch+json';
const ATTRIBUTE = /^ce-([a-z0-9]+)$/;

type Read = { ok: true; events: unknown[] } | { ok: false; code: 'malformed_json' | 'bad_request' | 'unsupported_media' };

export function cloudEventRoute(deps: RelayDeps): RequestHandler[] {
  const take = async (request: Request, response: Response): Promise<void> => {
    const key = secretKeyOf(request.headers.authorization);
    const caller = key === null ? null : await findSecretCaller(deps.sites, key);
    if (caller === null) return sendProblem(response, 'unknown_key');
    const read = readEvents(request);
    if (!read.ok) return sendProblem(response, read.code);
    const outcome = await ingestCloudEvents(deps, caller, read.events);
    if (!outcome.ok) return sendProblem(response, outcome.code, outcome.retryMs === undefined ? {} : { retryMs: outcome.retryMs });
    response.json(outcome.answer);
  };
  return [textBody(limits.INGEST_REQUEST_MAX_BYTES), (request, response, next) => void take(request, response).catch(next)];
}

function readEvents(request: Request): Read {
  const media = (request.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  const text: unknown = request.body;
  const body = typeof text === 'string' ? text : '';
  if (media === BATCH) {
    const parsed = json(body);
    if (parsed === undefined) return { ok: false, code: 'malformed_json' };
    return Array.isArray(parsed) ? { ok: true, events: parsed } : { ok: false, code: 'bad_request' };
  }
  if (media === STRUCTURED) {
    const parsed = json(body);
    return parsed === undefined ? { ok: false, code: 'malformed_json' } : { ok: true, events: [parsed] };
  }
  if (request.get('ce-specversion') === undefined) return { ok: false, code: 'unsupported_media' };
  const data = body === '' ? undefined : isJson(media) ? json(body) : body;
  if (data === undefined && body !== '') return { ok: false, code: 'malformed_json' };
  return { ok: true, events: [{ ...attributes(request), ...(data === undefined ? {} : { data }) }] };
}

/** A value that JSON cannot say is never parsed, so `undefined` means: not JSON. */
function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const isJson = (media: string | undefined): boolean => media === undefined || media === '' || /[/+]json$/.test(media);

/** `ce-*` headers, percent-decoded as the HTTP binding says; one that cannot be decoded stays as it was sent. */
function attributes(request: Request): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    const attribute = ATTRIBUTE.exec(name)?.[1];
    if (attribute !== undefined && typeof value === 'string') found[attribute] = decoded(value);
  }
  return found;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch (error) {
    if (error instanceof URIError) return value;
    throw error;
  }
}
