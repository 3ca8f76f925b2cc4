// Who works here: people, invitations, links to a new password, ownership. Agents with the right to it only: a key of a back end makes no
// colleagues. What concerns an owner is an owner's to do.
import { accountHttp } from '@throughline/types/decode';
import { limits } from '@throughline/types';
import type { InvitationView } from '@throughline/types';
import { invite, newPasswordLink, renewInvitation } from '../../../app/invitations.js';
import type { InvitationRecord } from '../../../ports/store-access.js';
import type { AgentRecord } from '../../../ports/store-accounts.js';
import type { RelayDeps } from '../../relay-deps.js';
import { created, empty, IdParams, NoParams, NoQuery, ok, problem } from './common.js';
import { ADMINS } from './principal.js';
import type { ApiPrincipal, Scope } from './principal.js';
import { route } from './route.js';
import type { ApiAnswer, ApiRoute } from './route.js';

const tag = 'People';
const BY_PERSON: readonly Scope[] = ['admin'];

const viewOf = ({ id, email, role, department, teams, createdBy, createdAt, expiresAt }: InvitationRecord): InvitationView => ({
  ...{ id, email, role, department, teams, createdBy, createdAt, expiresAt },
});

const isOwner = (who: ApiPrincipal): boolean => who.kind === 'agent' && who.agent.role === 'owner';

/** Whom a deed is about; an owner's account is touched by owners only. */
async function concerned(
  deps: RelayDeps,
  who: ApiPrincipal,
  id: string,
): Promise<{ ok: true; agent: AgentRecord } | { ok: false; answer: ApiAnswer }> {
  const agent = await deps.store.findAgent({ siteId: who.siteId, id });
  if (agent === null) return { ok: false, answer: problem('not_found') };
  if (agent.role === 'owner' && !isOwner(who)) return { ok: false, answer: problem('forbidden', 'Only an owner may do this to an owner') };
  return { ok: true, agent };
}

const closeSockets = (deps: RelayDeps, { siteId, id }: AgentRecord): void => deps.bus.publish({ type: 'revoked', siteId, principal: id });

const audit = (deps: RelayDeps, who: ApiPrincipal, about: { action: string; target: string; now: number }): Promise<void> =>
  deps.store.audit({ siteId: who.siteId, actor: who.id, detail: {}, ...about });

export const peopleRoutes: readonly ApiRoute[] = [
  route({
    method: 'get',
    path: '/people',
    summary: 'Everybody who works here, with role, teams and whether they have a second factor; deactivated ones too',
    tag,
    scopes: ADMINS,
    idempotent: 'never',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: accountHttp.PersonList },
    async run({ deps, who, now }) {
      const { siteId } = who;
      const people = await deps.store.people({ siteId, now, idleMs: limits.AGENT_SESSION_IDLE_MS });
      const teams = await deps.store.settingsObjects({ siteId, kind: 'team' });
      const teamsOf = (id: string): string[] => teams.filter(({ doc }) => doc.members.includes(id)).map((team) => team.id);
      return ok({ items: people.map((person) => ({ ...person, teams: teamsOf(person.id) })), cursor: null });
    },
  }),
  route({
    method: 'get',
    path: '/invitations',
    summary: 'Invitations that were not accepted yet, expired ones too',
    tag,
    scopes: BY_PERSON,
    idempotent: 'never',
    params: NoParams,
    query: NoQuery,
    body: null,
    answers: { 200: accountHttp.InvitationList },
    run: async ({ deps, who }) => ok({ items: (await deps.store.invitations({ siteId: who.siteId })).map(viewOf), cursor: null }),
  }),
  route({
    method: 'post',
    path: '/invitations',
    summary: 'Invite somebody; the link works once, for seven days, and is shown in this answer alone',
    tag,
    scopes: BY_PERSON,
    fresh: true,
    idempotent: 'never',
    params: NoParams,
    query: NoQuery,
    body: accountHttp.InvitationRequest,
    answers: { 201: accountHttp.InvitationCreated },
    problems: ['conflict'],
    async run({ deps, who, body }) {
      const known = new Set((await deps.store.teams({ siteId: who.siteId })).map(({ id }) => id));
      const stranger = body.teams.find((id) => !known.has(id));
      if (stranger !== undefined) return problem('bad_request', `teams: there is no team ${stranger}`);
      const made = await invite(deps, who, body);
      return made.ok ? created({ ...viewOf(made.invitation), link: made.link }) : problem(made.code, 'This address has an account already');
    },
  }),
  route({
    method: 'post',
    path: '/invitations/:id/renew',
    summary: 'Another link for an invitation, for another seven days; the link before ends',
    tag,
    scopes: BY_PERSON,
    fresh: true,
    idempotent: 'never',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 200: accountHttp.InvitationCreated },
    problems: ['not_found'],
    async run({ deps, who, params }) {
      const made = await renewInvitation(deps, who, params.id);
      return made.ok ? ok({ ...viewOf(made.invitation), link: made.link }) : problem(made.code);
    },
  }),
  route({
    method: 'delete',
    path: '/invitations/:id',
    summary: 'Take an invitation back',
    tag,
    scopes: BY_PERSON,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 204: null },
    problems: ['not_found'],
    async run({ deps, who, params, now }) {
      if (!(await deps.store.revokeInvitation({ siteId: who.siteId, id: params.id }))) return problem('not_found');
      await audit(deps, who, { action: 'invitation.revoked', target: params.id, now });
      return empty;
    },
  }),
  route({
    method: 'post',
    path: '/agents/:id/password-link',
    summary: 'A link by which an agent sets a new password: it works once, for a day, and is shown in this answer alone',
    tag,
    scopes: BY_PERSON,
    idempotent: 'never',
    fresh: true,
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 201: accountHttp.PasswordLink },
    problems: ['not_found'],
    async run({ deps, who, params }) {
      const found = await concerned(deps, who, params.id);
      if (!found.ok) return found.answer;
      const made = await newPasswordLink(deps, who, params.id);
      return made.ok ? created({ link: made.link, expiresAt: made.invitation.expiresAt }) : problem(made.code);
    },
  }),
  route({
    method: 'delete',
    path: '/agents/:id/second-factor',
    summary: 'Take the second factor off an agent who lost it; their sessions end',
    tag,
    scopes: BY_PERSON,
    idempotent: 'never',
    fresh: true,
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 204: null },
    problems: ['not_found'],
    async run({ deps, who, params, now }) {
      const found = await concerned(deps, who, params.id);
      if (!found.ok) return found.answer;
      const whose = { siteId: who.siteId, agentId: params.id };
      await deps.store.removeSecondFactor(whose);
      await deps.store.endOtherDevices({ ...whose, keep: null });
      await audit(deps, who, { action: 'second_factor.removed', target: params.id, now });
      closeSockets(deps, found.agent);
      return empty;
    },
  }),
  route({
    method: 'delete',
    path: '/agents/:id/sessions',
    summary: 'End every session of an agent; their sockets close on every relay',
    tag,
    scopes: BY_PERSON,
    idempotent: 'key',
    params: IdParams,
    query: NoQuery,
    body: null,
    answers: { 204: null },
    problems: ['not_found'],
    async run({ deps, who, params, now }) {
      const found = await concerned(deps, who, params.id);
      if (!found.ok) return found.answer;
      await deps.store.endOtherDevices({ siteId: who.siteId, agentId: params.id, keep: null });
      await audit(deps, who, { action: 'session.ended', target: params.id, now });
      closeSockets(deps, found.agent);
      return empty;
    },
  }),
  route({
    method: 'post',
    path: '/agents/:id/ownership',
    summary: 'Make an agent an owner; who gives it becomes an admin, unless they keep it',
    tag,
    scopes: BY_PERSON,
    idempotent: 'never',
    fresh: true,
    params: IdParams,
    query: NoQuery,
    body: accountHttp.OwnershipRequest,
    answers: { 204: null },
    problems: ['not_found'],
    async run({ deps, who, params, body, now }) {
      const { siteId } = who;
      const receiver = await deps.store.findAgent({ siteId, id: params.id });
      if (receiver === null || receiver.disabled) return problem('not_found');
      if (!isOwner(who)) return problem('forbidden', 'Only an owner may make owners');
      if (!(await deps.store.passOwnership({ siteId, from: who.id, to: receiver.id, keep: body.keep }))) return problem('forbidden');
      await audit(deps, who, { action: body.keep ? 'owner.added' : 'owner.passed_on', target: receiver.id, now });
      for (const id of [who.id, receiver.id]) deps.bus.publish({ type: 'revoked', siteId, principal: id });
      return empty;
    },
  }),
];
