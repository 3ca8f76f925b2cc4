// Notices over REST (C30, C35).
import { operationsApi } from '@throughline/types/decode';
import { ownerOf } from '../../../app/owner-of.js';
import { sendNotice } from '../../../app/send-notice.js';
import { actorOf, NoParams, NoQuery, problem } from './common.js';
import { STAFF } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';

export const noticeRoutes: readonly ApiRoute[] = [
  route({
    method: 'post',
    path: '/notices',
    summary: 'Ask to tell a customer something: `sent` is recorded, `held` and `repeated` must not go out',
    tag: 'Notices',
    scopes: STAFF,
    idempotent: 'key',
    params: NoParams,
    query: NoQuery,
    body: operationsApi.NoticeRequest,
    answers: { 200: operationsApi.NoticeAnswer, 201: operationsApi.NoticeAnswer },
    problems: ['unknown_customer', 'conflict'],
    async run({ deps, who, body, now }) {
      const actor = actorOf(who);
      const found = await ownerOf(deps, actor, body.customer);
      if (!found.ok) return problem(found.code);
      const { owner } = found;
      const answer = await sendNotice(deps, actor, { owner, customerId: owner.customerId ?? null, request: body, now });
      if (answer === 'conflict') return problem('conflict', 'customer');
      return { status: answer.status === 'sent' ? 201 : 200, body: answer };
    },
  }),
];
