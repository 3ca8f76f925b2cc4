// The API's description (OpenAPI 3.1), made from the same rows that answer requests: it cannot say anything else than what is served.
import { OpenAPIRegistry, OpenApiGeneratorV31, zodToOpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { ResponseConfig, RouteConfig } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { HTTP_ERRORS } from '@throughline/types';
import type { HttpErrorCode } from '@throughline/types';
import {
  apiHttp,
  contextApi,
  conversation,
  entry,
  handoffContext,
  interaction,
  operationsApi,
  primitives,
  ref,
  widgetConfig,
} from '@throughline/types/decode';
import type { ApiRoute } from './route.js';

const BASE = '/api/v1';
/** Every route may answer these. */
const ALWAYS: readonly HttpErrorCode[] = ['unknown_key', 'unauthenticated', 'forbidden', 'bad_request', 'internal', 'unavailable'];
const WITH_BODY: readonly HttpErrorCode[] = ['malformed_json', 'too_large'];
const WITH_KEY: readonly HttpErrorCode[] = ['idempotency_conflict', 'busy'];

/** Shapes with a name of their own in the description; everything else stands where it is used. */
const NAMED: Readonly<Record<string, z.ZodType>> = {
  Problem: apiHttp.Problem,
  Customer: apiHttp.CustomerView,
  CustomerRef: contextApi.CustomerRef,
  Commitment: contextApi.CommitmentView,
  TrackedItem: contextApi.ItemView,
  Case: contextApi.CaseView,
  Fact: contextApi.FactView,
  Alert: operationsApi.AlertView,
  Settings: operationsApi.SiteSettings,
  WidgetConfig: widgetConfig.WidgetConfig,
  HandoffContext: handoffContext.HandoffContext,
  Ref: ref.Ref,
  Interaction: interaction.Interaction,
  TimelineItem: interaction.TimelineItem,
  Conversation: conversation.ConversationRow,
  Entry: entry.Entry,
};
for (const [refId, schema] of Object.entries(NAMED)) zodToOpenAPIRegistry.add(schema, { _internal: { refId } });
// JSON inside JSON: the shape refers to itself, which a description cannot unfold.
zodToOpenAPIRegistry.add(primitives.Json, {
  type: ['string', 'number', 'boolean', 'object', 'array', 'null'],
  description: 'Any JSON value',
});

/** What a request is answered with when it is refused, by status. */
function problemAnswers(route: ApiRoute): Record<string, ResponseConfig> {
  const fresh: readonly HttpErrorCode[] = route.fresh === true ? ['fresh_login_needed'] : [];
  const codes = [
    ...ALWAYS,
    ...fresh,
    ...(route.body === null ? [] : WITH_BODY),
    ...(route.idempotent === 'key' ? WITH_KEY : []),
    ...route.problems,
  ];
  const byStatus = new Map<number, HttpErrorCode[]>();
  for (const code of new Set(codes)) {
    const status = HTTP_ERRORS[code].httpStatus;
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, sameStatus]) => [
      String(status),
      {
        description: sameStatus.map((code) => `\`${code}\``).join(', '),
        content: { 'application/problem+json': { schema: apiHttp.Problem } },
      },
    ]),
  );
}

function answersOf(route: ApiRoute): Record<string, ResponseConfig> {
  const answers = Object.entries(route.answers).map(([status, schema]) => [
    status,
    schema === null
      ? { description: 'Done' }
      : { description: 'Answer', content: { [route.path.endsWith('.csv') ? 'text/csv' : 'application/json']: { schema } } },
  ]);
  return { ...problemAnswers(route), ...Object.fromEntries(answers) };
}

/** `customers/:id` → `getCustomersById`: stable, and what generated clients call their functions. */
export function operationId({ method, path }: Pick<ApiRoute, 'method' | 'path'>): string {
  const words = path.split('/').filter(Boolean);
  const named = words.map((word) => (word.startsWith(':') ? `By-${word.slice(1)}` : word));
  return (
    method +
    named
      .map((word) =>
        word
          .split(/[-.]/)
          .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
          .join(''),
      )
      .join('')
  );
}

function pathConfig(route: ApiRoute): RouteConfig {
  const idempotency = z.object({ 'Idempotency-Key': z.string().min(1).max(255).optional() });
  const isObject = (schema: z.ZodType): schema is z.ZodObject => schema instanceof z.ZodObject;
  return {
    method: route.method,
    path: `${BASE}${route.path.replace(/:(\w+)/g, '{$1}')}`,
    operationId: operationId(route),
    summary: route.summary,
    description: `Allowed: ${route.scopes.join(', ')}.`,
    tags: [route.tag],
    security: [
      ...(route.scopes.includes('secret') ? [{ secretKey: [] }] : []),
      ...(route.scopes.some((scope) => scope !== 'secret') ? [{ session: [] }] : []),
    ],
    request: {
      ...(isObject(route.params) && Object.keys(route.params.shape).length > 0 ? { params: route.params } : {}),
      ...(isObject(route.query) && Object.keys(route.query.shape).length > 0 ? { query: route.query } : {}),
      ...(route.idempotent === 'key' ? { headers: idempotency } : {}),
      ...(route.body === null ? {} : { body: { required: true, content: { 'application/json': { schema: route.body } } } }),
    },
    responses: answersOf(route),
  };
}

export function openApiDocument(routes: readonly ApiRoute[], origin: string) {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'secretKey', {
    type: 'http',
    scheme: 'bearer',
    description: "The site's secret key, or a source's own",
  });
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-throughline',
    description: "An agent's session of the console, with the header `x-throughline: console`",
  });
  for (const route of routes) registry.registerPath(pathConfig(route));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Throughline',
      version: '1',
      description: 'Customers, what they said and were promised, and the people who answer them.',
    },
    servers: [{ url: origin }],
  });
}
