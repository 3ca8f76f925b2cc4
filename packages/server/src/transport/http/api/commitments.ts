// Promises over REST (C31–C33): made by the button, by an accepted suggestion, by another system; kept or taken back by people.
import { z } from 'zod';
import type { OwedPromise } from '@throughline/types';
import { contextApi, operationsApi, primitives } from '@throughline/types/decode';
import { deadline } from '../../../app/settings.js';
import { ownerOf, rootOf } from '../../../app/owner-of.js';
import { writeEvent } from '../../../app/write-event.js';
import { shortId } from '../../../domain/identity/display-name.js';
import { parseInstant } from '../../../domain/ingest/instant.js';
import { toIso } from '../../../domain/time/civil.js';
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
import type { RelayDeps } from '../../relay-deps.js';
import { conversationAt, mayReadCustomer } from './own-conversations.js';
import { DESK, scopeOf, STAFF } from './principal.js';
import type { ApiPrincipal, Scope } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';
import { pageSeenBy, present, seenBy, sightScope } from './seen.js';

const tag = 'Commitments';

const OWED_MAX = 50;
/** Agents alone: a back end owes nothing. */
const AGENTS: readonly Scope[] = ['guest', 'agent', 'lead', 'admin'];
const OwedQuery = z.object({ dueBefore: primitives.Instant });

/** As this agent may read it (C54); null when the customer is not theirs to know. */
async function owedSeenBy(deps: RelayDeps, who: ApiPrincipal, owed: OwedPromise): Promise<OwedPromise | null> {
  const seen = seenBy(who, owed);
  if (seen === null || !(await mayReadCustomer(deps, who, owed.customerId))) return null;
  const { conversationId, entryId, ...rest } = seen;
  const named = scopeOf(who) === 'guest' ? { ...rest, customerName: `Customer ${shortId(owed.customerId)}` } : rest;
  const open = conversationId === undefined ? null : await conversationAt(deps, who, conversationId);
  return open === null ? named : { ...named, conversationId: open.id, ...(entryId === undefined ? {} : { entryId }) };
}

export const commitmentRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/commitments',
    summary: 'Open promises due before `dueBefore` that the agent who asks gave, or their department; what is due first comes first',
    tag,
    scopes: AGENTS,
    idempotent: 'never',
    params: NoParams,
    query: OwedQuery,
    body: null,
    answers: { 200: contextApi.OwedPromises },
    async run({ deps, who, query }) {
      const { departments } = sightScope(who);
      const dueBefore = Date.parse(query.dueBefore);
      const owed = await deps.store.owedPromises({ siteId: who.siteId, agentId: who.id, departments, dueBefore, limit: OWED_MAX });
      const items: OwedPromise[] = [];
      for (const one of owed.items) items.push(...present([await owedSeenBy(deps, who, one)]));
      return ok({ items, more: owed.more });
    },
  }),
  route({
    method: 'get',
    path: '/customers/:id/commitments',
    summary: 'What was promised to a customer',
    tag,
    scopes: DESK,
    idempotent: 'never',
    params: IdParams,
    query: PageQuery,
    body: null,
    answers: { 200: operationsApi.pageOf(contextApi.CommitmentView) },
    problems: ['not_found', 'gone'],
    async run({ deps, who, params, query, now }) {
      const found = await customerAt(deps, who.siteId, params.id);
      if ('answer' in found) return found.answer;
      const page = await deps.store.commitments({ siteId: who.siteId, customerId: found.customer.id, now, ...pageArgs(query) });
      return page === null ? problem('not_found') : ok(pageSeenBy(who, page));
    },
  }),
  route({
    method: 'get',
    path: '/commitments/:id',
    summary: 'One promise',
    tag,
    scopes: DESK,
    idempotent: 'never',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: contextApi.CommitmentView },
    problems: ['not_found'],
    async run({ deps, who, params, now }) {
      const found = await deps.store.commitment({ siteId: who.siteId, id: params.id, now });
      const seen = found === null ? null : seenBy(who, found);
      return seen === null ? problem('not_found') : ok(seen);
    },
  }),
  route({
    method: 'post',
    path: '/commitments',
    summary: 'Record a promise; `due` is an instant or a phrase such as `by Friday`',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: NoParams,
    query: NoQuery,
    body: contextApi.CommitmentRequest,
    answers: { 201: contextApi.CommitmentView },
    problems: ['unknown_customer', 'deadline_unreadable', 'not_found'],
    async run({ deps, who, body, now }) {
      const actor = actorOf(who);
      const { siteId } = who;
      const found = await ownerOf(deps, actor, body.customer);
      if (!found.ok) return problem(found.code);
      const said = body.conversationId === undefined ? null : await channelOfConversation(deps, siteId, body.conversationId);
      if (said === null && body.conversationId !== undefined) return problem('not_found', 'conversationId');
      const department = body.department ?? actor.department;
      const dueAt =
        body.due === undefined ? null : (parseInstant(body.due) ?? (await deadline(deps, { siteId, due: body.due, department, now })));
      if (body.due !== undefined && dueAt === null) return problem('deadline_unreadable');
      const commitmentId = deps.ids.next('commitment');
      await writeEvent(deps, actor, {
        name: 'Promise Made',
        data: {
          commitment_id: commitmentId,
          text: body.text,
          kind: body.kind,
          amount_minor: body.amount?.amountMinor,
          currency: body.amount?.currency,
          due_at: dueAt === null ? undefined : toIso(dueAt),
          department: department ?? undefined,
          made_by: body.madeBy ?? actor.name,
          order_id: body.orderId,
          item: body.item,
          entry_id: body.entryId,
          actor: actor.id,
          agent_id: who.kind === 'agent' && body.madeBy === undefined ? actor.id : undefined,
        },
        channel: said ?? (who.kind === 'agent' ? 'voice' : actor.channel),
        department,
        owner: found.owner,
        conversationId: body.conversationId ?? null,
        causationId: body.entryId ?? null,
        now,
      });
      const view = await deps.store.commitment({ siteId, id: commitmentId, now });
      return view === null ? problem('internal', 'The promise was recorded and is not in the projection') : created(view);
    },
  }),
  route({
    method: 'patch',
    path: '/commitments/:id',
    summary: 'Mark a promise kept, cancelled, or open again',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: contextApi.CommitmentUpdate,
    answers: { 200: contextApi.CommitmentView },
    problems: ['not_found'],
    async run({ deps, who, params, body, now }) {
      const actor = actorOf(who);
      const { siteId } = who;
      const before = await deps.store.commitment({ siteId, id: params.id, now });
      const seen = before === null ? null : seenBy(who, before);
      if (before === null || seen === null) return problem('not_found');
      const customerId = (await rootOf(deps, siteId, before.customerId)) ?? before.customerId;
      await writeEvent(deps, actor, {
        name: 'commitment.updated',
        data: { commitment_id: before.id, status: body.status, note: body.note, actor: actor.id },
        owner: { customerId, identifiers: [] },
        now,
      });
      const after = await deps.store.commitment({ siteId, id: before.id, now });
      return ok((after === null ? null : seenBy(who, after)) ?? seen);
    },
  }),
];
