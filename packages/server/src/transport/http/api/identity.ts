// Who is who over REST (§6): possible matches, checks, resume codes, and "not this person".
import type { SuggestionView } from '@throughline/types';
import { identityApi, operationsApi } from '@throughline/types/decode';
import { rootOf } from '../../../app/owner-of.js';
import { createResumeCode } from '../../../app/resume-codes.js';
import { decideSuggestion, notThisPerson } from '../../../app/suggestions.js';
import { verifyCustomer } from '../../../app/verify-customer.js';
import { toIso } from '../../../domain/time/civil.js';
import type { SuggestionView as SuggestionRecord } from '../../../ports/store-identity.js';
import { created, customerAt, IdParams, NoParams, NoQuery, ok, problem } from './common.js';
import { conversationAt } from './own-conversations.js';
import { LEADS, STAFF } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';

const tag = 'Identity';

function suggestionView({ id, reasonCode, identifierType, masked, counts, at }: SuggestionRecord): SuggestionView {
  return { id, reasonCode, masked: `${identifierType} ${masked}`, candidateInteractions: counts.interactions, at: toIso(at) };
}

export const identityRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/customers/:id/suggestions',
    summary: 'Possible matches: type and masked value, never the other person (ID21)',
    tag,
    scopes: STAFF,
    idempotent: 'never',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: operationsApi.pageOf(identityApi.SuggestionView) },
    problems: ['not_found', 'gone'],
    async run({ deps, who, params }) {
      const found = await customerAt(deps, who.siteId, params.id);
      if ('answer' in found) return found.answer;
      const suggestions = await deps.store.suggestions({ siteId: who.siteId, customerId: found.customer.id });
      return ok({ items: suggestions.map(suggestionView), cursor: null });
    },
  }),
  route({
    method: 'get',
    path: '/suggestions/:id',
    summary: 'The masked preview of a possible match; opening it is audited (ID21)',
    tag,
    scopes: LEADS,
    idempotent: 'never',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: identityApi.SuggestionPreview },
    problems: ['not_found'],
    async run({ deps, who, params, now }) {
      const preview = await deps.store.suggestionPreview({ siteId: who.siteId, id: params.id, actor: who.id, now });
      if (preview === null) return problem('not_found');
      const { identifiers, hasUserId, since } = preview;
      return ok({ ...suggestionView(preview), identifiers, hasUserId, since: toIso(since) });
    },
  }),
  route({
    method: 'post',
    path: '/suggestions/:id/decision',
    summary: 'Merge or dismiss a possible match; a merge needs a recorded check (ID18)',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: identityApi.SuggestionDecision,
    answers: { 200: identityApi.SuggestionDecided },
    problems: ['not_found', 'conflict', 'check_needed', 'merge_refused'],
    async run({ deps, who, params, body }) {
      const conv = body.conversationId === undefined ? {} : { conv: body.conversationId };
      const decided = await decideSuggestion(deps, { siteId: who.siteId, id: params.id, decision: body.decision, actor: who.id, ...conv });
      if (decided.ok) return ok({ outcome: decided.outcome });
      if (decided.code === 'refused') return { problem: 'merge_refused', extension: { refusals: decided.refusals } };
      return decided.code === 'already_decided' ? problem('conflict', 'already decided') : problem(decided.code);
    },
  }),
  route({
    method: 'post',
    path: '/customers/:id/verify',
    summary: 'Record a check made in a conversation (ID18)',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: identityApi.VerifyRequest,
    answers: { 200: operationsApi.Verified },
    problems: ['not_found', 'gone'],
    async run({ deps, who, params, body }) {
      const found = await customerAt(deps, who.siteId, params.id);
      if ('answer' in found) return found.answer;
      const { conversationId: conv, level, method } = body;
      const made = { siteId: who.siteId, conv, level, method, actor: who.id, customerId: found.customer.id };
      const checked = await verifyCustomer(deps, made);
      return checked.ok ? ok({ level: checked.level, methods: checked.methods }) : problem('not_found', 'conversationId');
    },
  }),
  route({
    method: 'post',
    path: '/resume-codes',
    summary: 'A one-time code that brings a draft, case or conversation to another channel; shown once (CH36)',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: NoParams,
    query: NoQuery,
    body: identityApi.ResumeCodeRequest,
    answers: { 201: identityApi.ResumeCodeAnswer },
    problems: ['unknown_customer'],
    async run({ deps, who, body: { customerId, object, kind, ttlSeconds } }) {
      const root = await rootOf(deps, who.siteId, customerId);
      if (root === null) return problem('unknown_customer');
      const wanted = { siteId: who.siteId, customerId: root, object, purpose: 'continue', kind, ttlMs: ttlSeconds * 1_000, actor: who.id };
      const made = await createResumeCode(deps, wanted);
      return made.ok ? created({ code: made.code, expiresAt: toIso(made.expiresAt) }) : problem('unknown_customer');
    },
  }),
  route({
    method: 'post',
    path: '/conversations/:id/not-this-person',
    summary: 'The conversation belongs to somebody we do not know; the context goes off it at once (K44)',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: identityApi.NotThisPersonAnswer },
    problems: ['not_found'],
    async run({ deps, who, params }) {
      if ((await conversationAt(deps, who, params.id)) === null) return problem('not_found');
      const taken = await notThisPerson(deps, { siteId: who.siteId, conv: params.id, actor: who.id });
      return taken.ok ? ok({ customerId: taken.customerId }) : problem('not_found');
    },
  }),
];
