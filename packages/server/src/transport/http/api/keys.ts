// A site's keys: signing secrets by rotation, secret keys by replacement, and whether a token is good. What makes or ends one needs a fresh login (S80).
import { z } from 'zod';
import { keysApi } from '@throughline/types/decode';
import { newIdentityKey, newSecretKey } from '../../../app/sites.js';
import { toIso } from '../../../domain/time/civil.js';
import type { RelayDeps } from '../../relay-deps.js';
import { created, empty, IdParams, NoParams, NoQuery, ok, problem } from './common.js';
import { ADMINS } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';
import { forgetSite } from './widget.js';

const tag = 'Keys';
const LIVE_KEYS_MAX = 2; // ID4: one that ends and one that begins
const KidParams = z.object({ kid: z.string().min(1).max(40) });

/** What the key may do from now on is known to every reader at once. */
async function changed(deps: RelayDeps, who: { siteId: string; id: string }, action: string, target: string): Promise<void> {
  forgetSite(deps, who.siteId);
  await deps.store.audit({ siteId: who.siteId, actor: who.id, action, target, detail: {}, now: deps.clock.now() });
}

export const keyRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/identity-keys',
    summary: 'Signing secrets that are live, by name',
    tag,
    scopes: ADMINS,
    idempotent: 'never',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: keysApi.IdentityKeyList },
    async run({ deps, who }) {
      const keys = await deps.store.identityKeys({ siteId: who.siteId });
      return ok({ items: keys.map(({ createdAt, ...key }) => ({ ...key, createdAt: toIso(createdAt) })), cursor: null });
    },
  }),
  route({
    method: 'post',
    path: '/identity-keys',
    summary: 'A second signing secret, shown once: tokens name theirs by `kid` until the old one is ended',
    tag,
    scopes: ADMINS,
    fresh: true,
    idempotent: 'never',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 201: keysApi.IdentityKeyCreated },
    problems: ['conflict'],
    async run({ deps, who, now }) {
      const { siteId } = who;
      const { kid, alg, secret } = newIdentityKey(deps.ids);
      const sealed = deps.vault.seal(secret);
      const added = await deps.store.addIdentityKey({ siteId, kid, alg, sealed, atMost: LIVE_KEYS_MAX, now });
      if (!added) return problem('conflict', 'Two secrets are live: end one first');
      await changed(deps, who, 'identity_key.created', kid);
      return created({ kid, alg, createdAt: toIso(now), secret });
    },
  }),
  route({
    method: 'delete',
    path: '/identity-keys/:kid',
    summary: 'End a signing secret: its tokens stop working at once',
    tag,
    scopes: ADMINS,
    fresh: true,
    idempotent: 'key',
    params: KidParams,
    query: NoQuery,
    body: null,
    answers: { 204: null },
    problems: ['not_found', 'conflict'],
    async run({ deps, who, params, now }) {
      const outcome = await deps.store.revokeIdentityKey({ siteId: who.siteId, kid: params.kid, now });
      if (outcome === 'not_found') return problem('not_found');
      if (outcome === 'last') return problem('conflict', 'The last secret stays: make another one first');
      await changed(deps, who, 'identity_key.revoked', params.kid);
      return empty;
    },
  }),
  route({
    method: 'post',
    path: '/identity-tokens/check',
    summary: 'Whether a token would sign somebody in now, and why not',
    tag,
    scopes: ADMINS,
    idempotent: 'never',
    params: NoParams,
    query: NoQuery,
    body: keysApi.TokenCheck,
    answers: { 200: keysApi.TokenCheckAnswer },
    problems: ['not_found'],
    async run({ deps, who, body }) {
      const site = await deps.store.findSite({ id: who.siteId });
      if (site === null) return problem('not_found');
      const checked = await deps.verifyIdentity(site, body.token);
      return ok({ valid: checked.ok, code: checked.ok ? null : checked.code, userId: checked.ok ? checked.userId : null });
    },
  }),
  route({
    method: 'post',
    path: '/site/secret-key',
    summary: "A new secret key of the site's back end, shown once; the old one stops working at once",
    tag,
    scopes: ADMINS,
    fresh: true,
    idempotent: 'never',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 201: keysApi.SecretKeyCreated },
    async run({ deps, who }) {
      const secretKey = newSecretKey(deps.ids);
      await deps.store.setSecretKey({ siteId: who.siteId, hash: deps.vault.digest(secretKey) });
      await changed(deps, who, 'secret_key.replaced', who.siteId);
      return created({ secretKey });
    },
  }),
  route({
    method: 'post',
    path: '/sources/:id/secret-key',
    summary: 'A new secret key of one source, shown once; the old one stops working at once',
    tag,
    scopes: ADMINS,
    fresh: true,
    idempotent: 'never',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 201: keysApi.SecretKeyCreated },
    problems: ['not_found'],
    async run({ deps, who, params }) {
      const secretKey = newSecretKey(deps.ids);
      const { siteId } = who;
      if (!(await deps.store.setSourceKey({ siteId, sourceId: params.id, hash: deps.vault.digest(secretKey) })))
        return problem('not_found');
      await changed(deps, who, 'source_key.replaced', params.id);
      return created({ secretKey });
    },
  }),
];
