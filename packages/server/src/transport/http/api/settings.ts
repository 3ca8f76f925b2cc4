// What a site is computed with, its sources, its agents' scopes. Admins and the site's own back end only.
import { apiHttp, operationsApi } from '@throughline/types/decode';
import { compilePatterns } from '../../../domain/facts/patterns.js';
import { newSecretKey } from '../../../app/sites.js';
import { CHANGED_SINCE, created, IdParams, NoParams, NoQuery, ok, problem } from './common.js';
import { ADMINS, EVERY_SCOPE } from './principal.js';
import { route } from './route.js';
import type { ApiRoute } from './route.js';
import type { AgentRecord } from '../../../ports/store-accounts.js';
import type { RelayDeps } from '../../relay-deps.js';

const tag = 'Settings';

async function sourcesOf(deps: RelayDeps, siteId: string) {
  const site = await deps.store.findSite({ id: siteId });
  return (site?.sources ?? []).map(({ id, name, kind, channel, department, visibility, lastAt, keyUsedAt, hasOwnKey }) =>
    operationsApi.SourceView.parse({
      id,
      name,
      kind,
      channel,
      department,
      visibility,
      lastAt: lastAt === undefined || lastAt === null ? null : new Date(lastAt).toISOString(),
      keyUsedAt: keyUsedAt === undefined || keyUsedAt === null ? null : new Date(keyUsedAt).toISOString(),
      hasOwnKey: hasOwnKey === true,
    }),
  );
}

export const settingsRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/settings',
    summary: 'Zone, locale, departments, hours, patterns, tolerances',
    tag,
    scopes: EVERY_SCOPE,
    idempotent: 'never',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: operationsApi.SiteSettings },
    async run({ deps, who }) {
      return ok(await deps.store.siteSettings({ siteId: who.siteId }));
    },
  }),
  route({
    method: 'patch',
    path: '/settings',
    summary: 'Change some settings; what is not named stays',
    tag,
    scopes: ADMINS,
    idempotent: 'key',
    params: NoParams,
    query: NoQuery,
    body: operationsApi.SiteSettingsChange,
    answers: { 200: operationsApi.SiteSettings },
    problems: ['conflict'],
    async run({ deps, who, body: { was, ...change }, now }) {
      const { siteId } = who;
      if (change.timezone !== undefined && deps.zones.named(change.timezone) === null)
        return problem('bad_request', 'timezone: no such zone');
      const [refused] = compilePatterns(change.factPatterns ?? []).refused;
      if (refused !== undefined) return problem('bad_request', `factPatterns ${refused.index} (${refused.key}): ${refused.reason}`);
      const by = { actor: who.id, now };
      const settings = await deps.store.changeSiteSettings({ siteId, change, by, ...(was === undefined ? {} : { was }) });
      if (settings === 'conflict') return problem('conflict', CHANGED_SINCE);
      deps.availability.forget(siteId);
      deps.bus.publish({ type: 'settings', siteId, kind: 'site' }); // clocks and lines run by its hours (K55, K70)
      return ok(settings);
    },
  }),
  route({
    method: 'get',
    path: '/sources',
    summary: 'Where data comes from, and when it last did',
    tag,
    scopes: ADMINS,
    idempotent: 'never',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: operationsApi.SourceList },
    async run({ deps, who }) {
      return ok({ items: await sourcesOf(deps, who.siteId), cursor: null });
    },
  }),
  route({
    method: 'post',
    path: '/sources',
    summary: 'One more back end with a secret key of its own; the key is shown once',
    tag,
    scopes: ADMINS,
    fresh: true,
    idempotent: 'key',
    params: NoParams,
    query: NoQuery,
    body: operationsApi.SourceRequest,
    answers: { 201: operationsApi.SourceCreated },
    async run({ deps, who, body, now }) {
      const { siteId } = who;
      const secretKey = newSecretKey(deps.ids);
      const { name, channel, visibility } = body;
      const source = { name, channel, visibility, department: body.department ?? null };
      const id = await deps.store.createSource({ siteId, ...source, secretKeyHash: deps.vault.digest(secretKey), now });
      const detail = { after: JSON.stringify(source) };
      await deps.store.audit({ siteId, actor: who.id, action: 'source.created', target: id, detail, now });
      return created({ id, kind: 'secret', ...source, lastAt: null, keyUsedAt: null, hasOwnKey: true, secretKey });
    },
  }),
  route({
    method: 'get',
    path: '/agents',
    summary: 'Agents with their role and department',
    tag,
    scopes: ADMINS,
    idempotent: 'never',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: apiHttp.AgentList },
    async run({ deps, who }) {
      return ok({ items: await deps.store.agents({ siteId: who.siteId }), cursor: null });
    },
  }),
  route({
    method: 'patch',
    path: '/agents/:id',
    summary:
      'Role and department of an agent, and whether they may sign in; open sockets close at once and come back with the new scope, if at all',
    tag,
    scopes: ADMINS,
    fresh: true,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: apiHttp.AgentScopeRequest,
    answers: { 200: apiHttp.AgentList.shape.items.element },
    problems: ['not_found'],
    async run({ deps, who, params, body, now }) {
      const { siteId } = who;
      const before = await deps.store.findAgent({ siteId, id: params.id });
      if (before === null) return problem('not_found');
      if (before.role === 'owner' && body.role !== undefined) return problem('forbidden', 'The owner stays the owner');
      if (before.role === 'owner' && body.active === false) return problem('forbidden', 'The owner stays');
      if (before.id === who.id && (body.active === false || body.role !== undefined))
        return problem('forbidden', 'Somebody else has to do this to you');
      const { role, department, active } = body;
      const change = {
        ...(role === undefined ? {} : { role }),
        ...(department === undefined ? {} : { department }),
        ...(active === undefined ? {} : { disabled: !active }),
      };
      const agent = await deps.store.setAgentScope({ siteId, id: params.id, ...change });
      if (agent === null) return problem('not_found');
      const scopeOf = ({ name, role: named, department: at, disabled }: AgentRecord) =>
        JSON.stringify({ name, role: named, department: at, active: !disabled });
      const after = await deps.store.findAgent({ siteId, id: params.id });
      const detail = { before: scopeOf(before), after: scopeOf(after ?? before) };
      await deps.store.audit({ siteId, actor: who.id, action: 'agent.scope_changed', target: agent.id, detail, now });
      deps.bus.publish({ type: 'revoked', siteId, principal: agent.id }); // its next sockets see what it may see from now on (C55)
      return ok(agent);
    },
  }),
];
