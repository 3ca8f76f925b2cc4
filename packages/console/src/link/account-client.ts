// Accounts over HTTP: one's own under /agent/v1, those of others under /api/v1.
import { accountHttp, agentHttp } from '@throughline/types/decode';
import type { AccountActions } from '../state/account-actions.js';
import type { Answer } from '../state/answer.js';
import type { Call, Http } from './http.js';

/** @param mint a fresh key per request, so that a repeated one happens once */
export function createAccountClient(http: Http, mint: () => string): AccountActions {
  const own = (method: Call['method'], path: string, body?: unknown): Call => ({
    method,
    path: `agent/v1/${path}`,
    ...(body === undefined ? {} : { body }),
  });
  const api = (method: Call['method'], path: string, body?: unknown): Call => ({
    method,
    path: `api/v1/${path}`,
    ...(method === 'GET' ? {} : { idempotencyKey: mint() }),
    ...(body === undefined ? {} : { body }),
  });
  const agent = (id: string): string => `agents/${encodeURIComponent(id)}`;
  const items = async <T>(asked: Promise<Answer<{ items: T[] }>>): Promise<Answer<readonly T[]>> => {
    const answer = await asked;
    return answer.ok ? { ok: true, value: answer.value.items } : answer;
  };
  return {
    signInOptions: () => http.ask(own('GET', 'sign-in'), accountHttp.SignInOptions),
    finishSignIn: (form) => http.ask(own('POST', 'login/second-factor', form), agentHttp.AgentSession),
    lookAtInvitation: (token) => http.ask(own('POST', 'invitation', { token }), accountHttp.InvitationFound),
    acceptInvitation: (form) => http.ask(own('POST', 'invitation/accept', form), agentHttp.AgentSession),
    confirmLogin: (form) => http.tell(own('POST', 'confirm', form)),

    rename: (name) => http.ask(own('PATCH', 'me', { name }), agentHttp.AgentSession),
    changePassword: (form) => http.tell(own('POST', 'password', form)),
    secondFactor: () => http.ask(own('GET', 'second-factor'), accountHttp.SecondFactorState),
    startSecondFactor: () => http.ask(own('POST', 'second-factor', {}), accountHttp.SecondFactorStart),
    confirmSecondFactor: (code) => http.ask(own('POST', 'second-factor/confirm', { code }), accountHttp.RecoveryCodes),
    renewRecoveryCodes: () => http.ask(own('POST', 'second-factor/recovery-codes', {}), accountHttp.RecoveryCodes),
    removeSecondFactor: () => http.tell(own('DELETE', 'second-factor')),
    devices: () => items(http.ask(own('GET', 'devices'), accountHttp.DeviceList)),
    endDevice: (id) => http.tell(own('DELETE', `devices/${encodeURIComponent(id)}`)),
    endOtherDevices: () => http.tell(own('DELETE', 'devices')),
    savePreferences: async (doc) => {
      const answer = await http.ask(own('PUT', 'preferences', doc), accountHttp.PreferencesAnswer);
      return answer.ok ? { ok: true, value: answer.value.preferences } : answer;
    },

    people: () => items(http.ask(api('GET', 'people'), accountHttp.PersonList)),
    invitations: () => items(http.ask(api('GET', 'invitations'), accountHttp.InvitationList)),
    invite: (wanted) => http.ask(api('POST', 'invitations', wanted), accountHttp.InvitationCreated),
    renewInvitation: (id) => http.ask(api('POST', `invitations/${encodeURIComponent(id)}/renew`, {}), accountHttp.InvitationCreated),
    revokeInvitation: (id) => http.tell(api('DELETE', `invitations/${encodeURIComponent(id)}`)),
    changeAgent: (id, change) => http.tell(api('PATCH', agent(id), change)),
    passwordLink: (id) => http.ask(api('POST', `${agent(id)}/password-link`, {}), accountHttp.PasswordLink),
    dropSecondFactor: (id) => http.tell(api('DELETE', `${agent(id)}/second-factor`)),
    endSessions: (id) => http.tell(api('DELETE', `${agent(id)}/sessions`)),
    passOwnership: (id, keep) => http.tell(api('POST', `${agent(id)}/ownership`, { keep })),
  };
}
