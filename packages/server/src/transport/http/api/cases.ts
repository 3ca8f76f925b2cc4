// Cases over REST (C29): one concern of a customer over any number of conversations.
import { contextApi, operationsApi } from '@throughline/types/decode';
import { linkCase } from '../../../app/link-case.js';
import { ownerOf, rootOf } from '../../../app/owner-of.js';
import { writeEvent } from '../../../app/write-event.js';
import {
  actorOf,
  channelOfConversation,
  created,
  customerAt,
  IdParams,
  NoParams,
  NoQuery,
  ok,
  pageArgs,
  PageQuery,
  problem,
} from './common.js';
import { DESK, STAFF } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';
import { caseSeenBy, present } from './seen.js';

const tag = 'Cases';

export const caseRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/customers/:id/cases',
    summary: 'Cases of a customer',
    tag,
    scopes: DESK,
    idempotent: 'never',
    params: IdParams,
    query: PageQuery,
    body: null,
    answers: { 200: operationsApi.pageOf(contextApi.CaseView) },
    problems: ['not_found', 'gone'],
    async run({ deps, who, params, query }) {
      const found = await customerAt(deps, who.siteId, params.id);
      if ('answer' in found) return found.answer;
      const page = await deps.store.cases({ siteId: who.siteId, customerId: found.customer.id, ...pageArgs(query) });
      return page === null ? problem('not_found') : ok({ ...page, items: present(page.items.map((one) => caseSeenBy(who, one))) });
    },
  }),
  route({
    method: 'get',
    path: '/cases/:id',
    summary: 'One case',
    tag,
    scopes: DESK,
    idempotent: 'never',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: contextApi.CaseView },
    problems: ['not_found'],
    async run({ deps, who, params }) {
      const found = await deps.store.caseById({ siteId: who.siteId, id: params.id });
      const seen = found === null ? null : caseSeenBy(who, found);
      return seen === null ? problem('not_found') : ok(seen);
    },
  }),
  route({
    method: 'post',
    path: '/cases',
    summary: 'Open a case',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: NoParams,
    query: NoQuery,
    body: contextApi.CaseRequest,
    answers: { 201: contextApi.CaseView },
    problems: ['unknown_customer', 'not_found'],
    async run({ deps, who, body, now }) {
      const actor = actorOf(who);
      const { siteId } = who;
      const found = await ownerOf(deps, actor, body.customer);
      if (!found.ok) return problem(found.code);
      const said = body.conversationId === undefined ? null : await channelOfConversation(deps, siteId, body.conversationId);
      if (said === null && body.conversationId !== undefined) return problem('not_found', 'conversationId');
      const caseId = deps.ids.next('case');
      const { customerId } = await writeEvent(deps, actor, {
        name: 'case.opened',
        data: {
          case_id: caseId,
          title: body.title,
          reason: body.reason,
          department: body.department ?? actor.department ?? undefined,
          due_at: body.dueAt,
          actor: actor.id,
        },
        channel: said ?? actor.channel,
        department: body.department ?? actor.department,
        owner: found.owner,
        conversationId: body.conversationId ?? null,
        now,
      });
      const owner = customerId === null ? found.owner : { customerId, identifiers: [] };
      await linkCase(deps, actor, { caseId, owner, conversationId: body.conversationId, itemNumbers: body.itemNumbers, now });
      const view = await deps.store.caseById({ siteId, id: caseId });
      return view === null ? problem('internal', 'The case was recorded and is not in the projection') : created(view);
    },
  }),
  route({
    method: 'patch',
    path: '/cases/:id',
    summary: 'Change a case: status, resolution, due time, department, conversations and items that belong to it',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: contextApi.CaseUpdate,
    answers: { 200: contextApi.CaseView },
    problems: ['not_found'],
    async run({ deps, who, params, body, now }) {
      const actor = actorOf(who);
      const { siteId } = who;
      const before = await deps.store.caseById({ siteId, id: params.id });
      const seen = before === null ? null : caseSeenBy(who, before);
      if (before === null || seen === null) return problem('not_found');
      if (body.conversationId !== undefined && (await channelOfConversation(deps, siteId, body.conversationId)) === null)
        return problem('not_found', 'conversationId');
      const owner = { customerId: (await rootOf(deps, siteId, before.customerId)) ?? before.customerId, identifiers: [] };
      const { status, resolution, dueAt, department } = body;
      if (status !== undefined || resolution !== undefined || dueAt !== undefined || department !== undefined) {
        await writeEvent(deps, actor, {
          name: 'case.updated',
          data: { case_id: before.id, status, resolution, due_at: dueAt, department, actor: actor.id },
          owner,
          now,
        });
      }
      await linkCase(deps, actor, {
        caseId: before.id,
        owner,
        conversationId: body.conversationId,
        itemNumbers: body.itemNumbers ?? [],
        now,
      });
      const after = await deps.store.caseById({ siteId, id: before.id });
      return ok((after === null ? null : caseSeenBy(who, after)) ?? seen);
    },
  }),
];
