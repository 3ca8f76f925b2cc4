// One row of the REST API: everything that is true of a route stands in it once. The express router, the OpenAPI document and the
// authorisation test are made from these rows (C17, S90).
import type { z } from 'zod';
import type { HttpErrorCode, Json } from '@throughline/types';
import type { ApiPrincipal, Scope } from './principal.js';
import type { RelayDeps } from '../../relay-deps.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What a route answers; anything that is not a success names a code of the closed table. */
export type ApiAnswer =
  | {
      status: number;
      body?: unknown;
      headers?: Record<string, string>;
      /** What the body was rendered from, where rendering leaves out the visibility that audit goes by; the body itself otherwise. */
      renderedFrom?: unknown;
    }
  /** A file of lines, made while it is sent. */
  | { status: 200; csv: AsyncIterable<string>; fileName: string }
  | {
      problem: HttpErrorCode;
      detail?: string;
      retryMs?: number;
      headers?: Record<string, string>;
      /** Members of the problem document beside the standard ones (RFC 9457 §3.2). */
      extension?: Record<string, Json>;
    };

export interface ApiCall<Params, Query, Body> {
  deps: RelayDeps;
  who: ApiPrincipal;
  params: Params;
  query: Query;
  body: Body;
  now: number;
}

export interface RouteFacts {
  method: Method;
  /** Below /api/v1, parameters as `:name`. */
  path: string;
  /** One line for the reader of the API's description. */
  summary: string;
  /** Group in the description. */
  tag: string;
  /** Who may ask. Everybody else is answered `unknown_key`, `unauthenticated` or `forbidden` before anything is read. */
  scopes: readonly Scope[];
  /** Writes take `Idempotency-Key`; `never` for what may not be answered twice, and for reads. */
  idempotent: 'key' | 'never';
  /** An agent must have given the password within the last ten minutes (S80); secret keys are not asked. Default: false. */
  fresh?: boolean;
}

export interface RouteDefinition<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> extends RouteFacts {
  params: P;
  query: Q;
  /** null: the request has no body. */
  body: B | null;
  /** Status → shape; null: no body. */
  answers: Readonly<Record<number, z.ZodType | null>>;
  /** Codes this route may answer besides the ones that every route may. */
  problems?: readonly HttpErrorCode[];
  run(call: ApiCall<z.output<P>, z.output<Q>, z.output<B>>): Promise<ApiAnswer>;
}

/** What stood in a request, undecoded. */
export interface RawCall {
  deps: RelayDeps;
  who: ApiPrincipal;
  params: unknown;
  query: unknown;
  body: unknown;
  now: number;
}

export interface ApiRoute extends RouteFacts {
  params: z.ZodType;
  query: z.ZodType;
  body: z.ZodType | null;
  answers: Readonly<Record<number, z.ZodType | null>>;
  problems: readonly HttpErrorCode[];
  /** Decodes, then runs. */
  answer(raw: RawCall): Promise<ApiAnswer>;
}

/** A row of the table, with its types kept together: `run` sees what the schemas let through and nothing else. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(row: RouteDefinition<P, Q, B>): ApiRoute {
  const { run, ...facts } = row;
  return {
    ...facts,
    problems: row.problems ?? [],
    async answer({ deps, who, params, query, body, now }) {
      const decodedParams = row.params.safeParse(params);
      if (!decodedParams.success) return { problem: 'not_found' }; // an id no store could hold names nothing (G22)
      const decodedQuery = row.query.safeParse(query);
      if (!decodedQuery.success) return refused('query', decodedQuery.error);
      const decodedBody = decodeBodyOf(row.body, body);
      if (!decodedBody.success) return refused('body', decodedBody.error);
      return run({ deps, who, params: decodedParams.data, query: decodedQuery.data, body: decodedBody.data, now });
    },
  };
}

function decodeBodyOf<B extends z.ZodType>(schema: B | null, body: unknown): z.ZodSafeParseResult<z.output<B>> {
  // A route without a body never looks at it: its handler's body type is not read either.
  return schema === null ? { success: true, data: undefined as z.output<B> } : schema.safeParse(body);
}

function refused(where: string, error: z.ZodError): ApiAnswer {
  const issue = error.issues[0];
  return { problem: 'bad_request', detail: issue === undefined ? where : `${issue.path.join('.') || where}: ${issue.message}` };
}
