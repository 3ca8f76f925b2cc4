// Routes of the settings objects (K105): five for each kind that has an address, made from one table. What a role may do at all is in
// `scopes`; whose object it is, in domain/desk/settings-rights.
import type { z } from 'zod';
import { deskApi } from '@throughline/types/decode';
import type { SettingsDoc, SettingsKind, SettingsObject } from '@throughline/types';
import { mayRead, mayShare, mayWrite } from '../../../domain/desk/settings-rights.js';
import type { Setter } from '../../../domain/desk/settings-rights.js';
import type { RelayDeps } from '../../relay-deps.js';
import { created, empty, IdParams, NoParams, NoQuery, ok, problem } from './common.js';
import { ADMINS, DESK, LEADS, scopeOf, STAFF } from './principal.js';
import type { ApiPrincipal, Scope } from './principal.js';
import { route } from './route.js';
import type { ApiAnswer, ApiRoute } from './route.js';

/** Of one kind on one site: every list of them is read whole. */
export const OBJECTS_MAX = 1_000;

interface Kind {
  kind: SettingsKind;
  create: z.ZodType<{ doc: SettingsDoc }>;
  change: z.ZodType<{ version: number; doc: SettingsDoc }>;
  view: z.ZodType;
  list: z.ZodType;
  path: string;
  /** In a sentence: "one team", "the teams". */
  one: string;
  many: string;
  read: readonly Scope[];
  write: readonly Scope[];
}

const shapesOf = <K extends SettingsKind>(kind: K) => ({
  kind,
  create: deskApi.settingsCreate(kind),
  change: deskApi.settingsChange(kind),
  view: deskApi.settingsView(kind),
  list: deskApi.settingsList(kind),
});

export async function setterOf(deps: RelayDeps, who: ApiPrincipal): Promise<Setter> {
  const scope = scopeOf(who);
  const teams = await deps.store.settingsObjects({ siteId: who.siteId, kind: 'team' });
  return {
    id: who.id,
    admin: scope === 'admin' || scope === 'secret',
    lead: scope === 'lead',
    teamIds: new Set(teams.filter(({ doc }) => doc.members.includes(who.id)).map(({ id }) => id)),
  };
}

/** Everybody who shows these reads them anew. */
function tell(deps: RelayDeps, siteId: string, kind: SettingsKind): void {
  deps.bus.publish({ type: 'settings', siteId, kind });
}

/** What a document names has to be there: members, teams, policies. */
async function strangeName(deps: RelayDeps, siteId: string, doc: SettingsDoc): Promise<string | null> {
  if ('members' in doc) {
    const known = new Set((await deps.store.agents({ siteId })).map(({ id }) => id));
    const stranger = doc.members.find((id) => !known.has(id));
    if (stranger !== undefined) return `members: nobody is called ${stranger}`;
  }
  const named = [
    'overflow' in doc ? doc.overflow?.teamId : undefined,
    'then' in doc ? doc.then.teamId : undefined,
    'teamId' in doc ? doc.teamId : undefined,
    'escalate' in doc ? doc.escalate.reassignTeamId : undefined,
  ].filter((id) => id !== undefined && id !== null);
  if (named.length > 0) {
    const teams = new Set((await deps.store.teams({ siteId })).map(({ id }) => id));
    const stranger = named.find((id) => !teams.has(id));
    if (stranger !== undefined) return `there is no team ${stranger}`;
  }
  if ('scope' in doc && doc.scope === 'team' && doc.teamId === null) return 'teamId: a reply of a team names the team';
  return null;
}

async function write<K extends SettingsKind>(
  deps: RelayDeps,
  { who, now }: { who: ApiPrincipal; now: number },
  { kind, id, doc, version }: { kind: K; id?: string; doc: SettingsDoc<K>; version: number },
): Promise<{ answer: ApiAnswer } | { object: SettingsObject<K> }> {
  const { siteId } = who;
  const setter = await setterOf(deps, who);
  const before = id === undefined ? null : await deps.store.settingsObject({ siteId, kind, id });
  if (before !== null && !mayRead(kind, setter, before)) return { answer: problem('not_found') };
  const after = { id: id ?? '', ownerId: before?.ownerId ?? who.id, doc };
  const allowed = (before === null || mayWrite(kind, setter, before)) && mayWrite(kind, setter, after) && mayShare(setter, doc);
  if (!allowed) return { answer: problem('forbidden') };
  const strange = await strangeName(deps, siteId, doc);
  if (strange !== null) return { answer: problem('bad_request', strange) };
  const put = await deps.store.putSettingsObject({
    ...{ siteId, kind, doc, ifVersion: version, atMost: OBJECTS_MAX, ownerId: who.id, actor: who.id, now },
    ...(id === undefined ? {} : { id }),
  });
  if (!put.ok)
    return {
      answer: put.code === 'too_many' ? problem('too_many', `There are ${OBJECTS_MAX} already: remove one first`) : problem(put.code),
    };
  tell(deps, siteId, kind);
  return { object: put.object };
}

/** list, create, read, change, delete */
function routesOf({ kind, create, change, view, list, path, one, many, read, write: writers }: Kind): ApiRoute[] {
  const tag = 'Desk';
  return [
    route({
      ...{ method: 'get', path, summary: `All ${many} that the caller may see`, tag, scopes: read, idempotent: 'never' },
      ...{ params: NoParams, query: NoQuery, body: null, answers: { 200: list } },
      async run({ deps, who }) {
        const setter = await setterOf(deps, who);
        const all = await deps.store.settingsObjects({ siteId: who.siteId, kind });
        return ok({ items: all.filter((object) => mayRead(kind, setter, object)), cursor: null });
      },
    }),
    route({
      ...{ method: 'post', path, summary: `Add ${one}`, tag, scopes: writers, idempotent: 'key' },
      ...{ params: NoParams, query: NoQuery, body: create, answers: { 201: view }, problems: ['too_many'] },
      async run({ deps, who, body, now }) {
        const made = await write(deps, { who, now }, { kind, doc: body.doc, version: 0 });
        return 'answer' in made ? made.answer : created(made.object);
      },
    }),
    route({
      ...{ method: 'get', path: `${path}/:id`, summary: `Read ${one}`, tag, scopes: read, idempotent: 'never' },
      ...{ params: IdParams, query: NoQuery, body: null, answers: { 200: view }, problems: ['not_found'] },
      async run({ deps, who, params }) {
        const object = await deps.store.settingsObject({ siteId: who.siteId, kind, id: params.id });
        return object === null || !mayRead(kind, await setterOf(deps, who), object) ? problem('not_found') : ok(object);
      },
    }),
    route({
      ...{ method: 'put', path: `${path}/:id`, summary: `Change ${one}, made on the version that is named`, tag, scopes: writers },
      ...{ idempotent: 'key', params: IdParams, query: NoQuery, body: change, answers: { 200: view } },
      problems: ['not_found', 'conflict'],
      async run({ deps, who, params, body, now }) {
        const changed = await write(deps, { who, now }, { kind, id: params.id, doc: body.doc, version: body.version });
        return 'answer' in changed ? changed.answer : ok(changed.object);
      },
    }),
    route({
      ...{ method: 'delete', path: `${path}/:id`, summary: `Remove ${one}`, tag, scopes: writers, idempotent: 'key' },
      ...{ params: IdParams, query: NoQuery, body: null, answers: { 204: null }, problems: ['not_found', 'conflict'] },
      async run({ deps, who, params, now }) {
        const { siteId } = who;
        const object = await deps.store.settingsObject({ siteId, kind, id: params.id });
        const setter = await setterOf(deps, who);
        if (object === null || !mayRead(kind, setter, object)) return problem('not_found');
        if (!mayWrite(kind, setter, object)) return problem('forbidden');
        // Without any team nothing is kept from anybody for a team's sake: who sees all of it anyway decides that (K107).
        const isLastTeam = kind === 'team' && (await deps.store.countSettingsObjects({ siteId, kind })) === 1;
        if (isLastTeam && !setter.admin) return problem('forbidden', 'The last team is for an admin to remove');
        const gone = await deps.store.deleteSettingsObject({ siteId, kind, id: params.id, actor: who.id, now });
        if (gone === 'in_use') return problem('conflict', 'Conversations wait in its line, or a rule or policy names it');
        if (gone === 'not_found') return problem('not_found');
        tell(deps, siteId, kind);
        return empty;
      },
    }),
  ];
}

/** `PUT /agents/:id/profile` makes and changes: everybody has one, empty at first. */
const profileRoutes: readonly ApiRoute[] = [
  route({
    ...{ method: 'get', path: '/agents/:id/profile', summary: 'Skills, languages and capacity of an agent', tag: 'Desk', scopes: DESK },
    ...{ idempotent: 'never', params: IdParams, query: NoQuery, body: null, problems: ['not_found'] },
    answers: { 200: deskApi.settingsView('agent_profile') },
    async run({ deps, who, params }) {
      const object = await deps.store.settingsObject({ siteId: who.siteId, kind: 'agent_profile', id: params.id });
      return object === null ? problem('not_found') : ok(object);
    },
  }),
  route({
    ...{ method: 'put', path: '/agents/:id/profile', summary: 'Set skills, languages and capacity of an agent', tag: 'Desk' },
    ...{ scopes: LEADS, idempotent: 'key', params: IdParams, query: NoQuery, body: deskApi.settingsChange('agent_profile') },
    ...{ answers: { 200: deskApi.settingsView('agent_profile') }, problems: ['not_found', 'conflict', 'too_many'] },
    async run({ deps, who, params, body, now }) {
      if ((await deps.store.findAgent({ siteId: who.siteId, id: params.id })) === null) return problem('not_found');
      const put = await write(deps, { who, now }, { kind: 'agent_profile', id: params.id, doc: body.doc, version: body.version });
      return 'answer' in put ? put.answer : ok(put.object);
    },
  }),
];

/** Fixed words before parameters. */
export const settingsObjectRoutes: readonly ApiRoute[] = [
  ...profileRoutes,
  route({
    ...{ method: 'post', path: '/saved-replies/:id/uses', summary: 'A saved reply was used once more', tag: 'Desk', scopes: STAFF },
    ...{ idempotent: 'key', params: IdParams, query: NoQuery, body: null, answers: { 204: null }, problems: ['not_found'] },
    async run({ deps, who, params }) {
      const { siteId } = who;
      const reply = await deps.store.settingsObject({ siteId, kind: 'saved_reply', id: params.id });
      if (reply === null || !mayRead('saved_reply', await setterOf(deps, who), reply)) return problem('not_found');
      await deps.store.countSettingsUse({ siteId, kind: 'saved_reply', id: params.id });
      return empty;
    },
  }),
  ...routesOf({ ...shapesOf('team'), path: '/teams', one: 'a team', many: 'teams', read: DESK, write: LEADS }),
  ...routesOf({
    ...shapesOf('routing_rule'),
    path: '/routing-rules',
    one: 'a routing rule',
    many: 'routing rules',
    read: LEADS,
    write: ADMINS,
  }),
  ...routesOf({
    ...shapesOf('sla_policy'),
    path: '/sla-policies',
    one: 'a service level',
    many: 'service levels',
    read: DESK,
    write: ADMINS,
  }),
  ...routesOf({
    ...shapesOf('saved_reply'),
    path: '/saved-replies',
    one: 'a saved reply',
    many: 'saved replies',
    read: DESK,
    write: STAFF,
  }),
  ...routesOf({ ...shapesOf('tag'), path: '/tags', one: 'a tag', many: 'tags', read: DESK, write: LEADS }),
  ...routesOf({ ...shapesOf('saved_view'), path: '/saved-views', one: 'a saved view', many: 'saved views', read: DESK, write: STAFF }),
];
