// Customers over REST (C17): who they are, their context, their timeline. Agents get what their scope lets through (C55).
import { z } from 'zod';
import { limits } from '@throughline/types';
import { apiHttp, customersApi, exportHttp, handoffContext, interaction, primitives } from '@throughline/types/decode';
import { exportCustomer } from '../../../app/export-customer.js';
import { scopeContext, scopeTimeline } from '../../../domain/context/scope.js';
import { maskTraits } from '../../../domain/context/masked-traits.js';
import { shortId } from '../../../domain/identity/display-name.js';
import { maskIdentifier } from '../../../domain/identity/mask.js';
import { toIso } from '../../../domain/time/civil.js';
import { customerAt, IdParams, NoParams, NoQuery, ok, okFrom, problem } from './common.js';
import { mayReadCustomer } from './own-conversations.js';
import { ADMINS, DESK, STAFF } from './principal.js';
import type { ApiPrincipal } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';
import { sightScope } from './seen.js';
import type { CustomerView } from '@throughline/types';
import type { RelayDeps } from '../../relay-deps.js';

const tag = 'Customers';
const ONLINE_LOOKS_AT = 5; // newest conversations
/** Query name → identifier type; any other name is the type itself. */
const IDENTIFIER_NAMES: Readonly<Record<string, string>> = { userId: 'user_id', anonymousId: 'anonymous_id' };

const TimelineQuery = z.object({
  channel: primitives.Text(32).optional(),
  department: primitives.Text(64).optional(),
  case: primitives.Id.optional(),
  from: primitives.Instant.optional(),
  to: primitives.Instant.optional(),
  cursor: primitives.Text(200).optional(),
  limit: z.coerce.number().int().min(1).max(limits.TIMELINE_PAGE_MAX).default(limits.TIMELINE_PAGE_MAX),
});

/** Agents read identifiers by their end and reveal one at a time (S134); an outsourced desk reads no name and no traits besides (§13). */
function customerSeenBy(who: ApiPrincipal, customer: CustomerView): CustomerView {
  if (who.kind === 'secret') return customer;
  const identifiers = customer.identifiers.map((one) => ({ ...one, value: maskIdentifier(one.type, one.value) }));
  if (who.agent.role === 'guest') return { ...customer, userId: null, name: `Customer ${shortId(customer.id)}`, identifiers, traits: {} };
  const userId = customer.userId === null ? null : maskIdentifier('user_id', customer.userId);
  return { ...customer, userId, identifiers, traits: maskTraits(customer.traits) };
}

/** A visitor of one of the customer's newest conversations is connected. */
async function isOnline(deps: RelayDeps, siteId: string, customerId: string): Promise<boolean> {
  const rows = await deps.store.customerRows({ siteId, customerId, limit: ONLINE_LOOKS_AT });
  return rows.some(({ id }) => deps.subscriptions.inConversation(siteId, id).some((one) => one.side === 'visitor'));
}

export const customerRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/customers',
    summary: 'Customers that one identifier points at: `?userId=`, `?email=`, `?phone=`, `?anonymousId=` or any identifier type',
    tag,
    scopes: STAFF,
    idempotent: 'never',
    params: NoParams,
    query: z.record(z.string(), primitives.Text(limits.IDENTIFIER_MAX_CHARS).min(1)),
    body: null,
    answers: { 200: apiHttp.CustomerList },
    async run({ deps, who, query }) {
      const [[name, value] = [], ...more] = Object.entries(query);
      if (name === undefined || value === undefined || more.length > 0 || !primitives.Id.safeParse(name).success)
        return problem('bad_request', 'Ask by exactly one identifier, such as ?userId=42 or ?email=…');
      const type = IDENTIFIER_NAMES[name] ?? name;
      const customers = await deps.store.findCustomers({ siteId: who.siteId, type, value, minTrust: 0, seenBy: sightScope(who) });
      return ok({ customers: customers.map((customer) => customerSeenBy(who, customer)) });
    },
  }),
  route({
    method: 'get',
    path: '/customers/:id',
    summary: 'A customer: identifiers with trust, effective traits',
    tag,
    scopes: DESK,
    idempotent: 'never',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: apiHttp.CustomerView },
    problems: ['not_found', 'gone'],
    async run({ deps, who, params }) {
      const found = await customerAt(deps, who.siteId, { id: params.id, seenBy: sightScope(who) });
      return 'answer' in found ? found.answer : ok(customerSeenBy(who, found.customer));
    },
  }),
  route({
    method: 'get',
    path: '/customers/:id/context',
    summary: 'A HandoffContext assembled now',
    tag,
    scopes: [...DESK, 'analyst'],
    idempotent: 'never',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: handoffContext.HandoffContext },
    problems: ['not_found', 'gone'],
    async run({ deps, who, params, now }) {
      const found = await customerAt(deps, who.siteId, params.id);
      if ('answer' in found) return found.answer;
      if (!(await mayReadCustomer(deps, who, found.customer.id))) return problem('not_found');
      const { id: customerId } = found.customer;
      const online = await isOnline(deps, who.siteId, customerId);
      const context = await deps.store.customerContext({ siteId: who.siteId, customerId, online, now });
      if (context === null) return problem('not_found');
      return okFrom(context, scopeContext(context, sightScope(who)));
    },
  }),
  route({
    method: 'get',
    path: '/customers/:id/identifiers',
    summary: 'What names a customer, best first: trust, where it was first said, first and last seen; agents read the end alone',
    tag,
    scopes: STAFF,
    idempotent: 'never',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: customersApi.CustomerIdentifiers },
    problems: ['not_found', 'gone'],
    async run({ deps, who, params }) {
      const { siteId } = who;
      const found = await customerAt(deps, siteId, params.id);
      if ('answer' in found) return found.answer;
      const identifiers = await deps.store.customerIdentifiers({ siteId, customerId: found.customer.id });
      const items = identifiers.map(({ since, lastSeenAt, ...one }) => ({
        ...one,
        value: who.kind === 'secret' ? one.value : maskIdentifier(one.type, one.value),
        since: toIso(since),
        lastSeenAt: toIso(lastSeenAt),
      }));
      return ok({ items, cursor: null });
    },
  }),
  route({
    method: 'get',
    path: '/customers/:id/timeline',
    summary: 'Everything that happened, newest first, over every channel',
    tag,
    scopes: [...DESK, 'analyst'],
    idempotent: 'never',
    params: IdParams,
    query: TimelineQuery,
    body: null,
    answers: { 200: interaction.TimelinePage },
    problems: ['not_found', 'gone'],
    async run({ deps, who, params, query }) {
      const found = await customerAt(deps, who.siteId, params.id);
      if ('answer' in found) return found.answer;
      if (!(await mayReadCustomer(deps, who, found.customer.id))) return problem('not_found');
      const page = await deps.store.timeline({
        siteId: who.siteId,
        customerId: found.customer.id,
        limit: query.limit,
        ...(query.channel === undefined ? {} : { channel: query.channel }),
        ...(query.department === undefined ? {} : { department: query.department }),
        ...(query.case === undefined ? {} : { caseId: query.case }),
        ...(query.from === undefined ? {} : { from: Date.parse(query.from) }),
        ...(query.to === undefined ? {} : { to: Date.parse(query.to) }),
        ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
      });
      if (page === null) return problem('not_found');
      return okFrom(page, scopeTimeline(page, sightScope(who)));
    },
  }),
  route({
    method: 'post',
    path: '/customers/:id/export',
    summary: 'Everything that is known of a customer, as JSON; audited',
    tag,
    scopes: ADMINS,
    idempotent: 'never',
    fresh: true,
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: exportHttp.CustomerExport },
    problems: ['not_found', 'gone'],
    async run({ deps, who, params, now }) {
      const found = await customerAt(deps, who.siteId, params.id);
      if ('answer' in found) return found.answer;
      return ok(await exportCustomer(deps, { siteId: who.siteId, actor: who.id, customer: found.customer, now }));
    },
  }),
];
