// Conversations over REST: chats as they are stored, and calls, letters and visits that other systems carry (C49, C50).
import { z } from 'zod';
import { apiHttp, conversation, entry, handoffContext, operationsApi, primitives } from '@throughline/types/decode';
import { closeContact, passOnContact } from '../../../app/pass-on-contact.js';
import { openContact } from '../../../app/open-contact.js';
import { scopeContext } from '../../../domain/context/scope.js';
import { toIso } from '../../../domain/time/civil.js';
import { actorOf, created, empty, IdParams, NoParams, NoQuery, ok, okFrom, PageQuery, problem } from './common.js';
import { conversationAt } from './own-conversations.js';
import { DESK, STAFF } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';
import { conversationSeenBy, present, sightScope } from './seen.js';

const tag = 'Conversations';
const ENTRIES_PAGE = 500;
const CONVERSATIONS_PAGE = 100;
const EntriesQuery = z.object({ lane: entry.Lane.default('pub'), after: z.coerce.number().int().min(0).default(0) });
const RevisionParams = IdParams.extend({ revision: z.coerce.number().int().min(1) });

export const conversationRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/conversations',
    summary: 'Conversations of a customer, newest first',
    tag,
    scopes: DESK,
    idempotent: 'never',
    params: NoParams,
    query: z.object({ customerId: primitives.Id }),
    body: null,
    answers: { 200: apiHttp.ConversationList },
    async run({ deps, who, query }) {
      const rows = await deps.store.customerRows({ siteId: who.siteId, customerId: query.customerId, limit: CONVERSATIONS_PAGE });
      return ok({ conversations: present(rows.map((row) => conversationSeenBy(who, row))), cursor: null });
    },
  }),
  route({
    method: 'post',
    path: '/conversations',
    summary: 'A call, letter or visit reaches the agents with its whole past',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: NoParams,
    query: NoQuery,
    body: operationsApi.ConversationRequest,
    answers: { 201: operationsApi.ConversationAnswer },
    problems: ['unknown_customer', 'not_found'],
    async run({ deps, who, body, now }) {
      const opened = await openContact(deps, actorOf(who), { request: body, now });
      if (!opened.ok) return problem(opened.code);
      const { row, context } = opened.handoff;
      return created({ conversationId: row.id, customerId: opened.customerId, contextId: context.contextId, revision: context.revision });
    },
  }),
  route({
    method: 'get',
    path: '/conversations/:id',
    summary: 'A conversation as the list shows it',
    tag,
    scopes: DESK,
    idempotent: 'never',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: conversation.ConversationRow },
    problems: ['not_found'],
    async run({ deps, who, params }) {
      const row = await deps.store.row({ siteId: who.siteId, conv: params.id });
      const seen = row === null ? null : conversationSeenBy(who, row);
      return seen === null ? problem('not_found') : ok(seen);
    },
  }),
  route({
    method: 'get',
    path: '/conversations/:id/entries',
    summary: 'One lane in order',
    tag,
    scopes: STAFF,
    idempotent: 'never',
    params: IdParams,
    query: EntriesQuery,
    body: null,
    answers: { 200: apiHttp.EntryList },
    problems: ['not_found'],
    async run({ deps, who, params, query: { lane, after } }) {
      if ((await conversationAt(deps, who, params.id)) === null) return problem('not_found');
      const found = await deps.store.entries({ siteId: who.siteId, conv: params.id, lane, after, limit: ENTRIES_PAGE });
      if (found === null) return problem('not_found');
      const last = found.entries.at(-1)?.seq ?? after;
      return ok({ conversationId: params.id, lane, head: found.head, entries: found.entries, more: last < found.head });
    },
  }),
  route({
    method: 'get',
    path: '/conversations/:id/handoffs/latest',
    summary: 'The newest frozen HandoffContext',
    tag,
    scopes: [...DESK, 'analyst'],
    idempotent: 'never',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: handoffContext.HandoffContext },
    problems: ['not_found'],
    async run({ deps, who, params }) {
      if ((await conversationAt(deps, who, params.id)) === null) return problem('not_found');
      const context = await deps.store.latestHandoff({ siteId: who.siteId, conv: params.id });
      return context === null ? problem('not_found') : okFrom(context, scopeContext(context, sightScope(who)));
    },
  }),
  route({
    method: 'post',
    path: '/conversations/:id/handoffs',
    summary: 'Passed on by another system, such as a call that the telephone system transferred',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: operationsApi.HandoffRequest,
    answers: { 201: operationsApi.ConversationAnswer },
    problems: ['not_found'],
    async run({ deps, who, params, body, now }) {
      if ((await conversationAt(deps, who, params.id)) === null) return problem('not_found');
      const handoff = await passOnContact(deps, { siteId: who.siteId, conv: params.id, request: body, now });
      if (handoff === null) return problem('not_found');
      const { row, context } = handoff;
      return created({ conversationId: row.id, customerId: row.customer.id, contextId: context.contextId, revision: context.revision });
    },
  }),
  route({
    method: 'post',
    path: '/conversations/:id/close',
    summary: 'It ended elsewhere',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: operationsApi.ConversationClose,
    answers: { 204: null },
    problems: ['not_found'],
    async run({ deps, who, params, body, now }) {
      if ((await conversationAt(deps, who, params.id)) === null) return problem('not_found');
      const closed = await closeContact(deps, { siteId: who.siteId, conv: params.id, outcome: body.outcome ?? null, actor: who.id, now });
      return closed ? empty : problem('not_found');
    },
  }),
  route({
    method: 'get',
    path: '/conversations/:id/contexts',
    summary: 'Every revision of the context, frozen and live',
    tag,
    scopes: DESK,
    idempotent: 'never',
    params: IdParams,
    query: PageQuery,
    body: null,
    answers: { 200: apiHttp.ContextRevisionList },
    problems: ['not_found'],
    async run({ deps, who, params, query: { limit, cursor } }) {
      if ((await conversationAt(deps, who, params.id)) === null) return problem('not_found');
      const after = /^\d{1,9}$/.test(cursor ?? '') ? Number(cursor) : 0;
      const found = await deps.store.contextRevisions({ siteId: who.siteId, conv: params.id, after, limit: limit + 1 });
      const items = found.slice(0, limit);
      const next = found.length > limit ? String(items.at(-1)?.revision ?? '') : null;
      return ok({ items: items.map(({ at, ...rest }) => ({ ...rest, at: toIso(at) })), cursor: next });
    },
  }),
  route({
    method: 'get',
    path: '/conversations/:id/contexts/:revision',
    summary: 'A revision as it was (C50)',
    tag,
    scopes: [...DESK, 'analyst'],
    idempotent: 'never',
    params: RevisionParams,
    query: NoQuery,
    body: null,
    answers: { 200: handoffContext.HandoffContext },
    problems: ['not_found'],
    async run({ deps, who, params }) {
      if ((await conversationAt(deps, who, params.id)) === null) return problem('not_found');
      const context = await deps.store.contextRevision({ siteId: who.siteId, conv: params.id, revision: params.revision });
      return context === null ? problem('not_found') : okFrom(context, scopeContext(context, sightScope(who)));
    },
  }),
];
