// Why customers write (C27): the site's own list of reasons, and the one an agent confirms in wrap-up.
import { z } from 'zod';
import { contextApi, operationsApi, primitives } from '@throughline/types/decode';
import { writeEvent } from '../../../app/write-event.js';
import { actorOf, empty, IdParams, NoParams, NoQuery, ok, problem } from './common.js';
import { conversationAt } from './own-conversations.js';
import { ADMINS, EVERY_SCOPE, STAFF } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';

const tag = 'Reasons';
const CodeParams = z.object({ code: primitives.Text(64).min(1) });
const ReasonBody = contextApi.ReasonView.omit({ code: true }).extend({
  /** Words and phrases by which the rule suggests it; those it has stay when none are named. */
  words: z.array(primitives.Text(60).min(1)).max(50).optional(),
});

export const reasonRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/reasons',
    summary: 'Every reason of the site',
    tag,
    scopes: EVERY_SCOPE,
    idempotent: 'never',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: operationsApi.pageOf(contextApi.ReasonView) },
    async run({ deps, who }) {
      return ok({ items: await deps.store.reasons({ siteId: who.siteId }), cursor: null });
    },
  }),
  route({
    method: 'put',
    path: '/reasons/:code',
    summary: 'Add a reason or change it',
    tag,
    scopes: ADMINS,
    idempotent: 'key',
    params: CodeParams,
    query: NoQuery,
    body: ReasonBody,
    answers: { 200: contextApi.ReasonView },
    async run({ deps, who, params, body, now }) {
      const { words, ...rest } = body;
      const reason = { code: params.code, ...rest };
      const held = (await deps.store.reasons({ siteId: who.siteId })).find(({ code }) => code === params.code);
      await deps.store.putReason({ siteId: who.siteId, reason, ...(words === undefined ? {} : { words }) });
      const detail = { before: held === undefined ? '' : JSON.stringify(held), after: JSON.stringify(reason) };
      await deps.store.audit({ siteId: who.siteId, actor: who.id, action: 'reason.changed', target: params.code, detail, now });
      return ok(reason);
    },
  }),
  route({
    method: 'delete',
    path: '/reasons/:code',
    summary: 'Remove a reason; what was tagged with it stays tagged',
    tag,
    scopes: ADMINS,
    idempotent: 'never',
    params: CodeParams,
    query: NoQuery,
    body: null,
    answers: { 204: null },
    problems: ['not_found'],
    async run({ deps, who, params, now }) {
      const held = (await deps.store.reasons({ siteId: who.siteId })).find(({ code }) => code === params.code);
      if (!(await deps.store.deleteReason({ siteId: who.siteId, code: params.code }))) return problem('not_found');
      const detail = { before: held === undefined ? '' : JSON.stringify(held), after: '' };
      await deps.store.audit({ siteId: who.siteId, actor: who.id, action: 'reason.removed', target: params.code, detail, now });
      return empty;
    },
  }),
  route({
    method: 'put',
    path: '/conversations/:id/reason',
    summary: 'The reason of a conversation, as its agent confirms it',
    tag,
    scopes: [...STAFF, 'guest'],
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: contextApi.ReasonRequest,
    answers: { 204: null },
    problems: ['not_found'],
    async run({ deps, who, params, body, now }) {
      const { siteId } = who;
      const row = await conversationAt(deps, who, params.id);
      if (row === null) return problem('not_found');
      const known = await deps.store.reasons({ siteId });
      const reason = known.find(({ code }) => code === body.code);
      if (reason === undefined) return problem('bad_request', 'code: no reason of this site');
      const actor = actorOf(who);
      await writeEvent(deps, actor, {
        name: 'reason.confirmed',
        title: `Reason: ${reason.label}`,
        data: { conversation_id: row.id, code: reason.code, suggested: body.suggested, actor: actor.id },
        channel: row.channel,
        owner: { customerId: row.customer.id, identifiers: [] },
        conversationId: row.id,
        now,
      });
      return empty;
    },
  }),
];
