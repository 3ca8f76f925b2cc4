// The context over HTTP, under /api/v1, with the session's cookie. Loaded after the first paint: none of it is needed to read (K126).
import { apiHttp, contextApi, handoffContext, identityApi, interaction, operationsApi } from '@throughline/types/decode';
import type { ContextActions } from '../state/context-actions.js';
import type { FileActions } from '../state/file-actions.js';
import type { Answer } from '../state/answer.js';
import type { Call, Decoder, Http } from './http.js';
import { createAccountClient } from './account-client.js';
import { createCustomersClient } from './customers-client.js';
import { createFindingClient } from './finding-client.js';
import { createSettingsClient } from './settings-client.js';
import { createSettingsPart } from './settings-part.js';
import { createWritingClient } from './writing-client.js';

const API = 'api/v1';
const at = (...parts: string[]): string => [API, ...parts.map((part) => encodeURIComponent(part))].join('/');

/** @param mint a fresh key per request, so that a repeated one happens once */
export function createContextClient(http: Http, mint: () => string, files: FileActions): ContextActions {
  const get = <T>(path: string, decoder: Decoder<T>): Promise<Answer<T>> => http.ask({ method: 'GET', path }, decoder);
  const change = (method: Call['method'], path: string, body: unknown): Call => ({ method, path, body, idempotencyKey: mint() });
  const list = async <T>(path: string, decoder: Decoder<{ items: T[] }>): Promise<Answer<readonly T[]>> => {
    const answer = await get(path, decoder);
    return answer.ok ? { ok: true, value: answer.value.items } : answer;
  };
  return {
    ...createSettingsClient(http, mint),
    ...createSettingsPart(http, mint),
    ...createAccountClient(http, mint),
    ...createFindingClient(http, mint),
    ...createCustomersClient(http, mint, files),
    ...files,
    ...createWritingClient(http, mint),
    timeline: (customerId, filter) =>
      get(`${at('customers', customerId, 'timeline')}?${new URLSearchParams(Object.entries(filter)).toString()}`, interaction.TimelinePage),
    revision: (conv, revision) => get(at('conversations', conv, 'contexts', String(revision)), handoffContext.HandoffContext),
    customerContext: (id) => get(at('customers', id, 'context'), handoffContext.HandoffContext),
    customer: (id) => get(at('customers', id), apiHttp.CustomerView),
    promise: (request) => http.ask(change('POST', at('commitments'), request), contextApi.CommitmentView),
    owedPromises: (dueBefore) => get(`${at('commitments')}?${new URLSearchParams({ dueBefore }).toString()}`, contextApi.OwedPromises),
    settlePromise: (id, status) => http.tell(change('PATCH', at('commitments', id), { status })),
    decideFact: ({ id, ...decision }) => http.tell(change('POST', at('facts', id, 'decision'), decision)),
    reveal: async (what) => {
      const answer = await http.ask(change('POST', at('reveals'), what), contextApi.RevealAnswer);
      return answer.ok ? { ok: true, value: answer.value.value } : answer;
    },
    item: (type, number) => get(at('tracked-items', type, number), contextApi.ItemView),
    case: (id) => get(at('cases', id), contextApi.CaseView),
    openCase: ({ customerId, ...form }) =>
      http.ask(change('POST', at('cases'), { customer: { customerId }, ...form }), contextApi.CaseView),
    updateCase: (id, body) => http.tell(change('PATCH', at('cases', id), body)),
    reasons: () => list(at('reasons'), operationsApi.pageOf(contextApi.ReasonView)),
    confirmReason: (conv, reason) => http.tell(change('PUT', at('conversations', conv, 'reason'), reason)),
    alerts: () => list(at('alerts'), operationsApi.pageOf(operationsApi.AlertView)),
    merges: (id) => list(at('customers', id, 'merges'), operationsApi.pageOf(identityApi.MergeView)),
    merge: (form) => http.ask(change('POST', at('customers', 'merge'), form), identityApi.MergeAnswer),
    undoMerge: (id, dryRun) => http.ask(change('POST', at('merges', id, 'undo'), { dryRun }), identityApi.UndoAnswer),
    suggestion: (id) => get(at('suggestions', id), identityApi.SuggestionPreview),
    verify: ({ customerId, ...check }) => http.tell(change('POST', at('customers', customerId, 'verify'), { ...check, level: 2 })),
    notThisPerson: (conv) => http.tell({ method: 'POST', path: at('conversations', conv, 'not-this-person'), idempotencyKey: mint() }),
    decideSuggestion: (id, decision, conversationId) =>
      http.tell(
        change('POST', at('suggestions', id, 'decision'), { decision, ...(conversationId === undefined ? {} : { conversationId }) }),
      ),
    log: ({ customerId, kind, text, department }) =>
      http.tell(
        change('POST', at('interactions'), {
          name: { visit: 'Branch Visit Logged', call: 'Call Logged', note: 'Note Logged' }[kind],
          title: text,
          channel: { visit: 'branch', call: 'voice', note: 'back_office' }[kind],
          customerId,
          data: { note: text },
          ...(department === undefined ? {} : { department }),
        }),
      ),
  };
}
