// /agent/v1: one's own account – who one is, the second factor, devices, preferences (S21–S25, S80).
import { Router } from 'express';
import type { Request } from 'express';
import { accountHttp, agentHttp, desk } from '@throughline/types/decode';
import { newTicket } from '../../app/agent-access.js';
import { isFreshLogin } from '../../app/fresh-login.js';
import {
  changeOwnName,
  changeOwnPassword,
  endDevices,
  keepPreferences,
  ownDevices,
  preferencesOf,
  rotateSession,
} from '../../app/own-account.js';
import { putBackOwn } from '../../app/put-back.js';
import {
  confirmSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  secondFactorState,
  startSecondFactor,
} from '../../app/second-factor.js';
import { confirmLogin } from '../../app/sign-in-agent.js';
import type { AgentSessionRecord } from '../../ports/store-accounts.js';
import type { RelayDeps } from '../relay-deps.js';
import { clearSessionCookie, setSessionCookie } from './agent-cookie.js';
import { addressOfRequest, describeSession, sendRefusal, signedInTo } from './agent-session.js';
import { decodeBody } from './body.js';
import { sendProblem } from './problem.js';

const idOf = (request: Request): string => {
  const { id } = request.params;
  return typeof id === 'string' ? id : '';
};

export function accountRoutes(deps: RelayDeps): Router {
  const router = Router();
  const signedIn = signedInTo(deps);
  const unenrolled = { evenUnenrolled: true };
  const isFresh = ({ confirmedAt }: AgentSessionRecord): boolean => isFreshLogin(confirmedAt, deps.clock.now());

  router.get(
    '/me',
    signedIn(async (_request, response, { agent, mustEnrol }) => {
      response.json(await describeSession(deps, agent, { mustEnrol }));
    }, unenrolled),
  );
  router.patch(
    '/me',
    signedIn(async (request, response, { agent }) => {
      const body = decodeBody(request, response, accountHttp.NameChange);
      if (body === null) return;
      await changeOwnName(deps, agent, body.name);
      response.json(await describeSession(deps, { ...agent, name: body.name }, { mustEnrol: false }));
    }),
  );
  router.post(
    '/logout',
    signedIn(async (request, response, { agent, sessionHash, mustEnrol }) => {
      const body = decodeBody(request, response, agentHttp.LogoutRequest);
      if (body === null) return;
      if (body.putBack && !mustEnrol && !(await putBackOwn(deps, { siteId: agent.siteId, agentId: agent.id })))
        return sendProblem(response, 'unavailable');
      await deps.store.endSession({ hash: sessionHash });
      deps.bus.publish({ type: 'revoked', siteId: agent.siteId, principal: agent.id });
      clearSessionCookie(response, deps.publicOrigin);
      response.status(204).end();
    }, unenrolled),
  );
  router.post(
    '/ticket',
    signedIn(async (request, response, { agent, sessionHash }) => {
      response.json({ ticket: await newTicket(deps, { agent, sessionHash, origin: request.get('origin') ?? '' }) });
    }),
  );
  router.post(
    '/confirm',
    signedIn(async (request, response, who) => {
      const body = decodeBody(request, response, agentHttp.ConfirmRequest);
      if (body === null) return;
      const confirmed = await confirmLogin(deps, who, { ...body, address: addressOfRequest(deps, request) });
      if (!confirmed.ok) return sendRefusal(response, confirmed);
      response.json({ freshUntil: confirmed.until });
    }, unenrolled),
  );
  router.post(
    '/password',
    signedIn(async (request, response, who) => {
      const body = decodeBody(request, response, accountHttp.PasswordChange);
      if (body === null) return;
      const changed = await changeOwnPassword(deps, who, { ...body, address: addressOfRequest(deps, request) });
      if (!changed.ok) return sendRefusal(response, changed);
      response.status(204).end();
    }),
  );

  router.get(
    '/second-factor',
    signedIn(async (_request, response, { agent }) => {
      response.json(await secondFactorState(deps, agent));
    }, unenrolled),
  );
  router.post(
    '/second-factor',
    signedIn(async (_request, response, who) => {
      if (!isFresh(who)) return sendProblem(response, 'fresh_login_needed');
      const site = await deps.sites.byId(who.agent.siteId);
      const begun = await startSecondFactor(deps, who.agent, site === null ? 'Throughline' : `Throughline ${site.name}`);
      if (!begun.ok) return sendRefusal(response, begun);
      response.json(begun.started);
    }, unenrolled),
  );
  router.post(
    '/second-factor/confirm',
    signedIn(async (request, response, who) => {
      const body = decodeBody(request, response, accountHttp.CodeRequest);
      if (body === null) return;
      if (!isFresh(who)) return sendProblem(response, 'fresh_login_needed');
      const confirmed = await confirmSecondFactor(deps, who.agent, body.code);
      if (!confirmed.ok) return sendRefusal(response, confirmed);
      setSessionCookie(response, deps.publicOrigin, await rotateSession(deps, who));
      response.json(confirmed.recovery);
    }, unenrolled),
  );
  router.post(
    '/second-factor/recovery-codes',
    signedIn(async (_request, response, who) => {
      if (!isFresh(who)) return sendProblem(response, 'fresh_login_needed');
      const renewed = await renewRecoveryCodes(deps, who.agent);
      if (!renewed.ok) return sendRefusal(response, renewed);
      response.json(renewed.recovery);
    }),
  );
  router.delete(
    '/second-factor',
    signedIn(async (_request, response, who) => {
      if (!isFresh(who)) return sendProblem(response, 'fresh_login_needed');
      const removed = await removeSecondFactor(deps, who.agent);
      if (!removed.ok) return sendRefusal(response, removed);
      response.status(204).end();
    }),
  );

  router.get(
    '/devices',
    signedIn(async (_request, response, who) => {
      response.json({ items: await ownDevices(deps, who) });
    }),
  );
  router.delete(
    '/devices',
    signedIn(async (_request, response, who) => {
      await endDevices(deps, who, null);
      response.status(204).end();
    }),
  );
  router.delete(
    '/devices/:id',
    signedIn(async (request, response, who) => {
      const ended = await endDevices(deps, who, idOf(request));
      if (!ended.ok) return sendRefusal(response, ended);
      response.status(204).end();
    }),
  );

  router.get(
    '/preferences',
    signedIn(async (_request, response, { agent }) => {
      response.json({ preferences: await preferencesOf(deps, agent) });
    }, unenrolled),
  );
  router.put(
    '/preferences',
    signedIn(async (request, response, { agent }) => {
      const doc = decodeBody(request, response, desk.PreferencesDoc);
      if (doc === null) return;
      const kept = await keepPreferences(deps, agent, doc);
      if (!kept.ok) return sendRefusal(response, kept);
      response.json({ preferences: doc });
    }, unenrolled),
  );
  return router;
}
