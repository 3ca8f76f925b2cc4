// The desk's settings, keys, webhooks and the audit log over HTTP, under /api/v1. Loaded by whoever opens a settings page.
import { deskApi, keysApi, operationsApi, systemApi } from '@throughline/types/decode';
import type { SettingsObject } from '@throughline/types';
import type { Answer } from '../state/answer.js';
import type { PageKind, SettingsApi } from '../state/settings-api.js';
import type { Call, Decoder, Http } from './http.js';

type Kinds = { [K in PageKind]: { path: string; one: Decoder<SettingsObject<K>>; list: Decoder<{ items: SettingsObject<K>[] }> } };
const KINDS: Kinds = {
  team: { path: 'teams', one: deskApi.settingsView('team'), list: deskApi.settingsList('team') },
  routing_rule: { path: 'routing-rules', one: deskApi.settingsView('routing_rule'), list: deskApi.settingsList('routing_rule') },
  sla_policy: { path: 'sla-policies', one: deskApi.settingsView('sla_policy'), list: deskApi.settingsList('sla_policy') },
  saved_reply: { path: 'saved-replies', one: deskApi.settingsView('saved_reply'), list: deskApi.settingsList('saved_reply') },
  tag: { path: 'tags', one: deskApi.settingsView('tag'), list: deskApi.settingsList('tag') },
};
const PROFILE = deskApi.settingsView('agent_profile');
const EMPTY_PROFILE = { version: 0, doc: { skills: [], languages: [], capacity: 5 } };
const DELIVERIES = operationsApi.pageOf(operationsApi.DeliveryView);

/** @param mint a fresh key per request, so that a repeated one happens once */
export function createSettingsApiClient(http: Http, mint: () => string): SettingsApi {
  const at = (...parts: string[]): string => ['api/v1', ...parts.map((part) => encodeURIComponent(part))].join('/');
  const get = <T>(path: string, decoder: Decoder<T>): Promise<Answer<T>> => http.ask({ method: 'GET', path }, decoder);
  const change = (method: Call['method'], path: string, body?: unknown): Call => ({
    ...{ method, path, idempotencyKey: mint() },
    ...(body === undefined ? {} : { body }),
  });
  const items = async <T>(path: string, decoder: Decoder<{ items: T[] }>): Promise<Answer<readonly T[]>> => {
    const answer = await get(path, decoder);
    return answer.ok ? { ok: true, value: answer.value.items } : answer;
  };
  const key = async (path: string): Promise<Answer<string>> => {
    const answer = await http.ask(change('POST', path), keysApi.SecretKeyCreated);
    return answer.ok ? { ok: true, value: answer.value.secretKey } : answer;
  };
  return {
    list: (kind) => items(at(KINDS[kind].path), KINDS[kind].list),
    create: (kind, doc) => http.ask(change('POST', at(KINDS[kind].path), { doc }), KINDS[kind].one),
    change: (kind, id, body) => http.ask(change('PUT', at(KINDS[kind].path, id), body), KINDS[kind].one),
    remove: (kind, id) => http.tell(change('DELETE', at(KINDS[kind].path, id))),
    profile: async (agentId) => {
      const answer = await get(at('agents', agentId, 'profile'), PROFILE);
      return !answer.ok && answer.code === 'not_found' ? { ok: true, value: EMPTY_PROFILE } : answer;
    },
    saveProfile: (agentId, body) => http.ask(change('PUT', at('agents', agentId, 'profile'), body), PROFILE),
    saveReason: ({ code, ...reason }) => http.tell(change('PUT', at('reasons', code), reason)),
    removeReason: (code) => http.tell(change('DELETE', at('reasons', code))),
    identityKeys: () => items(at('identity-keys'), keysApi.IdentityKeyList),
    createIdentityKey: () => http.ask(change('POST', at('identity-keys')), keysApi.IdentityKeyCreated),
    endIdentityKey: (kid) => http.tell(change('DELETE', at('identity-keys', kid))),
    checkToken: (token) => http.ask(change('POST', at('identity-tokens', 'check'), { token }), keysApi.TokenCheckAnswer),
    sources: () => items(at('sources'), operationsApi.SourceList),
    createSource: (source) => http.ask(change('POST', at('sources'), source), operationsApi.SourceCreated),
    replaceSourceKey: (id) => key(at('sources', id, 'secret-key')),
    replaceSiteKey: () => key(at('site', 'secret-key')),
    webhooks: () => items(at('webhooks'), operationsApi.WebhookList),
    createWebhook: (webhook) => http.ask(change('POST', at('webhooks'), webhook), operationsApi.WebhookCreated),
    switchWebhook: (id, state) => http.tell(change('PATCH', at('webhooks', id), { state })),
    removeWebhook: (id) => http.tell(change('DELETE', at('webhooks', id))),
    rotateWebhook: async (id) => {
      const answer = await http.ask(change('POST', at('webhooks', id, 'rotate')), operationsApi.WebhookCreated);
      return answer.ok ? { ok: true, value: answer.value.secret } : answer;
    },
    testWebhook: (id) => http.ask(change('POST', at('webhooks', id, 'test')), operationsApi.WebhookTestAnswer),
    deliveries: (id, cursor) =>
      get(`${at('webhooks', id, 'deliveries')}${cursor === undefined ? '' : `?${new URLSearchParams({ cursor }).toString()}`}`, DELIVERIES),
    replayDelivery: (id) => http.tell(change('POST', at('deliveries', id, 'replay'))),
    system: () => get(at('system'), systemApi.SystemView),
    audit: (filter) => get(`${at('audit')}?${new URLSearchParams(Object.entries(filter)).toString()}`, deskApi.AuditPage),
    revert: (id) => http.tell(change('POST', at('audit', id, 'revert'))),
  };
}
