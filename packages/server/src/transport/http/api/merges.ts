// Merges over REST (ID13–ID17): on request, with a preview, and taken back.
import type { z } from 'zod';
import type { Json } from '@throughline/types';
import { identityApi, operationsApi } from '@throughline/types/decode';
import { mergeCustomers } from '../../../app/merge-customers.js';
import { splitIdentifiers, undoMerge } from '../../../app/undo-merge.js';
import { toIso } from '../../../domain/time/civil.js';
import type { MergePreview } from '../../../ports/store-identity.js';
import { customerAt, IdParams, NoParams, NoQuery, ok, problem } from './common.js';
import { LEADS, scopeOf, STAFF } from './principal.js';
import type { ApiPrincipal } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';

const isAdmin = (who: ApiPrincipal): boolean => scopeOf(who) === 'admin' || who.kind === 'secret';

/** Values are kept as JSON text; a reader gets JSON. */
const parsed = (text: string | null): Json => (text === null ? null : JSON.parse(text));

function previewView({ traits, counts, refusals }: MergePreview): z.output<typeof identityApi.MergePreview> {
  return {
    traits: traits.map(({ key, from, into, effective }) => ({ key, from: parsed(from), into: parsed(into), effective: parsed(effective) })),
    counts,
    refusals,
  };
}

const tag = 'Identity';

export const mergeRoutes: readonly ApiRoute[] = [
  route({
    method: 'post',
    path: '/customers/merge',
    summary: 'Merge two customers, or see what it would do (`dryRun`); `override` is for admins and needs a reason',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: NoParams,
    query: NoQuery,
    body: identityApi.MergeRequest,
    answers: { 200: identityApi.MergeAnswer },
    problems: ['unknown_customer', 'merge_refused'],
    async run({ deps, who, body: { reason, ...asked } }) {
      const actor = { id: who.id, isAdmin: isAdmin(who) };
      const merged = await mergeCustomers(deps, actor, { siteId: who.siteId, ...asked, ...(reason === undefined ? {} : { reason }) });
      if (merged.ok) return ok({ mergeId: merged.mergeId, preview: previewView(merged.preview) });
      if (merged.code === 'merge_refused') return { problem: 'merge_refused', extension: { refusals: merged.refusals } };
      if (merged.code === 'reason_missing') return problem('bad_request', 'reason: an override needs one');
      return problem(merged.code === 'not_found' ? 'unknown_customer' : merged.code);
    },
  }),
  route({
    method: 'get',
    path: '/customers/:id/merges',
    summary: 'Merges that made this customer what it is, undone ones included',
    tag,
    scopes: STAFF,
    idempotent: 'never',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: operationsApi.pageOf(identityApi.MergeView) },
    problems: ['not_found', 'gone'],
    async run({ deps, who, params }) {
      const found = await customerAt(deps, who.siteId, params.id);
      if ('answer' in found) return found.answer;
      const merges = await deps.store.merges({ siteId: who.siteId, customerId: found.customer.id });
      const items = merges.map(({ evidence, at, undoneAt, ...rest }) => ({
        ...rest,
        evidence: evidence.map(({ type, masked }) => `${type} ${masked}`),
        at: toIso(at),
        undoneAt: undoneAt === null ? null : toIso(undoneAt),
      }));
      return ok({ items, cursor: null });
    },
  }),
  route({
    method: 'post',
    path: '/merges/:id/undo',
    summary: 'Take a merge back: edges, redirect and what came since (ID17)',
    tag,
    scopes: STAFF,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: identityApi.UndoRequest,
    answers: { 200: identityApi.UndoAnswer },
    problems: ['not_found', 'conflict'],
    async run({ deps, who, params, body }) {
      const undone = await undoMerge(deps, { siteId: who.siteId, mergeId: params.id, actor: who.id, dryRun: body.dryRun });
      if (undone.ok) return ok({ undone: undone.undone, ...undone.preview });
      return undone.code === 'not_found' ? problem('not_found') : problem('conflict', 'already undone');
    },
  }),
  route({
    method: 'post',
    path: '/customers/:id/split',
    summary: 'Split identifiers off into a customer of their own (ID17)',
    tag,
    scopes: LEADS,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: identityApi.SplitRequest,
    answers: { 200: identityApi.UndoAnswer },
    problems: ['not_found', 'gone', 'conflict'],
    async run({ deps, who, params, body }) {
      const found = await customerAt(deps, who.siteId, params.id);
      if ('answer' in found) return found.answer;
      const split = await splitIdentifiers(deps, { siteId: who.siteId, customerId: found.customer.id, actor: who.id, ...body });
      if (split.ok) return ok({ undone: split.undone, ...split.preview });
      return split.code === 'not_found' ? problem('not_found') : problem('conflict', split.code);
    },
  }),
];
